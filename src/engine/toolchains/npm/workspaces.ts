import type { Process, Task } from '../../kernel/system.ts';
import type { Arguments, Config } from './config.ts';
import { npmError } from './errors.ts';
import { manifest, outOfStep, readJson, type Lock, type Manifest, type Member } from './project.ts';
import { reached } from './resolve.ts';

/** Which workspaces a command is for: names or folders, all of them, or none (the project itself). */
export type Selection = readonly string[] | 'all' | undefined;

/** `-w NAME`, `--workspace=NAME`, `-ws`, `--workspaces`. */
export function selectionOf({ flags }: Arguments, config: Config): Selection {
  if (config.is('workspaces')) return 'all';
  return flags.get('workspace');
}

/** Workspaces that lie in the tree: patterns of package.json are a folder, or a folder and `/*`. */
export function membersOf(process: Process): readonly Member[] {
  const root = process.cwd === '/' ? '' : process.cwd;
  const patterns = manifest(readJson(process, `${root}/package.json`) ?? {}).workspaces ?? [];
  const places = patterns.flatMap((pattern) => {
    const folder = pattern.replace(/^\.\//, '').replace(/\/$/, '');
    if (!folder.endsWith('/*')) return [folder];
    const names = process.files.list(`${root}/${folder.slice(0, -2)}`);
    return (names.ok ? names.value : []).map((name) => `${folder.slice(0, -1)}${name}`).toSorted();
  });
  return places.flatMap((place) => {
    const json = readJson(process, `${root}/${place}/package.json`);
    return json ? [{ place, name: manifest(json).name ?? place.replace(/^.*\//, ''), manifest: manifest(json) }] : [];
  });
}

/** Those that are selected, or npm's error (npm 11.19.1, observed). */
export function selected(
  process: Process,
  members: readonly Member[],
  selection: Exclude<Selection, undefined>,
): readonly Member[] | number {
  if (selection === 'all') return members.length ? members : npmError(process, ['No workspaces found!']);
  const found = members.filter(({ name, place }) =>
    selection.some((word) => word === name || word.replace(/^\.\//, '').replace(/\/$/, '') === place),
  );
  if (found.length) return found;
  return npmError(process, ['No workspaces found:', `  ${selection.map((word) => `--workspace=${word}`).join(' ')}`]);
}

/** Runs a command in the folder of each, until one fails. Answers the exit code of the first that failed. */
export function* inEach(process: Process, members: readonly Member[], run: () => number | Task): Task {
  const home = process.cwd;
  for (const { place } of members) {
    process.cwd = `${home === '/' ? '' : home}/${place}`;
    const answer = run();
    const status = typeof answer === 'number' ? answer : yield* answer;
    process.cwd = home;
    if (status !== 0) return status;
  }
  return 0;
}

/** What `npm ci` refuses: dependencies of workspaces in the tree that the lock file does not hold. */
export function membersOutOfStep(process: Process, lock: Lock): readonly string[] {
  const known = new Map(lock.members.map((member) => [member.place, member]));
  return membersOf(process).flatMap(({ place, manifest: own }) =>
    outOfStep(own, { ...lock, root: known.get(place)?.manifest ?? {} }, place),
  );
}

/** The part of a lock file that the selected workspaces need, workspaces that they depend on included. */
export function partOf(lock: Lock, members: readonly Member[]): Lock {
  const taken = new Set<Member>();
  const waiting = members.flatMap(({ name }) => lock.members.filter((one) => one.name === name));
  for (let member = waiting.pop(); member; member = waiting.pop()) {
    if (taken.has(member)) continue;
    taken.add(member);
    const names = Object.keys(dependenciesOf(member.manifest));
    waiting.push(...lock.members.filter(({ name }) => names.includes(name)));
  }
  const places = new Set([...taken].flatMap(({ place, manifest: own }) => [...reached(lock, own, place)]));
  return { ...lock, members: [...taken], packages: lock.packages.filter(({ place }) => places.has(place)) };
}

function dependenciesOf({
  dependencies,
  devDependencies,
  optionalDependencies,
}: Manifest): Readonly<Record<string, string>> {
  return { ...dependencies, ...devDependencies, ...optionalDependencies };
}

/** Links in node_modules to the folders of workspaces. Answers how many are new. */
export function linkMembers(process: Process, root: string, members: readonly Member[]): number {
  let made = 0;
  for (const { name, place } of members) {
    const path = `${root}/node_modules/${name}`;
    if (process.files.stat(path, { follow: false }).ok) continue;
    process.files.mkdir(path.slice(0, path.lastIndexOf('/')), { parents: true });
    process.files.symlink(path, `${'../'.repeat(name.split('/').length)}${place}`);
    made++;
  }
  return made;
}
