import { join } from 'node:path';
import type { Rolldown } from 'vite';

const SRC = join(import.meta.dirname, '../..').replaceAll('\\', '/');

/** Where the worker's two large chunks begin: what is there at once, and what comes beside the image data. */
const STARTS = [
  ['engine', `${SRC}/worker/entry.ts`],
  ['shell', `${SRC}/engine/shell/shell-with.ts`],
] as const;

type NameOfChunk = (id: string, context: Pick<Rolldown.ChunkingContext, 'getModuleInfo'>) => string | undefined;

/**
 * Chunks of the worker: what its entry imports statically is one, what the shell imports beyond that is another. Left alone, the
 * bundler makes dozens of small ones of what several chunks share: a tenth more bytes, and as many requests.
 */
export function workerChunks(): NameOfChunk {
  let chunkOf: ReadonlyMap<string, string> | undefined;
  return (id, context) => {
    chunkOf ??= assigned((each) => context.getModuleInfo(each)?.importedIds ?? []);
    return chunkOf.get(id);
  };
}

function assigned(importsOf: (id: string) => readonly string[]): ReadonlyMap<string, string> {
  const chunkOf = new Map<string, string>();
  for (const [name, start] of STARTS) {
    const open: string[] = [start];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (chunkOf.has(id)) continue;
      chunkOf.set(id, name);
      open.push(...importsOf(id));
    }
  }
  return chunkOf;
}
