import type { DockerCommand } from '../../cli/command.ts';
import { HUB, keepCredentials } from '../../images/transfer/credentials.ts';

const command: DockerCommand = {
  short: 'Log out from a registry',
  long: 'Log out from a registry.\nIf no server is specified, the default is defined by the daemon.',
  usage: '[SERVER]',
  top: ['logout'],
  args: [0, 1],
  run(cli, given) {
    const server = given.args[0] ?? HUB;
    cli.out(`Removing login credentials for ${server}\n`);
    keepCredentials(cli.process, server, undefined);
    return 0;
  },
};
export default command;
