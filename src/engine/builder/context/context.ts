import { sent as isSent } from '../../dockerfile/index.ts';
import type { Ignore } from '../../dockerfile/index.ts';
import { fileCount, layerOf, stack, storedBytes } from '../../files/index.ts';
import type { Entry, Tree } from '../../files/index.ts';

/** What reaches the builder. */
export interface Sent {
  readonly tree: Tree;
  readonly files: number;
  readonly bytes: number;
}

/** Stands for the unlisted files of a folder that is modelled as one entry. */
const UNLISTED = '\u0001';

/** By the patterns: the targets and scenarios of one attempt send the same context. */
const known = new WeakMap<Tree, Map<string, Sent>>();

/**
 * The context after .dockerignore. Entries become root's, as BuildKit's transfer makes them. A folder that stands for many
 * files keeps them only if a file in it would be sent.
 */
export function sendContext(context: Tree, ignore: Ignore | undefined): Sent {
  const patterns = ignore?.error === undefined ? (ignore?.patterns ?? []).join('\n') : '';
  const sent = known.get(context) ?? new Map<string, Sent>();
  known.set(context, sent);
  const made = sent.get(patterns) ?? send(context, ignore);
  sent.set(patterns, made);
  return made;
}

function send(context: Tree, ignore: Ignore | undefined): Sent {
  const entries = [...context.walk('/')].slice(1);
  if (!ignore?.rules.length) return collect(entries);
  const paths: string[] = [];
  for (const [path, entry] of entries) {
    paths.push(path.slice(1));
    if (entry.bulk) paths.push(`${path.slice(1)}/${UNLISTED}`);
  }
  const verdicts = isSent(ignore, paths);
  const reached = new Set(paths.filter((_, at) => verdicts[at]));
  const kept: (readonly [string, Entry])[] = [];
  for (const [path, entry] of entries) {
    if (!reached.has(path.slice(1))) continue;
    const { bulk, ...bare } = entry;
    kept.push([path, bulk && !reached.has(`${path.slice(1)}/${UNLISTED}`) ? { ...bare, digest: '' } : entry]);
  }
  return collect(kept);
}

function collect(entries: readonly (readonly [string, Entry])[]): Sent {
  let files = 0;
  let bytes = 0;
  const rooted = entries.map(([path, entry]) => {
    files += fileCount(entry);
    bytes += storedBytes(entry);
    return [path, entry.uid || entry.gid ? { ...entry, uid: 0, gid: 0 } : entry] as const;
  });
  return { tree: stack([layerOf(rooted)]), files, bytes };
}
