import { socketsOf, type Socket } from './shared/sockets.ts';
import { readOptions } from '../lib/options.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Shows listening sockets (iproute2); connections, Unix sockets and filters are left out.',
  example: `
$ ss -tln
State Recv-Q Send-Q Local Address:Port Peer Address:Port
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'nlatuxHpo46erims',
      long: {
        '--listening': 'l',
        '--tcp': 't',
        '--udp': 'u',
        '--numeric': 'n',
        '--processes': 'p',
        '--all': 'a',
        '--no-header': 'H',
      },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.rest.length > 0 || options.has('s')) process.notSimulated(`ss ${args.join(' ')}`);
    const both = !options.has('t') && !options.has('u');
    const sockets = socketsOf(process).filter(
      ({ udp }) => (options.has('l') || options.has('a')) && (both || options.has(udp ? 'u' : 't')),
    );
    const netid = both || (options.has('t') && options.has('u'));
    process.out(table(sockets, { netid, head: !options.has('H'), owners: options.has('p') }));
    return 0;
  },
};
export default command;

/** Who holds a socket; nothing where that process is in another namespace. */
function ownerOf({ program, pid, fd }: Socket): string {
  return program === undefined ? '' : `users:(("${program}",pid=${pid},fd=${fd}))`;
}

interface Shown {
  readonly netid: boolean;
  readonly head: boolean;
  readonly owners: boolean;
}

/** Columns as wide as what they hold, addresses to the right of theirs. */
function table(sockets: readonly Socket[], { netid, head, owners }: Shown): string {
  const rows = sockets.map((socket) => {
    const { address, port, udp, only6, backlog } = socket;
    const both = address === '::' && !only6;
    const text = both ? '*' : address.includes(':') ? `[${address}]` : address;
    const any = both ? '*' : address.includes(':') ? '[::]' : '0.0.0.0';
    return [
      udp ? 'udp' : 'tcp',
      udp ? 'UNCONN' : 'LISTEN',
      '0',
      String(backlog),
      text,
      String(port),
      any,
      '*',
      owners ? ownerOf(socket) : '',
    ];
  });
  const titles = [
    'Netid',
    'State',
    'Recv-Q',
    'Send-Q',
    'Local Address',
    'Port',
    'Peer Address',
    'Port',
    owners ? 'Process' : '',
  ];
  const all = head ? [titles, ...rows] : rows;
  const widths = titles.map((_, at) => Math.max(0, ...all.map((row) => (row[at] ?? '').length)));
  return all
    .map((row) => {
      const cell = (at: number, right = false): string => {
        const text = row[at] ?? '';
        return right ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0);
      };
      const start = [...(netid ? [cell(0)] : []), cell(1), cell(2), cell(3)].join(' ');
      return `${start} ${cell(4, true)}:${cell(5)} ${cell(6, true)}:${cell(7)}${cell(8)}\n`;
    })
    .join('');
}
