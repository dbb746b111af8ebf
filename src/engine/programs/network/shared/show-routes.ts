import { isBusybox } from '../../lib/flavor.ts';
import { networkOf, type Route } from '../../../kernel/network/network.ts';
import type { Process } from '../../../kernel/system.ts';

/** Routes as `ip route` prints them. */
export function showRoutes(process: Process, family: 4 | 6): string {
  const network = networkOf(process.system);
  if (family === 6) return sixRoutes(process);
  return network.routes
    .filter(({ via }) => !via?.includes(':'))
    .map(({ to, via, device, source }) => {
      if (via !== undefined) return `${to} via ${via} dev ${device} \n`;
      if (source === undefined) return `${to} dev ${device} scope link \n`;
      const down = network.devices.some((one) => one.name === device && !one.up);
      return isBusybox(process)
        ? `${to} dev ${device} scope link  src ${source} \n`
        : `${to} dev ${device} proto kernel scope link src ${source} ${down ? 'linkdown ' : ''}\n`;
    })
    .join('');
}

function sixRoutes(process: Process): string {
  const busybox = isBusybox(process);
  const far = networkOf(process.system).routes.flatMap(({ via, device }) =>
    via?.includes(':')
      ? [`default via ${via} dev ${device} ${busybox ? ' metric 1024 ' : 'metric 1024 pref medium'}\n`]
      : [],
  );
  return nearSix(process) + far.join('');
}

function nearSix(process: Process): string {
  return networkOf(process.system)
    .devices.filter(({ kind }) => kind !== 'loopback')
    .flatMap(({ name, addresses }) =>
      addresses
        .filter(({ address }) => address.includes(':'))
        .map(({ address, bits }) => {
          const block = `${address.split('::')[0] ?? ''}::/${bits}`;
          return isBusybox(process)
            ? `${block} dev ${name}  metric 256 \n`
            : `${block} dev ${name} proto kernel metric 256 pref medium\n`;
        }),
    )
    .join('');
}

/** `ip route get`. */
export function routeTo(process: Process, address: string): number {
  const network = networkOf(process.system);
  const busybox = isBusybox(process);
  if (network.probe(address).kind === 'unreachable') {
    process.err(`${busybox ? 'ip: ' : ''}RTNETLINK answers: Network is unreachable\n`);
    return busybox ? 1 : 2;
  }
  const route =
    network.routes.find(({ to }) => to !== 'default' && inBlock(address, to)) ??
    network.routes.find(({ to }) => to === 'default');
  if (!route) return 0;
  const source = route.source ?? network.devices.find(({ name }) => name === route.device)?.addresses[0]?.address ?? '';
  const via = route.via === undefined ? '' : ` via ${route.via}`;
  process.out(
    busybox
      ? `${address}${via} dev ${route.device}  src ${source} \n`
      : `${address}${via} dev ${route.device} src ${source} uid ${process.credentials.uid} \n    cache \n`,
  );
  return 0;
}

const value = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

function inBlock(address: string, block: string): boolean {
  const [base = '', bits = '32'] = block.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(value(address) / size) === Math.floor(value(base) / size);
}

/** Netmask of a prefix length. */
export function maskOf(bits: number): string {
  return [0, 8, 16, 24].map((at) => 256 - 2 ** (8 - Math.min(8, Math.max(0, bits - at)))).join('.');
}

/** The kernel's table as `route` prints it; `-rn` of netstat has other columns. */
export function showTable(process: Process, how: { numeric: boolean; netstat: boolean }): string {
  const head = how.netstat
    ? 'Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface\n'
    : 'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface\n';
  const rows = networkOf(process.system)
    .routes.filter(({ via }) => !via?.includes(':'))
    .map((route) => tableRow(route, how));
  return `Kernel IP routing table\n${head}${rows.join('')}`;
}

function tableRow({ to, via, device }: Route, how: { numeric: boolean; netstat: boolean }): string {
  const [block = '', bits = '0'] = to === 'default' ? ['0.0.0.0', '0'] : to.split('/');
  const named = to === 'default' && !how.numeric ? 'default' : block;
  const gateway = via ?? (how.numeric ? '0.0.0.0' : '*');
  const flags = via === undefined ? 'U' : 'UG';
  const start = `${named.padEnd(15)} ${gateway.padEnd(15)} ${maskOf(Number(bits)).padEnd(15)} `;
  return how.netstat
    ? `${start}${flags.padEnd(6)}    0 0          0 ${device}\n`
    : `${start}${flags.padEnd(5)} 0      0        0 ${device}\n`;
}
