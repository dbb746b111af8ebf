import { removeContainer } from '../../docker/daemon/containers/remove.ts';
import { killAndSettle } from '../../docker/daemon/lifecycle/kill.ts';
import { stopAndSettle } from '../../docker/daemon/lifecycle/stop.ts';
import type { Container } from '../../docker/model.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCli } from '../cli/command.ts';
import { failure, fine, type Loaded } from '../value.ts';
import { labelOf, titleOf } from './containers.ts';
import { parallel } from './parallel.ts';

/** How containers are stopped. */
export interface StopHow {
  /** Seconds; unless given the container's own. */
  readonly timeout?: number;
  /** Anonymous volumes go with them. */
  readonly volumes?: boolean;
}

/** Stops a container, and says so. Source: compose pkg/compose/down.go stopContainer. */
export function* stopOne(cli: ComposeCli, container: Container, { timeout }: StopHow): Task<Loaded<undefined>> {
  cli.progress(titleOf(container), 'Stopping');
  const stopped = yield* stopAndSettle(cli.daemon, container, timeout === undefined ? {} : { grace: timeout });
  if (!stopped.ok) {
    cli.progress(titleOf(container), 'Error while Stopping');
    return failure(`Error response from daemon: ${stopped.message}`);
  }
  cli.progress(titleOf(container), 'Stopped');
  return fine(undefined);
}

/** Virtual ms that the engine takes to remove a container. */
const REMOVING = 20;

/** Removes a container that does not run. */
export function* removeOne(
  cli: ComposeCli,
  container: Container,
  { volumes = false }: StopHow,
): Task<Loaded<undefined>> {
  cli.progress(titleOf(container), 'Removing');
  yield* cli.process.sleep(REMOVING);
  const removed = removeContainer(cli.daemon, container, { force: true, volumes });
  if (!removed.ok) {
    cli.progress(titleOf(container), 'Error while Removing');
    return failure(`Error response from daemon: ${removed.message}`);
  }
  cli.progress(titleOf(container), 'Removed');
  return fine(undefined);
}

/** Stops a container and removes it. Source: compose pkg/compose/down.go stopAndRemoveContainer. */
export function* stopAndRemove(cli: ComposeCli, container: Container, how: StopHow): Task<Loaded<undefined>> {
  const stopped = yield* stopOne(cli, container, how);
  return stopped.ok ? yield* removeOne(cli, container, how) : stopped;
}

/** Sends a signal to a container, and says so. */
export function* killOne(cli: ComposeCli, container: Container, signal: string): Task<Loaded<undefined>> {
  cli.progress(titleOf(container), 'Killing');
  const killed = yield* killAndSettle(cli.daemon, container, signal);
  if (!killed.ok) {
    cli.progress(titleOf(container), 'Error while Killing');
    return failure(`Error response from daemon: cannot kill container: ${container.id}: ${killed.message}`);
  }
  cli.progress(titleOf(container), 'Killed');
  return fine(undefined);
}

/**
 * Does something to containers, those first that others depend on last; `rows` from their own label. Source: compose
 * pkg/compose/dependencies.go InReverseDependencyOrder.
 */
export function* inReverse(
  cli: ComposeCli,
  containers: readonly Container[],
  what: (container: Container) => Task<Loaded<undefined>>,
): Task<Loaded<undefined>> {
  for (const row of rowsOf(containers).toReversed()) {
    const all = yield* parallel(cli.process, row.map(what));
    const failed = all.find((one) => !one.ok);
    if (failed) return failed;
  }
  return fine(undefined);
}

/** Containers in rows by what their services depend on. */
export function rowsOf(containers: readonly Container[]): Container[][] {
  const left = new Set(containers);
  const rows: Container[][] = [];
  while (left.size > 0) {
    const services = new Set([...left].map((one) => labelOf(one, 'service')));
    const row = [...left].filter((one) => {
      const own = labelOf(one, 'dependencies').split(',');
      return own.every((dependency) => {
        const name = dependency.split(':')[0] ?? '';
        return name === labelOf(one, 'service') || !services.has(name);
      });
    });
    if (row.length === 0) row.push(...left);
    for (const one of row) left.delete(one);
    rows.push(row);
  }
  return rows;
}
