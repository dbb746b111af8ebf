/** Who sends a signal: a process, by its pid; `outside`: whoever runs the container; a terminal's `keys`; `memory` or a `limit` that is used up; the `kernel` for what a process did itself. */
export type Sender = number | 'outside' | 'keys' | 'memory' | 'limit' | 'kernel';

/**
 * What a signal does to a process: `ends` it, `stops` it, does `nothing` by default, is `ignored` because the process said so, is `shielded`
 * from the first process, which has no handler for it, is `caught` by a handler, or `waits` because the process is stopped. `exits`: bash
 * runs its EXIT trap and ends.
 */
export type Effect = 'ends' | 'stops' | 'nothing' | 'ignored' | 'shielded' | 'caught' | 'waits' | 'exits';

/** Something that happened to a process of a PID namespace. */
export type Happening =
  | { readonly what: 'started'; readonly ppid: number; readonly argv: readonly string[]; readonly uid: number }
  /** Another program has taken its place. */
  | { readonly what: 'exec'; readonly argv: readonly string[]; readonly uid: number }
  | { readonly what: 'signal'; readonly signal: number; readonly from: Sender; readonly effect: Effect }
  /** A shell begins to run the trap of a signal that came before. */
  | { readonly what: 'trap'; readonly signal: number; readonly text: string }
  /** `signal`: what ended it; `last`: it went with the first process of its namespace. */
  | {
      readonly what: 'ended';
      readonly status: number;
      readonly signal: number | undefined;
      readonly last: boolean;
    }
  /** Its parent has ended; the first process is its parent now. */
  | { readonly what: 'adopted' }
  /** Its parent has taken note of its end. */
  | { readonly what: 'reaped' };

/** With the time (virtual ms since the start of the namespace) and the process. */
export type ProcessEvent = Happening & { readonly at: number; readonly pid: number };
