import { refused, type Result } from '../../daemon/daemon.ts';
import type { Network, NetworkPool } from '../../model.ts';
import { contains, first, last, printAddress, readAddress, readPrefix, sizeOf, type Prefix } from './address.ts';

/** Said when an address is taken or cannot be given to anybody. */
const IN_USE = 'Address already in use';

/** An address that was given out. */
export interface Lease {
  readonly address: string;
  /** Prefix length of the subnet. */
  readonly bits: number;
  readonly gateway: string;
}

/** The lowest free address of a block, or of the part of it that addresses are taken from. */
export function lowestFree(
  pool: Prefix,
  range: Prefix | undefined,
  leases: ReadonlyMap<string, string>,
): string | undefined {
  const from = range ?? pool;
  const { family } = pool.address;
  const end = last(from).value;
  for (let { value } = first(from); value <= end; value++) {
    const text = printAddress({ family, value });
    if (!leases.has(text) && !isReserved(pool, value)) return text;
  }
  return undefined;
}

/**
 * Network address, and broadcast address of IPv4, of blocks large enough to have them. Source: moby 26.1 libnetwork/ipam
 * allocator.go newBitmask; recorded, net-static-ip.
 */
function isReserved(pool: Prefix, value: bigint): boolean {
  const four = pool.address.family === 4;
  if (four && sizeOf(pool) <= 2n) return false;
  return value === first(pool).value || (four && value === last(pool).value);
}

/** Takes an address of a block: the one asked for, or the lowest that is free. Undefined: none is left. */
export function claim(
  leases: Map<string, string>,
  pool: Pick<NetworkPool, 'Subnet' | 'IPRange'>,
  what: { readonly asked: string | undefined; readonly owner: string },
): Result<string | undefined> {
  const subnet = readPrefix(pool.Subnet);
  if (!subnet) return refused(`invalid CIDR address: ${pool.Subnet}`);
  const wanted = what.asked === undefined ? undefined : readAddress(what.asked);
  if (wanted) {
    const text = printAddress(wanted);
    if (!contains(subnet, wanted)) return refused('requested address is out of range');
    if (leases.has(text) || isReserved(subnet, wanted.value)) return refused(IN_USE);
    leases.set(text, what.owner);
    return { ok: true, value: text };
  }
  const range = pool.IPRange === undefined ? undefined : readPrefix(pool.IPRange);
  const free = lowestFree(subnet, range, leases);
  if (free !== undefined) leases.set(free, what.owner);
  return { ok: true, value: free };
}

/** Blocks of a network of one family. */
export function poolsOfFamily(network: Network, family: 4 | 6): readonly NetworkPool[] {
  return (network.pools ?? []).filter(({ Subnet }) => Subnet.includes(':') === (family === 6));
}

/** Gives an endpoint an address of each family that the network has. Refused in the daemon's words. */
export function lease(
  network: Network,
  family: 4 | 6,
  what: { readonly asked: string | undefined; readonly owner: string },
): Result<Lease | undefined> {
  const pools = poolsOfFamily(network, family);
  if (pools.length === 0) return { ok: true, value: undefined };
  for (const pool of pools) {
    const subnet = readPrefix(pool.Subnet);
    const wanted = what.asked === undefined ? undefined : readAddress(what.asked);
    if (!subnet || (wanted && !contains(subnet, wanted))) continue;
    const taken = claim(network.leases, pool, what);
    if (!taken.ok) return taken;
    if (taken.value === undefined) continue;
    return { ok: true, value: { address: taken.value, bits: subnet.bits, gateway: pool.Gateway } };
  }
  return refused(
    `no available IPv${family} addresses on this network's address pools: ${network.name} (${network.id})`,
  );
}
