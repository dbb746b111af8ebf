import type { DockerCommand } from '../../cli/command.ts';

const command: DockerCommand = {
  short: 'Show buildx version information',
  usage: '',
  plugin: 'buildx',
  args: [0],
  run(cli) {
    const { buildx } = cli.daemon.profile;
    cli.out(`github.com/docker/buildx ${buildx}+ds1 ${buildx}+ds1-3\n`);
    return 0;
  },
};
export default command;
