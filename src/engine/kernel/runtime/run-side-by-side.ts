import { startContainer, type Container } from './container.ts';
import { HOUR, outcome, SETTLED } from './run-to-end.ts';
import type { Companion, RunOutcome } from '../system.ts';

interface Running {
  readonly companion: Companion;
  readonly container: Container;
  readonly limit: number;
  stopped: ReturnType<Container['run']> | undefined;
}

/**
 * Runs programs side by side in one virtual time: whoever has something to do first does it, in the order given where two have. Each is stopped like a
 * program that runs alone (program.ts).
 */
export function runTogether(companions: readonly Companion[]): RunOutcome[] {
  const all = companions.map((companion): Running => {
    const { system, argv, options } = companion;
    const container = startContainer(system, argv, options);
    return { companion, container, limit: options?.limits?.ms ?? HOUR, stopped: undefined };
  });
  for (;;) {
    const waiting = all.filter(({ stopped }) => stopped === undefined);
    const first = waiting.reduce<Running | undefined>(
      (best, one) => (best && nextOf(best) <= nextOf(one) ? best : one),
      undefined,
    );
    if (!first) break;
    advance(
      first,
      waiting.reduce((soon, one) => (one === first ? soon : Math.min(soon, nextOf(one))), Number.POSITIVE_INFINITY),
    );
  }
  return all.map(({ companion, container, limit, stopped = 'ended' }) =>
    outcome(container, companion.argv[0] ?? '', { stopped, limit }),
  );
}

/** When it goes on, in the common time. */
function nextOf({ companion: { at, pace }, container }: Running): number {
  return at + container.next * pace;
}

/** Lets one go on until just before another has something to do: who was given first goes first where two have. */
function advance(running: Running, others: number): void {
  const { container, companion, limit } = running;
  const before = (others - companion.at) / companion.pace - 1;
  const end = container.now < SETTLED ? Math.min(SETTLED, limit) : limit;
  const { next } = container;
  let stopped = container.run(Math.min(end, Math.max(before, next)));
  // A process that only calculates gets on by a millisecond at least.
  if (stopped === 'time' && container.next <= next && next < end) stopped = container.run(next + 1);
  container.flush();
  if (stopped !== 'time' || container.now >= limit || (container.now >= SETTLED && container.stays)) {
    running.stopped = stopped;
    container.close();
  }
}
