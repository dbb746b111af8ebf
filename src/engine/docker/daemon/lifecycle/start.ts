import type { Limits, Container as Processes } from '../../../kernel/index.ts';
import type { Machine } from '../../virtual-time.ts';
import type { Container } from '../../model.ts';
import { attachNetworks, detachNetworks } from '../../networks/endpoints/attach.ts';
import { describe } from '../event-attributes.ts';
import type { Daemon, Live, Result } from '../daemon.ts';
import { done, refused } from '../daemon.ts';
import { noteUnknown } from './note-not-simulated.ts';
import { whenEnded } from './on-exit.ts';
import { environmentOf } from '../containers/environment.ts';
import { isFolder } from '../exec.ts';
import { failedProcesses } from './failed-processes.ts';
import { beginHealth } from './health.ts';
import { openLog } from '../logs/log-driver.ts';
import { inputOfProgram } from '../../cli/attach/keyboard.ts';
import { loginOf } from '../containers/login.ts';
import { removeContainer } from '../containers/remove.ts';
import { codeOf, isFolderError, kernelError, runtimeError } from './start-error.ts';
import { systemOf } from '../containers/system-of.ts';
import { takeLog } from '../logs/take-log.ts';

/** Why a container did not start: the daemon's words, and the exit code that its state keeps. */
export type StartResult =
  { readonly ok: true; readonly live: Live } | { readonly ok: false; readonly message: string; readonly code: number };

/** Refuses to start a container that is frozen. Source: moby daemon/start.go. */
export function mayStart({ state }: Container): Result {
  return state.status === 'paused' ? refused('cannot start a paused container, try unpause instead') : done;
}

/**
 * Starts a container that does not run: networks and mounts are attached, its first process is loaded as runc does. When that
 * fails it stays as it was with the error in its state, and goes under --rm. `again`: by its restart policy. Source: moby
 * daemon/start.go containerStart; recorded, run-created, run-exit-codes.
 */
export function startContainer(daemon: Daemon, container: Container, again = false): StartResult {
  if (!again) {
    container.restartCount = 0;
    container.stoppedByHand = false;
  }
  const attached = attachNetworks(daemon, container);
  if (!attached.ok) return failed(daemon, container, attached.message);
  const started = startProcesses(daemon, container);
  if (!started.ok) {
    detachNetworks(daemon, container);
    return failed(daemon, container, started.message);
  }
  Object.assign(container.state, {
    status: 'running',
    pid: daemon.next('pid', 1200),
    exitCode: 0,
    error: '',
    oomKilled: false,
    startedAt: daemon.now,
  });
  beginHealth(daemon, container);
  daemon.emit({ type: 'container', action: 'start', id: container.id, attributes: describe(container) });
  return { ok: true, live: started.value };
}

function failed(daemon: Daemon, container: Container, message: string): StartResult {
  const code = codeOf(message, 128);
  container.state.exitCode = code;
  container.state.error = message;
  if (container.state.status === 'restarting') container.state.status = 'exited';
  if (container.hostConfig.AutoRemove) removeContainer(daemon, container, { volumes: true });
  return { ok: false, message, code };
}

const SHIM =
  'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: ';

function startProcesses(daemon: Daemon, container: Container): Result<Live> {
  const log = openLog(container.hostConfig.LogConfig);
  if (!log.ok) return log;
  const login = loginOf(container, container.config.User, daemon.profile.lacks);
  if (!login.ok) return login;
  const system = systemOf(daemon, container);
  if (!system.ok) return system;
  const { config, hostConfig } = container;
  const own = [container.path, ...container.args];
  const cwd = config.WorkingDir === '' ? '/' : config.WorkingDir;
  if (isFolder(container, container.path, cwd)) return runc(isFolderError(own));
  if (hostConfig.Init) placeInit(container);
  const argv = hostConfig.Init ? [INIT, '--', ...own] : own;
  const stdin = inputOfProgram({ open: config.OpenStdin, tty: config.Tty });
  const processes: Processes = daemon.world.shell.startContainer(system.value, argv, {
    env: environmentOf(container, { home: login.value.home, tty: config.Tty }),
    cwd,
    credentials: login.value.credentials,
    stays: true,
    nextPid: SECOND,
    limits: LIMITS,
    ...(stdin ? { stdin } : {}),
  });
  if (!processes.failure) return { ok: true, value: keep(daemon, container, { processes, stdin }) };
  processes.close();
  const why = runtimeError(argv, processes.failure);
  if (why !== undefined) return runc(why);
  const refusedByKernel = failedProcesses(kernelError(argv, processes.failure), 1);
  return { ok: true, value: keep(daemon, container, { processes: refusedByKernel, stdin }) };
}

function runc(why: string): Result<Live> {
  return refused(`${SHIM}unable to start container process: ${why}`);
}

/** Where --init puts tini. Source: moby daemon/oci_linux.go inContainerInitPath. */
const INIT = '/sbin/docker-init';

/** Pid of the second process of a container: runc's own have had those before. Source: recorded, sig-shells. */
const SECOND = 7;

function placeInit({ tree, image }: Container): void {
  if (tree.stat(INIT).ok) return;
  tree.mkdir('/sbin', { parents: true });
  const arch = image.platform.split('/')[1] ?? 'amd64';
  tree.write(INIT, {
    size: 870_000,
    mode: 0o755,
    program: { format: 'elf', arch, libc: 'static', model: 'docker-init' },
  });
}

/** Puts the processes of a container into the host's time. */
function keep(
  daemon: Daemon,
  container: Container,
  { processes, stdin }: { processes: Processes; stdin: Live['stdin'] },
): Live {
  const machine: Machine = {
    processes,
    origin: daemon.now,
    paused: false,
    lived() {
      for (const look of live.watchers) look();
    },
    ended() {
      whenEnded(daemon, container, () => startContainer(daemon, container, true));
    },
  };
  noteUnknown(container, processes.notSimulated);
  const live: Live = { machine, stdin, taken: 0, execs: new Map(), begun: { 1: '', 2: '' }, watchers: new Set() };
  live.watchers.add(() => takeLog(daemon, container));
  daemon.live.set(container.id, live);
  daemon.machines.add(machine);
  return live;
}

/** How many processes there may be its control group says, which `docker update` changes. */
const LIMITS: Limits = { steps: 2_000_000, outputBytes: 4_000_000, largeFiles: true };
