import { readOptions } from '../../options.ts';
import { isBusybox, shortName, usage } from '../../flavor.ts';
import { isLocal } from '../../web.ts';
import type { Command, Process } from '../../system.ts';

const command: Command = {
  summary:
    'Asks for other machines: ping, nslookup, dig, host, nc, telnet. Without a network they fail as the real ones; answers of the network are not simulated.',
  aliases: ['nslookup', 'dig', 'host', 'nc', 'netcat', 'telnet', 'ping6', 'traceroute'],
  example: `
$ nc -z localhost 5432 || echo closed
closed
`,
  run(process, args) {
    const name = shortName(process);
    const options = readOptions(process, args, {
      flags: '46aqnvzkluNhUDdrtCx',
      values: 'cwWipIsefo',
      long: { '--help': 'help' },
    });
    if (options.refused !== undefined) return options.refused;
    const [target, port] = options.rest;
    if (options.has('l')) {
      process.notSimulated(`${name} that listens`);
      return 0;
    }
    if (target === undefined) return isBusybox(process) || name !== 'ping' ? usage(process) : noTarget(process);
    if (isLocal(target)) return local(process, { name, target, port, quiet: options.has('z') });
    if (process.system.network) {
      process.notSimulated(`${name} ${target}`);
      return 0;
    }
    return unresolved(process, name, target);
  },
};
export default command;

function noTarget(process: Process): number {
  process.complain('usage error: Destination address required');
  return 1;
}

/** The machine itself answers ping; nothing listens on its ports in a build step. */
function local(
  process: Process,
  what: { name: string; target: string; port: string | undefined; quiet: boolean },
): number {
  const { name, target, port, quiet } = what;
  if (name === 'nc' || name === 'netcat' || name === 'telnet') {
    if (!quiet)
      process.complain(
        isBusybox(process)
          ? `can't connect to remote host (127.0.0.1): Connection refused`
          : `connect to ${target} port ${port ?? '23'} (tcp) failed: Connection refused`,
      );
    return 1;
  }
  process.notSimulated(`${name} ${target}`);
  return 0;
}

function unresolved(process: Process, name: string, target: string): number {
  const busybox = isBusybox(process);
  switch (name) {
    case 'ping':
    case 'ping6':
      process.complain(busybox ? `bad address '${target}'` : `${target}: Temporary failure in name resolution`);
      return busybox ? 1 : 2;
    case 'nslookup':
    case 'dig':
    case 'host':
      process.out(';; connection timed out; no servers could be reached\n\n');
      return name === 'dig' ? 9 : 1;
    default:
      process.complain(
        busybox
          ? `bad address '${target}'`
          : `getaddrinfo for host "${target}" port 0: Temporary failure in name resolution`,
      );
      return 1;
  }
}
