import { sshProblem } from '../../toolchains/git/ssh.ts';
import type { Command } from '../../kernel/system.ts';

/** ssh as a model: whether a connection comes about, never what the other side does. */
const command: Command = {
  summary: 'ssh HOST: host key and authentication as for git; a remote command is not simulated.',
  example: `
$ ssh
! usage: ssh [options] destination [command]
$ ssh -T git@github.com
! Host key verification failed.
`,
  run(process, args) {
    const at = args.findIndex(
      (arg, index) => !arg.startsWith('-') && !/^-[biloFpEcDeIJLmOQRSWw]$/.test(args[index - 1] ?? ''),
    );
    const host = args[at]?.replace(/^[^@]*@/, '');
    const user = /^([^@]*)@/.exec(args[at] ?? '')?.[1] ?? 'root';
    if (host === undefined) {
      process.err('usage: ssh [options] destination [command]\n');
      return 255;
    }
    const problem = sshProblem(process, host, { options: ` ${args.slice(0, at).join(' ')}`, user });
    if (problem !== undefined) {
      process.err(`${problem}\n`);
      return 255;
    }
    process.notSimulated(`a session of ssh with ${host}`);
    return 0;
  },
};
export default command;
