import type { NotSimulated } from '../base/diagnostic.ts';
import type { World } from '../builder/result.ts';
import { newTerminal, type Container, type Session, type System, type Terminal } from '../kernel/index.ts';
import type { Machines } from './virtual-time.ts';

/** A shell of the host with a keyboard and a screen. */
export interface HostTerminal {
  readonly keyboard: Terminal;
  /** What was printed since it was last taken, echo included. */
  take(): string;
  /** The shell has ended: `exit`, Ctrl+D, or a limit of the simulator. */
  readonly closed: boolean;
}

/** The host's own processes: an init that does nothing, and a shell for each terminal. */
export interface HostProcesses {
  open(): HostTerminal;
  readonly notSimulated: readonly NotSimulated[];
  /** The simulator has stopped them; nothing goes on. */
  readonly halted: boolean;
  /** Somebody calculates at the moment: neither waits nor sleeps. */
  readonly busy: boolean;
}

/** Steps that a terminal's commands may take in all, and those after which one is taken to calculate for ever. */
const LIMITS = {
  steps: 1e10,
  endless: 40_000,
  outputBytes: 64_000_000,
  largeFiles: true,
  ms: Number.POSITIVE_INFINITY,
};

/** Starts the host's init; the machine lives as long as the host. */
export function hostProcesses(given: {
  readonly world: World;
  readonly system: System;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly machines: Machines;
}): HostProcesses {
  const { machines, env, cwd } = given;
  let processes: Container | undefined;
  /** Init is modelled: a process that ends for nobody. */
  const system: System = {
    ...given.system,
    behaviours: ([name]) => (name === '/sbin/init' ? { on: {} } : undefined),
  };
  const live = (): Container => {
    if (processes) return processes;
    processes = given.world.shell.startContainer(system, ['/sbin/init'], { env, cwd, limits: LIMITS });
    machines.add({ processes, origin: machines.now, paused: false, ended: () => undefined });
    return processes;
  };
  return {
    open() {
      let told = false;
      const keyboard = newTerminal();
      const session: Session = live().exec(['bash'], { env, cwd, stdin: keyboard });
      return {
        keyboard,
        take() {
          const text = session.take();
          if (!live().halted || told) return text;
          told = true;
          return `${text}\n${live().log.at(-1)?.text ?? ''}`;
        },
        get closed() {
          return live().halted || session.failure !== undefined || session.exit !== undefined;
        },
      };
    },
    get notSimulated() {
      return processes?.notSimulated ?? [];
    },
    get halted() {
      return processes?.halted ?? false;
    },
    get busy() {
      return (processes?.usage().busy ?? 0) > 0;
    },
  };
}
