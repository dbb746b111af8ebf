import type { Container } from '../../model.ts';
import { describe } from '../event-attributes.ts';
import type { Daemon, Result } from '../daemon.ts';
import { noteAsked } from '../history.ts';
import { done, refused } from '../daemon.ts';
import { killContainer } from '../lifecycle/kill.ts';
import { releaseVolumes } from '../../volumes/store.ts';

/** Removes a container; one that runs only by force. `volumes`: its anonymous volumes too. Source: recorded, run-rm. */
export function removeContainer(
  daemon: Daemon,
  container: Container,
  how: { readonly force?: boolean; readonly volumes?: boolean },
): Result {
  const { state } = container;
  if (daemon.live.has(container.id) || state.status === 'restarting') {
    if (!how.force) {
      const what =
        state.status === 'paused'
          ? 'is paused and must be unpaused first'
          : `is ${state.status}: stop the container before removing or force remove`;
      return refused(`cannot remove container "/${container.name}": container ${what}`);
    }
    noteAsked(daemon, container, { by: 'rm', signal: 9 });
    // who removes it by hand says which volumes go, not --rm. Source: recorded
    container.hostConfig.AutoRemove = false;
    killContainer(daemon, container, 'KILL');
  }
  // under --rm its end has removed it
  if (!daemon.store.containers.delete(container.id)) return done;
  state.status = 'removing';
  releaseVolumes(daemon, container, how.volumes === true);
  daemon.emit({ type: 'container', action: 'destroy', id: container.id, attributes: describe(container) });
  return done;
}
