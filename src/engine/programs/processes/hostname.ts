import { capable } from '../../files/index.ts';
import { isBusybox } from '../lib/flavor.ts';
import { networkOf } from '../../kernel/network/network.ts';
import { nodeName } from '../../kernel/hostname.ts';
import { readOptions } from '../lib/options.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Prints the name of the machine and its addresses; names cannot be set.',
  example: `
$ hostname
buildkitsandbox
$ hostname -I | tr -d ' '
172.17.0.2
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'sidfIaA',
      values: 'F',
      busybox: 'sidfF:',
      long: {
        '--ip-address': 'i',
        '--all-ip-addresses': 'I',
        '--short': 's',
        '--fqdn': 'f',
        '--long': 'f',
        '--domain': 'd',
      },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.rest.length > 0 || options.has('F')) {
      if (isBusybox(process) && !capable(process.credentials, 'SYS_ADMIN'))
        process.err('hostname: sethostname: Operation not permitted\n');
      else if (!isBusybox(process)) process.err('hostname: you must be root to change the host name\n');
      else process.notSimulated('setting the name of the machine');
      return 1;
    }
    const name = nodeName(process.system) ?? 'buildkitsandbox';
    process.out(`${options.has('I') ? addresses(process) : shown(process, name, options.has)}\n`);
    return 0;
  },
};
export default command;

/** Every address but those of loopback, each with a blank behind it. */
function addresses(process: Process): string {
  return networkOf(process.system)
    .devices.filter(({ kind }) => kind !== 'loopback')
    .flatMap((device) => device.addresses.map(({ address }) => `${address} `))
    .join('');
}

function shown(process: Process, name: string, has: (flag: string) => boolean): string {
  if (has('s')) return name.split('.')[0] ?? '';
  if (has('i'))
    return hostsLines(process, name)
      .map(([address = '']) => address)
      .join(' ');
  const full = hostsLines(process, name)[0]?.[1] ?? name;
  if (has('f')) return full;
  if (has('d')) return full.split('.').slice(1).join('.');
  return name;
}

/** Lines of /etc/hosts with the name. */
function hostsLines(process: Process, name: string): string[][] {
  const hosts = process.files.read('/etc/hosts');
  return ((hosts.ok ? hosts.value : undefined) ?? '')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([, ...names]) => names.includes(name));
}
