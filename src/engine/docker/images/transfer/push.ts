import { exportMs } from '../../../builder/timing/transfer-times.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import type { Image } from '../../model.ts';
import { manifestDigest } from '../image-from-catalogue.ts';
import { familiarName, fullText, type Reference } from '../reference.ts';
import { pushError } from './registry.ts';

/** How a push goes: what is printed at once, what when the layers are there, or why it fails. */
export interface Pushed {
  readonly begin: readonly string[];
  readonly end: readonly string[];
  readonly ms: number;
  readonly failure: string | undefined;
}

/** Layers that are looked at together; the others wait. Source: moby distribution/xfer. */
const AT_ONCE = 5;

/** Sends an image to its registry. Source: moby distribution/push_v2.go. */
export function pushImage(
  daemon: Daemon,
  image: Image,
  { reference, loggedIn }: { reference: Reference; loggedIn: boolean },
): Pushed {
  const names = image.layers.toReversed().map((id) => id.replace(/^sha256:/, '').slice(0, 12));
  const begin = [
    ...names.map((name) => `${name}: Preparing`),
    ...names.slice(AT_ONCE).map((name) => `${name}: Waiting`),
  ];
  const failure = pushError(daemon, reference, loggedIn);
  // without an answer of the registry nothing is said about layers
  if (failure?.startsWith('Get ')) return { begin: [], end: [], ms: 0, failure };
  if (failure !== undefined) return { begin, end: [], ms: 800, failure };
  const digest = manifestDigest(image);
  const named = `${familiarName(reference)}@${digest}`;
  if (!image.digests.includes(named)) image.digests = [...image.digests, named];
  daemon.emit({
    type: 'image',
    action: 'push',
    id: fullText(reference),
    attributes: { ...image.config.Labels, name: familiarName(reference) },
  });
  return {
    begin,
    end: [
      ...names.map((name) => `${name}: Pushed`),
      `${reference.tag ?? 'latest'}: digest: ${digest} size: ${340 + 189 * names.length}`,
    ],
    ms: exportMs({ type: 'registry', steps: new Map() }, new Set()) + Math.round((image.size * 0.4) / 10_000),
    failure: undefined,
  };
}
