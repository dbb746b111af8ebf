import { pump } from './shared/pump.ts';
import { networkOf, type Endpoint, type Place } from '../../kernel/network/network.ts';
import { isBusybox, shortName, usage } from '../lib/flavor.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { mayBind, ownerOf } from '../../kernel/network/socket-owner.ts';
import { connectError } from '../../kernel/network/download.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Connects to a port or listens on one (nc of BusyBox and of OpenBSD, telnet): standard input goes out, what arrives is printed. Serial devices (-f) are left out.',
  aliases: ['netcat', 'telnet'],
  example: `
$ nc -z localhost 5432 || echo closed
closed
`,
  *run(process, args): Task {
    const telnet = shortName(process) === 'telnet';
    const options = readOptions(process, args, {
      flags: 'lzvknu46NhdD',
      values: 'pwiseXxqI',
      busybox: telnet ? 'ael:' : isScanner(process) ? SCANNER : 'i:w:lp:f:e:',
      long: { '--help': 'help' },
      stops: true,
    });
    if (options.refused !== undefined) return options.refused;
    if (options.has('l')) return yield* listen(process, options);
    return yield* connect(process, options, telnet);
  },
};
export default command;

/** BusyBox with the applet of netcat 1.10 (NC_110_COMPAT, NC_EXTRA), as Alpine builds it; Debian's build, which the recorded host has, lacks it. Source: networking/nc_bloaty.c. */
const SCANNER = 'np:s:uvw:lki:o:ze:';

function isScanner(process: Process): boolean {
  return isBusybox(process) && process.system.os.family === 'alpine' && process.system.os.busybox === undefined;
}

function* connect(process: Process, options: Options, telnet: boolean): Task {
  const [host, text = telnet ? '23' : '0'] = options.rest;
  const busybox = isBusybox(process);
  if (host === undefined || (!busybox && options.rest.length < 2)) return usage(process);
  const network = networkOf(process.system);
  const address = network.lookup(host);
  if (address === undefined) return unknown(process, host, text);
  const seconds = Number(options.value('w') ?? Number.POSITIVE_INFINITY);
  const place: Place = { address, port: Number(text), ...(options.has('u') ? { udp: true } : {}) };
  const made = network.connect(place);
  if (!made.ok) {
    if (made.world) {
      process.notSimulated(`${shortName(process)} ${host}`);
      return 0;
    }
    const { after = 0, errno } = made;
    yield* process.sleep(Math.min(after, seconds * 1000));
    if (after > seconds * 1000) return late(process, options, place);
    return refused(process, options, { place, why: connectError(errno), host });
  }
  const end = made.value;
  if (options.has('v'))
    process.err(
      busybox
        ? `${host} (${address}:${text}) open\n`
        : `Connection to ${host} ${text} port [${place.udp ? 'udp' : 'tcp'}/*] succeeded!\n`,
    );
  if (telnet) process.out(`\nConnected to ${host}\n\nEntering character mode\nEscape character is '^]'.\n\n`);
  if (!options.has('z')) yield* pump(process, end, busybox ? undefined : seconds * 1000);
  end.close();
  return 0;
}

function unknown(process: Process, host: string, port: string): number {
  const network = networkOf(process.system);
  if (network.knowsWorld && host.includes('.')) {
    process.notSimulated(`${shortName(process)} ${host}`);
    return 0;
  }
  const why =
    network.resolve(host, 'A').kind === 'nobody' ? 'Temporary failure in name resolution' : 'Name or service not known';
  process.complain(
    isBusybox(process) ? `bad address '${host}'` : `getaddrinfo for host "${host}" port ${port}: ${why}`,
  );
  return 1;
}

function late(process: Process, options: Options, { address, port }: Place): number {
  if (isBusybox(process)) process.complain('timed out');
  else if (options.has('v'))
    process.complain(`connect to ${address} port ${port} (tcp) timed out: Operation now in progress`);
  return 1;
}

function refused(process: Process, options: Options, what: { place: Place; why: string; host: string }): number {
  const { place, why, host } = what;
  // scanning, refusals are told at the second -v only
  if (isBusybox(process) && options.has('z') && options.values('v').length < 2) return 1;
  if (isBusybox(process)) process.complain(`can't connect to remote host (${place.address}): ${why}`);
  else if (!options.has('z') || options.has('v'))
    process.complain(`connect to ${host} port ${place.port} (tcp) failed: ${why}`);
  return 1;
}

function* listen(process: Process, options: Options): Task {
  const busybox = isBusybox(process);
  const named = options.rest.at(-1);
  const port = Number(options.value('p') ?? (busybox ? 0 : (named ?? 0)));
  if (!mayBind(process, port)) {
    process.complain('bind: Permission denied');
    return 1;
  }
  const waiting: Endpoint[] = [];
  const opened = networkOf(process.system).listen(
    { address: '0.0.0.0', port, ...(options.has('u') ? { udp: true } : {}) },
    ownerOf(process),
    (end) => void waiting.push(end),
  );
  if (!opened.ok) {
    process.complain('bind: Address already in use');
    return 1;
  }
  const persistent = options.values('l').length > 1 || options.has('k');
  const seconds = Number(options.value('w') ?? Number.POSITIVE_INFINITY);
  const until = process.now + seconds * 1000;
  if (persistent) process.keepRunning({ listens: [opened.value.port] });
  for (;;) {
    yield { ready: () => waiting.length > 0, ...(Number.isFinite(until) ? { until } : {}) };
    const end = waiting.shift();
    if (!end && process.now >= until) return late(process, options, { address: '', port });
    if (!end) continue;
    if (!persistent) opened.value.close();
    yield* converse(process, options, end);
    end.close();
    if (!persistent) return 0;
  }
}

/** With -e a program talks, else standard input and output. */
function* converse(process: Process, options: Options, end: Endpoint): Task<void> {
  const program = options.value('e');
  if (program === undefined) {
    yield* pump(process, end);
    return;
  }
  // what was sent with the connection is there a moment later
  yield { until: process.now + 1, ready: () => end.ready };
  const argv = isBusybox(process) ? [program, ...options.rest] : [program];
  yield* process.exec(argv, { stdin: end.take(), capture: (text) => void end.send(text) });
}
