import { STARTED, STARTING } from '../../docker/daemon/assumed-durations.ts';
import { restartContainer } from '../../docker/daemon/lifecycle/restart.ts';
import type { Container } from '../../docker/model.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCli } from '../cli/command.ts';
import type { Project } from '../model/project.ts';
import { failure, fine, type Loaded } from '../value.ts';
import { titleOf } from './containers.ts';
import { parallel } from './parallel.ts';
import { rowsOf } from './stop.ts';

/** Restarts containers, row by row of what depends on what. */
export function* restartAll(
  cli: ComposeCli,
  containers: readonly Container[],
  timeout?: number,
): Task<Loaded<undefined>> {
  for (const row of rowsOf(containers)) {
    const done = yield* parallel(
      cli.process,
      row.map((one) => restart(cli, one, timeout)),
    );
    const failed = done.find((one) => !one.ok);
    if (failed) return failed;
  }
  return fine(undefined);
}

function* restart(cli: ComposeCli, container: Container, timeout: number | undefined): Task<Loaded<undefined>> {
  cli.progress(titleOf(container), 'Restarting');
  yield* cli.process.sleep(STARTING);
  const done = yield* restartContainer(cli.daemon, container, timeout === undefined ? {} : { grace: timeout });
  if (!done.ok) return failure(`Error response from daemon: Cannot restart container ${container.id}: ${done.message}`);
  yield* cli.process.sleep(STARTED);
  cli.progress(titleOf(container), 'Started');
  return fine(undefined);
}

/** Named services with those that are to restart along (`depends_on: { db: { restart: true } }`). Source: compose pkg/compose/restart.go. */
export function withDependents({ services }: Project, names: readonly string[]): readonly string[] {
  const chosen = new Set(names);
  for (const one of chosen)
    for (const [name, { depends_on: dependsOn }] of Object.entries(services))
      if (dependsOn?.[one]?.restart) chosen.add(name);
  return [...chosen];
}
