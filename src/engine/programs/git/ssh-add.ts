import { isUsable } from '../../toolchains/git/ssh.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

/** ssh-add as a model: gives key files, or a key from standard input, to the agent of SSH_AUTH_SOCK. */
const command: Command = {
  summary:
    'ssh-add [FILE…|-]: gives a private key to the agent that SSH_AUTH_SOCK names; -l and other options are not simulated.',
  example: `
$ ssh-add /root/.ssh/id_ed25519
! Could not open a connection to your authentication agent.
`,
  *run(process, args) {
    const socket = process.env.get('SSH_AUTH_SOCK');
    if (socket === undefined) {
      process.err('Could not open a connection to your authentication agent.\n');
      return 2;
    }
    const strange = args.find((arg) => arg.startsWith('-') && arg !== '-' && arg !== '-q' && arg !== '-k');
    if (strange !== undefined) {
      process.notSimulated(`flag ${strange} of ssh-add`);
      return 0;
    }
    const names = args.filter((arg) => !arg.startsWith('-') || arg === '-');
    const home = process.env.get('HOME') ?? '/root';
    const standard = ['id_rsa', 'id_ecdsa', 'id_ed25519'].map((name) => `${home}/.ssh/${name}`);
    const paths = names.length ? names : standard.filter((path) => process.files.stat(path).ok);
    const added: boolean[] = [];
    for (const name of paths) added.push(yield* add(process, socket, name));
    return added.length > 0 && added.every(Boolean) ? 0 : 1;
  },
};
export default command;

function* add(process: Process, socket: string, name: string): Task<boolean> {
  if (name === '-' && !(yield* process.readAll()).includes('PRIVATE KEY-----')) {
    process.err('Error loading key "(stdin)": error in libcrypto\n');
    return false;
  }
  const path = process.path(name);
  if (name !== '-' && !process.files.stat(path).ok) {
    process.err(`${name}: No such file or directory\n`);
    return false;
  }
  if (name !== '-' && !isUsable(process, path)) return false;
  // The socket is gone when the step ends; what lies beside it stands for the memory of the agent and holds no key.
  process.files.write(`${socket}.keys`, { content: 'one key\n', mode: 0o600 });
  process.err(`Identity added: ${name === '-' ? '(stdin)' : name}\n`);
  return true;
}
