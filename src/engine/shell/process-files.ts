import type { WritableTree } from '../files/tree.ts';
import type { Proc } from './kernel/proc.ts';
import { search } from './load.ts';
import type { Machine } from './machine.ts';

/** Whether somebody is about to look at /proc: nothing is made there before. */
export function looksAtProcesses(words: readonly string[], cwd: string): boolean {
  return cwd.startsWith('/proc') || words.some((word) => word.includes('/proc'));
}

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
  put('status', statusOf(proc, self));
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

/** The file that was executed, without its folder, cut to 15 characters. */
function commOf({ argv }: Proc): string {
  const name = argv[0] ?? '';
  return name.slice(name.lastIndexOf('/') + 1).slice(0, 15);
}

function statusOf(proc: Proc, self: Proc): string {
  const { uid, gid, groups, umask } = proc.credentials;
  const states = {
    running: proc === self ? 'R (running)' : 'S (sleeping)',
    stopped: 'T (stopped)',
    zombie: 'Z (zombie)',
  };
  return [
    `Name:\t${commOf(proc)}`,
    `Umask:\t${umask.toString(8).padStart(4, '0')}`,
    `State:\t${states[proc.state]}`,
    `Tgid:\t${proc.pid}`,
    'Ngid:\t0',
    `Pid:\t${proc.pid}`,
    `PPid:\t${proc.ppid}`,
    'TracerPid:\t0',
    `Uid:\t${uid}\t${uid}\t${uid}\t${uid}`,
    `Gid:\t${gid}\t${gid}\t${gid}\t${gid}`,
    'FDSize:\t64',
    `Groups:\t${groups.join(' ')} `,
    '',
  ].join('\n');
}
