import type { Given } from '../../docker/cli/flags.ts';
import type { Daemon, Result } from '../../docker/daemon/daemon.ts';
import type { Container } from '../../docker/model.ts';
import type { ComposeCli } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { containersOf, isRunning, ofServices, titleOf } from './containers.ts';

/** What is done to each container of the services named, and the word for it afterwards. */
export interface Change {
  readonly change: (daemon: Daemon, container: Container) => Result;
  readonly word: string;
}

/** Changes the containers of services one after another; a refusal is said, the others go on, and the exit code is that of the last one. */
export function changeEach(cli: ComposeCli, given: Given, { change, word }: Change): number {
  const read = projectOrName(cli, given.args);
  if (!read.ok) return cli.fail(read);
  let status = 0;
  for (const one of ofServices(containersOf(cli.daemon, read.value.name), given.args).filter(isRunning)) {
    const done = change(cli.daemon, one);
    if (done.ok) cli.progress(titleOf(one), word);
    else status = cli.refuse(done.message);
  }
  return status;
}
