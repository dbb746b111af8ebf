import type { Errno } from '../files/tree.ts';

/** What the kernel allows the processes of a container beyond users and modes; capabilities are in their credentials. */
export interface Rights {
  /** Nobody gets more by execve: setuid bits do nothing. */
  readonly noNewPrivileges: boolean;
  /** As /proc/PID/status has it: 0 without a filter of system calls, 2 with one. */
  readonly seccomp: 0 | 2;
  /** What a filter answers to a system call, by name; undefined lets it pass. */
  refuses(call: string): Errno | number | undefined;
  /** Files below /proc/sys as the container sees them: `net/ipv4/ip_forward` → `1`. */
  readonly sysctls: ReadonlyMap<string, string>;
  /** Whether the root file system may be written; `mount -o remount` changes it. */
  readonly root: { readonly: boolean };
  /** Nothing of /proc is hidden or read-only. */
  readonly privileged: boolean;
}

/** What the processes of a container use together. */
export interface Usage {
  /** Bytes of their memory, without files. */
  readonly memory: number;
  /** Bytes of files in memory. */
  readonly files: number;
  readonly processes: number;
  /** Processes that calculate at the moment. */
  readonly busy: number;
  /** Virtual ms of processor time since the start. */
  readonly cpu: number;
}

/** The control group of a container: what it holds its processes to. Values may change while they run. */
export interface Cgroup {
  /** Numbers of the processors that may be used. */
  readonly cpus: readonly number[];
  /** How many processors those of its processes share now that calculate: 1 is a whole one. */
  readonly speed: number;
  /** Most processes at a time; infinite without a limit. */
  readonly processes: number;
  /** Bytes of memory; infinite without a limit. */
  readonly memory: number;
  /** Who needs more memory than there is waits instead of being killed. */
  readonly waits: boolean;
  /** Told how many bytes are in use whenever a process took more. */
  seen?(bytes: number): void;
  /** Bytes of files that lie in memory (tmpfs). */
  inFiles(): number;
  /** Whether a path lies in such files. */
  inMemory(path: string): boolean;
  /** Called when the kernel has killed a process for want of memory. */
  killed(): void;
  /** Text of /proc/PID/cgroup. */
  readonly membership: string;
  /** Files below /sys/fs/cgroup, by path. */
  files(usage: Usage): ReadonlyMap<string, string>;
  /** Bytes of memory of the machine. */
  readonly total: number;
}

/** Sysctls of a container unless it asks otherwise. Source: recorded (sec-ports); moby daemon/oci_linux.go WithSysctls; kernel defaults. */
export const SYSCTLS: ReadonlyMap<string, string> = new Map([
  ['net/ipv4/ip_unprivileged_port_start', '0'],
  ['net/ipv4/ping_group_range', '0\t2147483647'],
  ['net/ipv4/ip_forward', '1'],
  ['net/core/somaxconn', '4096'],
  ['kernel/hostname', ''],
  ['kernel/ostype', 'Linux'],
  ['kernel/pid_max', '4194304'],
  ['kernel/shmmax', '18446744073692774399'],
  ['kernel/shmall', '18446744073692774399'],
  ['kernel/shmmni', '4096'],
  ['kernel/msgmax', '8192'],
  ['kernel/sem', '32000\t1024000000\t500\t32000'],
  ['vm/swappiness', '60'],
  ['vm/overcommit_memory', '0'],
  ['fs/file-max', '9223372036854775807'],
]);
