import { showTable } from '../../models/network/show-routes.ts';
import { networkOf, type Listener } from '../../network.ts';
import { readOptions } from '../../options.ts';
import type { Command } from '../../system.ts';

const command: Command = {
  summary: "Shows listening sockets and routes (BusyBox's netstat); connections and Unix sockets are left out.",
  example: `
$ netstat -tln | head -n 1
Active Internet connections (only servers)
`,
  run(process, args) {
    const options = readOptions(process, args, { flags: 'ralntuwxepcW46', busybox: 'laentuwxr' });
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
      process.out(`Active Internet connections ${listening}\n${HEAD}`);
      if (options.has('l') || options.has('a'))
        for (const one of networkOf(process.system).listeners) if (wants(one.udp ? 'u' : 't')) process.out(row(one));
    }
    if (wants('x'))
      process.out(
        `Active UNIX domain sockets ${listening}\nProto RefCnt Flags       Type       State         I-Node Path\n`,
      );
    return 0;
  },
};
export default command;

const HEAD = 'Proto Recv-Q Send-Q Local Address           Foreign Address         State       \n';

function row({ address, port, udp }: Listener): string {
  const local = `${address}:${port}`.padEnd(23);
  const any = `${address.includes(':') ? '::' : '0.0.0.0'}:*`.padEnd(23);
  return `${(udp ? 'udp' : 'tcp').padEnd(5)} ${'0'.padStart(6)} ${'0'.padStart(6)} ${local} ${any} ${(udp ? '' : 'LISTEN').padEnd(12)}\n`;
}
