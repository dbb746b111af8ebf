import type { DockerCommand } from '../../cli/command.ts';

const command: DockerCommand = {
  short: 'Proxy current stdio streams to builder instance',
  usage: '',
  plugin: 'buildx',
  flags: `
      --builder string    Override the configured builder instance
      --platform string   Target platform: this is used for node selection
      --progress string   Set type of progress output (auto, plain, tty).
                          (default "quiet")
`,
  args: [0],
  run(cli) {
    cli.notSimulated('docker buildx dial-stdio');
    cli.err('ERROR: not simulated: the protocol of a builder over standard input and output\n');
    return 1;
  },
};
export default command;
