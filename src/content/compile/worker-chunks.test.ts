import { join } from 'node:path';
import type { Rolldown } from 'vite';
import { expect, it } from 'vitest';
import { workerChunks } from './worker-chunks.ts';

const SRC = join(import.meta.dirname, '../..').replaceAll('\\', '/');

type Graph = Readonly<Record<string, readonly string[]>>;

const at = (path: string): string => `${SRC}/${path}`;

/** What the bundler tells of a graph of modules, by path below src/. */
function bundler(graph: Graph): Rolldown.ChunkingContext {
  const known = new Map(Object.entries(graph).map(([path, imports]) => [at(path), { importedIds: imports.map(at) }]));
  return { getModuleInfo: (id: string) => known.get(id) ?? null } as unknown as Rolldown.ChunkingContext;
}

/** The chunk of a module as the first group that wants it names it. */
function chunkOf(groups: Rolldown.CodeSplittingGroup[], path: string, context: Rolldown.ChunkingContext): unknown {
  for (const { name } of groups) {
    const named = typeof name === 'function' ? name(at(path), context) : name;
    if (named) return named;
  }
  return undefined;
}

it('modules go with the first that needs them: engine, shell, host, docker run, commands by noun, lists; other workers have no such chunks', () => {
  const groups = workerChunks();
  const [run, list] = ['engine/docker/commands/container/run.ts', 'engine/docker/commands/network/ls.ts'];
  const [remove, copy] = ['engine/docker/commands/network/rm.ts', 'engine/docker/commands/container/cp.ts'];
  const graph: Graph = {
    'worker/entry.ts': ['worker/api.ts'],
    'worker/api.ts': [],
    'engine/kernel/runtime/create-runtime.ts': ['worker/api.ts', 'engine/kernel/kernel.ts'],
    'engine/kernel/kernel.ts': [],
    'worker/host/index.ts': ['engine/docker/session.ts', 'engine/programs/late.ts', 'engine/kernel/kernel.ts'],
    'engine/docker/session.ts': [],
    'engine/programs/late.ts': [],
    [run]: ['engine/docker/session.ts', 'engine/docker/start.ts'],
    'engine/docker/start.ts': [],
    [copy]: ['engine/docker/start.ts', 'engine/docker/archive.ts'],
    'engine/docker/archive.ts': [],
    [list]: ['engine/docker/format/template.ts', 'engine/docker/start.ts'],
    'engine/docker/format/template.ts': [],
    [remove]: ['engine/docker/networks/remove.ts'],
    'engine/docker/networks/remove.ts': [],
  };
  expect(chunkOf(groups, 'worker/api.ts', bundler({ 'monaco/worker.ts': [] }))).toBeUndefined();
  const context = bundler(graph);
  expect(Object.fromEntries(Object.keys(graph).map((path) => [path, chunkOf(groups, path, context)]))).toEqual({
    'worker/entry.ts': 'engine',
    'worker/api.ts': 'engine',
    'engine/kernel/runtime/create-runtime.ts': 'shell',
    'engine/kernel/kernel.ts': 'shell',
    'worker/host/index.ts': 'host',
    'engine/docker/session.ts': 'host',
    'engine/programs/late.ts': undefined,
    [run]: 'docker-run',
    'engine/docker/start.ts': 'docker-run',
    [copy]: 'docker-container',
    'engine/docker/archive.ts': 'docker-container',
    [list]: 'docker-lists',
    'engine/docker/format/template.ts': 'docker-lists',
    [remove]: 'docker-network',
    'engine/docker/networks/remove.ts': 'docker-network',
  });
});
