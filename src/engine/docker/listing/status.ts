import { humanDuration } from '../format/times.ts';
import type { State } from '../model.ts';

/** A container's state in words: `Up 3 seconds (healthy)`, `Exited (0) 2 minutes ago`. Source: moby container/state.go String. */
export function statusText(state: State, now: number): string {
  const since = (moment: number | undefined): string => humanDuration(now - (moment ?? now));
  switch (state.status) {
    case 'paused':
      return `Up ${since(state.startedAt)} (Paused)`;
    case 'restarting':
      return `Restarting (${state.exitCode}) ${since(state.finishedAt)} ago`;
    case 'running':
      return `Up ${since(state.startedAt)}${state.health ? ` (${healthText(state.health.status)})` : ''}`;
    case 'removing':
      return 'Removal In Progress';
    case 'dead':
      return 'Dead';
    default:
      if (state.startedAt === undefined) return 'Created';
      return `Exited (${state.exitCode}) ${since(state.finishedAt)} ago`;
  }
}

function healthText(status: string): string {
  return status === 'starting' ? 'health: starting' : status;
}
