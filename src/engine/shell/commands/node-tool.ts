import { TOOLS } from '../models/node/tools.ts';
import type { Command } from '../system.ts';

/** Plays a command of an installed npm package (tsc, vite, nodemon, test runners); see models/node/tools.ts. */
const command: Command = {
  summary: 'A command of an npm package: tsc, vite, nodemon, tsx, jest, vitest, mocha; others are not simulated.',
  example: '',
  run(process, args) {
    const name = String(process.program?.facts?.['tool'] ?? '');
    if (process.find('node') === undefined) {
      process.err('env: node: No such file or directory\n');
      return 127;
    }
    const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined;
    if (tool) return tool(process, args);
    process.notSimulated(`command ${name}`);
    return 0;
  },
};
export default command;
