import { TOOLS } from '../../toolchains/node/tools.ts';
import type { Command } from '../../kernel/system.ts';
import pnpm from './pnpm.ts';

/** Plays a command of an installed npm package (tsc, vite, nodemon, test runners); see models/node/tools.ts. */
const command: Command = {
  summary: 'A command of an npm package: tsc, vite, nodemon, tsx, jest, vitest, mocha; others are not simulated.',
  example: `
$ npm install -g --silent typescript@5.9.3 >/dev/null && tsc --version
Version 5.9.3
`,
  run(process, args) {
    const name = String(process.program?.facts?.['tool'] ?? '');
    if (process.find('node') === undefined) {
      process.err('env: node: No such file or directory\n');
      return 127;
    }
    if (name === 'pnpm') return pnpm.run(process, args);
    const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined;
    if (tool) return tool(process, args);
    process.notSimulated(`command ${name}`);
    return 0;
  },
};
export default command;
