import { explainName, reachability } from '../../docker/index.ts';
import type { Container, DnsExplanation, Host, Reachability } from '../../docker/index.ts';
import { viewOf } from '../../docker/networks/names/container-files.ts';
import { isUserDefined } from '../../docker/networks/find.ts';
import { memberOf, networksOf } from './find-container.ts';
import { code, listed } from '../messages.ts';

type Daemon = Host['daemon'];

/** Who asks or connects: a container, or a process of the host. */
export type Sender = Container | 'host';

/** Names that stand for an address of the world outside (RFC 5737, TEST-NET-3). */
const OUTSIDE = { name: 'outside', address: '203.0.113.1' };

/** Where a connection goes, as front matter writes it: `db:5432`, `udp://dns:53`, `[fd00::2]:80`, `outside:443`. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  readonly udp: boolean;
}

/** A text such as `db:5432`. */
export const DESTINATION = /^(?:(?:tcp|udp):\/\/)?(?:\[[\da-fA-F:.]+\]|[\w.-]+):\d{1,5}$/;

/** Reads what `DESTINATION` accepts. */
export function readDestination(text: string): Destination {
  const [, protocol = 'tcp', host = '', port = '0'] = /^(?:(tcp|udp):\/\/)?\[?([^\]]*?)\]?:(\d+)$/.exec(text) ?? [];
  return { host, port: Number(port), udp: protocol === 'udp' };
}

/** Whether a sender reaches a destination, and why not. */
export function reaches(daemon: Daemon, from: Sender, { host, port, udp }: Destination): Reachability {
  const asked = host === OUTSIDE.name ? OUTSIDE.address : host;
  return reachability(daemon, from, { host: asked, port, ...(udp ? { udp } : {}) });
}

export function isReached({ outcome }: Reachability): boolean {
  return outcome === 'connected' || outcome === 'world';
}

/** Every address that a container can be tried at, by whatever name it is called. */
export function addressesOf(daemon: Daemon, name: string): readonly string[] {
  const member = memberOf(daemon, name);
  return [...(member?.endpoints.values() ?? [])].flatMap(({ address, address6 }) =>
    [address, address6].filter((one) => one !== ''),
  );
}

/** Who answers a sender for a name: a line of /etc/hosts, or a name server. */
export interface NameAnswer {
  readonly addresses: readonly string[];
  /** Containers behind the addresses. */
  readonly owners: readonly string[];
  readonly by: DnsExplanation['by'] | 'hosts';
  readonly network?: string;
}

/** Asks for a name as a program in a container would. Source of the order: nsswitch.conf of Debian and Alpine, files before dns. */
export function lookUp(daemon: Daemon, from: Sender, name: string): NameAnswer {
  const tree = from === 'host' ? daemon.hostTree : viewOf(from);
  const text = (path: string): string => {
    const read = tree.read(path);
    return (read.ok ? read.value : undefined) ?? '';
  };
  const lines = text('/etc/hosts')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  const own = lines.filter(([, ...names]) => names.includes(name)).flatMap(([address]) => address ?? []);
  if (own.length > 0) return { addresses: own, owners: ownersOf(daemon, own), by: 'hosts' };
  const server = /^nameserver\s+(\S+)/m.exec(text('/etc/resolv.conf'))?.[1] ?? daemon.profile.lan.dns;
  const { answer, owners, by, network } = explainName(daemon, from, { name, type: 'A', server });
  return {
    addresses: answer.kind === 'answer' ? answer.addresses.toSorted() : [],
    owners: owners.map(({ container }) => container),
    by,
    ...(network === undefined ? {} : { network }),
  };
}

function ownersOf({ store }: Daemon, addresses: readonly string[]): string[] {
  const all = [...store.containers.values()];
  return all
    .filter(({ endpoints }) => [...endpoints.values()].some(({ address }) => addresses.includes(address)))
    .map(({ name }) => name);
}

/** Why a container does not find a name, in one sentence, with what would help. */
export function whyUnknown(daemon: Daemon, from: Sender, name: string): { readonly why: string; readonly try: string } {
  const other = memberOf(daemon, name);
  if (from === 'host')
    return {
      why: 'The host does not ask Docker for names: only containers do.',
      try: 'Publish a port, and connect to that.',
    };
  const own = networksOf(from);
  if (!own.some(isUserDefined))
    return {
      why: `${from.name} is in ${listed(own)} alone, where Docker answers for no names.`,
      try: 'Put both containers into a network of their own: there Docker answers for their names.',
    };
  if (!other)
    return {
      why: `No container that shares a network with ${from.name} has the name or the alias ${name}.`,
      try: `Give the container the name or the network alias ${code(name)}.`,
    };
  const theirs = networksOf(other);
  const shared = own.filter((one) => theirs.includes(one));
  if (other.state.status !== 'running')
    return { why: `${other.name} does not run: it is ${other.state.status}.`, try: `Start ${other.name}.` };
  return {
    why:
      shared.length === 0
        ? `They share no network: ${from.name} is in ${listed(own)}, ${other.name} in ${listed(theirs)}.`
        : `In ${listed(shared)} the container has other names.`,
    try:
      shared.length === 0
        ? 'Attach both to one network: Docker answers for the names of a shared one only.'
        : `Give it the network alias ${code(name)}.`,
  };
}

/** Why a connection does not arrive, in one sentence, with what would help. */
export function whyNot(daemon: Daemon, from: Sender, to: Destination): { readonly why: string; readonly try: string } {
  const { reason, outcome, address = to.host, to: end, network } = reaches(daemon, from, to);
  const sender = from === 'host' ? 'the host' : from.name;
  const over = network === undefined ? '' : ` over ${network}`;
  switch (reason) {
    case 'unknown-name':
      return whyUnknown(daemon, from, to.host);
    case 'no-listener':
      return {
        why: `The connection arrives at ${end ?? address}${over}, and nothing listens on port ${to.port} there.`,
        try: `Let the server listen on port ${to.port}, or connect to the port that it listens on.`,
      };
    case 'loopback-only':
      return {
        why: `The server in ${end ?? address} listens on 127.0.0.1:${to.port} alone, which nobody else reaches.`,
        try: 'Let the server listen on 0.0.0.0.',
      };
    case 'internal':
      return {
        why: `${sender} is in internal networks alone, which have no way out to ${address}.`,
        try: 'Attach it to a network that is not internal as well.',
      };
    case 'no-network':
      return { why: `${sender} has no network that leads to ${address}.`, try: 'Attach it to a network.' };
    case 'isolated':
      return {
        why: `${address} is in another network, and Docker keeps bridges apart: the packets are dropped.`,
        try: `Attach both to one network.`,
      };
    case 'icc-off':
      return {
        why: `The network ${network ?? ''} was made with enable_icc=false: its containers do not reach each other.`,
        try: 'Use a network without that option.',
      };
    case 'macvlan-host':
      return {
        why: 'A macvlan device and its own host do not see each other: the kernel drops what goes between them.',
        try: 'Connect from another machine or container, or give the host a macvlan device of its own.',
      };
    case 'not-running':
      return { why: `${sender} does not run.`, try: `Start ${sender}.` };
    default:
      return {
        why: `Nobody answers at ${address}: ${outcome === 'timeout' ? 'the packets are dropped' : 'no machine has that address'}.`,
        try: 'Compare the address with those of docker network inspect.',
      };
  }
}
