import type { Container } from '../model.ts';
import type { Daemon } from './daemon.ts';

/** Milliseconds before the first restart; doubled each time. Source: moby restartmanager/restartmanager.go (defaultTimeout, backoffMultiplier). */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 60_000;

/** Starts an ended container again later, by `start`, when its restart policy says so; answers whether it will. */
export function restartLater(daemon: Daemon, container: Container, start: () => void): boolean {
  const { Name, MaximumRetryCount } = container.hostConfig.RestartPolicy;
  const { exitCode } = container.state;
  const wanted =
    (Name === 'always' || Name === 'unless-stopped' || (Name === 'on-failure' && exitCode !== 0)) &&
    !container.stoppedByHand;
  if (!wanted) return false;
  if (Name === 'on-failure' && MaximumRetryCount > 0 && container.restartCount >= MaximumRetryCount) return false;
  container.state.status = 'restarting';
  const pause = Math.min(FIRST_PAUSE * 2 ** container.restartCount, LONGEST_PAUSE);
  daemon.machines.at(daemon.now + pause, () => {
    if (container.state.status !== 'restarting') return;
    container.restartCount++;
    start();
  });
  return true;
}
