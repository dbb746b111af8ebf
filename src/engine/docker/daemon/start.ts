import type { Container as Processes } from '../../shell/index.ts';
import { standardInput } from '../../shell/index.ts';
import type { Machine } from '../machines.ts';
import type { Container } from '../model.ts';
import { attachNetworks, detachNetworks } from '../networks/attach.ts';
import type { Daemon, Live } from './daemon.ts';
import { whenEnded } from './ended.ts';
import { loginOf } from './login.ts';
import { describe } from './attributes.ts';
import { systemOf } from './system-of.ts';
import { takeLog } from './take-log.ts';

/** Why a container did not start: the daemon's words, and the exit code that its state keeps. */
export type StartResult =
  { readonly ok: true; readonly live: Live } | { readonly ok: false; readonly message: string; readonly code: number };

/**
 * Starts a container that does not run: networks and mounts are attached, its first process is loaded as runc does. When that
 * fails it stays `created` with the error in its state. Source: recorded, run-created, run-exit-codes.
 */
export function startContainer(daemon: Daemon, container: Container): StartResult {
  const attached = attachNetworks(daemon, container);
  if (!attached.ok) return failed(daemon, container, { message: attached.message, code: 128 });
  const started = startProcesses(daemon, container);
  if (!started.ok) {
    detachNetworks(daemon, container);
    return failed(daemon, container, started);
  }
  Object.assign(container.state, {
    status: 'running',
    pid: daemon.next('pid', 1200),
    exitCode: 0,
    error: '',
    oomKilled: false,
    startedAt: daemon.now,
    finishedAt: container.state.finishedAt,
  });
  container.stoppedByHand = false;
  daemon.emit({ type: 'container', action: 'start', id: container.id, attributes: describe(container) });
  return { ok: true, live: started.live };
}

function failed(daemon: Daemon, container: Container, why: { message: string; code: number }): StartResult {
  container.state.exitCode = why.code;
  container.state.error = why.message;
  container.state.finishedAt ??= daemon.now;
  return { ok: false, ...why };
}

function startProcesses(daemon: Daemon, container: Container): StartResult {
  const login = loginOf(container);
  if (!login.ok) return { ok: false, message: login.message, code: 126 };
  const system = systemOf(daemon, container);
  if (!system.ok) return { ok: false, message: system.message, code: 128 };
  const { config, hostConfig } = container;
  const own = [container.path, ...container.args];
  const argv = hostConfig.Init ? ['/sbin/docker-init', '--', ...own] : own;
  const stdin = config.OpenStdin ? standardInput() : undefined;
  const processes: Processes = daemon.world.shell.startContainer(system.value, argv, {
    env: environment(container, login.value.home),
    cwd: config.WorkingDir === '' ? '/' : config.WorkingDir,
    credentials: login.value.credentials,
    stays: true,
    limits: limitsOf(container),
    ...(stdin ? { stdin } : {}),
  });
  if (processes.failure) {
    processes.close();
    return { ok: false, ...startError(own, processes.failure) };
  }
  const machine: Machine = {
    processes,
    origin: daemon.now,
    paused: false,
    ended() {
      takeLog(daemon, container);
      whenEnded(daemon, container, () => startContainer(daemon, container));
    },
  };
  const live: Live = { machine, stdin, taken: 0, execs: new Map() };
  daemon.live.set(container.id, live);
  daemon.machines.add(machine);
  return { ok: true, live };
}

function limitsOf({ hostConfig }: Container): { steps: number; outputBytes: number; processes?: number } {
  const pids = hostConfig.PidsLimit ?? 0;
  return { steps: 2_000_000, outputBytes: 8_000_000, ...(pids > 0 ? { processes: pids } : {}) };
}

function environment(container: Container, home: string): Map<string, string> {
  const env = new Map<string, string>();
  for (const line of container.config.Env) {
    const at = line.indexOf('=');
    if (at > 0) env.set(line.slice(0, at), line.slice(at + 1));
  }
  if (!env.has('HOSTNAME')) env.set('HOSTNAME', container.config.Hostname);
  if (container.config.Tty && !env.has('TERM')) env.set('TERM', 'xterm');
  if (!env.has('HOME')) env.set('HOME', home);
  return env;
}

/** What runc prints, with the exit code. Source: recorded, run-exit-codes. */
function startError(
  argv: readonly string[],
  failure: NonNullable<Processes['failure']>,
): { message: string; code: number } {
  const name = argv[0] ?? '';
  const shim =
    'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ';
  const { errno } = failure.failure;
  if (failure.path === undefined && !name.includes('/'))
    return { message: `${shim}exec: ${JSON.stringify(name)}: executable file not found in $PATH: unknown`, code: 127 };
  if (errno === 'EACCES')
    return { message: `${shim}exec: ${JSON.stringify(name)}: permission denied: unknown`, code: 126 };
  const reason = errno === 'ENOTDIR' ? 'not a directory' : 'no such file or directory';
  return { message: `${shim}exec: ${JSON.stringify(name)}: stat ${name}: ${reason}: unknown`, code: 127 };
}
