import type { Daemon } from '../../daemon/daemon.ts';
import { readAddress } from '../../networks/ipam/address.ts';
import { EMBEDDED, explainName, type DnsExplanation } from '../../networks/names/dns.ts';
import { viewOf } from '../../networks/names/container-files.ts';
import type { Sender } from '../../networks/packets/route.ts';
import { networkOwner } from '../reachability/rows.ts';
import { commandOf } from './command.ts';
import { adviceFor, whyMissing } from './missing.ts';
import { networkSteps, passedOn } from './steps.ts';

/** One look-up, step by step. Words between backticks are code. */
export interface NameStory {
  /** `host`, or the id of the container that asks. */
  readonly from: string;
  readonly name: string;
  /** `world`: a name server outside knows it, which is not simulated; `off`: who asks does not run. */
  readonly verdict: 'found' | 'missing' | 'world' | 'off';
  readonly title: string;
  readonly advice?: string;
  readonly why: string;
  readonly steps: readonly NameStep[];
  readonly answers: readonly {
    readonly address: string;
    /** Name of the container that has it. */
    readonly owner?: string;
    readonly as?: 'name' | 'alias' | 'id' | 'link';
  }[];
  /** The same as it is typed on the host; undefined where nobody can ask. */
  readonly command?: string;
}

export interface NameStep {
  readonly text: string;
  readonly detail?: string;
  readonly verdict: 'goes on' | 'missing' | 'found';
}

/** A question on its way. */
export interface Asked {
  readonly name: string;
  /** Who asks, as it is called. */
  readonly asker: string;
  /** Whose network it uses. */
  readonly sender: Sender;
  readonly server: string;
}

type Told = Pick<NameStory, 'verdict' | 'title' | 'why' | 'steps' | 'answers'> & Pick<NameStory, 'advice'>;

/** The story of one name, as the host or a container would look it up. */
export function nameStory(daemon: Daemon, from: string, name: string): NameStory {
  const container = daemon.store.containers.get(from);
  const asker = container?.name ?? 'The host';
  if (container && !daemon.live.has(from))
    return {
      from,
      name,
      verdict: 'off',
      title: `${asker} does not run.`,
      advice: `\`docker start ${asker}\` starts it.`,
      why: 'What does not run asks nobody.',
      steps: [],
      answers: [],
    };
  const sender = networkOwner(daemon, from);
  const files = container ? viewOf(container) : daemon.hostTree;
  const text = (path: string): string => {
    const read = files.read(path);
    return (read.ok ? read.value : undefined) ?? '';
  };
  const server = /^nameserver\s+(\S+)/m.exec(text('/etc/resolv.conf'))?.[1] ?? daemon.profile.lan.dns;
  const asked = { name, asker, sender, server };
  const inFile = inFiles(daemon, asked, text('/etc/hosts'));
  const told = inFile ?? fromServer(daemon, asked);
  return { from, name, ...told, command: commandOf(container, name, inFile !== undefined) };
}

/** Names that nobody is asked for: addresses, and lines of /etc/hosts. Source of the order: nsswitch.conf, files before dns. */
function inFiles(daemon: Daemon, { name, asker }: Asked, hosts: string): Told | undefined {
  if (readAddress(name))
    return {
      verdict: 'found',
      title: `\`${name}\` is an address.`,
      why: 'Nobody has to be asked.',
      steps: [],
      answers: [answerOf(daemon, name)],
    };
  const lines = hosts.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  const line = lines.find(([, ...names]) => names.includes(name));
  const address = line?.[0] ?? (name === 'localhost' ? '127.0.0.1' : undefined);
  if (address === undefined) return undefined;
  const detail = line
    ? `The line is \`${line.join(' ')}\`. No name server is asked.`
    : 'Programs know it without asking.';
  return {
    verdict: 'found',
    title: `A file answers for \`${name}\`: ${address}.`,
    why: line ? `It stands in /etc/hosts of ${asker === 'The host' ? 'the host' : asker}.` : 'It is everybody’s own.',
    steps: [
      { text: `${asker} asks for \`${name}\`: first comes /etc/hosts`, detail, verdict: 'goes on' },
      { text: address, verdict: 'found' },
    ],
    answers: [answerOf(daemon, address)],
  };
}

function answerOf(daemon: Daemon, address: string): NameStory['answers'][number] {
  const owner = [...daemon.store.containers.values()].find(({ endpoints }) =>
    [...endpoints.values()].some(
      (one) => one.endpointId !== '' && (one.address === address || one.address6 === address),
    ),
  );
  return { address, ...(owner ? { owner: owner.name } : {}) };
}

function fromServer(daemon: Daemon, asked: Asked): Told {
  const { name, asker, sender, server } = asked;
  const ask = (type: 'A' | 'AAAA') => explainName(daemon, sender, { name, type, server });
  const first = ask('A');
  const none = first.answer.kind === 'answer' && first.answer.addresses.length === 0;
  const told = none ? ask('AAAA') : first;
  const addresses = told.answer.kind === 'answer' ? told.answer.addresses : [];
  const begin: NameStep = {
    text: `${asker} asks for \`${name}\`: /etc/hosts does not have it`,
    detail: serverWords(asked),
    verdict: 'goes on',
  };
  const middle = server === EMBEDDED && sender !== 'host' ? networkSteps(daemon, asked, told) : [];
  if (addresses.length > 0)
    return {
      verdict: 'found',
      title: `${owners(told.owners.map(({ container }) => container))} for \`${name}\`: ${addresses.join(', ')}.`,
      why: `${asker} is on ${told.network ?? 'the network'} too, where Docker answers for names.`,
      steps: [begin, ...middle, { text: addresses.join(', '), ...turns(addresses.length), verdict: 'found' }],
      answers: addresses.map((address, at) => ({ address, ...ownerAt(told.owners, at) })),
    };
  const outside = passedOn(daemon, asked, told);
  if (told.answer.kind === 'world')
    return {
      verdict: 'world',
      title: `A name server outside answers for \`${name}\`.`,
      why: 'Addresses of the internet are not simulated.',
      steps: [begin, ...middle, outside],
      answers: [],
    };
  const advice = adviceFor(daemon, asked);
  return {
    verdict: 'missing',
    title: `Nobody answers for \`${name}\` when ${asker === 'The host' ? 'the host' : asker} asks.`,
    ...(advice === undefined ? {} : { advice }),
    why: whyMissing(daemon, asked),
    steps: [begin, ...middle, outside],
    answers: [],
  };
}

function serverWords({ server, sender }: Asked): string {
  if (server === EMBEDDED) return `/etc/resolv.conf names \`${server}\`: Docker’s own name server.`;
  if (sender === 'host') return `/etc/resolv.conf names \`${server}\`, which knows nothing of containers.`;
  return `/etc/resolv.conf names \`${server}\`, a server outside: Docker’s own one is asked on networks that somebody made only.`;
}

function owners(names: readonly string[]): string {
  const [first = ''] = names;
  return names.length === 1 ? `${first} answers` : `${names.length} containers answer`;
}

function turns(amount: number): { detail?: string } {
  return amount > 1
    ? { detail: 'All of them, in a new order each time: whoever takes the first one takes turns.' }
    : {};
}

function ownerAt(all: DnsExplanation['owners'], at: number): Omit<NameStory['answers'][number], 'address'> {
  const one = all[at];
  return one ? { owner: one.container, as: one.as } : {};
}
