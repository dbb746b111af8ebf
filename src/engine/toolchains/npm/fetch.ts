import { digestOf } from '../../base/digest.ts';
import type { Process } from '../../kernel/system.ts';
import type { Config } from './config.ts';
import { cacheFolder, denied } from './errors.ts';
import { sizeOf } from './place-package.ts';
import type { Locked } from './project.ts';
import { refusedBy } from './registry.ts';

/**
 * Downloads what npm's cache does not hold; about 0.8 of what is unpacked (measured: 48.5 MB for 61.5 MB). One entry stands
 * for all that a run fetched, beside an index of it. Answers error lines.
 */
export function fillCache(
  process: Process,
  packages: readonly Locked[],
  { offline, config }: { readonly offline: boolean; readonly config: Config },
): readonly string[] | undefined {
  if (packages.length === 0) return undefined;
  const folder = cacheFolder(process);
  const known = held(process, `${folder}/${INDEX}`);
  const missing = packages.filter((entry) => !known.has(labelOf(entry)));
  const bytes = missing.reduce((sum, entry) => sum + sizeOf(process, entry).bytes, 0);
  process.takes((missing.length ? 900 : 300) + (packages.length - missing.length) * 20 + bytes / 4500);
  if (missing.length === 0) return undefined;
  const first = `https://registry.npmjs.org/${missing[0]?.name ?? ''}`;
  if (offline)
    return [
      'code ENOTCACHED',
      `request to ${first} failed: cache mode is 'only-if-cached' but no cached response is available.`,
    ];
  if (!process.system.network) return unreachable(first);
  const refused = refusedBy(process, missing, config);
  if (refused) return refused;
  const labels = missing.map(labelOf).toSorted();
  const key = digestOf('npm cache', ...labels);
  for (const name of [INDEX, CONTENT]) {
    const made = process.files.mkdir(`${folder}/${name}`, { parents: true });
    if (!made.ok) return denied(folder);
  }
  const name = key.slice(7, 19);
  process.files.write(`${folder}/${INDEX}/${name}`, { content: `${labels.join('\n')}\n` });
  process.files.write(`${folder}/${CONTENT}/${name}`, {
    bulk: { files: missing.length * 3, size: Math.round(bytes * 0.8) },
    digest: key,
  });
  return undefined;
}

/** Folders of npm's cache: cacache's lib/entry-index.js and lib/content/path.js. */
const INDEX = '_cacache/index-v5';
const CONTENT = '_cacache/content-v2';

const labelOf = ({ name, version }: Locked): string => `${name}@${version}`;

/** What earlier runs fetched. */
function held(process: Process, folder: string): ReadonlySet<string> {
  const names = process.files.list(folder);
  return new Set(
    (names.ok ? names.value : []).flatMap((name) => {
      const text = process.files.read(`${folder}/${name}`);
      return ((text.ok ? text.value : undefined) ?? '').split('\n').filter(Boolean);
    }),
  );
}

/** The registry cannot be reached. */
export function unreachable(address: string): readonly string[] {
  return [
    'code EAI_AGAIN',
    'syscall getaddrinfo',
    'errno EAI_AGAIN',
    `request to ${address} failed, reason: getaddrinfo EAI_AGAIN registry.npmjs.org`,
  ];
}
