import type { Container } from '../../model.ts';
import type { Daemon } from '../daemon.ts';
import { ENDING, STARTING } from '../assumed-durations.ts';

/** Milliseconds before the first restart; doubled each time. Source: moby restartmanager/restartmanager.go (defaultTimeout, backoffMultiplier). */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 60_000;
/** Milliseconds that a container must have run for the pause to begin anew. */
const SETTLED = 10_000;

/** Virtual ms from the end of the pause to the first instruction: the engine starts it as `docker start` does, beside other work. */
const AGAIN = STARTING + 150;

/** Pause before the next restart, by container. */
const pauses = new WeakMap<Container, number>();

/** Starts an ended container again later, by `start`, when its restart policy says so; answers whether it will. `ran`: ms it has run. */
export function restartLater(daemon: Daemon, container: Container, how: { start: () => void; ran: number }): boolean {
  const { Name, MaximumRetryCount } = container.hostConfig.RestartPolicy;
  const { exitCode } = container.state;
  const wanted =
    (Name === 'always' || Name === 'unless-stopped' || (Name === 'on-failure' && exitCode !== 0)) &&
    !container.stoppedByHand;
  if (!wanted) return false;
  if (Name === 'on-failure' && MaximumRetryCount > 0 && container.restartCount >= MaximumRetryCount) return false;
  container.state.status = 'restarting';
  container.restartCount++;
  const before = pauses.get(container);
  const pause =
    before === undefined || how.ran >= SETTLED || container.restartCount === 1
      ? FIRST_PAUSE
      : Math.min(before * 2, LONGEST_PAUSE);
  pauses.set(container, pause);
  daemon.machines.at(daemon.now + ENDING + pause + AGAIN, () => {
    if (container.state.status === 'restarting') how.start();
  });
  return true;
}
