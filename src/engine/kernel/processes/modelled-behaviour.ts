import type { Machine } from '../machine.ts';
import type { Task } from '../system.ts';
import { signalNumber } from './signals.ts';
import { forever, type Proc } from './proc.ts';
import { put } from '../streams/write.ts';

/** What a program does that is only modelled: it prints, stays, and answers signals. */
export interface Behaviour {
  readonly print?: string;
  /** By signal name without SIG; without one the signal has its default action. */
  readonly on?: Readonly<Record<string, Reaction>>;
  /** It ends by itself. */
  readonly exitAfter?: { readonly seconds: number; readonly exit: number };
}

export interface Reaction {
  readonly print?: string;
  /** Seconds from the signal to the exit. */
  readonly delay?: number;
  /** Exit code; without one it goes on. */
  readonly exit?: number;
}

/** Plays a modelled program in a process. */
export function* behave(machine: Machine, proc: Proc, behaviour: Behaviour): Task {
  const { kernel } = machine;
  const print = (text: string | undefined): void => {
    if (text !== undefined) put(proc, proc.fds.get(1), text);
  };
  let end: { at: number; status: number } | undefined;
  const { exitAfter } = behaviour;
  if (exitAfter) end = { at: kernel.now + exitAfter.seconds * 1000, status: exitAfter.exit };
  for (const [name, reaction] of Object.entries(behaviour.on ?? {})) {
    const signal = signalNumber(name);
    if (signal === undefined) continue;
    proc.actions.set(signal, () => {
      print(reaction.print);
      if (reaction.exit === undefined) return;
      const at = kernel.now + (reaction.delay ?? 0) * 1000;
      if (!end || at < end.at) end = { at, status: reaction.exit };
    });
  }
  print(behaviour.print);
  for (;;) {
    const known = end;
    if (!known) yield { ready: () => end !== undefined };
    else if (kernel.now < known.at) yield { until: known.at };
    else return known.status;
    if (machine.halted) yield* forever();
  }
}
