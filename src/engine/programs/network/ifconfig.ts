import { broadcastOf, scopeOf } from './shared/show-devices.ts';
import { maskOf } from './shared/show-routes.ts';
import { networkOf, type Device } from '../../kernel/network/network.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: "Shows devices as BusyBox's ifconfig does; counters stand at zero, changes are not simulated.",
  example: `
$ ifconfig eth0 | head -n 2 | tail -n 1
          inet addr:172.17.0.2  Bcast:172.17.255.255  Mask:255.255.0.0
`,
  run(process, args) {
    const words = args.filter((arg) => !arg.startsWith('-'));
    if (words.length > 1) process.notSimulated(`ifconfig ${words.join(' ')}`);
    const [name] = words;
    const all = networkOf(process.system).devices;
    const wanted = all
      .filter((device) => name === undefined || device.name === name)
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
    if (name !== undefined && wanted.length === 0) {
      process.complain(`${name}: error fetching interface information: Device not found`);
      return 1;
    }
    for (const device of wanted) process.out(`${shown(device)}\n`);
    return 0;
  },
};
export default command;

const SCOPES: Readonly<Record<string, string>> = { host: 'Host', link: 'Link', global: 'Global' };

function shown({ name, kind, mac, mtu, addresses }: Device): string {
  const loopback = kind === 'loopback';
  const encap = loopback ? 'Local Loopback' : `Ethernet  HWaddr ${mac.toUpperCase()}`;
  const lines = addresses.map(({ address, bits }) =>
    address.includes(':')
      ? `inet6 addr: ${address}/${bits} Scope:${SCOPES[scopeOf(address)] ?? ''}`
      : `inet addr:${address}${loopback ? '' : `  Bcast:${broadcastOf(address, bits)}`}  Mask:${maskOf(bits)}`,
  );
  lines.push(
    `UP ${loopback ? 'LOOPBACK RUNNING' : 'BROADCAST RUNNING MULTICAST'}  MTU:${mtu}  Metric:1`,
    'RX packets:0 errors:0 dropped:0 overruns:0 frame:0',
    'TX packets:0 errors:0 dropped:0 overruns:0 carrier:0',
    `collisions:0 txqueuelen:${loopback ? 1000 : 0} `,
    'RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)',
  );
  return `${name.padEnd(9)} Link encap:${encap}  \n${lines.map((line) => `          ${line}\n`).join('')}`;
}
