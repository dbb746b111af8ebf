import type { Command } from '../../kernel/system.ts';

/** gofmt as a model: sources are taken to be formatted, so there is nothing to list, to print or to change. */
const command: Command = {
  summary: 'gofmt [-l|-d|-w|-s] PATH…: takes every source to be formatted; without a flag it is not simulated.',
  example: `
$ gofmt -l nowhere
! stat nowhere: no such file or directory
$ gofmt -l /tmp
`,
  run(process, args) {
    const strange = args.find((arg) => arg.startsWith('-') && !/^--?[ldwse]$/.test(arg));
    if (strange !== undefined || !args.some((arg) => /^--?[ldw]$/.test(arg)))
      process.notSimulated(`gofmt ${args.join(' ')}`);
    for (const path of args.filter((arg) => !arg.startsWith('-')))
      if (!process.files.stat(process.path(path)).ok) {
        process.err(`stat ${path}: no such file or directory\n`);
        return 2;
      }
    return 0;
  },
};
export default command;
