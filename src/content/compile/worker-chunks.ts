import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Rolldown } from 'vite';

const SRC = join(import.meta.dirname, '../..').replaceAll('\\', '/');
const ENTRY = `${SRC}/worker/entry.ts`;
const DOCKER = `${SRC}/engine/docker`;

/** What prints lists and templates: commands that reach it come with it. */
const LISTS = `${DOCKER}/format/template.ts`;

/** Chunks that pages without a terminal load too. */
const ALWAYS = new Set<string | null>(['engine', 'shell']);

/** What is the host's alone: programs of builds share what it takes of the shell. */
const HOST = /\/(?:engine\/docker|worker\/host)\//;

interface Start {
  readonly chunk: string;
  readonly ids: readonly string[];
  /** Modules that go with them; of others the bundler makes chunks. All, unless given. */
  readonly takes?: RegExp;
}

/**
 * Where the worker's large chunks begin: what is there at once, what comes beside the image data, and what comes with a terminal.
 */
const STARTS: readonly Start[] = [
  { chunk: 'engine', ids: [ENTRY] },
  { chunk: 'shell', ids: [`${SRC}/engine/kernel/runtime/create-runtime.ts`] },
  { chunk: 'host', ids: [`${SRC}/worker/host/index.ts`, `${SRC}/worker/host/commands.ts`], takes: HOST },
];

/**
 * Chunks of the worker: what its entry imports statically is one, what the shell imports beyond that is another, and so on; then the commands of `docker`
 * by noun, those that print lists in one. Left alone, the bundler makes dozens of small ones of what several chunks share: a tenth more bytes, and as many
 * requests.
 */
export function workerChunks(): Rolldown.CodeSplittingGroup[] {
  let chunkOf: ReadonlyMap<string, string> | undefined;
  const named = (id: string, context: Rolldown.ChunkingContext): string | null => {
    // other workers, of Monaco, are bundled with these groups too: nothing can be known of ours there
    if (!chunkOf && !context.getModuleInfo(ENTRY)) return null;
    chunkOf ??= assigned((each) => context.getModuleInfo(each)?.importedIds ?? []);
    return chunkOf.get(id) ?? null;
  };
  return [
    // with whatever they need, the bundler's own helpers too
    { priority: 1, name: (id, context) => (ALWAYS.has(named(id, context)) ? named(id, context) : null) },
    { name: named, includeDependenciesRecursively: false },
  ];
}

type Imports = (id: string) => readonly string[];

function assigned(importsOf: Imports): ReadonlyMap<string, string> {
  const chunkOf = new Map<string, string>();
  for (const { chunk, ids, takes } of [...STARTS, ...commandStarts(importsOf)])
    for (const id of reached(ids, (each) => chunkOf.has(each), importsOf))
      if (takes?.test(id) ?? true) chunkOf.set(id, chunk);
  return chunkOf;
}

/** Commands of `docker`: `docker run` first, since most sessions begin with it and others need what it does; then by noun; those that print lists are one. */
function commandStarts(importsOf: Imports): Start[] {
  const nouns = readdirSync(`${DOCKER}/commands`).toSorted();
  const lists: string[] = [];
  const others = ['container', ...nouns.filter((noun) => noun !== 'container')].map((noun) => {
    const files = readdirSync(`${DOCKER}/commands/${noun}`).filter((file) => !file.endsWith('.test.ts'));
    const ids = files.map((file) => `${DOCKER}/commands/${noun}/${file}`);
    const listing = ids.filter((id) => reached([id], () => false, importsOf).has(LISTS));
    lists.push(...listing);
    return { chunk: `docker-${noun}`, ids: ids.filter((id) => !listing.includes(id)), takes: HOST };
  });
  const run = { chunk: 'docker-run', ids: [`${DOCKER}/commands/container/run.ts`], takes: HOST };
  return [run, ...others.slice(0, 1), { chunk: 'docker-lists', ids: lists, takes: HOST }, ...others.slice(1)];
}

/** What modules import, themselves included; not what is `taken` nor what only that imports. */
function reached(ids: readonly string[], taken: (id: string) => boolean, importsOf: Imports): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id) || taken(id)) continue;
    found.add(id);
    open.push(...importsOf(id));
  }
  return found;
}
