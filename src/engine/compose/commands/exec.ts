import { runDocker } from '../../docker/cli/dispatch.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { findOne } from '../run/find-one.ts';

const command: ComposeCommand = {
  short: 'Execute a command in a running container',
  usage: '[OPTIONS] SERVICE COMMAND [ARGS...]',
  flags: `
  -d, --detach                       Detached mode: Run command in the
                                     background
      --dry-run                      Execute command in dry run mode
  -e, --env stringArray              Set environment variables
      --index int                    Index of the container if service
                                     has multiple replicas
  -T, --no-TTY docker compose exec   Disable pseudo-TTY allocation. By
                                     default docker compose exec
                                     allocates a TTY. (default true)
      --privileged                   Give extended privileges to the process
  -u, --user string                  Run the command as this user
  -w, --workdir string               Path to workdir directory for this
                                     command
!  -T, --no-TTY
!  -i, --interactive
!  -t, --tty
`,
  args: { least: 2 },
  stops: true,
  *run(cli, given): Task {
    const [service = '', ...argv] = given.args;
    const read = projectOrName(cli);
    if (!read.ok) return cli.fail(read);
    const found = findOne(cli, read.value.name, { service, index: Number(given.value('index') ?? 0) });
    if (!found.ok) return cli.fail(found);
    const tty = cli.daemon.profile.tty && !given.on('no-TTY') && !given.on('detach');
    return yield* runDocker(cli.daemon, cli.process, [
      'exec',
      ...(given.on('detach') ? ['-d'] : ['-i']),
      ...(tty ? ['-t'] : []),
      ...(given.on('privileged') ? ['--privileged'] : []),
      ...given.values('env').flatMap((one) => ['-e', one]),
      ...(['user', 'workdir'] as const).flatMap((flag) =>
        given.has(flag) ? [`--${flag}`, given.value(flag) ?? ''] : [],
      ),
      found.value.id,
      ...argv,
    ]);
  },
};
export default command;
