import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Small inits: tini, dumb-init, docker-init run the command after their options. Signals are left out yet.',
  aliases: ['dumb-init', 'docker-init', 'catatonit'],
  example: `
$ tini -g -- echo hi
hi
`,
  run(process, args) {
    let at = 0;
    while (at < args.length && args[at]?.startsWith('-')) {
      if (args[at] === '--') {
        at++;
        break;
      }
      if (/^-[ep]$/.test(args[at] ?? '')) at++;
      at++;
    }
    const argv = args.slice(at);
    return process.exec(argv, {
      failed: () => {
        process.err(
          process.name.endsWith('dumb-init')
            ? `[dumb-init] ${argv[0] ?? ''}: No such file or directory\n`
            : `[FATAL tini (1)] exec ${argv[0] ?? ''} failed: No such file or directory\n`,
        );
      },
    });
  },
};
export default command;
