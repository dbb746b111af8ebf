import { settingOf, siteOf, writeSetting } from '../../toolchains/poetry/environment.ts';
import { chosen, opened, poetryInstall, type PoetryOptions } from '../../toolchains/poetry/install.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

/**
 * Poetry 2 as a model: install and sync from a poetry.lock with groups, export to a requirements file, config, run. Sizes as
 * pip's model has them. Left out: resolving (lock, add, update), building, publishing, extras, environment markers.
 */
const command: Command = {
  summary: 'poetry: install, sync, export, config, run as poetry.lock says; resolving and building are not simulated.',
  example: `
$ cd /tmp && poetry install
! 
! Poetry could not find a pyproject.toml file in /tmp or its parents
$ poetry --version
Poetry (version 2.2.1)
`,
  run(process, args) {
    if (/^(?:--version|-V)$/.test(args[0] ?? '')) {
      process.out(`Poetry (version ${String(process.program?.facts?.['version'] ?? '2.2.1')})\n`);
      return 0;
    }
    const at = args.findIndex((arg) => !arg.startsWith('-'));
    const verb = args[at] ?? '';
    const play = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    process.takes(700);
    if (play) return play(process, [...args.slice(0, Math.max(0, at)), ...args.slice(at + 1)]);
    if (verb === '' || OTHERS.test(verb)) process.notSimulated(`poetry ${args.join(' ')}`.trimEnd());
    else {
      process.err(`\nThe requested command ${verb} does not exist.\n`);
      return 1;
    }
    return 0;
  },
};
export default command;

const OTHERS =
  /^(?:about|add|build|check|init|list|lock|new|publish|remove|search|show|update|version|cache|debug|env|python|self|source|shell|help)$/;
const PLAIN =
  /^(?:--no-root|--no-cache|--no-interaction|-n|--no-ansi|--ansi|--quiet|-q|--sync|--no-directory|--without-hashes|--compile|-v+|--all-groups|--all-extras|--only-root)$/;
const LEFT_OUT = /^(?:--all-extras|--only-root|-E|--extras|--with|--directory|-C|--project|-P)$/;
const VALUED = /^(?:--only|--without|--with|-E|--extras|-f|--format|-o|--output|--directory|-C|--project|-P)$/;

type Verb = (process: Process, args: readonly string[]) => number | Task;

interface Read {
  readonly options: PoetryOptions;
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
}

function readArguments(process: Process, args: readonly string[]): Read {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [, name = arg, value] = /^(--?[^=]+)=(.*)$/.exec(arg) ?? [];
    if (LEFT_OUT.test(name) || (!VALUED.test(name) && !PLAIN.test(name)))
      process.notSimulated(`option ${name} of poetry`);
    if (VALUED.test(name)) values.set(name, value ?? args[++at] ?? '');
    else flags.add(name);
  }
  const list = (name: string): readonly string[] => (values.get(name) ?? '').split(',').filter(Boolean);
  const options = {
    only: list('--only'),
    without: list('--without'),
    noRoot: flags.has('--no-root'),
    noCache: flags.has('--no-cache'),
    quiet: flags.has('--quiet') || flags.has('-q'),
  };
  return { options, flags, values };
}

const install: Verb = (process, args) => poetryInstall(process, readArguments(process, args).options);

const VERBS: Readonly<Record<string, Verb>> = { install, sync: install, export: exportLock, config, run };

/** `poetry export`: of Poetry 2 a plug-in. */
function exportLock(process: Process, args: readonly string[]): number {
  const read = readArguments(process, args);
  if (!hasExport(process)) {
    process.err('\nThe requested command export does not exist.\n');
    return 1;
  }
  const found = opened(process);
  if (typeof found === 'number') return found;
  if ((read.values.get('-f') ?? read.values.get('--format') ?? 'requirements.txt') !== 'requirements.txt')
    process.notSimulated('another format than requirements.txt of poetry export');
  if (!read.flags.has('--without-hashes')) process.notSimulated('hashes of poetry export');
  const only = read.options.only.length ? read.options : { ...read.options, only: ['main'] };
  const text = chosen(found.project, found.lock, only)
    .map(({ name, version }) => `${name}==${version}\n`)
    .join('');
  const path = read.values.get('-o') ?? read.values.get('--output');
  if (path === undefined) process.out(text);
  else process.files.write(process.path(path), { content: text });
  return 0;
}

/** poetry-plugin-export lies beside Poetry: installed with pip, or `poetry self add`, which is left out. */
function hasExport(process: Process): boolean {
  const version = String(process.program?.facts?.['version'] ?? '2');
  if (version.startsWith('1.')) return true;
  const site = siteBelowPython(process);
  return site !== undefined && process.files.stat(`${site}/poetry-plugin-export`).ok;
}

function siteBelowPython(process: Process): string | undefined {
  const names = process.files.list('/usr/local/lib');
  const python = names.ok ? names.value.find((name) => /^python3\.\d+$/.test(name)) : undefined;
  return python === undefined ? undefined : `/usr/local/lib/${python}/site-packages`;
}

function config(process: Process, args: readonly string[]): number {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const [name = '', value] = words;
  if (value !== undefined) writeSetting(process, { name, value, local: args.includes('--local') });
  else if (name !== '' && settingOf(process, name) !== undefined) process.out(`${settingOf(process, name) ?? ''}\n`);
  else process.notSimulated(`poetry config ${args.join(' ')}`.trimEnd());
  return 0;
}

/** `poetry run COMMAND`: with the environment's commands in front of PATH. */
function* run(process: Process, args: readonly string[]): Task {
  const text = process.files.read(process.path('pyproject.toml'));
  if (!text.ok) {
    process.err(`\nPoetry could not find a pyproject.toml file in ${process.cwd} or its parents\n`);
    return 1;
  }
  const name = /^name\s*=\s*"([^"]*)"/m.exec(text.value ?? '')?.[1] ?? 'app';
  const site = siteOf(process, name);
  if (typeof site === 'number') return site;
  const env = new Map(process.env);
  env.set('PATH', `${site.root}/bin:${env.get('PATH') ?? ''}`);
  env.set('VIRTUAL_ENV', site.root);
  let started = true;
  const status = yield* process.exec(args, { env, failed: () => (started = false) });
  if (!started) process.err(`Command not found: ${args[0] ?? ''}\n`);
  return started ? status : 1;
}
