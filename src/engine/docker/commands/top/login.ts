import type { Task } from '../../../kernel/index.ts';
import type { Cli, DockerCommand } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import { authText, configPath, HUB, keepCredentials } from '../../images/transfer/credentials.ts';
import { lookupError, unknownHost } from '../../images/transfer/registry.ts';

const WELCOME = `Log in with your Docker ID or email address to push and pull images from Docker Hub. If you don't have a Docker ID, head over to https://hub.docker.com/ to create one.
You can log in with your password or a Personal Access Token (PAT). Using a limited-scope PAT grants better security and is required for organizations using SSO. Learn more at https://docs.docker.com/go/access-tokens/

`;

const command: DockerCommand = {
  short: 'Log in to a registry',
  long: 'Log in to a registry.\nIf no server is specified, the default is defined by the daemon.',
  usage: '[OPTIONS] [SERVER]',
  top: ['login'],
  flags: `
  -p, --password string   Password
      --password-stdin    Take the password from stdin
  -u, --username string   Username
`,
  args: [0, 1],
  *run(cli, given): Task {
    const server = given.args[0] ?? HUB;
    const fail = (text: string): number => {
      cli.err(`${text}\n`);
      return 1;
    };
    const refusal = flagsWrong(cli, given);
    if (refusal !== undefined) return fail(refusal);
    const stdin = given.on('password-stdin') ? (yield* cli.process.readAll()).replace(/[\r\n]+$/, '') : '';
    let name = given.value('username') ?? '';
    let password = given.value('password') ?? stdin;
    if (name === '' || password === '') {
      if (!cli.daemon.profile.tty && password === '')
        return fail('Error: Cannot perform an interactive login from a non TTY device');
      if (server === HUB) cli.out(WELCOME);
      if (name === '') name = yield* asked(cli, 'Username: ');
      if (name === '') return fail('error while reading input: EOF');
      if (password === '') password = yield* asked(cli, 'Password: ');
      cli.out('\n');
      if (password === '') return fail('password required');
    }
    return finish(cli, server, { name, password });
  },
};
export default command;

/** Source: docker/cli command/registry/login.go verifyloginOptions; measured. */
function flagsWrong(cli: Cli, given: Given): string | undefined {
  const password = given.value('password') ?? '';
  if (password !== '') cli.err('WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n');
  if (!given.on('password-stdin')) return undefined;
  if (password !== '') return '--password and --password-stdin are mutually exclusive';
  return (given.value('username') ?? '') === '' ? 'Must provide --username with --password-stdin' : undefined;
}

function* asked(cli: Cli, question: string): Task<string> {
  cli.out(question);
  const [line = ''] = ((yield* cli.process.read()) ?? '').split('\n');
  return line.trim();
}

/** What the registry answers. Any password is right where registries are simulated at all. */
function finish(cli: Cli, server: string, { name, password }: { name: string; password: string }): number {
  const { daemon, process } = cli;
  const hub = server === HUB;
  if (!hub && unknownHost(daemon, server))
    return cli.refuse(`Get "https://${server}/v2/": ${lookupError(daemon, server)}`);
  if (daemon.profile.name === 'recorded')
    return cli.refuse('Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password');
  keepCredentials(process, server, authText(name, password));
  cli.out(`WARNING! Your password will be stored unencrypted in ${configPath(process)}.
Configure a credential helper to remove this warning. See
https://docs.docker.com/engine/reference/commandline/login/#credential-stores

Login Succeeded
`);
  return 0;
}
