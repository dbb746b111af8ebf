import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import type { Cli } from '../../cli/command.ts';
import { badDetachKeys, inputIsNoTty } from '../../cli/tty.ts';
import { findContainer, type Result } from '../../daemon/daemon.ts';
import { STARTED, STARTING } from '../../daemon/assumed-durations.ts';
import { follow, noteAttach } from '../../cli/attach/follow.ts';
import { mayStart, startContainer } from '../../daemon/lifecycle/start.ts';
import type { Container } from '../../model.ts';

const command: DockerCommand = {
  short: 'Start one or more stopped containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  top: ['start'],
  flags: `
  -a, --attach               Attach STDOUT/STDERR and forward signals
      --detach-keys string   Override the key sequence for detaching a
                             container
  -i, --interactive          Attach container's STDIN
!      --checkpoint string       Restore from this checkpoint
!      --checkpoint-dir string   Use a custom checkpoint storage directory
`,
  args: [1, Number.POSITIVE_INFINITY],
  *run(cli, given): Task {
    if (given.has('checkpoint')) cli.notSimulated('docker start --checkpoint');
    const attach = given.on('attach');
    const interactive = given.on('interactive');
    if (!attach && !interactive) return yield* startAll(cli, given.args);
    const [reference = '', ...others] = given.args;
    if (others.length > 0) {
      cli.err('you cannot start and attach multiple containers at once\n');
      return 1;
    }
    const found = findContainer(cli.daemon, reference);
    if (!found.ok) return cli.refuse(found.message);
    const { config } = found.value;
    const stdin = interactive && config.OpenStdin;
    if (inputIsNoTty(cli, { stdin, tty: config.Tty })) return 1;
    if (badDetachKeys(given)) {
      cli.err('unable to upgrade to tcp, received 400\n');
      return 1;
    }
    noteAttach(cli, found.value);
    const from = cli.daemon.live.get(found.value.id)?.machine.processes.log.length;
    const started = yield* start(cli, found.value);
    if (!started.ok) return cli.refuse(started.message);
    const proxy = attach && !config.Tty;
    const escape = { keys: given.value('detach-keys'), exit: 0 } as const;
    return yield* follow(cli, found.value, {
      stdin,
      streams: [1, 2],
      proxy,
      escape,
      ...(from === undefined ? {} : { from }),
    });
  },
};
export default command;

/** Starts a container; one that runs is left as it is. */
function* start(cli: Cli, container: Container): Task<Result> {
  const allowed = mayStart(container);
  if (!allowed.ok || cli.daemon.live.has(container.id)) return allowed;
  yield* cli.process.sleep(STARTING);
  const started = startContainer(cli.daemon, container);
  return started.ok ? { ok: true, value: undefined } : started;
}

/** Source: docker/cli cli/command/container/start.go startContainersWithoutAttachments. */
function* startAll(cli: Cli, names: readonly string[]): Task {
  const failed: string[] = [];
  for (const name of names) {
    const found = findContainer(cli.daemon, name);
    const started = found.ok ? yield* start(cli, found.value) : found;
    if (started.ok) cli.out(`${name}\n`);
    else {
      cli.refuse(started.message);
      failed.push(name);
    }
  }
  if (failed.length > 0) cli.err(`Error: failed to start containers: ${failed.join(', ')}\n`);
  else yield* cli.process.sleep(STARTED);
  return failed.length > 0 ? 1 : 0;
}
