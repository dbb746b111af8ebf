import { isBusybox, usage } from '../lib/flavor.ts';
import { readOptions } from '../lib/options.ts';
import { networkOf } from '../../kernel/network/network.ts';
import type { Command, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Shows the way to an address: the gateway, then who is there; the world outside is not simulated.',
  aliases: ['traceroute6'],
  example: `
$ traceroute -n 127.0.0.1
traceroute to 127.0.0.1 (127.0.0.1), 30 hops max, 60 byte packets
 1  127.0.0.1  0.040 ms  0.040 ms  0.040 ms
`,
  *run(process, args): Task {
    const options = readOptions(process, args, {
      flags: '46Flnrv',
      values: 'fmqptswiz',
      busybox: '46Flnrvf:m:q:p:t:s:w:i:z:',
    });
    if (options.refused !== undefined) return options.refused;
    const [host] = options.rest;
    if (host === undefined) return usage(process);
    const network = networkOf(process.system);
    const address = network.lookup(host);
    if (address === undefined && !(network.knowsWorld && host.includes('.'))) {
      process.complain(isBusybox(process) ? `bad address '${host}'` : `${host}: Name or service not known`);
      return isBusybox(process) ? 1 : 2;
    }
    const probe = address === undefined ? undefined : network.probe(address);
    if (address === undefined || !probe || probe.kind === 'world') {
      process.notSimulated(`traceroute ${host}`);
      return 0;
    }
    const most = Number(options.value('m') ?? 30);
    process.out(`traceroute to ${host} (${address}), ${most} hops max, ${isBusybox(process) ? 46 : 60} byte packets\n`);
    if (probe.kind === 'unreachable') {
      process.complain('sendto: Network is unreachable');
      return 1;
    }
    const gateway = network.routes.find(({ to }) => to === 'default')?.via;
    const far = probe.kind === 'answers' && probe.ttl < 64;
    const shown = (one: string): string => (options.has('n') ? one : `${one} (${one})`);
    const hop = (number: number, one: string): string =>
      `${String(number).padStart(2)}  ${shown(one)}  0.040 ms  0.040 ms  0.040 ms\n`;
    if (far && gateway !== undefined) process.out(hop(1, gateway));
    if (probe.kind === 'answers') {
      process.out(hop(far ? 2 : 1, address));
      return 0;
    }
    const wait = Number(options.value('w') ?? (isBusybox(process) ? 3 : 5)) * 3000;
    for (let number = 1; number <= most; number++) {
      yield* process.sleep(wait);
      process.out(`${String(number).padStart(2)}  *  *  *\n`);
    }
    return 0;
  },
};
export default command;
