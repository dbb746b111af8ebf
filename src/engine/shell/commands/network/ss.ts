import { networkOf, type Listener } from '../../network.ts';
import { readOptions } from '../../options.ts';
import type { Command } from '../../system.ts';

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
    const listeners = networkOf(process.system).listeners.filter(
      ({ udp }) => (options.has('l') || options.has('a')) && (both || options.has(udp ? 'u' : 't')),
    );
    const shown = { netid: both || (options.has('t') && options.has('u')), head: !options.has('H') };
    const owner = options.has('p') ? (pid: number) => processes(process.processes(), pid) : undefined;
    process.out(table(listeners, { ...shown, owner }));
    return 0;
  },
};
export default command;

function processes(all: readonly { pid: number; argv: readonly string[] }[], pid: number): string {
  const argv = all.find((one) => one.pid === pid)?.argv[0] ?? '';
  return `users:(("${argv.slice(argv.lastIndexOf('/') + 1)}",pid=${pid},fd=3))`;
}

interface Shown {
  readonly netid: boolean;
  readonly head: boolean;
  readonly owner: ((pid: number) => string) | undefined;
}

/** Columns as wide as what they hold, addresses to the right of theirs. */
function table(listeners: readonly Listener[], { netid, head, owner }: Shown): string {
  const rows = listeners.map(({ address, port, udp, pid }) => {
    const text = address === '::' ? '*' : address.includes(':') ? `[${address}]` : address;
    const any = address === '::' ? '*' : address.includes(':') ? '[::]' : '0.0.0.0';
    return [
      udp ? 'udp' : 'tcp',
      udp ? 'UNCONN' : 'LISTEN',
      '0',
      udp ? '0' : '511',
      text,
      String(port),
      any,
      '*',
      owner?.(pid) ?? '',
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
    owner ? 'Process' : '',
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
