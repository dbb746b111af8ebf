import { targetParts } from '../../toolchains/go/xx.ts';
import type { Command } from '../../kernel/system.ts';

/** xx-info of tonistiigi/xx: what TARGETPLATFORM says, one word at a time. */
const command: Command = {
  summary: 'xx-info [os|arch|march|is-cross]: reads TARGETPLATFORM; the other questions are not simulated.',
  example: `
$ export TARGETPLATFORM=linux/arm64; xx-info; xx-info arch; xx-info is-cross && echo cross
aarch64-linux-gnu
arm64
cross
`,
  run(process, [question = 'triple']) {
    const { os, arch, machine, cross } = targetParts(process);
    const libc = process.system.os.libc === 'musl' ? 'alpine-linux-musl' : 'linux-gnu';
    if (question === 'is-cross') return cross ? 0 : 1;
    const answers: Readonly<Record<string, string>> = { os, arch, march: machine, triple: `${machine}-${libc}` };
    if (answers[question] === undefined) process.notSimulated(`xx-info ${question}`);
    else process.out(`${answers[question]}\n`);
    return 0;
  },
};
export default command;
