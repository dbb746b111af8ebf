import { dispositionOf } from '../daemon/history.ts';
import { findContainer } from '../daemon/daemon.ts';
import type { Host } from '../host.ts';
import { signalName } from './signals/names.ts';

/** A process of a container as it is now. */
export interface ProcessRow {
  readonly pid: number;
  /** Its pid as the host sees it. */
  readonly hostPid: number;
  readonly ppid: number;
  readonly depth: number;
  readonly uid: number;
  /** Of that number in the container's /etc/passwd; undefined: it has none. */
  readonly user?: string;
  readonly argv: readonly string[];
  readonly state: 'running' | 'stopped' | 'zombie';
  /** Signals that it has a handler for, and that it ignores, by name. */
  readonly caught: readonly string[];
  readonly ignored: readonly string[];
}

/** The tree of processes of a container that runs, children behind their parents; empty when it does not run or is not there. */
export function processes(
  { daemon }: Host,
  { container: reference }: { readonly container: string },
): readonly ProcessRow[] {
  const found = findContainer(daemon, reference);
  const live = found.ok ? daemon.live.get(found.value.id) : undefined;
  if (!found.ok || !live) return [];
  const views = live.machine.processes.processes();
  const passwd = found.value.tree.read('/etc/passwd');
  const users = new Map(
    ((passwd.ok ? passwd.value : undefined) ?? '').split('\n').map((line) => [line.split(':')[2], line.split(':')[0]]),
  );
  const rowOf = (view: (typeof views)[number], depth: number): ProcessRow => {
    const { caught, ignored } = dispositionOf(view);
    const user = users.get(String(view.uid));
    const { pid, ppid, uid, argv, state } = view;
    return {
      pid,
      hostPid: found.value.state.pid + pid - 1,
      ppid,
      depth,
      uid,
      ...(user === undefined ? {} : { user }),
      argv,
      state,
      caught: caught.map(signalName),
      ignored: ignored.map(signalName),
    };
  };
  const known = new Set(views.map(({ pid }) => pid));
  const walk = (parent: number, depth: number): ProcessRow[] =>
    views
      .filter(({ ppid }) => (known.has(ppid) ? ppid : 0) === parent)
      .flatMap((view) => [rowOf(view, depth), ...walk(view.pid, depth + 1)]);
  return walk(0, 0);
}
