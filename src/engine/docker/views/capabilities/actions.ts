import { capable, clean, isWithin, mayExecute, type Errno } from '../../../files/index.ts';
import { mayBind } from '../../../kernel/network/socket-owner.ts';
import { SYSCTLS } from '../../../kernel/rights.ts';
import { refusedSwitch } from '../../../kernel/switch-user.ts';
import { mountsOf } from '../../volumes/mounted.ts';
import type { Actor, Trying } from './actor.ts';

/** Something that a process may try. */
export interface Action {
  readonly id: string;
  /** As the end of "it may …"; `%` is what it is done to. */
  readonly label: string;
  /** What it is done to, unless something else is asked for; undefined: nothing to choose. */
  readonly operand?: { readonly kind: 'path' | 'port'; readonly usual: string };
  /** The same as a program in the container tries it; `folder`: the operand is one. */
  command(operand: string, folder: boolean): string;
  /** Why not; undefined: it may. */
  refusal(actor: Trying, operand: string): string | undefined;
  /** Why it may, where neither a capability nor a user decides. */
  reason?(actor: Actor, operand: string): string;
}

const WORDS: Readonly<Partial<Record<Errno, string>>> = {
  EROFS: 'It lies on a read-only file system.',
  EACCES: 'The permissions do not allow it.',
  EPERM: 'Only the owner or whoever has the capability may.',
  ENOENT: 'There is no such path.',
  ENOTDIR: 'A part of the path is no folder.',
};

function because(result: { readonly ok: true } | { readonly ok: false; readonly errno: Errno }): string | undefined {
  return result.ok ? undefined : (WORDS[result.errno] ?? `The kernel says ${result.errno}.`);
}

/** A path in a folder; a file as it is. */
function inside({ view }: Actor, path: string): string {
  const found = view.stat(path);
  return found.ok && found.value.kind === 'dir' ? `${path.replace(/\/$/, '')}/.drydock-check` : path;
}

const word = (text: string): string => (/^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

const FIRST_PORT = 'net/ipv4/ip_unprivileged_port_start';

function firstPort({ sysctls }: Actor['rights']): string {
  return sysctls.get(FIRST_PORT) ?? SYSCTLS.get(FIRST_PORT) ?? '0';
}

/** What may be tried, most usual first. Each asks the rules that programs of the shell ask. */
export const ACTIONS: readonly Action[] = [
  {
    id: 'write',
    label: 'write to %',
    operand: { kind: 'path', usual: '/tmp' },
    command: (path, folder) => `touch ${word(folder ? `${path.replace(/\/$/, '')}/probe` : path)}`,
    refusal: (actor, path) => because(actor.files.write(inside(actor, path), { content: '' })),
  },
  {
    id: 'read',
    label: 'read %',
    operand: { kind: 'path', usual: '/etc/shadow' },
    command: (path, folder) => `${folder ? 'ls' : 'cat'} ${word(path)}`,
    refusal({ files, view }, path) {
      const found = view.stat(path);
      return because(found.ok && found.value.kind === 'dir' ? files.list(path) : files.read(path));
    },
  },
  {
    id: 'chown',
    label: 'change the owner of %',
    operand: { kind: 'path', usual: '/etc/passwd' },
    command: (path) => `chown 12345 ${word(path)}`,
    refusal({ files, view }, path) {
      const found = view.stat(path);
      return because(found.ok ? files.chown(path, { uid: 12_345, gid: found.value.gid }) : found);
    },
  },
  {
    id: 'chmod',
    label: 'change the mode of %',
    operand: { kind: 'path', usual: '/etc/passwd' },
    command: (path) => `chmod 0644 ${word(path)}`,
    refusal: ({ files }, path) => because(files.chmod(path, 0o644)),
  },
  {
    id: 'link',
    label: 'make a hard link of %',
    operand: { kind: 'path', usual: '/etc/passwd' },
    command: (path) => `ln ${word(path)} ${word(`${path}.link`)}`,
    refusal({ rights, files }, path) {
      if ((rights.refuses('linkat') ?? rights.refuses('link')) !== undefined)
        return 'The seccomp profile refuses the system call linkat.';
      return because(files.link(`${path}.link`, path));
    },
  },
  {
    id: 'bind',
    label: 'listen on port %',
    operand: { kind: 'port', usual: '80' },
    command: (port) => `nc -l -p ${port}`,
    refusal: ({ rights, who }, port) =>
      mayBind({ system: { rights }, credentials: who }, Number(port))
        ? undefined
        : `Ports below ${firstPort(rights)} ask for NET_BIND_SERVICE here.`,
    reason: ({ rights }) => `Ports from ${firstPort(rights)} on are everybody’s here (ip_unprivileged_port_start).`,
  },
  {
    id: 'ping',
    label: 'ping',
    command: () => 'ping -c 1 127.0.0.1',
    refusal({ view, who }) {
      const found = ['/bin/ping', '/usr/bin/ping'].map((path) => view.stat(path)).find(({ ok }) => ok);
      if (!found?.ok) return 'There is no ping in the container.';
      const busybox = found.value.program?.model === 'busybox';
      return busybox && !capable(who, 'NET_RAW')
        ? 'BusyBox’s ping opens a raw socket, which asks for NET_RAW.'
        : undefined;
    },
  },
  {
    id: 'kill',
    label: 'signal process 1',
    command: () => `sh -c 'kill -0 1'`,
    refusal({ daemon, container, who }) {
      const first = daemon.live
        .get(container.id)
        ?.machine.processes.processes()
        .find(({ pid }) => pid === 1);
      if (!first) return 'There is no process 1: the container does not run.';
      return first.uid === who.uid || capable(who, 'KILL')
        ? undefined
        : `Process 1 belongs to uid ${first.uid}, and others’ processes ask for KILL.`;
    },
  },
  {
    id: 'become',
    label: 'become another user (su)',
    command: () => 'su nobody -s /bin/sh -c true',
    refusal({ who, view }) {
      if (who.uid !== 0) return 'Whoever is not root is asked for a password that nobody has.';
      const passwd = view.read('/etc/passwd');
      if (!/^nobody:/m.test((passwd.ok ? passwd.value : undefined) ?? '')) return 'There is no user nobody.';
      const call = refusedSwitch(who, { uid: 65_534, gid: 65_534 });
      return call === undefined ? undefined : `${call} asks for ${call === 'setuid' ? 'SETUID' : 'SETGID'}.`;
    },
  },
  {
    id: 'root',
    label: 'become root',
    command: () => 'find / -xdev -perm -4000 -user root',
    refusal: becomeRoot,
  },
  {
    id: 'net',
    label: 'change network devices',
    command: () => 'ip link set lo up',
    refusal: ({ who }) => (capable(who, 'NET_ADMIN') ? undefined : 'Devices and routes ask for NET_ADMIN.'),
  },
  {
    id: 'mount',
    label: 'mount',
    command: () => 'mount -o remount,rw /',
    refusal: ({ who }) => (capable(who, 'SYS_ADMIN') ? undefined : 'Mounting asks for SYS_ADMIN.'),
  },
  {
    id: 'time',
    label: 'set the time',
    command: () => 'date -s @0',
    refusal: ({ who }) =>
      capable(who, 'SYS_TIME') ? undefined : 'The clock is the host’s: setting it asks for SYS_TIME.',
  },
];

/** Source: execve(2), prctl(2) PR_SET_NO_NEW_PRIVS. */
function becomeRoot({ container, who, rights, view, setuid }: Trying): string | undefined {
  if (who.uid === 0) return undefined;
  const found = setuid().filter((path) => mayExecute(view, path, who));
  if (found.length === 0) return 'There is no such program that it may run.';
  if (rights.noNewPrivileges) return 'no-new-privileges keeps it what it is, whatever it runs.';
  const nosuid = mountsOf(container)?.mounts.filter((one) => one.nosuid) ?? [];
  return found.every((path) => nosuid.some((one) => isWithin(one.path, clean(path))))
    ? 'Such programs lie on file systems where the bit counts for nothing (nosuid).'
    : undefined;
}
