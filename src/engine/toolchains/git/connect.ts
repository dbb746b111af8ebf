import type { Process } from '../../kernel/system.ts';
import { rewritten, sshCommand } from './config.ts';
import { sshProblem } from './ssh.ts';

// Texts of this folder as Git 2.47.3 and OpenSSH 10.0 print them on Debian 13 (observed, but for the answers of GitHub).
const NO_ACCESS =
  'fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n';

/** What is printed when the other side is not reached. */
export function connect(process: Process, typed: string): string | undefined {
  const address = rewritten(process, typed);
  const host = /^(?:ssh:\/\/)?(?:[^@/]+@)([\w.-]+)(?::\d+)?[:/]/.exec(address)?.[1];
  if (/^https?:\/\//.test(address)) return overHttps(process, address);
  if (host === undefined)
    return process.files.stat(process.path(address)).ok ? undefined : `fatal: repository '${address}' does not exist\n`;
  if (process.find('ssh') === undefined)
    return `error: cannot run ssh: No such file or directory\nfatal: unable to fork\n`;
  const command = process.env.get('GIT_SSH_COMMAND') ?? sshCommand(process) ?? '';
  const problem = sshProblem(process, host, {
    options: command,
    user: /(?:^|\/\/)([^@/]+)@/.exec(address)?.[1] ?? 'git',
  });
  return problem === undefined ? undefined : `${problem}\n${NO_ACCESS}`;
}

/** Certificates are needed for https; a private repository asks for a name, and nobody is there to type one. */
function overHttps(process: Process, address: string): string | undefined {
  const [, user, host = ''] = /^https?:\/\/(?:([^@/]*)@)?([^/:]+)/.exec(address) ?? [];
  if (!process.system.network)
    return `fatal: unable to access '${address.replace(/\/?$/, '/')}': Could not resolve host: ${host}\n`;
  const bare = address.replace(/^https?:\/\/(?:[^@/]*@)?/, '').replace(/(?:\.git)?\/?$/, '');
  if (user || !process.system.credentials.privateRepositories?.includes(bare)) return undefined;
  return `fatal: could not read Username for 'https://${host}': No such device or address\n`;
}
