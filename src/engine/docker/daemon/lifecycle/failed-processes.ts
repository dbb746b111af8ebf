import type { Container as Processes, Session } from '../../../kernel/index.ts';

/**
 * A container whose first process prints one text on standard error and ends: what is left of one that the kernel refused to run
 * after runc had started it.
 */
export function failedProcesses(text: string, exit: number): Processes {
  const state: { ended: Processes['ended'] } = { ended: undefined };
  const end = (): void => {
    state.ended ??= { exit, at: 0 };
  };
  return {
    now: 0,
    get ended() {
      return state.ended;
    },
    failure: undefined,
    log: [{ fd: 2, text, at: 0 }],
    notSimulated: [],
    halted: false,
    running: undefined,
    next: 0,
    wake: () => undefined,
    exec: () => ({
      pid: undefined,
      failure: { ok: false, failure: { errno: 'ENOENT' } },
      exit: undefined,
      log: [],
      take: () => '',
      signal: () => undefined,
    }),
    run() {
      end();
      return 'ended';
    },
    stays: false,
    signal: end,
    processes: () => [],
    usage: () => ({ memory: 0, files: 0, processes: 0, busy: 0, cpu: 0 }),
    flush: () => undefined,
    close: () => undefined,
  };
}

/** The same of a program of `docker exec`: it has printed one text on standard error at `at` and ended with 1. */
export function failedSession(text: string, at: number): Session {
  return {
    pid: undefined,
    failure: undefined,
    exit: 1,
    log: [{ fd: 2, text, at }],
    take: () => '',
    signal: () => undefined,
  };
}
