import type { Command } from '../../system.ts';

const command: Command = {
  summary:
    'vi, vim, nano, emacs: opens a file in the editor of the page; as programs that take the whole screen they are not simulated.',
  aliases: ['vim', 'nano', 'emacs'],
  example: `
$ vi
! vi: name a file: it opens in the editor of the page
`,
  run(process, args) {
    const file = args.findLast((arg) => !/^[-+]/.test(arg));
    if (file === undefined) {
      process.err(`${process.name}: name a file: it opens in the editor of the page\n`);
      return 1;
    }
    const { edit } = process.system;
    if (!edit) {
      process.notSimulated(`${process.name}, a program that takes the whole screen`);
      return 1;
    }
    const path = process.path(file);
    const found = process.files.stat(path);
    const made = found.ok || process.files.write(path, { content: '' }).ok;
    const real = process.files.resolve(path);
    if (!made || !real.ok || (found.ok && found.value.kind === 'dir') || !edit(real.value)) {
      process.err(`${process.name}: ${file}: name a file of the workspace: no other opens in the editor\n`);
      return 1;
    }
    process.out(`${file} is open in the editor.\n`);
    return 0;
  },
};
export default command;
