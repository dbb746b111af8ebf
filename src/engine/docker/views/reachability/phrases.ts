import type { Daemon } from '../../daemon/daemon.ts';
import type { Container } from '../../model.ts';
import type { Sender } from '../../networks/packets/route.ts';
import { attachments } from '../../networks/endpoints/attached.ts';
import type { Way } from './cell.ts';
import type { ReachColumn } from './columns.ts';

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** Names of the networks that a sender is attached to. */
export function networkNames(daemon: Daemon, from: Sender | undefined): readonly string[] {
  if (from === 'host' || from === undefined) return [];
  return attachments(daemon, from).flatMap(({ network }) => (network.driver === 'null' ? [] : [network.name]));
}

/** Networks that two containers share. */
export function common(daemon: Daemon, one: Container, other: Container): readonly string[] {
  const theirs = networkNames(daemon, other);
  return networkNames(daemon, one).filter((name) => theirs.includes(name));
}

/** What a cell says of a way that is open. */
export function openWords({ kind }: ReachColumn, ways: readonly Way[], by: readonly string[]): string {
  if (kind !== 'world') return by.length > 3 ? `${by.slice(0, 3).join(', ')}…` : by.join(', ');
  const over = ways[0]?.found.network;
  return over === undefined ? 'own route' : `through ${over}`;
}

/** A port that the host publishes on its own loopback address, as seen by somebody else. */
export function onLoopback(from: Sender, { kind, address = '' }: ReachColumn): boolean {
  return kind === 'host' && from !== 'host' && (address.startsWith('127.') || address === '::1');
}

/** What a cell says of a port that nobody gets to. */
export function shutWords(
  daemon: Daemon,
  from: Sender,
  { column, way }: { readonly column: ReachColumn; readonly way: Way | undefined },
): string {
  if (way === undefined) return 'has no network';
  const own = networkNames(daemon, from);
  const none = from !== 'host' && own.length === 0;
  const { reason, network = '' } = way.found;
  if (none) return 'no network';
  if (onLoopback(from, column)) return 'published on 127.0.0.1 only';
  switch (reason) {
    case 'loopback-only':
      return 'listens on 127.0.0.1 only';
    case 'no-listener':
      return 'nobody listens';
    case 'icc-off':
      return `${network} keeps them apart`;
    case 'macvlan-host':
      return 'macvlan, own host';
    case 'isolated':
      return 'no common network';
    case 'internal':
      return column.kind === 'container'
        ? 'no common network'
        : `${listed(own)} ${own.length > 1 ? 'are' : 'is'} internal`;
    case 'no-network':
      return 'no route';
    case 'no-such-address':
      return 'no such address';
    default:
      return 'no answer';
  }
}
