import { permits } from '../../files/index.ts';
import type { Process } from '../../kernel/system.ts';

/** How a connection by SSH ends: the words of ssh, without the line break, or undefined when it works. */
export function sshProblem(
  process: Process,
  host: string,
  { options = '', user = 'git' }: { options?: string; user?: string } = {},
): string | undefined {
  const config = textOf(process, `${home(process)}/.ssh/config`) + textOf(process, '/etc/ssh/ssh_config');
  const said = `${options} ${config}`;
  if (!process.system.network) return `ssh: Could not resolve hostname ${host}: Temporary failure in name resolution`;
  const trusting = /StrictHostKeyChecking[= ]+["']?(?:no|accept-new|off)/i.test(said);
  if (!trusting && !knows(process, host, said)) return 'Host key verification failed.';
  const agent = hasAgent(process) && !/IdentitiesOnly[= ]+yes/i.test(options);
  if (agent || keyFiles(process, said).some((path) => isUsable(process, path))) return undefined;
  return `${user}@${host}: Permission denied (publickey).`;
}

/** An agent that answers with a key: the one of a mount, or one that was started and given a key. */
function hasAgent(process: Process): boolean {
  const socket = process.env.get('SSH_AUTH_SOCK');
  if (socket === undefined) return false;
  if (process.system.credentials.sshAgent && !socket.startsWith(OWN_AGENT)) {
    // unix(7): connecting needs write permission on the socket; the one of a mount is root's, mode 0600.
    const entry = process.files.stat(socket);
    return !entry.ok || permits(entry.value, process.credentials, 'write');
  }
  const held = process.files.read(`${socket}.keys`);
  return held.ok && Boolean(held.value);
}

/** Where an agent of the step itself keeps its socket. */
export const OWN_AGENT = '/tmp/ssh-agent';

/** ssh looks in the home folder of /etc/passwd, not in $HOME; in a build both are the same unless HOME was changed. */
function home(process: Process): string {
  const passwd = textOf(process, '/etc/passwd')
    .split('\n')
    .map((line) => line.split(':'));
  return (
    passwd.find((fields) => fields[2] === String(process.credentials.uid))?.[5] ?? process.env.get('HOME') ?? '/root'
  );
}

function textOf(process: Process, path: string): string {
  const found = process.files.read(path);
  return (found.ok ? found.value : undefined) ?? '';
}

function knows(process: Process, host: string, said: string): boolean {
  const named = /UserKnownHostsFile[= ]+(\S+)/i.exec(said)?.[1];
  const files = [named ?? `${home(process)}/.ssh/known_hosts`, '/etc/ssh/ssh_known_hosts'];
  return files.some((path) =>
    textOf(process, path)
      .split('\n')
      .some(
        (line) =>
          line.startsWith('|1|') ||
          (line.split(/\s/)[0] ?? '').split(',').some((name) => name === host || name === `[${host}]:22`),
      ),
  );
}

function keyFiles(process: Process, said: string): string[] {
  const named = [...said.matchAll(/(?:\s-i\s+|IdentityFile[= ]+)(\S+)/gi)].map(([, path = '']) =>
    path.replaceAll(/["']/g, '').replace(/^~/, home(process)),
  );
  const standard = ['id_rsa', 'id_ecdsa', 'id_ed25519'].map((name) => `${home(process)}/.ssh/${name}`);
  return [...named, ...standard];
}

/** True for a file with a private key that ssh accepts; says why not. A key that others may read is ignored. */
export function isUsable(process: Process, path: string): boolean {
  const entry = process.files.stat(path);
  if (!entry.ok || entry.value.kind !== 'file') return false;
  const text = process.files.read(path);
  if (!text.ok) {
    process.err(`Load key "${path}": Permission denied\n`);
    return false;
  }
  if ((entry.value.mode & 0o077) !== 0) {
    const mode = (entry.value.mode & 0o777).toString(8).padStart(4, '0');
    process.err(
      `@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\n@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @\n@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\nPermissions ${mode} for '${path}' are too open.\nIt is required that your private key files are NOT accessible by others.\nThis private key will be ignored.\nLoad key "${path}": bad permissions\n`,
    );
    return false;
  }
  if (text.value === undefined || /^-----BEGIN [A-Z ]*PRIVATE KEY-----\n/m.test(text.value)) return true;
  process.err(`Load key "${path}": error in libcrypto\n`);
  return false;
}
