import { targetParts } from '../../toolchains/go/xx.ts';
import type { Command } from '../../kernel/system.ts';

/** xx-verify of tonistiigi/xx: the program is for the processor of TARGETPLATFORM, and static where that is asked. */
const command: Command = {
  summary: 'xx-verify [--static] FILE…: fails for a program of another processor, or a dynamic one.',
  example: `
$ TARGETPLATFORM=linux/amd64 xx-verify /usr/bin/git
$ TARGETPLATFORM=linux/arm64 xx-verify /usr/bin/git
! file /usr/bin/git does not match expected target architecture: arm64
`,
  run(process, args) {
    const { arch } = targetParts(process);
    for (const name of args.filter((arg) => !arg.startsWith('-'))) {
      const entry = process.files.stat(process.path(name));
      const program = entry.ok ? entry.value.program : undefined;
      if (!entry.ok) process.err(`file ${name} does not exist\n`);
      else if (program?.arch !== undefined && program.arch !== arch)
        process.err(`file ${name} does not match expected target architecture: ${arch}\n`);
      else if (args.includes('--static') && program?.libc !== 'static')
        process.err(`file ${name} is not statically linked\n`);
      else continue;
      return 1;
    }
    return 0;
  },
};
export default command;
