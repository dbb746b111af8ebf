import type { Process, Task } from '../../kernel/system.ts';
import { npmError } from './errors.ts';
import { readProject } from './read-project.ts';
import type { Manifest } from './project.ts';

/** `npm run NAME -- ARGS`, with pre and post scripts and node_modules/.bin in front of PATH. Answers the exit code. */
export function* npmRun(
  process: Process,
  { name, args, silent, ifPresent }: { name: string; args: readonly string[]; silent: boolean; ifPresent: boolean },
): Task {
  const project = readProject(process);
  if (typeof project === 'number') return project;
  const scripts = project.scripts ?? {};
  const own = scripts[name] ?? standIn(process, name);
  if (own === undefined) return ifPresent ? 0 : missing(process, name);
  const steps = [
    [`pre${name}`, scripts[`pre${name}`], []],
    [name, own, args],
    [`post${name}`, scripts[`post${name}`], []],
  ] as const;
  for (const [step, text, given] of steps) {
    if (text === undefined) continue;
    if (!silent) announce(process, { project, step, text: [text, ...given].join(' ') });
    const status = yield* process.shell([text, ...given.map(quote)].join(' '), {
      env: projectEnvironment(process, step, project),
    });
    if (status !== 0) return status;
  }
  return 0;
}

/** What npm runs where package.json has no script of the name. */
function standIn(process: Process, name: string): string | undefined {
  if (name === 'restart') return 'npm stop --if-present && npm start';
  return name === 'start' && process.files.stat(process.path('server.js')).ok ? 'node server.js' : undefined;
}

/** Scripts around an install. The first that fails ends it with npm's own words. */
export function* runLifecycle(
  process: Process,
  project: Manifest,
  { steps, silent }: { steps: readonly string[]; silent: boolean },
): Task {
  for (const step of steps) {
    const text = project.scripts?.[step];
    if (text === undefined) continue;
    if (!silent) announce(process, { project, step, text });
    const status = yield* process.shell(text, { env: projectEnvironment(process, step, project) });
    if (status === 0) continue;
    return npmError(
      process,
      [`code ${status}`, `path ${process.cwd}`, 'command failed', `command sh -c ${text}`],
      status,
    );
  }
  return 0;
}

function announce(process: Process, { project, step, text }: { project: Manifest; step: string; text: string }): void {
  const { name, version } = project;
  const title = name !== undefined && version !== undefined ? `${name}@${version} ` : '';
  process.out(`\n> ${title}${step}\n> ${text}\n\n`);
}

const LIFECYCLE = /^(?:pre|post)?(?:start|stop|restart|test|install|prepare|version)$/;

function lines(scripts: readonly (readonly [string, string])[]): string {
  return scripts.map(([name, text]) => `  ${name}\n    ${text}\n`).join('');
}

/** `npm run` alone: the names of scripts with their texts. */
export function listScripts(process: Process): number {
  const project = readProject(process);
  if (typeof project === 'number') return project;
  const all = Object.entries(project.scripts ?? {});
  const lifecycle = all.filter(([name]) => LIFECYCLE.test(name));
  const other = all.filter(([name]) => !LIFECYCLE.test(name));
  const title = project.name === undefined ? '' : `${project.name}@${project.version ?? ''}`;
  if (lifecycle.length) process.out(`Lifecycle scripts included in ${title}:\n${lines(lifecycle)}`);
  if (other.length)
    process.out(
      `${lifecycle.length ? 'available via' : `Scripts available in ${title} via`} \`npm run\`:\n${lines(other)}`,
    );
  return 0;
}

function missing(process: Process, name: string): number {
  return npmError(process, [`Missing script: "${name}"`, '', 'To see a list of scripts, run:', '  npm run']);
}

function quote(word: string): string {
  return /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** The environment of a script: node_modules/.bin of this folder and those above in front of PATH. */
export function projectEnvironment(process: Process, step: string, project: Manifest = {}): Map<string, string> {
  const env = new Map(process.env);
  const folders: string[] = [];
  for (let folder = process.cwd; ; folder = folder.slice(0, folder.lastIndexOf('/'))) {
    folders.push(`${folder === '/' ? '' : folder}/node_modules/.bin`);
    if (folder === '' || folder === '/') break;
  }
  env.set('PATH', [...folders, env.get('PATH') ?? ''].join(':'));
  env.set('npm_lifecycle_event', step);
  env.set('INIT_CWD', process.cwd);
  if (project.name !== undefined) env.set('npm_package_name', project.name);
  if (project.version !== undefined) env.set('npm_package_version', project.version);
  return env;
}
