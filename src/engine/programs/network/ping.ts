import { playPing } from './shared/ping.ts';
import { isBusybox, usage } from '../lib/flavor.ts';
import { readOptions } from '../lib/options.ts';
import { networkOf } from '../../kernel/network/network.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Sends echo requests over the network of the process; hosts of the world outside are not simulated.',
  aliases: ['ping6'],
  example: `
$ ping -c 1 -q localhost
PING localhost (127.0.0.1) 56(84) bytes of data.

--- localhost ping statistics ---
1 packets transmitted, 1 received, 0% packet loss, time 0ms
rtt min/avg/max/mdev = 0.080/0.080/0.080/0.000 ms
`,
  *run(process, args): Task {
    const options = readOptions(process, args, {
      flags: '46aqnbvADRU',
      values: 'cwWipIstlmMQST',
      busybox: '46c:s:t:w:W:I:i:qAp:',
      long: { '--help': 'help' },
      status: 2,
    });
    if (options.refused !== undefined) return options.refused;
    const [target] = options.rest;
    if (target === undefined) return noTarget(process);
    for (const letter of 'csWwt') {
      const text = options.value(letter);
      if (text !== undefined && !/^\d+$/.test(text)) return badNumber(process, text);
    }
    const six = options.has('6') || process.name.endsWith('ping6');
    const found = addressOf(process, target, { six, four: options.has('4') });
    if (found === undefined) return unknown(process, target);
    if (found === 'world') {
      process.notSimulated(`${process.name} ${target}`);
      return 0;
    }
    const number = (letter: string, otherwise: number): number => Number(options.value(letter) ?? otherwise);
    return yield* playPing(process, {
      target,
      address: found,
      count: number('c', Number.POSITIVE_INFINITY) || Number.POSITIVE_INFINITY,
      size: number('s', 56),
      interval: number('i', 1),
      patience: number('W', 10),
      deadline: number('w', Number.POSITIVE_INFINITY) || Number.POSITIVE_INFINITY,
      quiet: options.has('q'),
    });
  },
};
export default command;

function noTarget(process: Process): number {
  if (isBusybox(process)) return usage(process);
  process.complain('usage error: Destination address required');
  return 1;
}

function badNumber(process: Process, text: string): number {
  process.complain(isBusybox(process) ? `invalid number '${text}'` : `invalid argument: '${text}'`);
  return 1;
}

/** The address of the family asked for; `world` for a name that only the world knows. */
function addressOf(process: Process, target: string, family: { six: boolean; four: boolean }): string | undefined {
  const network = networkOf(process.system);
  const address = network.lookup(target);
  if (address === undefined) return network.knowsWorld && target.includes('.') ? 'world' : undefined;
  if (family.six && !address.includes(':')) {
    const answer = network.resolve(target, 'AAAA');
    return answer.kind === 'answer' ? answer.addresses[0] : target === 'localhost' ? '::1' : undefined;
  }
  return family.four && address.includes(':') ? undefined : address;
}

function unknown(process: Process, target: string): number {
  if (isBusybox(process)) {
    process.complain(`bad address '${target}'`);
    return 1;
  }
  const { kind } = networkOf(process.system).resolve(target, 'A');
  process.complain(
    `${target}: ${kind === 'nobody' ? 'Temporary failure in name resolution' : 'Name or service not known'}`,
  );
  return 2;
}
