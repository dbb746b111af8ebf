import { capable } from '../../files/index.ts';
import type { Proc } from './proc.ts';
import type { Machine } from '../machine.ts';
import { signalNumber } from './signals.ts';

/**
 * kill(2): a positive pid is a process, 0 the own group, a negative one a group, -1 everybody but the first and the caller.
 * Signal 0 only asks whether there is somebody.
 */
export function sendSignal(
  machine: Machine,
  from: Proc,
  what: { pid: number; signal: string | number },
): 'sent' | 'ESRCH' | 'EPERM' {
  const { pid } = what;
  const signal = typeof what.signal === 'number' ? what.signal : (signalNumber(what.signal) ?? 0);
  const all = [...machine.kernel.procs.values()];
  const targets =
    pid > 0
      ? all.filter((proc) => proc.pid === pid)
      : pid === -1
        ? all.filter((proc) => proc.pid !== 1 && proc !== from)
        : all.filter((proc) => proc.pgid === (pid === 0 ? from.pgid : -pid));
  if (targets.length === 0) return 'ESRCH';
  const { uid } = from.credentials.real ?? from.credentials;
  const may = capable(from.credentials, 'KILL');
  const allowed = targets.filter((proc) => may || uid === (proc.credentials.real ?? proc.credentials).uid);
  // The sender comes last: it must have reached the others when it dies of its own signal.
  for (const proc of allowed.toSorted((one, other) => Number(one === from) - Number(other === from)))
    machine.kernel.deliver(proc, signal, from.pid);
  return allowed.length > 0 ? 'sent' : 'EPERM';
}
