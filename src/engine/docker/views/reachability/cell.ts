import type { Daemon } from '../../daemon/daemon.ts';
import type { Container } from '../../model.ts';
import { isUserDefined } from '../../networks/find.ts';
import { namesOf } from '../../networks/endpoints/make-endpoints.ts';
import type { Sender } from '../../networks/packets/route.ts';
import { attachments } from '../../networks/endpoints/attached.ts';
import { publications } from '../../networks/ports/publications.ts';
import { reachability, type Reachability } from '../../networks/packets/reachability.ts';
import type { ReachCell } from './reachability.ts';
import { OUTSIDE, type ReachColumn } from './columns.ts';
import { networkOwner, type ReachRow } from './rows.ts';
import { openWords, shutWords } from './phrases.ts';

/** One way to a port: by a name, or by an address. */
export interface Way {
  readonly host: string;
  readonly port: number;
  /** As it is typed. */
  readonly text: string;
  readonly kind: 'name' | 'published' | 'address';
  readonly found: Reachability;
}

/** What one row finds at one column. */
export function cellOf(daemon: Daemon, row: ReachRow, column: ReachColumn): ReachCell {
  if (!row.runs) return { verdict: 'off', by: [], words: 'not running' };
  if (isSelf(daemon, row, column)) return { verdict: 'self', by: [], words: 'itself' };
  const ways = waysOf(daemon, { row, column }, false);
  const by = best(ways).map(({ text }) => text);
  const sender = networkOwner(daemon, row.key);
  return by.length > 0
    ? { verdict: 'open', by, words: openWords(column, ways, by) }
    : { verdict: 'shut', by, words: shutWords(daemon, sender, { column, way: telling(ways) }) };
}

/** Both use one network. */
export function isSelf(daemon: Daemon, row: ReachRow, column: ReachColumn): boolean {
  const owner = networkOwner(daemon, row.key);
  if (column.kind === 'world') return false;
  return column.kind === 'host'
    ? owner === 'host' && column.leads === undefined
    : owner !== 'host' && owner.id === column.id;
}

/** Whether a way arrives. */
export function isOpen({ found }: Pick<Way, 'found'>): boolean {
  return found.outcome === 'connected' || found.outcome === 'world';
}

const KINDS = ['name', 'published', 'address'] as const;

/** The ways that somebody might try, names first; unless `all` are wanted, those of a kind that leads there are enough. */
export function waysOf(
  daemon: Daemon,
  { row, column }: { readonly row: ReachRow; readonly column: ReachColumn },
  all: boolean,
): readonly Way[] {
  const from = networkOwner(daemon, row.key);
  const asked = daemon.store.containers.get(row.key) ?? 'host';
  const some = candidates(daemon, from, column);
  const ways: Way[] = [];
  for (const kind of KINDS) {
    for (const way of some.filter((one) => one.kind === kind)) {
      const to = { host: way.host, port: way.port, ...(column.udp ? { udp: true } : {}) };
      ways.push({ ...way, found: reachability(daemon, asked, to) });
    }
    if (!all && ways.some(isOpen)) break;
  }
  return ways;
}

type Candidate = Omit<Way, 'found'>;

function candidates(daemon: Daemon, from: Sender, column: ReachColumn): readonly Candidate[] {
  const { port } = column;
  if (column.kind === 'world') return [{ host: OUTSIDE.address, port, text: OUTSIDE.address, kind: 'address' }];
  if (column.kind === 'host') return ofHost(daemon, from, column);
  const container = daemon.store.containers.get(column.id);
  if (!container) return [];
  const { udp } = column;
  const protocol = udp ? 'udp' : 'tcp';
  const published = publications(daemon).filter(
    (one) => one.container === container && one.containerPort === port && one.protocol === protocol,
  );
  const doors = [...new Set(published.map(({ hostIp, hostPort }) => `${reachable(hostIp)} ${hostPort}`))].map(
    (door) => {
      const [host = '', number = ''] = door.split(' ');
      return { host, port: Number(number), text: `${bracketed(host)}:${number}`, kind: 'published' as const };
    },
  );
  const addresses = attachments(daemon, container).flatMap(({ endpoint: { address, address6 } }) =>
    [address, address6].filter((one) => one !== ''),
  );
  return [
    ...(from === 'host' ? doors : names(daemon, from, container).map((name) => straight(name, port, 'name'))),
    ...addresses.map((address) => straight(address, port, 'address')),
  ];
}

function straight(host: string, port: number, kind: Way['kind']): Candidate {
  return { host, port, text: host, kind };
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/** An address that stands for "every address of the host", when it is the host itself that asks. */
function reachable(hostIp: string): string {
  return hostIp === '0.0.0.0' || hostIp === '::' || hostIp === '' ? '127.0.0.1' : hostIp;
}

/** A port of the host is asked for at the loopback address by the host, at the host's own addresses by others. */
function ofHost(daemon: Daemon, from: Sender, { port, address = '' }: ReachColumn): readonly Candidate[] {
  const lan = daemon.profile.lan.address;
  const own = from === 'host' ? [reachable(address)] : [...gateways(daemon, from), lan];
  const wanted = from === 'host' || address === '' ? own : [...new Set([address, ...own])];
  const loopback = (one: string): boolean => from !== 'host' && (one.startsWith('127.') || one === '::1');
  const tried = wanted.filter((one) => !loopback(one));
  return tried.map((host) => ({ host, port, text: `${bracketed(host)}:${port}`, kind: 'address' }));
}

function gateways(daemon: Daemon, from: Container): readonly string[] {
  return attachments(daemon, from)
    .filter(({ network }) => network.driver === 'bridge')
    .flatMap(({ endpoint }) => (endpoint.gateway === '' ? [] : [endpoint.gateway]));
}

/** What somebody may call a container: its name, and those that it has on networks of both. Ids are left out. */
export function names(daemon: Daemon, from: Container, container: Container): readonly string[] {
  const mine = new Set(attachments(daemon, from).map(({ network }) => network.id));
  const there = attachments(daemon, container)
    .filter(({ network }) => mine.has(network.id) && isUserDefined(network.name))
    .flatMap(({ endpoint }) => namesOf(container, endpoint) ?? []);
  return [...new Set([container.name, ...there])].filter((name) => !container.id.startsWith(name));
}

/** Names that arrive; where none does, published ports, then addresses. */
function best(ways: readonly Way[]): readonly Way[] {
  const open = ways.filter(isOpen);
  for (const kind of KINDS) {
    const found = open.filter((one) => one.kind === kind);
    if (found.length > 0) return found;
  }
  return [];
}

/** The way whose failure says most: one that comes further than a name that nobody knows. */
export function telling(ways: readonly Way[]): Way | undefined {
  const rank = ({ found }: Way): number => (found.reason === 'unknown-name' ? 2 : found.outcome === 'refused' ? 0 : 1);
  return ways.toSorted((one, other) => rank(one) - rank(other))[0];
}
