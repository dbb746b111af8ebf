import { runInstaller } from './http/installer.ts';
import type { Command } from '../../kernel/system.ts';

/** The models behind `drydock-installer` (commands/core), here so that only builds that use one load them. */
const command: Command = {
  summary: 'Plays an installation script of the web (rustup, uv, NodeSource, nvm, Bun, Deno, Poetry, Docker).',
  example: `
$ curl -fsSL http://example.com/install.sh | sh
! curl: (22) The requested URL returned error: 404
`,
  run: (process, args) => runInstaller(process, args),
};
export default command;
