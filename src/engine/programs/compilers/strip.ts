import type { Command } from '../../kernel/system.ts';

/** strip as a model: a compiled Go program loses its symbols; of other programs the gain is not known and none is taken. */
const command: Command = {
  summary: 'strip FILE…: takes the symbols out of programs; the gain is known of Go programs only.',
  example: `
$ strip /etc/passwd
! strip: /etc/passwd: file format not recognized
`,
  run(process, args) {
    let exit = 0;
    for (const name of args.filter((arg) => !arg.startsWith('-'))) {
      const path = process.path(name);
      const entry = process.files.stat(path);
      const program = entry.ok ? entry.value.program : undefined;
      if (!entry.ok) process.err(`strip: '${name}': No such file\n`);
      else if (program?.format !== 'elf') process.err(`strip: ${name}: file format not recognized\n`);
      if (!entry.ok || program?.format !== 'elf') exit = 1;
      else if (typeof program.facts?.['small'] === 'number') {
        const { small, ...facts } = program.facts;
        const { mode, digest } = entry.value;
        process.files.write(path, {
          size: Number(small),
          mode,
          digest: `${digest} stripped`,
          program: { ...program, facts },
        });
      }
    }
    return exit;
  },
};
export default command;
