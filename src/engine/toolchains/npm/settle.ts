import type { Process } from '../../kernel/system.ts';
import type { Plan } from './install.ts';
import type { Config } from './config.ts';
import { fits } from './place-package.ts';
import { manifest, readJson, type Locked, type Lock } from './project.ts';
import { reached, resolveMissing } from './resolve.ts';
import { entryOf, rawEntries, writeLock } from './saved.ts';

/** What the choice of packages depends on. */
export interface SettleOptions {
  readonly omit: ReadonlySet<string>;
  readonly config: Config;
  /** Releases by name that were asked for just now. */
  readonly picked?: ReadonlyMap<string, string>;
}

/**
 * Brings the lock file in step with package.json: what is missing is chosen, what nothing asks for any more is dropped.
 * Answers what has to be laid down and removed; undefined when a release cannot be known.
 */
export function settle(
  process: Process,
  lock: Lock | undefined,
  { omit, config, picked = new Map() }: SettleOptions,
): Plan | undefined {
  const root = process.cwd === '/' ? '' : process.cwd;
  const json = readJson(process, `${root}/package.json`) ?? {};
  const project = manifest(json);
  if (project.workspaces?.length) return undefined;
  const { chosen, unknown } = resolveMissing(process, project, { lock, picked });
  if (unknown.length) return undefined;
  const replaced = new Set(chosen.map(({ place }) => place));
  const before = lock ? reached(lock, lock.root) : new Set<string>();
  const after = lock ? reached(lock, project) : new Set<string>();
  const gone = (lock?.packages ?? []).filter(
    ({ place }) => (before.has(place) && !after.has(place)) || replaced.has(place) || isBelow(place, replaced),
  );
  const kept = (lock?.packages ?? []).filter((entry) => !gone.includes(entry));
  if (!config.isOff('package-lock')) {
    const raw = lock ? rawEntries(process, root) : {};
    const places = Object.fromEntries([
      ...kept.map(({ place }) => [place, raw[place]] as const),
      ...chosen.map((entry) => [entry.place, entryOf(entry)] as const),
    ]);
    writeLock(process, root, { project: json, places });
  }
  const takes = (entry: Locked): boolean =>
    !(entry.dev && omit.has('dev')) && (!entry.optional || (fits(process, entry) && !omit.has('optional')));
  const packages = [...kept, ...chosen].filter(takes);
  const spare = [...gone, ...kept.filter((entry) => !takes(entry))];
  const there = (entry: Locked): boolean => process.files.stat(`${root}/${entry.place}`).ok;
  return { project, packages, unwanted: spare.filter(there) };
}

function isBelow(place: string, folders: ReadonlySet<string>): boolean {
  return [...folders].some((folder) => place.startsWith(`${folder}/`));
}
