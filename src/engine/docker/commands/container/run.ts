import type { Process, Task } from '../../../kernel/index.ts';
import { checkCreateFlag } from '../../cli/check-create.ts';
import type { Cli, DockerCommand } from '../../cli/command.ts';
import { makeContainer, readRequest } from '../../cli/create-container.ts';
import { RUN_FLAGS } from '../../cli/create-flags.ts';
import type { Given } from '../../cli/flags.ts';
import { badDetachKeys, inputIsNoTty } from '../../cli/tty.ts';
import { STARTED, STARTING } from '../../daemon/assumed-durations.ts';
import { follow, noteAttach } from '../../cli/attach/follow.ts';
import { codeOf } from '../../daemon/lifecycle/start-error.ts';
import { startContainer } from '../../daemon/lifecycle/start.ts';
import type { Container } from '../../model.ts';

const command: DockerCommand = {
  short: 'Create and run a new container from an image',
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  top: ['run'],
  flags: RUN_FLAGS,
  stops: true,
  check: checkCreateFlag,
  args: [1, Number.POSITIVE_INFINITY],
  *run(cli, given): Task {
    const wanted = readRequest(cli, given);
    if (!wanted.ok) {
      refuse(cli, wanted.message, true);
      return 125;
    }
    const { config } = wanted.value;
    const detached = given.on('detach');
    if (!detached && inputIsNoTty(cli, { stdin: config.AttachStdin ?? false, tty: config.Tty ?? false })) return 1;
    if (detached && given.has('attach')) {
      cli.err('Conflicting options: -a and -d\n');
      return 1;
    }
    for (const warning of wanted.value.warnings ?? []) cli.err(`WARNING: ${warning}\n`);
    const made = yield* makeContainer(cli, given, wanted.value);
    if (!made.ok) return refuse(cli, made.message, true);
    return yield* start(cli, given, made.value);
  },
};
export default command;

/** Source: docker/cli cli/command/container/run.go reportError, runStartContainerErr. */
function refuse(cli: Cli, message: string, help: boolean): number {
  cli.err(`docker: ${message.replace(/\.$/, '')}.\n${help ? "See 'docker run --help'.\n" : ''}`);
  return codeOf(message, 125);
}

function* start(cli: Cli, given: Given, container: Container): Task {
  const { daemon, process } = cli;
  const { AttachStdin, AttachStdout, AttachStderr } = container.config;
  const attached = AttachStdin || AttachStdout || AttachStderr;
  if (!AttachStdout && !AttachStderr) cli.out(`${container.id}\n`);
  if (attached && badDetachKeys(given)) {
    cli.err('unable to upgrade to tcp, received 400\n');
    return 1;
  }
  if (attached) noteAttach(cli, container);
  yield* process.sleep(STARTING);
  const started = startContainer(daemon, container);
  if (!started.ok) return refuse(cli, `Error response from daemon: ${started.message}`, false);
  if (!attached) return yield* settle(process);
  return yield* follow(cli, container, {
    stdin: AttachStdin,
    streams: [...(AttachStdout ? [1 as const] : []), ...(AttachStderr ? [2 as const] : [])],
    proxy: !given.has('sig-proxy') || given.on('sig-proxy'),
    escape: { keys: given.value('detach-keys'), exit: 0 },
  });
}

function* settle(process: Process): Task {
  yield* process.sleep(STARTED);
  return 0;
}
