import { uvx } from '../../toolchains/uv/tool.ts';
import type { Command } from '../../kernel/system.ts';

/** uvx: `uv tool run`. */
const command: Command = {
  summary: 'uvx [--from PACKAGE] COMMAND: of a package that content/packages/pip lists; others are not simulated.',
  example: `
$ uvx 2>&1 | head -1
Provide a command to run with \`uvx <command>\`.
`,
  run: (process, args) => uvx(process, args),
};
export default command;
