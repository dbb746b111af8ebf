import type { Session, StandardInput } from '../../kernel/index.ts';
import type { Container } from '../model.ts';
import { describe } from './event-attributes.ts';
import type { Daemon, Live, Result } from './daemon.ts';
import { done, refused } from './daemon.ts';
import { environmentOf } from './containers/environment.ts';
import { failedSession } from './lifecycle/failed-processes.ts';
import { loginOf } from './containers/login.ts';
import { isFolderError, kernelError, runtimeError } from './lifecycle/start-error.ts';

/** A further program in a running container. */
export interface ExecRequest {
  readonly argv: readonly string[];
  readonly env?: readonly string[];
  /** Unless given: the user and the folder of the container. */
  readonly user?: string;
  readonly workdir?: string;
  readonly tty?: boolean;
  readonly privileged?: boolean;
  readonly stdin?: StandardInput;
}

/** What a program started in a container gives: its session and the container's life that it is part of. */
export interface Exec {
  readonly id: string;
  readonly session: Session;
  readonly live: Live;
}

/** Refuses a further program where the container is in no state for one; `reference` is how it was named. Source: moby daemon/exec.go getActiveContainer; recorded, run-exec. */
export function mayExec(daemon: Daemon, container: Container, reference = container.id): Result {
  const { status } = container.state;
  if (status === 'restarting')
    return refused(`Container ${container.id} is restarting, wait until the container is running`);
  if (status === 'paused') return refused(`Container ${reference} is paused, unpause the container before exec`);
  return daemon.live.has(container.id) ? done : refused(`container ${container.id} is not running`);
}

/**
 * Starts a program in a container that runs, beside its first process. What is refused here is refused by the runtime: the
 * client prints it on standard output and ends with 126. Source: recorded, run-exec, run-user-b.
 */
export function startExec(daemon: Daemon, container: Container, request: ExecRequest): Result<Exec> {
  const live = daemon.live.get(container.id);
  if (!live) return refused(`container ${container.id} is not running`);
  const { argv } = request;
  // moby daemon/exec.go: the entrypoint, a blank, the arguments
  const command = `${argv[0] ?? ''} ${argv.slice(1).join(' ')}`;
  const id = daemon.newId();
  const attributes = { ...describe(container), execID: id };
  daemon.emit({ type: 'container', action: `exec_create: ${command}`, id: container.id, attributes });
  // an exec with all rights has the host's capabilities
  const settings = request.privileged ? { ...container.hostConfig, Privileged: true } : container.hostConfig;
  const user = request.user || container.config.User;
  const login = loginOf({ ...container, hostConfig: settings }, user, daemon.profile.lacks);
  if (!login.ok) return login;
  daemon.emit({ type: 'container', action: `exec_start: ${command}`, id: container.id, attributes });
  const cwd = request.workdir || container.config.WorkingDir || '/';
  if (!cwd.startsWith('/'))
    return refused('OCI runtime exec failed: exec failed: Cwd must be an absolute path: unknown');
  const folder = container.tree.stat(cwd);
  if (!folder.ok || folder.value.kind !== 'dir')
    return failed(
      `chdir to cwd (${JSON.stringify(cwd)}) set in config.json failed: ${folder.ok ? 'not a directory' : 'no such file or directory'}: unknown`,
    );
  if (isFolder(container, argv[0] ?? '', cwd)) return failed(isFolderError(argv));
  const session = live.machine.processes.exec(argv, {
    env: environmentOf(container, {
      home: login.value.home,
      tty: request.tty ?? false,
      ...(request.env ? { more: request.env } : {}),
    }),
    cwd,
    credentials: login.value.credentials,
    ...(request.stdin ? { stdin: request.stdin } : {}),
  });
  if (session.failure) {
    const why = runtimeError(argv, session.failure);
    if (why !== undefined) return failed(why);
    const text = kernelError(argv, session.failure);
    return { ok: true, value: { id, live, session: failedSession(text, live.machine.processes.now) } };
  }
  live.execs.set(id, session);
  watchEnd(daemon, container, { id, session, live });
  return { ok: true, value: { id, session, live } };
}

function failed(why: string): Result<Exec> {
  return refused(`OCI runtime exec failed: exec failed: unable to start container process: ${why}`);
}

/** Whether a program named with a slash is a folder. */
export function isFolder(container: Container, name: string, cwd: string): boolean {
  if (!name.includes('/')) return false;
  const found = container.tree.stat(name.startsWith('/') ? name : `${cwd}/${name}`);
  return found.ok && found.value.kind === 'dir';
}

/** Takes note when the program has ended. */
function watchEnd(daemon: Daemon, container: Container, { id, session, live }: Exec): void {
  const look = (): void => {
    const { exit } = session;
    if (exit === undefined) return;
    live.watchers.delete(look);
    live.execs.delete(id);
    const attributes = { ...describe(container), execID: id, exitCode: String(exit) };
    daemon.emit({ type: 'container', action: 'exec_die', id: container.id, attributes });
  };
  live.watchers.add(look);
}
