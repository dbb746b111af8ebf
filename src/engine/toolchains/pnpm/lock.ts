import type { Manifest } from '../npm/project.ts';

/** One package of a pnpm-lock.yaml: `name@version`, with the suffix of its peers. */
export interface PnpmEntry {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly os: readonly string[];
  readonly cpu: readonly string[];
  readonly libc: readonly string[];
  /** Ids of what it needs. */
  readonly needs: readonly string[];
  /** What it depends on is not listed: an entry that the model wrote, without `integrity`. */
  readonly alone: boolean;
}

interface Direct {
  readonly name: string;
  readonly specifier: string;
  readonly version: string;
}

export interface PnpmLock {
  /** By kind: `dependencies`, `devDependencies`, `optionalDependencies`. */
  readonly direct: ReadonlyMap<string, readonly Direct[]>;
  readonly entries: ReadonlyMap<string, PnpmEntry>;
}

const unquote = (text: string): string => text.trim().replace(/^'(.*)'$/, '$1');

/** Lines below `key:` at an indentation, until one that is not deeper. */
function below(lines: readonly string[], key: string, indent: number): readonly string[] {
  const start = lines.findIndex((line) => line.startsWith(`${' '.repeat(indent)}${key}:`));
  if (start === -1) return [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.trim() !== '' && line.search(/\S/) <= indent);
  return end === -1 ? rest : rest.slice(0, end);
}

/** Blocks by key at an indentation, with the lines below each. */
function blocks(lines: readonly string[], indent: number): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of lines) {
    if (line.trim() === '') continue;
    if (line.search(/\S/) === indent) {
      current = [];
      found.set(unquote(line.replace(/:(?: \{\})?\s*$/, '')), current);
    } else current?.push(line);
  }
  return found;
}

/** Reads a pnpm-lock.yaml of version 9; undefined for others. Workspaces have more than the importer `.` and are left out. */
export function readPnpmLock(text: string): PnpmLock | undefined {
  const lines = text.split('\n');
  if (!/^lockfileVersion: '?9/m.test(text)) return undefined;
  const importers = blocks(below(lines, 'importers', 0), 2);
  if (importers.size > 1) return undefined;
  const own = importers.get('.') ?? [];
  const direct = new Map(
    ['dependencies', 'devDependencies', 'optionalDependencies'].map((kind) => [kind, directOf(below(own, kind, 4))]),
  );
  const packages = blocks(below(lines, 'packages', 0), 2);
  const entries = new Map<string, PnpmEntry>();
  for (const [id, block] of blocks(below(lines, 'snapshots', 0), 2))
    entries.set(id, entryOf(id, block, packages.get(id.replace(/\(.*$/, '')) ?? []));
  return { direct, entries };
}

function directOf(lines: readonly string[]): readonly Direct[] {
  return [...blocks(lines, 6)].map(([name, block]) => {
    const value = (key: string): string =>
      unquote(block.find((line) => line.trim().startsWith(`${key}: `))?.replace(/^\s*\w+: /, '') ?? '');
    return { name, specifier: value('specifier'), version: value('version') };
  });
}

function entryOf(id: string, block: readonly string[], facts: readonly string[]): PnpmEntry {
  const [, name = id, version = ''] = /^(.[^@]*)@([^(]*)/.exec(id) ?? [];
  const list = (key: string): readonly string[] =>
    (facts.find((line) => line.trim().startsWith(`${key}: [`)) ?? '')
      .replace(/^.*\[|\].*$/g, '')
      .split(',')
      .map(unquote)
      .filter(Boolean);
  const needs = ['dependencies', 'optionalDependencies'].flatMap((kind) =>
    below(block, kind, 4).map((line) => {
      const [, other = '', at = ''] = /^\s*('[^']+'|[^:]+): (.*)$/.exec(line) ?? [];
      return `${unquote(other)}@${unquote(at)}`;
    }),
  );
  const alone = needs.length === 0 && facts.some((line) => line.includes('{tarball: '));
  return { id, name, version, os: list('os'), cpu: list('cpu'), libc: list('libc'), needs, alone };
}

/** Everything that direct dependencies of the kinds reach. */
export function reachedBy(lock: PnpmLock, kinds: readonly string[]): readonly PnpmEntry[] {
  const waiting = kinds.flatMap((kind) =>
    (lock.direct.get(kind) ?? []).map(({ name, version }) => `${name}@${version}`),
  );
  const taken = new Set<string>();
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const entry = lock.entries.get(id);
    if (!entry || taken.has(id)) continue;
    taken.add(id);
    waiting.push(...entry.needs);
  }
  return [...lock.entries.values()].filter(({ id }) => taken.has(id));
}

/** True when package.json asks for what the lock file says it asks for. */
export function isInStep(lock: PnpmLock, project: Manifest): boolean {
  const kinds = { dependencies: project.dependencies, devDependencies: project.devDependencies };
  return Object.entries(kinds).every(([kind, wanted]) => {
    const held = lock.direct.get(kind) ?? [];
    const names = Object.entries(wanted ?? {});
    return (
      names.length === held.length &&
      names.every(([name, range]) => held.some((one) => one.name === name && one.specifier === range))
    );
  });
}
