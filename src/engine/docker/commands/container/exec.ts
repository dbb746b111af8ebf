import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import type { Cli } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import { checkCreateFlag } from '../../cli/check-create.ts';
import { readEnvironment } from '../../cli/read-pairs.ts';
import { badDetachKeys, inputIsNoTty } from '../../cli/tty.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { ENDED_EXEC, EXECUTING } from '../../daemon/assumed-durations.ts';
import { mayExec, startExec, type Exec, type ExecRequest } from '../../daemon/exec.ts';
import { ESCAPED } from '../../cli/attach/detach-keys.ts';
import { inputOfProgram, sizeAsClient, takeKeyboard } from '../../cli/attach/keyboard.ts';
import { pump } from '../../cli/attach/pump-input.ts';

const command: DockerCommand = {
  short: 'Execute a command in a running container',
  usage: '[OPTIONS] CONTAINER COMMAND [ARG...]',
  top: ['exec'],
  stops: true,
  flags: `
  -d, --detach               Detached mode: run command in the background
      --detach-keys string   Override the key sequence for detaching a
                             container
  -e, --env list             Set environment variables
      --env-file list        Read in a file of environment variables
  -i, --interactive          Keep STDIN open even if not attached
      --privileged           Give extended privileges to the command
  -t, --tty                  Allocate a pseudo-TTY
  -u, --user string          Username or UID (format:
                             "<name|uid>[:<group|gid>]")
  -w, --workdir string       Working directory inside the container
`,
  args: [2, Number.POSITIVE_INFINITY],
  check: checkCreateFlag,
  *run(cli, given): Task {
    const [reference = '', ...argv] = given.args;
    const { daemon, process } = cli;
    const env = readEnvironment(process, given);
    if (!env.ok) {
      cli.err(`${env.message}\n`);
      return 1;
    }
    const found = findContainer(daemon, reference);
    if (!found.ok) return cli.refuse(found.message);
    const container = found.value;
    const interactive = given.on('interactive') && !given.on('detach');
    const tty = given.on('tty');
    if (!given.on('detach') && inputIsNoTty(cli, { stdin: interactive, tty })) return 1;
    const allowed = mayExec(daemon, container, reference);
    if (!allowed.ok) return cli.refuse(allowed.message);
    if (badDetachKeys(given)) return cli.refuse(`Invalid escape keys (${given.value('detach-keys') ?? ''}) provided`);
    yield* process.sleep(EXECUTING);
    const stdin = inputOfProgram({ open: interactive, tty });
    const request = { argv, env: env.value, tty, privileged: given.on('privileged'), ...placeOf(given) };
    const started = startExec(daemon, container, stdin ? { ...request, stdin } : request);
    if (!started.ok) return refuse(cli, given, started.message);
    if (given.on('detach')) return 0;
    if (!interactive) sizeAsClient(cli.process, stdin);
    return yield* stay(cli, started.value, {
      stdin: interactive ? stdin : undefined,
      tty,
      keys: given.value('detach-keys'),
    });
  },
};
export default command;

function placeOf(given: Given): Pick<ExecRequest, 'user' | 'workdir'> {
  return { user: given.value('user') ?? '', workdir: given.value('workdir') ?? '' };
}

/** Attached, the refusal comes over the stream of the program's output. Source: recorded, run-exec. */
function refuse(cli: Cli, given: Given, message: string): number {
  if (given.on('detach')) return cli.refuse(message);
  cli.out(`${message}\n`);
  return 126;
}

function* stay(
  cli: Cli,
  { session, live }: Exec,
  how: { readonly stdin: ExecRequest['stdin']; readonly tty: boolean; readonly keys: string | undefined },
): Task {
  let printed = 0;
  const over = (): boolean => session.exit !== undefined || live.machine.processes.ended !== undefined;
  const print = (): void => {
    for (; printed < session.log.length; printed++) {
      const chunk = session.log[printed];
      if (!chunk) continue;
      if (how.tty) cli.out(chunk.text.replaceAll(/\r?\n/g, '\r\n'));
      else if (chunk.fd === 1) cli.out(chunk.text);
      else cli.err(chunk.text);
    }
  };
  const keyboard = takeKeyboard(cli.process, how.stdin, how.keys);
  const input = how.stdin && !keyboard ? pump(cli.process, how.stdin) : undefined;
  while (!over()) {
    yield { ready: () => over() || session.log.length > printed || (keyboard?.detached ?? input?.ready() ?? false) };
    if (input?.ready()) input.step();
    print();
    if (!keyboard?.detached) continue;
    cli.err(ESCAPED);
    return 1;
  }
  print();
  keyboard?.giveBack();
  yield* cli.process.sleep(ENDED_EXEC);
  return session.exit ?? 137;
}
