import { digest } from '../../base/digest.ts';
import type { Command } from '../../kernel/system.ts';

/** GitHub publishes its host key; others get one of their own, which is the same each time. */
const PUBLISHED: Readonly<Record<string, string>> = {
  'github.com': 'AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl',
};

const command: Command = {
  summary: 'ssh-keyscan HOST…: one known_hosts line each; -t and -T are accepted, -H hashes nothing.',
  example: `
$ ssh-keyscan github.com 2>/dev/null
github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl
`,
  run(process, args) {
    const hosts = args.filter((arg, index) => !arg.startsWith('-') && !/^-[tTpf]$/.test(args[index - 1] ?? ''));
    for (const host of hosts) {
      if (!process.system.network) {
        process.err(`getaddrinfo ${host}: Temporary failure in name resolution\n`);
        return 1;
      }
      process.err(`# ${host}:22 SSH-2.0-OpenSSH\n`);
      process.out(
        `${host} ssh-ed25519 ${PUBLISHED[host] ?? `AAAAC3NzaC1lZDI1NTE5AAAAI${digest(host).slice(7, 50)}`}\n`,
      );
    }
    return 0;
  },
};
export default command;
