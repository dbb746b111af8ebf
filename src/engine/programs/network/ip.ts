import { capable } from '../../files/index.ts';
import { isBusybox, usage } from '../lib/flavor.ts';
import { showBrief, showDevice } from './shared/show-devices.ts';
import { showRoutes, routeTo } from './shared/show-routes.ts';
import { networkOf } from '../../kernel/network/network.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Shows devices, addresses, routes and neighbours (BusyBox and iproute2); changes are refused or not simulated.',
  example: `
$ ip -o -4 addr show eth0
2: eth0    inet 172.17.0.2/16 brd 172.17.255.255 scope global eth0\\       valid_lft forever preferred_lft forever
`,
  run(process, args) {
    const flags = new Set<string>();
    const words: string[] = [];
    for (let at = 0; at < args.length; at++) {
      const arg = args[at] ?? '';
      if (/^-f(?:amily)?$/.test(arg)) flags.add({ inet: '4', inet6: '6' }[args[++at] ?? ''] ?? '');
      else if (arg.startsWith('-')) flags.add(flagOf(arg));
      else words.push(arg);
    }
    const [object, ...rest] = words;
    if (object === undefined || (isBusybox(process) && ['br', 's', 'j', 'd'].some((one) => flags.has(one))))
      return isBusybox(process) ? usage(process) : usageOf(process);
    for (const flag of ['j', 's']) if (flags.has(flag)) process.notSimulated(`ip -${flag}`);
    const family = flags.has('6') ? 6 : flags.has('4') ? 4 : undefined;
    return run(process, { object, rest, flags, family });
  },
};
export default command;

function flagOf(arg: string): string {
  const text = arg.replace(/^-+/, '');
  if (/^o(?:n(?:e(?:l(?:i(?:n(?:e)?)?)?)?)?)?$/.test(text)) return 'o';
  if (/^br(?:ief)?$/.test(text)) return 'br';
  if (/^s(?:tat.*)?$/.test(text)) return 's';
  if (/^d(?:etails)?$/.test(text)) return 'd';
  if (/^j(?:son)?$/.test(text)) return 'j';
  return text;
}

interface Call {
  readonly object: string;
  readonly rest: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly family: 4 | 6 | undefined;
}

const begins = (whole: string, text: string): boolean => text !== '' && whole.startsWith(text);

function run(process: Process, call: Call): number {
  const { object, rest } = call;
  const [verb = 'show', ...words] = rest;
  const show = begins('show', verb) || begins('list', verb) || begins('lst', verb);
  if (begins('address', object) || begins('link', object)) {
    const addresses = begins('address', object);
    const known = show || /^(?:add|del|delete|set|flush|change|replace)$/.test(verb);
    if (known && !show) return change(process, call);
    return devices(process, call, { addresses, words: show ? words : rest });
  }
  if (begins('route', object)) {
    if (verb === 'get') return routeTo(process, words[0] ?? '');
    if (!show) return change(process, call);
    process.out(showRoutes(process, call.family ?? 4));
    return 0;
  }
  if (begins('neighbour', object) || begins('neighbor', object)) return 0;
  if (isBusybox(process)) return usage(process);
  if (object === 'help') return usageOf(process);
  process.err(`Object ${JSON.stringify(object)} is unknown, try "ip help".\n`);
  return 1;
}

/** Whoever may not administer the network is told by the kernel. */
function change(process: Process, { object, rest }: Call): number {
  if (!capable(process.credentials, 'NET_ADMIN')) {
    // BusyBox changes the state of a device by ioctl(2)
    const link = isBusybox(process) && 'link'.startsWith(object) && rest[0] === 'set';
    const what = link ? 'SIOCSIFFLAGS' : 'RTNETLINK answers';
    process.err(`${isBusybox(process) ? 'ip: ' : ''}${what}: Operation not permitted\n`);
    return link || !isBusybox(process) ? 2 : 1;
  }
  process.notSimulated(`ip ${object} ${rest.join(' ')}`);
  return 0;
}

function devices(process: Process, call: Call, what: { addresses: boolean; words: readonly string[] }): number {
  const { words, addresses } = what;
  const scopeAt = words.indexOf('scope');
  const scope = scopeAt < 0 ? undefined : words[scopeAt + 1];
  const named = words.includes('dev') ? words[words.indexOf('dev') + 1] : words.find((_, at) => isName(words, at));
  const all = networkOf(process.system).devices;
  const wanted = all.filter(({ name }) => named === undefined || name === named);
  if (named !== undefined && wanted.length === 0) {
    process.err(isBusybox(process) ? `ip: can't find device '${named}'\n` : `Device "${named}" does not exist.\n`);
    return 1;
  }
  const showing = { addresses, family: call.family, oneline: call.flags.has('o'), scope };
  for (const device of wanted)
    process.out(call.flags.has('br') ? showBrief(device, showing) : showDevice(process, device, showing));
  return 0;
}

/** A word that is a device's name: not a keyword, and not the value of one. */
function isName(words: readonly string[], at: number): boolean {
  const keys = ['scope', 'to', 'type', 'label', 'master'];
  return !keys.includes(words[at] ?? '') && words[at] !== 'up' && !keys.includes(words[at - 1] ?? '');
}

function usageOf(process: Process): number {
  process.err('Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n');
  return 255;
}
