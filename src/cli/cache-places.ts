import { resolve } from 'node:path';
import { readCacheOption } from '../engine/builder/index.ts';
import type { CacheExport, CacheImport, ExportedCache } from '../engine/builder/index.ts';
import { readCacheFolder, writeCacheFolder } from './cache-folder.ts';
import { usageError, type Io } from './command.ts';

/** Text of the options for usage. */
export const CACHE_USAGE = `  --cache-to type=TYPE,...    leave the cache at a place: local,dest=DIR; registry,ref=NAME; gha,scope=NAME; inline.
                         mode=max holds the steps of all stages. A local cache stays on the disk; the others
                         last as long as the command, see --before
  --cache-from type=TYPE,...  look for steps there; a name alone is a reference. Repeat for more`;

const NEEDS = { registry: 'ref', local: 'dest' } as const;

/** `--cache-to` values as the builder takes them; a UsageError for a place that is not modelled. */
export function readCacheTo(texts: readonly string[], image = ''): CacheExport[] {
  return texts.map((text) => {
    const place = readPlace(text, '--cache-to');
    // What is inline lies in the image and is found by its name.
    return place.type === 'inline' ? { ...place, name: image } : place;
  });
}

function readPlace(text: string, flag: string): CacheExport {
  const place = readCacheOption(text);
  if (!place) throw usageError(`not simulated: ${flag} ${text}`);
  const { type, name } = place;
  if ((type === 'registry' || type === 'local') && name === '')
    throw usageError(
      `${flag} type=${type} needs ${flag === '--cache-from' && type === 'local' ? 'src' : NEEDS[type]}=`,
    );
  return place;
}

/**
 * `--cache-from` values with what lies there: in a folder of the disk, or among what a build of the same command has exported. An image carries what was
 * exported inline. A folder without a cache is passed over with a warning, as the docker client does.
 */
export function readCacheFrom(texts: readonly string[], exported: readonly ExportedCache[], io: Io): CacheImport[] {
  return texts.flatMap((text): CacheImport[] => {
    const { type, name } = readPlace(text, '--cache-from');
    const here = exported.find(
      (one) => one.name === name && (one.type === type || (one.type === 'inline' && type === 'registry')),
    );
    if (type !== 'local' || here) return [{ type, name, found: here }];
    const found = readCacheFolder(resolve(io.cwd, name), name);
    if (typeof found !== 'string') return [{ type, name, found }];
    io.err(`WARNING: ${found}\n`);
    return [];
  });
}

/** Keeps what was exported to folders of the disk. */
export function keepLocal(exported: readonly ExportedCache[], io: Io): void {
  for (const one of exported) if (one.type === 'local') writeCacheFolder(resolve(io.cwd, one.name), one);
}
