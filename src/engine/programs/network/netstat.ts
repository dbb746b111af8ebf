import { isBusybox } from '../lib/flavor.ts';
import { showTable } from './shared/show-routes.ts';
import { socketsOf, type Socket } from './shared/sockets.ts';
import { readOptions } from '../lib/options.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Shows listening sockets and routes (net-tools and BusyBox); connections and Unix sockets are left out.',
  example: `
$ netstat -tln | head -n 1
Active Internet connections (only servers)
`,
  run(process, args) {
    // Debian builds BusyBox without -p (CONFIG_FEATURE_NETSTAT_PRG), Alpine with it
    const busybox = process.system.os.busybox === undefined ? 'laentuwxrpW' : 'laentuwxr';
    const options = readOptions(process, args, { flags: 'ralntuwxepcW46', busybox });
    if (options.refused !== undefined) return options.refused;
    if (options.has('r')) {
      process.out(showTable(process, { numeric: options.has('n'), netstat: true }));
      return 0;
    }
    const listening = options.has('l')
      ? '(only servers)'
      : options.has('a')
        ? '(servers and established)'
        : '(w/o servers)';
    const kinds = ['t', 'u', 'w', 'x'].filter((kind) => options.has(kind));
    const wants = (kind: string): boolean => kinds.length === 0 || kinds.includes(kind);
    if (['t', 'u', 'w'].some(wants)) {
      const owners = options.has('p');
      process.out(`Active Internet connections ${listening}\n${head(process, owners)}`);
      if (options.has('l') || options.has('a'))
        for (const one of socketsOf(process)) if (wants(one.udp ? 'u' : 't')) process.out(row(process, one, owners));
    }
    if (wants('x'))
      process.out(
        `Active UNIX domain sockets ${listening}\nProto RefCnt Flags       Type       State         I-Node Path\n`,
      );
    return 0;
  },
};
export default command;

function head(process: Process, owners: boolean): string {
  const plain = 'Proto Recv-Q Send-Q Local Address           Foreign Address         State      ';
  return `${plain}${owners ? ' PID/Program name    ' : isBusybox(process) ? ' ' : ''}\n`;
}

/** Source: net-tools netstat.c tcp_do_one, BusyBox networking/netstat.c print_inet_line. */
function row(process: Process, { address, port, udp, pid, program }: Socket, owners: boolean): string {
  const busybox = isBusybox(process);
  const six = address.includes(':');
  const local = `${address}:${port}`.padEnd(23);
  const any = `${six ? '::' : '0.0.0.0'}:*`.padEnd(23);
  const protocol = `${udp ? 'udp' : 'tcp'}${six && !busybox ? '6' : ''}`.padEnd(5);
  const state = (udp ? '' : 'LISTEN').padEnd(busybox ? 12 : 11);
  const owner = program === undefined ? '-' : `${pid}/${program}`;
  const who = !owners ? '' : busybox ? owner.slice(0, 20) : ` ${owner.slice(0, 20).padEnd(20)}`;
  return `${protocol} ${'0'.padStart(6)} ${'0'.padStart(6)} ${local} ${any} ${state}${who}\n`;
}
