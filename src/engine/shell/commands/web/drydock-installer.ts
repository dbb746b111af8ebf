import { runInstaller } from '../../models/web/installer.ts';
import type { Command } from '../../system.ts';

/** What the stand-ins of well-known installation scripts call; no real system has it. See models/web/installers. */
const command: Command = {
  summary: 'Plays an installation script of the web (rustup, uv, NodeSource, nvm, Bun, Deno, Poetry, Docker).',
  builtin: ['dash', 'ash', 'bash'],
  example: `
$ curl -fsSL http://example.com/install.sh | sh
! curl: (22) The requested URL returned error: 404
$ curl -fksSL https://sh.rustup.rs | sh -s -- --profile minimal
! info: downloading installer
! rustup: Unable to run interactively. Run with -y to accept defaults, --help for additional options
`,
  run: (process, args) => runInstaller(process, args),
};
export default command;
