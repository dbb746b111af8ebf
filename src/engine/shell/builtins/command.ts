import type { Builtin } from '../builtins.ts';
import { builtins } from '../builtins.ts';
import { search } from '../../kernel/processes/load-executable.ts';
import { launch } from '../execution/launch.ts';
import { meaning, runInside, type Meaning } from '../execution/simple-command.ts';
import { environment, filesOf, lookup, prefix, write, type Shell } from '../state/shell-state.ts';

const KEYWORDS = new Set('if then else elif fi for while until do done case esac in { } !'.split(' '));

const builtin: Builtin = {
  summary: 'Runs a command past functions, or says what a name means (-v, -V; type).',
  names: ['command', 'type'],
  run(shell, args, name) {
    if (name === 'type') {
      if (args[0] === '-t' && shell.dialect !== 'dash') return kinds(shell, args.slice(1));
      if (/^-[pP]$/.test(args[0] ?? '') && shell.dialect === 'bash')
        return paths(shell, args.slice(1), args[0] === '-P');
      if (args[0] === '-a' && shell.dialect === 'bash') return all(shell, args.slice(1));
      const words = shell.dialect === 'dash' ? args : args.filter((arg) => !arg.startsWith('-'));
      return describe(shell, words, true);
    }
    const [option] = args;
    if (option === '-v') return show(shell, args.slice(1));
    if (option === '-V') return describe(shell, args.slice(1), false);
    const argv = args.filter((arg, index) => index > 1 || (arg !== '-p' && arg !== '--'));
    const what = argv[0];
    if (what === undefined) return 0;
    const known = builtins.get(what);
    if (known && (known.shells ?? [shell.dialect]).includes(shell.dialect))
      return known.run(shell, argv.slice(1), what);
    const hidden = shell.functions.get(what);
    if (hidden) shell.functions.delete(what);
    const found = meaning(shell, what);
    if (hidden) shell.functions.set(what, hidden);
    if (found.kind === 'command') return runInside(shell, found.command, argv);
    return launch(shell, { argv, env: environment(shell), fds: shell.proc.fds });
  },
};
export default builtin;

function pathOf(shell: Shell, name: string): string | undefined {
  shell.machine.sync();
  const where = { env: environment(shell), cwd: shell.cwd, who: shell.identity };
  const { path } = search(shell.machine.system, name, where);
  return path !== undefined && filesOf(shell).stat(path).ok ? path : undefined;
}

/** `command -v`: prints how the name would be invoked. A missing name: 127 in dash and ash, 1 in bash. */
function show(shell: Shell, names: readonly string[]): number {
  let found = 0;
  const wanted = shell.dialect === 'bash' ? names : names.slice(0, 1);
  for (const name of wanted) {
    const kind = kindOf(shell, name);
    const alias = shell.dialect === 'bash' ? undefined : shell.aliases.get(name);
    const path = alias === undefined ? (kind === 'external' ? pathOf(shell, name) : name) : `alias ${name}='${alias}'`;
    if (path === undefined) continue;
    if (kind === 'external' && alias === undefined && !name.includes('/') && shell.dialect !== 'bash')
      shell.hashed.set(name, path);
    found++;
    write(shell, 1, `${path}\n`);
  }
  return found > 0 || wanted.length === 0 ? 0 : shell.dialect === 'bash' ? 1 : 127;
}

/** `type -t`: one word each in bash, the name itself in ash. */
function kinds(shell: Shell, names: readonly string[]): number {
  let status = 0;
  for (const name of names) {
    const kind = kindOf(shell, name);
    const missing = kind === 'external' && pathOf(shell, name) === undefined;
    const word = {
      keyword: 'keyword',
      function: 'function',
      external: 'file',
      builtin: 'builtin',
      special: 'builtin',
      command: 'builtin',
    }[kind];
    if (missing) status = shell.dialect === 'bash' ? 1 : 127;
    else write(shell, 1, `${shell.dialect === 'bash' ? word : name}\n`);
  }
  return status;
}

/** `type -p`: where programs are; nothing of what is no program. */
function paths(shell: Shell, names: readonly string[], always: boolean): number {
  let status = 0;
  for (const name of names) {
    if (!always && kindOf(shell, name) !== 'external') continue;
    const path = pathOf(shell, name);
    if (path === undefined) status = 1;
    else write(shell, 1, `${path}\n`);
  }
  return status;
}

/** `type -a`: all that a name means, programs in every folder of PATH included. */
function all(shell: Shell, names: readonly string[]): number {
  let status = 0;
  for (const name of names) {
    const own = kindOf(shell, name) === 'external' ? 1 : describe(shell, [name], true);
    const files = (lookup(shell, 'PATH') ?? '')
      .split(':')
      .map((folder) => `${folder}/${name}`)
      .filter((path) => filesOf(shell).stat(path).ok);
    for (const path of files) write(shell, 1, `${name} is ${path}\n`);
    if (own === 0 || files.length > 0) continue;
    status = 1;
    write(shell, 2, `${prefix(shell)}type: ${name}: not found\n`);
  }
  return status;
}

function kindOf(shell: Shell, name: string): Meaning['kind'] | 'keyword' {
  return KEYWORDS.has(name) ? 'keyword' : meaning(shell, name).kind;
}

function describe(shell: Shell, names: readonly string[], type: boolean): number {
  let status = 0;
  for (const name of names) {
    const kind = kindOf(shell, name);
    const path = kind === 'external' ? pathOf(shell, name) : undefined;
    // dash has met it before: in its hash table.
    const tracked = path !== undefined && shell.dialect === 'dash' && shell.hashed.has(name);
    if (kind === 'external' && path === undefined) {
      status = shell.dialect === 'bash' ? 1 : 127;
      const by = type ? 'type' : 'command';
      if (shell.dialect === 'bash') write(shell, 2, `${prefix(shell)}${by}: ${name}: not found\n`);
      else write(shell, shell.dialect === 'dash' ? 1 : 1, `${name}: not found\n`);
    } else write(shell, 1, `${name} ${tracked ? `is a tracked alias for ${path}` : sentence(shell, kind, path)}\n`);
  }
  return status;
}

function sentence(shell: Shell, kind: Meaning['kind'] | 'keyword', path: string | undefined): string {
  if (kind === 'keyword')
    return shell.dialect === 'ash' || shell.dialect === 'bash' ? 'is a shell keyword' : 'is a shell keyword';
  if (kind === 'function') return shell.dialect === 'dash' ? 'is a shell function' : 'is a function';
  if (kind === 'special' && shell.dialect !== 'bash') return 'is a special shell builtin';
  if (kind !== 'external') return 'is a shell builtin';
  const hashed = shell.dialect === 'bash' && path !== undefined && [...shell.hashed.values()].includes(path);
  return hashed ? `is hashed (${path})` : `is ${path ?? ''}`;
}
