import type { Command } from '../../kernel/system.ts';

/**
 * What the stand-ins of well-known installation scripts call (models/web/installers). No real system has it: it is built in,
 * so that no image needs a file for it.
 */
const command: Command = {
  summary: 'Called by stand-ins of installation scripts; what they leave behind is modelled.',
  builtin: ['dash', 'ash', 'bash'],
  example: `
$ curl -fksSL https://sh.rustup.rs | sh -s -- --profile minimal
! info: downloading installer
! rustup: Unable to run interactively. Run with -y to accept defaults, --help for additional options
`,
  run(process, args) {
    const models = process.system.commands?.get('drydock-installers');
    if (models) return models.run(process, args);
    process.notSimulated(`installer ${args[0] ?? ''}`);
    return 0;
  },
};
export default command;
