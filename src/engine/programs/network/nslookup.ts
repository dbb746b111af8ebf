import { networkOf, type DnsAnswer, type DnsType } from '../../kernel/network/network.ts';
import { shortName, usage } from '../lib/flavor.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Asks name servers: nslookup (BusyBox), host and dig +short; what the servers of the world know is not simulated, other output of dig neither.',
  aliases: ['host', 'dig'],
  example: `
$ nslookup 2>&1 | head -n 1
Try 'nslookup --help' for more information.
`,
  *run(process, args): Task {
    const name = shortName(process);
    const words = args.filter((arg) => !arg.startsWith('-') && !arg.startsWith('+'));
    const server = words.find((word) => word.startsWith('@'))?.slice(1);
    const [target, other] = words.filter((word) => !word.startsWith('@'));
    if (target === undefined) return usage(process);
    const named = server ?? other;
    if (name === 'nslookup') return yield* nslookup(process, { target, server: named, types: typesOf(args, target) });
    return plain(process, { name, target, server: server ?? (name === 'host' ? other : undefined), args });
  },
};
export default command;

function typesOf(args: readonly string[], target: string): DnsType[] {
  if (isAddress(target)) return ['PTR'];
  const types = args.flatMap((arg): DnsType[] => {
    const kind = /^-(?:query)?type=(\w+)$|^-q=(\w+)$/i.exec(arg);
    const type = (kind?.[1] ?? kind?.[2] ?? '').toUpperCase();
    return type === 'A' || type === 'AAAA' || type === 'PTR' ? [type] : [];
  });
  return types.length > 0 ? types : ['A', 'AAAA'];
}

const isAddress = (text: string): boolean => /^\d+(?:\.\d+){3}$/.test(text) || text.includes(':');

interface Question {
  readonly target: string;
  readonly server: string | undefined;
  readonly types: readonly DnsType[];
}

/** The name server of /etc/resolv.conf. */
function serverOf(process: Process): string {
  const text = process.files.read('/etc/resolv.conf');
  return /^nameserver\s+(\S+)/m.exec((text.ok ? text.value : undefined) ?? '')?.[1] ?? '127.0.0.1';
}

/** Seconds until BusyBox gives up. Source: busybox nslookup.c, default_timeout and default_retry. */
const PATIENCE = 10;

function* nslookup(process: Process, question: Question): Task {
  const { target, types } = question;
  const server = question.server ?? serverOf(process);
  const network = networkOf(process.system);
  const answers = types.map((type) => [type, network.resolve(target, type, server)] as const);
  if (answers.some(([, { kind }]) => kind === 'world')) {
    process.notSimulated(`nslookup ${target}`);
    return 0;
  }
  if (answers.every(([, { kind }]) => kind === 'nobody')) {
    if (network.probe(server).kind === 'unreachable') {
      process.complain(`can't connect to remote host (${server}): Network is unreachable`);
      return 1;
    }
    if (network.probe(server).kind !== 'answers') yield* process.sleep(PATIENCE * 1000);
    process.out(';; connection timed out; no servers could be reached\n\n');
    return 1;
  }
  process.out(`Server:\t\t${server}\nAddress:\t${server.includes(':') ? `[${server}]` : server}:53\n\n`);
  for (const [type, answer] of answers) process.out(shown(target, type, answer));
  return answers.every(([, { kind }]) => kind === 'NXDOMAIN') ? 1 : 0;
}

function pointer(address: string): string {
  return `${address.split('.').toReversed().join('.')}.in-addr.arpa`;
}

function shown(target: string, type: DnsType, answer: DnsAnswer): string {
  const asked = type === 'PTR' && isAddress(target) ? pointer(target) : target;
  if (answer.kind !== 'answer') return `** server can't find ${asked}: NXDOMAIN\n\n`;
  if (answer.name !== undefined) return `Non-authoritative answer:\n${asked}\tname = ${answer.name}\n\n`;
  const lines = answer.addresses.map((address) => `Name:\t${target}\nAddress: ${address}\n`);
  return `Non-authoritative answer:\n${lines.join('')}\n`;
}

/** `host` and `dig +short`. */
function plain(
  process: Process,
  what: { name: string; target: string; server: string | undefined; args: readonly string[] },
): number {
  const { name, target, server, args } = what;
  const network = networkOf(process.system);
  const type: DnsType = isAddress(target) ? 'PTR' : 'A';
  const answer = network.resolve(target, type, server);
  if (answer.kind === 'nobody') {
    process.out(';; connection timed out; no servers could be reached\n');
    return name === 'dig' ? 9 : 1;
  }
  if (answer.kind === 'world' || (name === 'dig' && !args.includes('+short'))) {
    process.notSimulated(`${name} ${target}`);
    return 0;
  }
  if (answer.kind !== 'answer') {
    if (name === 'host') process.out(`Host ${target} not found: 3(NXDOMAIN)\n`);
    return name === 'host' ? 1 : 0;
  }
  for (const address of answer.addresses)
    process.out(name === 'dig' ? `${address}\n` : `${target} has address ${address}\n`);
  if (answer.name !== undefined)
    process.out(name === 'dig' ? `${answer.name}.\n` : `${pointer(target)} domain name pointer ${answer.name}.\n`);
  return 0;
}
