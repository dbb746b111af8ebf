import type { Process } from '../../system.ts';
import { npmError, readProject } from './install.ts';

/** `npm run NAME -- ARGS`, with pre and post scripts and node_modules/.bin in front of PATH. Answers the exit code. */
export function npmRun(
  process: Process,
  { name, args, silent, ifPresent }: { name: string; args: readonly string[]; silent: boolean; ifPresent: boolean },
): number {
  const project = readProject(process);
  if (typeof project === 'number') return project;
  const scripts = project.scripts ?? {};
  const own =
    name === 'start' && scripts['start'] === undefined && process.files.stat(process.path('server.js')).ok
      ? 'node server.js'
      : scripts[name];
  if (own === undefined) return ifPresent ? 0 : missing(process, name);
  const title = project.name === undefined ? '' : `${project.name}@${project.version ?? ''} `;
  const steps = [
    [`pre${name}`, scripts[`pre${name}`]],
    [name, args.length ? `${own} ${args.map(quote).join(' ')}` : own],
    [`post${name}`, scripts[`post${name}`]],
  ] as const;
  for (const [step, text] of steps) {
    if (text === undefined) continue;
    if (!silent) process.out(`\n> ${title}${step}\n> ${text}\n\n`);
    const status = process.shell(text, { env: projectEnvironment(process, step) });
    if (status !== 0) return status;
  }
  return 0;
}

function missing(process: Process, name: string): number {
  if (name === 'test')
    return npmError(process, ['Missing script: "test"', '', 'To see a list of scripts, run:', '  npm run']);
  return npmError(process, [`Missing script: "${name}"`, '', 'To see a list of scripts, run:', '  npm run']);
}

function quote(word: string): string {
  return /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** The environment of a script: node_modules/.bin of this folder and those above in front of PATH. */
export function projectEnvironment(process: Process, step: string): Map<string, string> {
  const env = new Map(process.env);
  const folders: string[] = [];
  for (let folder = process.cwd; ; folder = folder.slice(0, folder.lastIndexOf('/'))) {
    folders.push(`${folder === '/' ? '' : folder}/node_modules/.bin`);
    if (folder === '' || folder === '/') break;
  }
  env.set('PATH', [...folders, env.get('PATH') ?? ''].join(':'));
  env.set('npm_lifecycle_event', step);
  env.set('INIT_CWD', process.cwd);
  return env;
}
