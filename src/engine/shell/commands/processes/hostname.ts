import type { Command } from '../../system.ts';

const command: Command = {
  summary: 'Prints the name of the machine; names cannot be set.',
  example: `
$ hostname
buildkitsandbox
`,
  run(process, args) {
    if (args.some((arg) => !arg.startsWith('-'))) {
      process.err('hostname: you must be root to change the host name\n');
      return 1;
    }
    const text = process.files.read('/etc/hostname');
    process.out(`${text.ok ? (text.value ?? '').trim() : 'buildkitsandbox'}\n`);
    return 0;
  },
};
export default command;
