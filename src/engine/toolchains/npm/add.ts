import type { Process, Task } from '../../kernel/system.ts';
import { npmError } from './errors.ts';
import { lay, lockOf, rootOf, type InstallOptions } from './install.ts';
import { readJson } from './project.ts';
import { readProject } from './read-project.ts';
import { freshEntry } from './resolve.ts';
import { withDependency, writeJson, type Kind } from './saved.ts';
import { settle, type SettleOptions } from './settle.ts';
import { invalidSpec, readSpec, releaseOf, savedRange, type Spec } from './spec.ts';

/** A package and the release that was chosen for it. */
interface Chosen {
  readonly spec: Spec;
  readonly release: string;
}

/**
 * `npm install NAME[@RANGE]…`: into package.json, the lock file and node_modules. A package that content/packages/npm does
 * not list is not simulated; the lock file lists a package without those it depends on.
 */
export function npmAdd(process: Process, words: readonly string[], options: InstallOptions): number | Task {
  for (const word of words) {
    const wrong = invalidSpec(word);
    if (wrong) return npmError(process, wrong);
  }
  if (options.workspaces !== undefined) return leftOut(process, `npm install of ${words.join(' ')} in a workspace`);
  const chosen = choose(process, words);
  if (!chosen) return 0;
  const path = `${rootOf(process)}/package.json`;
  if (readJson(process, path) === null) return readProject(process) as number;
  const json = readJson(process, path) ?? {};
  const kind = kindOf(options);
  if (options.config.isOff('save')) return withoutSaving(process, { chosen, kind }, options);
  const prefix = options.config.is('save-exact') ? '' : (options.config.get('save-prefix') ?? '^');
  const before = process.files.read(path);
  const next = chosen.reduce(
    (made, { spec, release }) =>
      withDependency(made, spec.name, {
        kind: kind ?? heldAs(made, spec.name),
        range: savedRange(release, spec, prefix),
      }),
    json,
  );
  if (!writeJson(process, path, next))
    return npmError(
      process,
      ['code EACCES', 'syscall open', `path ${path}`, 'errno -13', `Error: EACCES: permission denied, open '${path}'`],
      243,
    );
  const picked = new Map(chosen.map(({ spec, release }) => [spec.name, release]));
  return settled(process, { ...options, picked }, () => {
    if (before.ok) process.files.write(path, { content: before.value ?? '' });
    else process.files.remove(path);
  });
}

/** `npm uninstall NAME…`: out of package.json, the lock file and node_modules. */
export function npmRemove(process: Process, words: readonly string[], options: InstallOptions): number | Task {
  if (words.length === 0) return npmError(process, ['Must provide a package name to remove']);
  if (options.workspaces !== undefined) return leftOut(process, `npm uninstall of ${words.join(' ')} in a workspace`);
  const project = readProject(process);
  if (typeof project === 'number') return project;
  const path = `${rootOf(process)}/package.json`;
  const json = readJson(process, path) ?? {};
  const names = words.map((word) => readSpec(word)?.name ?? word);
  const next = names.reduce((made, name) => withDependency(made, name, undefined), json);
  if (JSON.stringify(next) !== JSON.stringify(json)) writeJson(process, path, next);
  return settled(process, options, () => undefined);
}

/** Lays down what package.json and the lock file come to; `undo` is called when that cannot be known. */
function settled(process: Process, options: InstallOptions & SettleOptions, undo: () => void): number | Task {
  const found = lockOf(process);
  const plan =
    found.state === 'old' ? undefined : settle(process, found.state === 'read' ? found.lock : undefined, options);
  if (plan) return lay(process, plan, options);
  undo();
  process.notSimulated('npm install without a lock file in step: which versions it takes');
  return 0;
}

function leftOut(process: Process, what: string): number {
  process.notSimulated(what);
  return 0;
}

/** Undefined when something was reported as not simulated. */
function choose(process: Process, words: readonly string[]): readonly Chosen[] | undefined {
  const chosen: Chosen[] = [];
  for (const word of words) {
    const spec = readSpec(word);
    const release = spec && releaseOf(process, spec);
    if (spec && release !== undefined) chosen.push({ spec, release });
    else process.notSimulated(`package ${word} of npm`);
  }
  return chosen.length === words.length ? chosen : undefined;
}

function kindOf({ config }: InstallOptions): Kind | undefined {
  if (config.is('save-dev')) return 'devDependencies';
  if (config.is('save-optional')) return 'optionalDependencies';
  return config.is('save-prod') ? 'dependencies' : undefined;
}

/** A package that package.json has already stays where it is. */
function heldAs(json: Readonly<Record<string, unknown>>, name: string): Kind {
  const has = (kind: Kind): boolean => Object.hasOwn((json[kind] as object | undefined) ?? {}, name);
  return has('devDependencies')
    ? 'devDependencies'
    : has('optionalDependencies')
      ? 'optionalDependencies'
      : 'dependencies';
}

/** `--no-save`: node_modules only, beside what is there. */
function withoutSaving(
  process: Process,
  { chosen, kind }: { chosen: readonly Chosen[]; kind: Kind | undefined },
  options: InstallOptions,
): number | Task {
  const found = lockOf(process);
  const there = found.state === 'read' ? found.lock.packages : [];
  const extra = chosen.map(({ spec, release }) => freshEntry(spec.name, release, kind ?? 'dependencies'));
  const names = new Set(extra.map(({ place }) => place));
  const kept = there.filter(({ place, dev }) => !names.has(place) && !(dev && options.omit.has('dev')));
  return lay(process, { project: {}, packages: [...kept, ...extra], unwanted: [] }, options);
}

/** `npm init -y`: a package.json as npm 11.19.1 writes it (observed), fields of an old one kept. */
export function npmInit(process: Process): number {
  const path = `${rootOf(process)}/package.json`;
  const old = readJson(process, path) ?? {};
  const name = rootOf(process).replace(/^.*\//, '').toLowerCase();
  if (name === '') return npmError(process, ['Invalid name: ""']);
  const fresh = {
    name,
    version: '1.0.0',
    description: '',
    main: 'index.js',
    scripts: { test: 'echo "Error: no test specified" && exit 1' },
    keywords: [],
    author: '',
    license: 'ISC',
    type: 'commonjs',
  };
  const json = { ...fresh, ...old };
  if (!writeJson(process, path, json))
    return npmError(process, ['code EACCES', 'syscall open', `path ${path}`, 'errno -13'], 243);
  process.out(`Wrote to ${path}:\n\n${JSON.stringify(json, undefined, 2)}\n\n\n\n`);
  process.takes(400);
  return 0;
}
