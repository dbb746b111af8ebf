import type { Task } from '../../../shell/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { loginOf } from '../../daemon/login.ts';

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
  *run(cli, given): Task {
    const [reference = '', ...argv] = given.args;
    const { daemon } = cli;
    const found = findContainer(daemon, reference);
    if (!found.ok) return cli.refuse(found.message);
    const container = found.value;
    const live = daemon.live.get(container.id);
    if (!live) return cli.refuse(`container ${container.id} is not running`);
    const login = loginOf(container, given.value('user') ?? container.config.User);
    if (!login.ok) {
      cli.out(`${login.message}\n`);
      return 126;
    }
    const env = new Map<string, string>();
    for (const line of [...container.config.Env, ...given.values('env')])
      env.set(line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1));
    if (!env.has('HOME')) env.set('HOME', login.value.home);
    const session = live.machine.processes.exec(argv, {
      env,
      cwd: given.value('workdir') ?? (container.config.WorkingDir || '/'),
      credentials: login.value.credentials,
      ...(given.on('interactive') ? { stdin: yield* cli.process.readAll() } : {}),
    });
    if (session.failure) {
      cli.out(
        `OCI runtime exec failed: exec failed: unable to start container process: exec: ${JSON.stringify(argv[0])}: executable file not found in $PATH: unknown\n`,
      );
      return 126;
    }
    if (given.on('detach')) return 0;
    let printed = 0;
    const over = (): boolean => session.exit !== undefined || daemon.live.get(container.id) !== live;
    const print = (): void => {
      for (; printed < session.log.length; printed++) {
        const chunk = session.log[printed];
        if (chunk?.fd === 1) cli.out(chunk.text);
        else if (chunk) cli.err(chunk.text);
      }
    };
    while (!over()) {
      yield { ready: () => over() || session.log.length > printed };
      print();
    }
    print();
    return session.exit ?? 137;
  },
};
export default command;
