import { startExec } from '../../docker/daemon/exec.ts';
import { loginOf } from '../../docker/daemon/containers/login.ts';
import type { Container, Host } from '../../docker/index.ts';
import { viewOf } from '../../docker/networks/names/container-files.ts';
import { rightsOf } from '../../docker/security/rights.ts';
import { mountsOf } from '../../docker/volumes/mounted.ts';
import { actingAs, afterExec, capable, clean, isWithin, mayExecute, sealed } from '../../files/index.ts';
import type { Credentials, Errno, WritableTree } from '../../files/index.ts';
import { SYSCTLS } from '../../kernel/rights.ts';
import { code, quoted } from '../messages.ts';

/** A process of a container that tries something. What it does to paths is undone at once; what it runs needs a copy of the machine. */
export interface Actor {
  readonly host: Host;
  readonly container: Container;
  readonly who: Credentials;
  /** "uid 1000" */
  readonly called: string;
  /** Files as this process may use them. */
  readonly files: WritableTree;
  readonly user: string | undefined;
}

/** What came of it: undefined when it worked, else why not, as a sentence. */
export type Refusal = string | undefined;

/** A process that docker exec would start as `user`, or as who the container runs as; a text says why there is none. */
export function actorOf(host: Host, container: Container, user: string | undefined): Actor | string {
  const login = user === undefined ? loginOf(container) : loginOf(container, user);
  if (!login.ok) return login.message;
  const who = afterExec(login.value.credentials);
  const { root } = rightsOf(container.hostConfig);
  const files = actingAs(sealed(viewOf(container), root), () => who);
  return { host, container, who, user, files, called: who.uid === 0 ? 'root' : `uid ${who.uid}` };
}

const WORDS: Readonly<Partial<Record<Errno, string>>> = {
  EROFS: 'it lies on a read-only file system',
  EACCES: 'the permissions do not allow it',
  EPERM: 'only the owner or a process with the capability for it may',
  ENOENT: 'there is no such path',
  ENOTDIR: 'a part of the path is no folder',
  ENOSPC: 'there is no space left',
};

function because(errno: Errno, { called }: Actor, path: string): string {
  return `${called} cannot: ${WORDS[errno] ?? errno} (${path}).`;
}

/** Writes to a file, or makes one in a folder. */
export function write(actor: Actor, path: string): Refusal {
  const entry = actor.files.stat(path);
  const target = entry.ok && entry.value.kind === 'dir' ? `${path.replace(/\/$/, '')}/.drydock-check` : path;
  const before = actor.files.read(target);
  const written = actor.files.write(target, { content: (before.ok ? before.value : undefined) ?? '' });
  if (!written.ok) return because(written.errno, actor, target);
  if (!entry.ok || target !== path) actor.files.remove(target);
  return undefined;
}

/** Reads a file, or lists a folder. */
export function read(actor: Actor, path: string): Refusal {
  const entry = actor.files.stat(path);
  const found = entry.ok && entry.value.kind === 'dir' ? actor.files.list(path) : actor.files.read(path);
  return found.ok ? undefined : because(found.errno, actor, path);
}

/** Gives a path to somebody else. */
export function chown(actor: Actor, path: string): Refusal {
  const entry = actor.files.stat(path);
  if (!entry.ok) return because(entry.errno, actor, path);
  const { uid, gid } = entry.value;
  const given = actor.files.chown(path, { uid: uid === 12_345 ? 12_346 : 12_345, gid });
  if (!given.ok) return because(given.errno, actor, path);
  viewOf(actor.container).chown(path, { uid, gid });
  return undefined;
}

/** Opens a port. Source: ip(7), ip_unprivileged_port_start. */
export function bind({ container, who, called }: Actor, port: number): Refusal {
  const name = 'net/ipv4/ip_unprivileged_port_start';
  const first = Number(rightsOf(container.hostConfig).sysctls.get(name) ?? SYSCTLS.get(name) ?? '0');
  if (port >= first || capable(who, 'NET_BIND_SERVICE')) return undefined;
  return `${called} lacks NET_BIND_SERVICE, and ports below ${first} ask for it here.`;
}

/** Becomes root: is it, or finds a program with the set-user-ID bit that makes it so. Source: execve(2), no_new_privs. */
export function becomeRoot(actor: Actor): Refusal {
  const { container, who, called } = actor;
  if (who.uid === 0) return undefined;
  if (rightsOf(container.hostConfig).noNewPrivileges) return `no-new-privileges keeps ${called} what it is.`;
  const tree = viewOf(container);
  const mounts = mountsOf(container)?.mounts.filter(({ nosuid }) => nosuid) ?? [];
  for (const [path, entry] of tree.walk('/')) {
    const sets = entry.kind === 'file' && entry.uid === 0 && (entry.mode & 0o4000) !== 0;
    if (sets && mayExecute(tree, path, who) && !mounts.some((one) => isWithin(one.path, clean(path)))) return undefined;
  }
  return `There is no program with the set-user-ID bit of root that ${called} may run.`;
}

/** How long a command is waited for, in virtual ms. */
const PATIENCE = 10_000;

/** Runs a program beside the first process. Anything but exit code 0 is a refusal. */
export function runs({ host, container, user, called }: Actor, argv: readonly string[]): Refusal {
  const exec = startExec(host.daemon, container, { argv, ...(user === undefined ? {} : { user }) });
  const shown = code(argv[0] === 'sh' ? (argv[2] ?? '') : argv.join(' '));
  if (!exec.ok) return `${shown} does not start: ${exec.message}.`;
  const { session } = exec.value;
  const { machines } = host.daemon;
  machines.run(machines.now + PATIENCE, () => session.exit !== undefined);
  if (session.exit === 0) return undefined;
  const said = session.take().trim().split('\n').at(-1) ?? '';
  const ended = session.exit === undefined ? 'does not end' : `ends with ${session.exit}`;
  return `${shown} as ${called} ${ended}${said === '' ? '' : `: ${quoted(said)}`}.`;
}
