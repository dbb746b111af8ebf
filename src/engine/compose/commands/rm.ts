import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { containersOf, isRunning, ofServices } from '../run/containers.ts';
import { parallel } from '../run/parallel.ts';
import { inReverse, removeOne, stopOne } from '../run/stop.ts';

const command: ComposeCommand = {
  short: 'Removes stopped service containers',
  long: `Removes stopped service containers

By default, anonymous volumes attached to containers will not be removed. You
can override this with -v. To list all volumes, use "docker volume ls".

Any data which is not in a volume will be lost.`,
  usage: '[OPTIONS] [SERVICE...]',
  flags: `
      --dry-run   Execute command in dry run mode
  -f, --force     Don't ask to confirm removal
  -s, --stop      Stop the containers, if required, before removing
  -v, --volumes   Remove any anonymous volumes attached to containers
`,
  *run(cli, given): Task {
    const read = projectOrName(cli, given.args);
    if (!read.ok) return cli.fail(read);
    const { name } = read.value;
    if (given.on('stop')) {
      const stopped = yield* inReverse(cli, ofServices(containersOf(cli.daemon, name), given.args), (one) =>
        stopOne(cli, one, {}),
      );
      if (!stopped.ok) return cli.fail(stopped);
    }
    const ended = ofServices(containersOf(cli.daemon, name), given.args).filter((one) => !isRunning(one));
    if (ended.length === 0) {
      cli.err('No stopped containers\n');
      return 0;
    }
    const question = `Going to remove ${ended.map((one) => one.name).join(', ')}`;
    if (given.on('force')) cli.out(`${question}\n`);
    else {
      // without a terminal the question is printed as it is, and nothing after it. Source: compose pkg/prompt/prompt.go Pipe; recorded
      cli.out(cli.daemon.profile.tty ? `? ${question} Are you sure? [yN] ` : question);
      const answer = (yield* cli.process.readAll()).trim();
      if (!/^(?:1|y|yes|true)$/i.test(answer)) return 0;
    }
    const done = yield* parallel(
      cli.process,
      ended.map((one) => removeOne(cli, one, { volumes: given.on('volumes') })),
    );
    const failed = done.find((one) => !one.ok);
    return failed && !failed.ok ? cli.fail(failed) : 0;
  },
};
export default command;
