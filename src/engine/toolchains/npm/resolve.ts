import type { Process } from '../../kernel/system.ts';
import { completed } from './known-packages.ts';
import type { Locked, Lock, Manifest } from './project.ts';
import { satisfies } from './range.ts';
import { KINDS, type Kind } from './saved.ts';
import { releaseOf } from './spec.ts';

/** What package.json asks for and the lock file does not hold. */
export interface Resolution {
  readonly chosen: readonly Locked[];
  /** `name@range` of packages whose release cannot be known. */
  readonly unknown: readonly string[];
}

/** What is settled already. */
export interface Known {
  readonly lock: Lock | undefined;
  /** Releases by name that were asked for just now. */
  readonly picked: ReadonlyMap<string, string>;
}

/** Chooses releases for what the lock file does not hold, of the packages that content/packages/npm lists. */
export function resolveMissing(process: Process, project: Manifest, { lock, picked }: Known): Resolution {
  const held = new Map(
    (lock?.packages ?? []).flatMap(({ place, name, version }) =>
      place === `node_modules/${name}` ? [[name, version]] : [],
    ),
  );
  const chosen: Locked[] = [];
  const unknown: string[] = [];
  for (const kind of KINDS)
    for (const [name, range] of Object.entries(project[kind] ?? {})) {
      const version = held.get(name);
      const asked = picked.get(name);
      if (asked === undefined && version !== undefined && satisfies(version, range) !== false) continue;
      const release = asked ?? releaseOf(process, { name, range });
      if (release === undefined) unknown.push(`${name}@${range}`);
      else chosen.push(freshEntry(name, release, kind));
    }
  return { chosen, unknown };
}

/** A package at the top of node_modules, with what it depends on inside. */
export function freshEntry(name: string, version: string, kind: Kind): Locked {
  const place = `node_modules/${name}`;
  return completed({
    place,
    name,
    version,
    dev: kind === 'devDependencies',
    optional: kind === 'optionalDependencies',
    installScript: false,
    funding: false,
    alone: true,
    bin: {},
    dependencies: {},
    os: [],
    cpu: [],
    libc: [],
  });
}

/** Places of everything that the dependencies of the project, or of the workspace in a folder, reach. */
export function reached(lock: Lock, project: Manifest, folder = ''): ReadonlySet<string> {
  const byPlace = new Map(lock.packages.map((entry) => [entry.place, entry]));
  const find = (from: string, name: string): Locked | undefined => {
    for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
      const entry = byPlace.get(`${at === '' ? '' : `${at}/`}node_modules/${name}`);
      if (entry || at === '') return entry;
    }
  };
  const found = new Set<string>();
  const waiting = KINDS.flatMap((kind) => Object.keys(project[kind] ?? {})).map(
    (name) => byPlace.get(`${folder}/node_modules/${name}`) ?? find('', name),
  );
  for (let entry = waiting.pop(); entry !== undefined || waiting.length > 0; entry = waiting.pop()) {
    if (!entry || found.has(entry.place)) continue;
    found.add(entry.place);
    for (const name of Object.keys(entry.dependencies)) waiting.push(find(entry.place, name));
  }
  return found;
}
