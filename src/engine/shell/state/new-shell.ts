import type { Credentials } from '../../files/tree.ts';
import type { Dialect } from '../syntax/ast.ts';
import type { Proc } from '../../kernel/processes/proc.ts';
import type { Machine } from '../../kernel/machine.ts';
import type { Shell, Variable } from './shell-state.ts';

export interface ShellOptions {
  readonly machine: Machine;
  readonly proc: Proc;
  readonly dialect: Dialect;
  readonly name: string;
  readonly parameters: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly credentials: Credentials;
  readonly source: Shell['source'];
  readonly spans: boolean;
}

const PATHS = {
  dash: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  bash: '/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin:.',
  ash: '/sbin:/usr/sbin:/bin:/usr/bin',
};

/** The environment, and what a shell sets by itself. */
function startingVariables(options: ShellOptions): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  for (const [name, value] of options.env)
    if (/^[A-Za-z_]\w*$/.test(name)) variables.set(name, { value, exported: true, readonly: false });
  // A shell without PATH gives itself one: DEFPATH of dash, DEFAULT_PATH_VALUE of bash (Debian), BB_PATH_ROOT_PATH of BusyBox.
  if (!variables.has('PATH'))
    variables.set('PATH', { value: PATHS[options.dialect], exported: options.dialect === 'ash', readonly: false });
  variables.set('IFS', { value: ' \t\n', exported: false, readonly: false });
  variables.set('PWD', { value: options.cwd, exported: true, readonly: false });
  // BusyBox counts how deep it lies (shell/ash.c init); bash does too, and takes it back where a program takes its place.
  if (options.dialect !== 'dash') {
    const depth = Number.parseInt(options.env.get('SHLVL') ?? '0', 10) || 0;
    variables.set('SHLVL', { value: String(depth + 1), exported: true, readonly: false });
  }
  if (!variables.has('OPTIND')) variables.set('OPTIND', { value: '1', exported: false, readonly: false });
  if (!variables.has('PS4')) variables.set('PS4', { value: '+ ', exported: false, readonly: false });
  return variables;
}

/** A fresh shell with the environment it was started with. */
export function newShell(options: ShellOptions): Shell {
  const identity = { ...options.credentials };
  const variables = startingVariables(options);
  const { machine, proc } = options;
  proc.credentials = identity;
  return {
    machine,
    proc,
    dialect: options.dialect,
    name: options.name,
    variables,
    functions: new Map(),
    parameters: options.parameters,
    options: new Set(),
    traps: new Map(),
    parentTraps: undefined,
    deaf: new Set([...proc.actions].flatMap(([signal, action]) => (action === 'ignore' ? [signal] : []))),
    trapping: false,
    pending: [],
    beforeTrap: undefined,
    identity,
    view: undefined,
    cwd: options.cwd,
    status: 0,
    jump: undefined,
    guarded: 0,
    loops: 0,
    locals: [],
    line: 1,
    sourcing: 0,
    seed: proc.pid,
    context: options.source.kind === 'file' && options.dialect === 'ash' ? options.name : undefined,
    source: options.source,
    spans: options.spans,
    substituted: undefined,
    pipeStatus: [],
    subshell: false,
    shopts: new Map(),
    folders: [],
    opened: [],
    calls: [],
    depth: 0,
    pid: proc.pid,
    parent: proc.ppid,
    hashed: new Map(),
    aliases: new Map(),
    aliasLines: new Map(),
    expanding: new Set(),
    nesting: 0,
    jobs: new Map(),
    lastJob: undefined,
  };
}

/** A copy as `fork` makes it, for a fresh process: nothing done in it reaches `shell`. Open files stay shared. */
export function fork(shell: Shell, proc: Proc): Shell {
  const identity = { ...shell.identity };
  const bash = shell.dialect === 'bash';
  proc.credentials = identity;
  const traps = new Map([...shell.traps].filter(([, action]) => action === ''));
  return {
    ...shell,
    proc,
    variables: new Map(shell.variables),
    functions: new Map(shell.functions),
    options: new Set(shell.options),
    traps,
    parentTraps: bash ? shell.traps : undefined,
    pending: [],
    identity,
    view: undefined,
    jump: undefined,
    loops: 0,
    locals: shell.locals.map((frame) => new Map(frame)),
    subshell: true,
    shopts: bash ? new Map(shell.shopts) : shell.shopts,
    folders: [...shell.folders],
    opened: [...shell.opened],
    calls: [...shell.calls],
    depth: shell.depth + 1,
    hashed: bash ? new Map(shell.hashed) : shell.hashed,
    aliases: new Map(shell.aliases),
    jobs: new Map(),
  };
}
