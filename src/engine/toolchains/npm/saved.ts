import type { Process } from '../../kernel/system.ts';
import { readJson, type Locked } from './project.ts';

/** Kinds of dependencies as package.json names them. */
export type Kind = 'dependencies' | 'devDependencies' | 'optionalDependencies';
export const KINDS: readonly Kind[] = ['dependencies', 'devDependencies', 'optionalDependencies'];

type Json = Readonly<Record<string, unknown>>;

/** Writes JSON as npm does: with the indentation that the file had, two spaces when it is new, and a line break at the end. */
export function writeJson(process: Process, path: string, value: Json): boolean {
  const before = process.files.read(path);
  const text = (before.ok ? before.value : undefined) ?? '';
  const own = /^\{\s*\n([ \t]+)"/.exec(text)?.[1];
  const flat = own === undefined && /^\{\s*"/.test(text);
  const indent = flat ? undefined : (own ?? '  ');
  return process.files.write(path, { content: `${JSON.stringify(value, undefined, indent)}\n`, mode: 0o644 }).ok;
}

const byName = (a: readonly [string, unknown], b: readonly [string, unknown]): number => (a[0] < b[0] ? -1 : 1);

const sorted = (value: Json): Json => Object.fromEntries(Object.entries(value).toSorted(byName));

const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** The dependency under one kind and under no other; undefined takes it away. Empty kinds are dropped. */
export function withDependency(json: Json, name: string, saved: { kind: Kind; range: string } | undefined): Json {
  const next: Record<string, unknown> = { ...json };
  for (const kind of KINDS) {
    if (next[kind] === undefined && saved?.kind !== kind) continue;
    const rest: Record<string, unknown> = { ...record(next[kind]) };
    delete rest[name];
    if (saved?.kind === kind) rest[name] = saved.range;
    if (Object.keys(rest).length) next[kind] = sorted(rest);
    else delete next[kind];
  }
  return next;
}

/** What the lock file repeats of the project. Source: npm's documentation, package-lock.json, "packages". */
const REPEATED = ['name', 'version', 'license', 'workspaces', ...KINDS, 'bin', 'engines'];

/** Entries of the lock file as they stand. */
export function rawEntries(process: Process, root: string): Json {
  return record(readJson(process, `${root}/package-lock.json`)?.['packages']);
}

/** Writes package-lock.json of version 3. `places` are the entries by place without that of the project. */
export function writeLock(process: Process, root: string, { project, places }: { project: Json; places: Json }): void {
  const own = Object.fromEntries(REPEATED.flatMap((key) => (project[key] === undefined ? [] : [[key, project[key]]])));
  const name = project['name'] ?? root.slice(root.lastIndexOf('/') + 1);
  const { '': _, ...rest } = places;
  writeJson(process, `${root}/package-lock.json`, {
    name,
    ...(project['version'] === undefined ? {} : { version: project['version'] }),
    lockfileVersion: 3,
    requires: true,
    packages: { '': own, ...sorted(rest) },
  });
}

/** A package in the form of a lock file. There is no `integrity`: its bytes are not known here. */
export function entryOf({ name, version, dev, optional, installScript, bin }: Locked): Json {
  return {
    version,
    resolved: `https://registry.npmjs.org/${name}/-/${name.slice(name.lastIndexOf('/') + 1)}-${version}.tgz`,
    ...(dev ? { dev: true } : {}),
    ...(optional ? { optional: true } : {}),
    ...(installScript ? { hasInstallScript: true } : {}),
    ...(Object.keys(bin).length ? { bin } : {}),
  };
}
