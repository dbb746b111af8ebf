import { readOptions } from '../lib/options.ts';
import { isBusybox, missingOperand } from '../lib/flavor.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Prints paths without their last part.',
  gnu: {
    dirname: 'z zero',
  },
  example: `
$ dirname /a/b.txt c
/a
.
`,
  run(process, args) {
    const options = readOptions(process, args, { flags: 'z', busybox: '', long: { '--zero': 'z' } });
    if (options.refused !== undefined) return options.refused;
    if (options.rest.length === 0 || (isBusybox(process) && options.rest.length > 1)) return missingOperand(process);
    for (const name of options.rest) {
      const bare = name.replace(/\/+$/, '');
      const at = bare.lastIndexOf('/');
      const folder =
        at === -1 ? (bare === '' && name !== '' ? '/' : '.') : bare.slice(0, at).replace(/\/+$/, '') || '/';
      process.out(`${folder}${options.has('z') ? '\0' : '\n'}`);
    }
    return 0;
  },
};
export default command;
