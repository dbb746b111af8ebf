import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { loadImages } from '../../images/transfer/save-load.ts';
import { reason } from '../../images/build/secrets.ts';

const command: DockerCommand = {
  short: 'Load an image from a tar archive or STDIN',
  usage: '[OPTIONS]',
  top: ['load'],
  flags: `
  -i, --input string   Read from tar archive file, instead of STDIN
  -q, --quiet          Suppress the load output
`,
  args: [0],
  *run(cli, given): Task {
    const fail = (text: string): number => {
      cli.err(`${text}\n`);
      return 1;
    };
    const input = given.value('input') ?? '';
    const file = input === '' ? undefined : cli.process.files.read(cli.process.path(input));
    if (file && !file.ok) return fail(`open ${input}: ${reason(file.errno)}`);
    const loaded = loadImages(cli.daemon, file ? (file.value ?? '') : yield* cli.process.readAll());
    if (!loaded.ok) {
      if (loaded.message.startsWith('not simulated')) cli.notSimulated('an archive of another host');
      return fail(loaded.message);
    }
    for (const line of loaded.value) cli.out(`${line}\n`);
    return 0;
  },
};
export default command;
