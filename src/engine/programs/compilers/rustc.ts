import type { Command } from '../../kernel/system.ts';
import { versionOf } from './cargo.ts';

/** rustc says its version; compiling single files is not simulated. */
const command: Command = {
  summary: 'rustc: --version; compiling is done through cargo.',
  example: `
$ rustc --version
rustc 1.97.1
`,
  run(process, args) {
    if (/^(?:--version|-V)$/.test(args[0] ?? '')) process.out(`rustc ${versionOf(process)}\n`);
    else process.notSimulated(`rustc ${args.join(' ')}`.trimEnd());
    return 0;
  },
};
export default command;
