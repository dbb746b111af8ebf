import { pauseContainer } from '../../docker/daemon/lifecycle/pause.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { changeEach } from '../run/each-container.ts';

const command: ComposeCommand = {
  short: 'Pause services',
  usage: '[SERVICE...]',
  flags: `
      --dry-run   Execute command in dry run mode
`,
  run: (cli, given) => changeEach(cli, given, { change: pauseContainer, word: 'Paused' }),
};
export default command;
