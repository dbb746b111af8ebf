import { STARTED, STARTING } from '../../docker/daemon/durations.ts';
import { restartContainer } from '../../docker/daemon/restart.ts';
import type { Container } from '../../docker/model.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCli, ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { noSuchService } from '../load/consistency.ts';
import type { Project } from '../model/project.ts';
import { containersOf, ofServices, titleOf } from '../run/containers.ts';
import { parallel } from '../run/parallel.ts';
import { rowsOf } from '../run/stop.ts';
import { timeoutOf } from '../run/up.ts';
import { failure, fine, type Loaded } from '../value.ts';

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
function withDependents({ services }: Project, names: readonly string[]): readonly string[] {
  const chosen = new Set(names);
  for (const one of chosen)
    for (const [name, { depends_on: dependsOn }] of Object.entries(services))
      if (dependsOn?.[one]?.restart) chosen.add(name);
  return [...chosen];
}

const command: ComposeCommand = {
  short: 'Restart service containers',
  usage: '[OPTIONS] [SERVICE...]',
  flags: `
      --dry-run       Execute command in dry run mode
      --no-deps       Don't restart dependent services
  -t, --timeout int   Specify a shutdown timeout in seconds
`,
  *run(cli, given): Task {
    const read = projectOrName(cli);
    if (!read.ok) return cli.fail(read);
    const { name, project } = read.value;
    const missing = given.args.find((one) => project && !(one in project.services));
    if (missing !== undefined) return cli.fail(noSuchService(missing));
    const wanted = project && !given.on('no-deps') ? withDependents(project, given.args) : given.args;
    const all = ofServices(containersOf(cli.daemon, name), wanted);
    for (const row of rowsOf(all)) {
      const done = yield* parallel(
        cli.process,
        row.map((one) => restart(cli, one, timeoutOf(given).timeout)),
      );
      const failed = done.find((one) => !one.ok);
      if (failed && !failed.ok) return cli.fail(failed);
    }
    return 0;
  },
};
export default command;
