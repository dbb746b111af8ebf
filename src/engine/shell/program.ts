import { digest } from '../base/digest.ts';
import { plainLayer, stack } from '../files/index.ts';
import type { Credentials, Tree } from '../files/tree.ts';
import { LIMITS, newMachine, type Interpreter, type Machine } from './machine.ts';
import type { LoadFailure } from './load.ts';
import { start, type Started } from './process.ts';
import { runCommand, runExitTrap, runStatements, runText } from './run.ts';
import { shellProgram } from './shell-program.ts';
import { NULL, textInput, type Stream } from './streams.ts';
import type { RunOptions, RunOutcome, System } from './system.ts';

const INTERPRETER: Interpreter = {
  statements: runStatements,
  command: runCommand,
  text: runText,
  exitTrap: runExitTrap,
  shellProgram,
};

const ROOT: Credentials = { uid: 0, gid: 0, groups: [0], umask: 0o022 };

/** PATH that the OCI runtime's callers give when the image sets none. Source: BuildKit util/system/path.go. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Runs a program in a system's tree as `runc` does: `argv[0]` is looked up in PATH, loaded (mode bits, `#!`, architecture,
 * loader), and played to its end. What it changed is in `system.tree`; `/dev`, `/proc` and `/sys` are there while it runs
 * and leave no trace.
 */
export function runProgram(system: System, argv: readonly string[], options: RunOptions = {}): RunOutcome {
  const machine = newMachine(system, options.limits ?? LIMITS, INTERPRETER);
  const who = options.credentials ?? ROOT;
  const env = environment(system, who, options.env);
  const fds = new Map<number, Stream>([
    [0, options.stdin === undefined ? NULL : textInput(options.stdin)],
    [1, logStream(machine, 1)],
    [2, logStream(machine, 2)],
  ]);
  const mounted = [...MOUNTS].filter(([path]) => !system.tree.stat(`${path}/.drydock`).ok);
  for (const [path, tree] of mounted) system.tree.mount(path, tree, { readonly: true });
  const cwd = options.cwd ?? '/';
  const started = start(machine, { argv, env, cwd, credentials: who, fds, spans: true });
  machine.sync();
  for (const [path] of mounted.toReversed()) system.tree.unmount(path);
  return outcome(machine, argv[0] ?? '', started);
}

/** Runs shell text with `/bin/sh -c`, as the shell form of RUN does; spans are offsets into `text`. */
export function runShell(system: System, text: string, options: RunOptions = {}): RunOutcome {
  return runProgram(system, ['/bin/sh', '-c', text], options);
}

function logStream(machine: Machine, fd: 1 | 2): Stream {
  return {
    write(text) {
      machine.print(fd, text);
      return undefined;
    },
  };
}

function environment(system: System, who: Credentials, given: RunOptions['env']): Map<string, string> {
  const entries = given instanceof Map ? given : new Map(Object.entries(given ?? {}));
  const env = new Map<string, string>(entries);
  if (!env.has('PATH')) env.set('PATH', PATH);
  // runc sets HOME from /etc/passwd when the image does not: libcontainer init_linux.go.
  if (!env.has('HOME')) env.set('HOME', homeOf(system, who.uid));
  return env;
}

function homeOf(system: System, uid: number): string {
  const passwd = system.tree.read('/etc/passwd');
  const lines = passwd.ok ? (passwd.value ?? '').split('\n') : [];
  const fields = lines.map((line) => line.split(':')).find((line) => line[2] === String(uid));
  return fields?.[5] || (uid === 0 ? '/root' : '/');
}

function outcome(machine: Machine, name: string, started: Started): RunOutcome {
  const { notSimulated, now, running } = machine;
  // Jobs in the background print at times that lie behind what the shell printed meanwhile.
  const log = machine.log.toSorted((one, other) => one.at - other.at);
  const shared = { log, notSimulated, ms: now };
  if (!started.ok) {
    const { text, exit, kernel } = startError(name, started);
    return { ...shared, log: kernel ? [{ fd: 2, text: `${text}\n`, at: now }] : log, exit, startError: text };
  }
  return running ? { ...shared, exit: 0, running } : { ...shared, exit: machine.halted ? 137 : started.status };
}

/**
 * Words and exit codes of a failed start. runc itself finds missing and non-executable files (127, 126); what the kernel
 * refuses afterwards is printed by the container and ends with 1. Source: shared/reference/docker-engine.md, facts 8.8-13.
 */
function startError(
  name: string,
  started: Extract<Started, { ok: false }>,
): { text: string; exit: number; kernel: boolean } {
  const failure: LoadFailure = started.failure;
  const { errno } = failure;
  if (started.path === undefined)
    return { text: `exec: "${name}": executable file not found in $PATH`, exit: 127, kernel: false };
  if (errno === 'ENOEXEC') return { text: `exec ${started.path}: exec format error`, exit: 1, kernel: true };
  if (errno === 'ENOENT' && failure.missing !== undefined)
    return { text: `exec ${started.path}: no such file or directory`, exit: 1, kernel: true };
  if (errno === 'EACCES') return { text: `exec: "${name}": permission denied`, exit: 126, kernel: false };
  const reason = errno === 'ENOTDIR' ? 'not a directory' : 'no such file or directory';
  return { text: `exec: "${name}": stat ${name}: ${reason}`, exit: 127, kernel: false };
}

/** What a container runtime mounts. `.drydock` marks them, so that nested runs do not mount again. */
const MOUNTS: ReadonlyMap<string, Tree> = new Map([
  ['/dev', devices()],
  ['/proc', proc()],
  ['/sys', stack([plainLayer({ '/.drydock': '', '/class/': '' })])],
]);

function devices(): Tree {
  const device = { kind: 'char', mode: 0o666, uid: 0, gid: 0, size: 0, digest: digest('device') } as const;
  const tree = new Map(
    ['null', 'zero', 'full', 'random', 'urandom', 'tty'].map((name) => [`/${name}`, device] as const),
  );
  const folders = plainLayer({
    '/.drydock': '',
    '/fd': { link: '/proc/self/fd' },
    '/stdin': { link: '/proc/self/fd/0' },
    '/stdout': { link: '/proc/self/fd/1' },
    '/stderr': { link: '/proc/self/fd/2' },
    '/shm/': { mode: 0o1777 },
    '/pts/': '',
    '/mqueue/': '',
  });
  return stack([folders, { id: digest('devices'), entries: tree, size: 0 }]);
}

function proc(): Tree {
  const files = {
    '/.drydock': '',
    '/cpuinfo': 'processor\t: 0\n\nprocessor\t: 1\n\n',
    '/meminfo': 'MemTotal:        4026532 kB\nMemFree:         3012044 kB\nMemAvailable:    3520120 kB\n',
    '/self/fd/0': '',
    '/self/fd/1': '',
    '/self/fd/2': '',
    '/self/status': 'Name:\tsh\nState:\tR (running)\nPid:\t1\nPPid:\t0\n',
    '/1/comm': 'sh\n',
  };
  return stack([plainLayer(files)]);
}
