import { capable } from '../../../files/index.ts';
import { isBusybox } from '../../lib/flavor.ts';
import { networkOf, type Probe } from '../../../kernel/network/network.ts';
import type { Process, Task } from '../../../kernel/system.ts';

/** What ping is asked for. Times in seconds, sizes in bytes. */
export interface PingRequest {
  readonly target: string;
  readonly address: string;
  /** Infinite without -c. */
  readonly count: number;
  readonly size: number;
  readonly interval: number;
  /** How long the last answer is waited for (-W), and when it ends anyway (-w). */
  readonly patience: number;
  readonly deadline: number;
  readonly quiet: boolean;
}

interface Tally {
  sent: number;
  received: number;
  /** Milliseconds of each answer. */
  readonly times: number[];
}

/** Plays ping to its end; its exit code. Texts: BusyBox 1.37 and iputils 20240905, as they print without a terminal. */
export function* playPing(process: Process, request: PingRequest): Task {
  const busybox = isBusybox(process);
  const { address } = request;
  const probe = networkOf(process.system).probe(address);
  if (probe.kind === 'world') {
    process.notSimulated(`${process.name} ${request.target}`);
    return 0;
  }
  if (!busybox && probe.kind === 'unreachable') {
    process.complain('connect: Network is unreachable');
    return 2;
  }
  process.out(heading(request, busybox));
  if (busybox && !capable(process.credentials, 'NET_RAW')) {
    process.complain('permission denied (are you root?)');
    return 1;
  }
  if (probe.kind === 'unreachable') {
    process.complain('sendto: Network is unreachable');
    return 1;
  }
  const tally: Tally = { sent: 0, received: 0, times: [] };
  const began = process.now;
  yield* series(process, request, tally);
  process.out(summary(request, tally, { busybox, took: process.now - began }));
  return tally.received > 0 ? 0 : 1;
}

function* series(process: Process, request: PingRequest, tally: Tally): Task<void> {
  const { count, interval, patience, deadline, address } = request;
  const network = networkOf(process.system);
  const until = process.now + deadline * 1000;
  const stop = { asked: false };
  process.onSignal('INT', () => {
    stop.asked = true;
  });
  while (tally.sent < count && !stop.asked && process.now < until) {
    const probe = network.probe(address);
    const answered = probe.kind === 'answers';
    if (answered) answer(process, request, { tally, probe });
    else if (probe.kind === 'nobody' && !isBusybox(process)) unreachable(process, tally.sent + 1);
    tally.sent++;
    const last = tally.sent >= count;
    if (last && tally.received === tally.sent) return;
    const next = process.now + (last ? patience : interval) * 1000;
    const wake = Math.min(next, until);
    while (process.now < wake && !stop.asked) yield { until: wake, ready: () => stop.asked };
  }
}

function answer(
  process: Process,
  request: PingRequest,
  what: { tally: Tally; probe: Extract<Probe, { kind: 'answers' }> },
): void {
  const { tally, probe } = what;
  const ms = 0.08 + (tally.sent % 5) * 0.011;
  tally.received++;
  tally.times.push(ms);
  if (request.quiet) return;
  const busybox = isBusybox(process);
  const name = busybox ? 'seq' : 'icmp_seq';
  const number = busybox ? tally.sent : tally.sent + 1;
  process.out(
    `${request.size + 8} bytes from ${request.address}: ${name}=${number} ttl=${probe.ttl} time=${ms.toFixed(3)} ms\n`,
  );
}

function unreachable(process: Process, number: number): void {
  const { devices } = networkOf(process.system);
  const own = devices.find(({ kind }) => kind !== 'loopback')?.addresses[0]?.address ?? '';
  process.out(`From ${own} icmp_seq=${number} Destination Host Unreachable\n`);
}

function heading({ target, address, size }: PingRequest, busybox: boolean): string {
  return busybox
    ? `PING ${target} (${address}): ${size} data bytes\n`
    : `PING ${target} (${address}) ${size}(${size + 28}) bytes of data.\n`;
}

function summary(request: PingRequest, tally: Tally, how: { busybox: boolean; took: number }): string {
  const { sent, received, times } = tally;
  const loss = sent === 0 ? 0 : Math.round((100 * (sent - received)) / sent);
  const least = Math.min(...times).toFixed(3);
  const most = Math.max(...times).toFixed(3);
  const mean = (times.reduce((sum, one) => sum + one, 0) / Math.max(1, times.length)).toFixed(3);
  const name = `\n--- ${request.target} ping statistics ---\n`;
  if (how.busybox) {
    const round = received > 0 ? `round-trip min/avg/max = ${least}/${mean}/${most} ms\n` : '';
    return `${name}${sent} packets transmitted, ${received} packets received, ${loss}% packet loss\n${round}`;
  }
  const round = received > 0 ? `rtt min/avg/max/mdev = ${least}/${mean}/${most}/0.000 ms\n` : '\n';
  return `${name}${sent} packets transmitted, ${received} received, ${loss}% packet loss, time ${Math.round(how.took)}ms\n${round}`;
}
