import type { Probe } from '../../../kernel/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import type { Container, Network } from '../../model.ts';
import { isOn } from '../driver-options.ts';
import { attachments, hostAddresses, inLan, outward, ownerOf, within, type Attached } from '../endpoints/attached.ts';

/** Who sends: a container, or a process of the host. */
export type Sender = Container | 'host';

/** Why a packet arrives or does not; views and checks put it into words. */
export type Reason =
  | 'own'
  | 'same-network'
  | 'host'
  | 'lan'
  | 'world'
  | 'no-such-address'
  | 'no-network'
  | 'isolated'
  | 'icc-off'
  | 'internal'
  | 'macvlan-host'
  | 'no-answer';

/** Where a packet to an address goes. */
export interface Path {
  readonly probe: Probe;
  readonly reason: Reason;
  /** Who gets it. */
  readonly to?: Attached | 'host' | 'self';
  /** The network over which it leaves, and the address that it comes from. */
  readonly over?: Network;
  readonly source?: string;
}

const SILENT: Probe = { kind: 'silent' };
const NOBODY: Probe = { kind: 'nobody' };
const answers = (ttl: number): Probe => ({ kind: 'answers', ttl });

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';
const isParented = ({ driver }: Network): boolean => driver === 'macvlan' || driver === 'ipvlan';

/**
 * Follows a packet as Linux and Docker's rules would: own addresses, networks at hand, then through the host. Bridges are isolated
 * from each other, internal ones have no way out, a macvlan and its host do not see each other. Source: moby libnetwork
 * drivers/bridge setup_ip_tables.go; recorded, net-isolation, net-macvlan.
 */
export function pathTo(daemon: Daemon, from: Sender, address: string): Path {
  if (from === 'host' || from.hostConfig.NetworkMode === 'host') return fromHost(daemon, address);
  const all = attachments(daemon, from);
  const own = all.some(({ endpoint }) => endpoint.address === address || endpoint.address6 === address);
  if (own || isLoopback(address)) return { probe: answers(64), reason: 'own', to: 'self', source: address };
  const near = all.find(({ network }) => within(network, address));
  if (near) return onNetwork(daemon, near, address);
  const out = outward(all);
  const six = address.includes(':');
  if (!out || (six && out.endpoint.address6 === ''))
    return { probe: { kind: 'unreachable' }, reason: all.length > 0 ? 'internal' : 'no-network' };
  const leaving = { over: out.network, source: six ? out.endpoint.address6 : out.endpoint.address };
  if (isParented(out.network)) return { ...beyondLan(daemon), ...leaving };
  return { ...throughHost(daemon, out, address), ...leaving };
}

/** To an address of a network that the sender is attached to. */
function onNetwork(daemon: Daemon, near: Attached, address: string): Path {
  const { network, endpoint } = near;
  const source = address.includes(':') ? endpoint.address6 : endpoint.address;
  const over = { over: network, source };
  const other = ownerOf(daemon, network, address);
  const isGateway = (network.pools ?? []).some(({ Gateway }) => Gateway === address);
  if (other) {
    const icc = isOn(network.options['com.docker.network.bridge.enable_icc'], true);
    if (network.driver === 'bridge' && !icc) return { probe: SILENT, reason: 'icc-off', ...over };
    return { probe: answers(64), reason: 'same-network', to: other, ...over };
  }
  if (network.driver === 'bridge')
    return isGateway
      ? { probe: answers(64), reason: 'host', to: 'host', ...over }
      : { probe: NOBODY, reason: 'no-such-address', ...over };
  if (address === daemon.profile.lan.address) return { probe: SILENT, reason: 'macvlan-host', ...over };
  if (address === daemon.profile.lan.gateway) return { probe: answers(64), reason: 'lan', ...over };
  return { probe: NOBODY, reason: 'no-such-address', ...over };
}

/** From a bridge through the host, which forwards and masquerades. */
function throughHost(daemon: Daemon, out: Attached, address: string): Path {
  if (hostAddresses(daemon).includes(address)) return { probe: answers(64), reason: 'host', to: 'host' };
  const networks = [...daemon.store.networks.values()];
  if (networks.some((network) => network.driver === 'bridge' && within(network, address)))
    return { probe: SILENT, reason: 'isolated' };
  const masked = isOn(out.network.options['com.docker.network.bridge.enable_ip_masquerade'], true);
  if (!masked) return { probe: SILENT, reason: 'no-answer' };
  if (address === daemon.profile.lan.gateway) return { probe: answers(63), reason: 'lan' };
  if (inLan(daemon, address)) return { probe: NOBODY, reason: 'no-such-address' };
  return beyondLan(daemon);
}

function beyondLan({ profile }: Daemon): Path {
  return profile.worldNames ? { probe: { kind: 'world' }, reason: 'world' } : { probe: SILENT, reason: 'no-answer' };
}

function fromHost(daemon: Daemon, address: string): Path {
  if (isLoopback(address) || hostAddresses(daemon).includes(address))
    return { probe: answers(64), reason: 'own', to: 'self', source: address };
  const { lan } = daemon.profile;
  const network = [...daemon.store.networks.values()].find((one) => one.driver === 'bridge' && within(one, address));
  if (network) {
    const other = ownerOf(daemon, network, address);
    const gateway = (network.pools ?? []).find(({ Subnet }) => Subnet.includes(':') === address.includes(':'))?.Gateway;
    const over = { over: network, source: gateway ?? lan.address };
    return other
      ? { probe: answers(64), reason: 'same-network', to: other, ...over }
      : { probe: NOBODY, reason: 'no-such-address', ...over };
  }
  if (address === lan.gateway) return { probe: answers(64), reason: 'lan', source: lan.address };
  if (inLan(daemon, address)) return { probe: NOBODY, reason: 'no-such-address', source: lan.address };
  if (address.includes(':')) return { probe: { kind: 'unreachable' }, reason: 'no-network' };
  return { ...beyondLan(daemon), source: lan.address };
}
