import { pullMs } from '../../../builder/timing/transfer-times.ts';
import type { Daemon, Result } from '../../daemon/daemon.ts';
import { refused } from '../../daemon/daemon.ts';
import type { Image } from '../../model.ts';
import { imageOfCatalogue, manifestDigest } from '../image-from-catalogue.ts';
import { familiarName, familiarText, fullText, withTag, type Reference } from '../reference.ts';
import { askRegistry, pullError } from './registry.ts';
import { keepImage, setTag } from '../tags.ts';

/** Virtual ms of the questions and answers before a layer comes. Assumed. */
const ROUND_TRIPS = 400;

/** An image on its way, with what is printed. The host has it only when whoever pulls has waited and calls `arrive`. */
export interface Pulled {
  /** Puts it into the store, with its tag. */
  arrive(): Image;
  /** Lines before the layers are there, and those after. */
  readonly begin: readonly string[];
  readonly end: readonly string[];
  /** Virtual ms between the two. */
  readonly ms: number;
}

/** Platform of the host. */
export const HOST_PLATFORM = 'linux/amd64';

/**
 * Asks the registry for an image; it comes into the store with `arrive`. Refused in the daemon's words; what is not in the catalogue is reported as not simulated.
 * Lines are those of a client without a terminal. Source: moby distribution/pull_v2.go, docker/cli; docs.docker.com/reference/cli/docker/image/pull.
 */
export function pullImage(daemon: Daemon, reference: Reference, platform = HOST_PLATFORM): Result<Pulled> {
  if (
    !/^(?:linux|windows|darwin|freebsd)\/[a-z0-9]+(?:\/v\d+)?$/.test(platform) &&
    !/^(?:amd64|arm64|386|arm)$/.test(platform)
  )
    return refused(`${JSON.stringify(platform)}: unknown operating system or architecture: invalid argument`);
  const wanted = withTag(reference);
  const answer = askRegistry(daemon, wanted, platform.includes('/') ? platform : `linux/${platform}`);
  if (answer.kind === 'not-simulated') return refused(notInCatalogue(wanted));
  if (answer.kind !== 'image') return refused(pullError(daemon, wanted, answer.kind));
  const there = new Set([...daemon.store.images.values()].flatMap(({ layers }) => layers));
  const made = imageOfCatalogue(answer.image);
  const fresh = !daemon.store.images.has(made.id);
  const missing = fresh ? made.layers.filter((id) => !there.has(id)) : [];
  const status = fresh ? 'Downloaded newer image for' : 'Image is up to date for';
  return {
    ok: true,
    value: {
      arrive: () => arrive(daemon, made, wanted),
      begin: [
        `${wanted.tag ?? wanted.digest ?? ''}: Pulling from ${wanted.path}`,
        ...(fresh ? firstLines(made, there) : []),
      ],
      end: [
        ...missing.flatMap((id) =>
          ['Verifying Checksum', 'Download complete', 'Pull complete'].map((what) => `${shortLayer(id)}: ${what}`),
        ),
        `Digest: ${manifestDigest(made)}`,
        `Status: ${status} ${familiarText(wanted)}`,
      ],
      ms: ROUND_TRIPS + pullMs(bytesOf(made, missing)),
    },
  };
}

function arrive(daemon: Daemon, made: Image, wanted: Reference): Image {
  const image = keepImage(daemon, made);
  const named = `${familiarName(wanted)}@${manifestDigest(image)}`;
  if (!image.digests.includes(named)) image.digests = [...image.digests, named];
  if (wanted.tag !== undefined) setTag(daemon, image, `${familiarName(wanted)}:${wanted.tag}`);
  daemon.emit({
    type: 'image',
    action: 'pull',
    id: familiarText(wanted),
    attributes: { ...image.config.Labels, name: familiarName(wanted) },
  });
  return image;
}

function firstLines(image: Image, there: ReadonlySet<string>): string[] {
  return image.layers.map((id) => `${shortLayer(id)}: ${there.has(id) ? 'Already exists' : 'Pulling fs layer'}`);
}

/** What is printed of a layer: the beginning of the digest of its archive. */
function shortLayer(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

function bytesOf(image: Image, layers: readonly string[]): number {
  return image.tree.layers.filter(({ id }) => layers.includes(id)).reduce((sum, { size }) => sum + size, 0);
}

/** What is said about an image that a real registry may have. */
export function notInCatalogue(reference: Reference): string {
  return `not simulated: Drydock's catalogue has no ${fullText(reference)}, so nothing is known of what is in it`;
}
