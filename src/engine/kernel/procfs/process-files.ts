import type { WritableTree } from '../../files/tree.ts';
import type { Proc } from '../processes/proc.ts';
import { search } from '../processes/load-executable.ts';
import { memoryFigures } from '../memory/meminfo.ts';
import type { Machine } from '../machine.ts';
import { commOf, limitsOf, statusOf } from './process-status.ts';
import { SYSCTLS } from '../rights.ts';
import type { MountLine } from '../system.ts';
import { usageOf } from '../memory/memory.ts';

/**
 * Puts what is known of the processes into /proc, as they are now; `self` is the one that looks. Source: proc(5) and the
 * pages it names (proc_pid_status, proc_pid_cmdline, …); files that are not listed there are left out.
 */
export function showProcesses(machine: Machine, self: Proc): void {
  const { processTree } = machine;
  const old = processTree.list('/');
  for (const name of old.ok ? old.value : [])
    if (/^\d+$/.test(name)) processTree.remove(`/${name}`, { recursive: true });
  processTree.remove('/self', { recursive: true });
  for (const proc of machine.kernel.procs.values()) show(machine, processTree, { proc, folder: `/${proc.pid}`, self });
  show(machine, processTree, { proc: self, folder: '/self', self });
  showSystem(machine);
}

/** What belongs to the machine and its control group rather than to a process. */
function showSystem(machine: Machine): void {
  const { processTree, cgroupTree, system } = machine;
  const folders = new Set<string>();
  const put = (tree: WritableTree, name: string, content: string): void => {
    const folder = name.slice(0, name.lastIndexOf('/'));
    if (folder !== '' && !folders.has(folder)) tree.mkdir(folder, { parents: true });
    folders.add(folder);
    tree.write(name, { content, mode: 0o644 });
  };
  if (system.mounts && !processTree.stat('/mounts', { follow: false }).ok)
    processTree.symlink('/mounts', 'self/mounts');
  if (!processTree.stat('/sys').ok) {
    const hostname = system.tree.read('/etc/hostname');
    const own = new Map([['kernel/hostname', ((hostname.ok ? hostname.value : undefined) ?? '').trim()]]);
    for (const [name, value] of new Map([...SYSCTLS, ...own, ...(system.rights?.sysctls ?? [])]))
      put(processTree, `/sys/${name}`, `${value}\n`);
  }
  put(
    processTree,
    '/meminfo',
    Object.entries(memoryFigures(system))
      .map(([name, bytes]) => row(name, bytes))
      .join(''),
  );
  if (!system.cgroup) return;
  for (const [name, content] of system.cgroup.files(usageOf(machine))) put(cgroupTree, `/${name}`, content);
}

/** A line of /proc/meminfo. */
function row(name: string, bytes: number): string {
  return `${`${name}:`.padEnd(16)}${String(Math.floor(bytes / 1024)).padStart(8)} kB\n`;
}

/** Source: proc_pid_mounts(5), fstab(5). */
function mountsFile(mounts: readonly MountLine[]): string {
  return mounts.map(({ source, path, type, options }) => `${source} ${path} ${type} ${options} 0 0\n`).join('');
}

function show(machine: Machine, tree: WritableTree, what: { proc: Proc; folder: string; self: Proc }): void {
  const { proc, folder, self } = what;
  const owner = { uid: proc.credentials.uid, gid: proc.credentials.gid };
  const put = (name: string, content: string, mode = 0o444): void => {
    tree.write(`${folder}/${name}`, { content, mode, owner });
  };
  const over = proc.state === 'zombie';
  tree.mkdir(`${folder}/fd`, { parents: true, owner });
  put('comm', `${commOf(proc)}\n`);
  put('status', statusOf(machine, proc, proc === self));
  put('limits', limitsOf(proc));
  put('cgroup', machine.system.cgroup?.membership ?? '0::/\n');
  put('oom_score_adj', '0\n', 0o644);
  const mounts = machine.system.mounts?.();
  if (mounts) put('mounts', mountsFile(mounts));
  put('cmdline', over ? '' : proc.argv.map((word) => `${word}\0`).join(''));
  put('environ', over ? '' : [...proc.env].map(([name, value]) => `${name}=${value}\0`).join(''), 0o400);
  if (over) return;
  tree.symlink(`${folder}/cwd`, proc.cwd, owner);
  tree.symlink(`${folder}/root`, '/', owner);
  const { path } = search(machine.system, proc.argv[0] ?? '', { env: proc.env, cwd: proc.cwd, who: proc.credentials });
  const real = path === undefined ? undefined : machine.system.tree.resolve(path);
  if (real?.ok) tree.symlink(`${folder}/exe`, real.value, owner);
  for (const number of proc.fds.keys()) put(`fd/${number}`, '', 0o600);
}
