import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { badDetachKeys, inputIsNoTty } from '../../cli/tty.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { follow, noteAttach } from '../../cli/attach/follow.ts';

/** Source: docker/cli cli/command/container/attach.go inspectContainerAndCheckState. */
const STATES: Readonly<Record<string, string>> = {
  paused: 'You cannot attach to a paused container, unpause it first',
  restarting: 'You cannot attach to a restarting container, wait until it is running',
};

const command: DockerCommand = {
  short: 'Attach local standard input, output, and error streams to a running container',
  usage: '[OPTIONS] CONTAINER',
  top: ['attach'],
  flags: `
      --detach-keys string   Override the key sequence for detaching a
                             container
      --no-stdin             Do not attach STDIN
      --sig-proxy            Proxy all received signals to the process
                             (default true)
`,
  args: [1],
  *run(cli, given): Task {
    const found = findContainer(cli.daemon, given.args[0] ?? '');
    if (!found.ok) return cli.refuse(found.message);
    const container = found.value;
    const live = cli.daemon.live.get(container.id);
    const state =
      STATES[container.state.status] ?? (live ? undefined : 'You cannot attach to a stopped container, start it first');
    if (state !== undefined) {
      cli.err(`${state}\n`);
      return 1;
    }
    const stdin = !given.on('no-stdin') && container.config.OpenStdin;
    if (inputIsNoTty(cli, { stdin: !given.on('no-stdin'), tty: container.config.Tty })) return 1;
    if (badDetachKeys(given)) {
      cli.err('unable to upgrade to tcp, received 400\n');
      return 1;
    }
    noteAttach(cli, container);
    const proxy = (!given.has('sig-proxy') || given.on('sig-proxy')) && !container.config.Tty;
    const from = live?.machine.processes.log.length ?? 0;
    const escape = { keys: given.value('detach-keys'), exit: 1 } as const;
    return yield* follow(cli, container, { stdin, streams: [1, 2], proxy, from, escape });
  },
};
export default command;
