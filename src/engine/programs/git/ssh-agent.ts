import { OWN_AGENT } from '../../toolchains/git/ssh.ts';
import type { Command } from '../../kernel/system.ts';

/** ssh-agent as a model: prints the variables to be taken over with eval. It holds keys until the step ends. */
const command: Command = {
  summary: 'ssh-agent [-s|-k]: prints SSH_AUTH_SOCK and SSH_AGENT_PID for eval; with a COMMAND it is not simulated.',
  example: `
$ eval "$(ssh-agent -s)"; echo $SSH_AUTH_SOCK
Agent pid 8
/tmp/ssh-agent.7/agent.7
`,
  run(process, args) {
    if (args.includes('-k')) {
      process.out('unset SSH_AUTH_SOCK;\nunset SSH_AGENT_PID;\necho Agent pid 8 killed;\n');
      return 0;
    }
    if (args.some((arg) => !/^-[sD]$/.test(arg))) {
      process.notSimulated(`ssh-agent ${args.join(' ')}`);
      return 0;
    }
    const socket = `${OWN_AGENT}.7/agent.7`;
    process.files.mkdir(`${OWN_AGENT}.7`, { parents: true, mode: 0o700 });
    process.out(
      `SSH_AUTH_SOCK=${socket}; export SSH_AUTH_SOCK;\nSSH_AGENT_PID=8; export SSH_AGENT_PID;\necho Agent pid 8;\n`,
    );
    return 0;
  },
};
export default command;
