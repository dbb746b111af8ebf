import type { Daemon } from '../../daemon/daemon.ts';
import { refused, type Result } from '../../daemon/daemon.ts';
import type { Network } from '../../model.ts';
import { masked, overlaps, readPrefix, type Prefix } from './address.ts';

/** Default address pools: 172.17–31.0.0/16, then 192.168.0.0/16 in pieces of /20. Source: moby libnetwork/ipamutils; recorded, net-pool-order. */
const DEFAULTS: readonly Prefix[] = [
  ...Array.from({ length: 15 }, (_, at) => `172.${17 + at}.0.0/16`),
  ...Array.from({ length: 16 }, (_, at) => `192.168.${16 * at}.0/20`),
].flatMap((text) => readPrefix(text) ?? []);

/** Where the search for the next pool begins, by host; a new engine begins at the first. */
const starts = new WeakMap<Daemon, number>();

/** Blocks that networks of the host have taken. */
function taken(daemon: Daemon): Prefix[] {
  return [...daemon.store.networks.values()].flatMap(poolsOf);
}

/** The blocks of a network. */
export function poolsOf({ ipam, pools }: Network): Prefix[] {
  const texts = pools ?? ipam.Config;
  return texts.flatMap(({ Subnet }) => readPrefix(Subnet) ?? []);
}

/**
 * The next default pool. The search goes on behind the pool that was given out last and begins anew when it came to the end;
 * a pool that overlaps with a route of the host is passed over. Source: moby 26.1 libnetwork/ipam address_space.go
 * allocatePredefinedPool, network.go requestPoolHelper; recorded, net-pool-order.
 */
export function nextPool(daemon: Daemon): Result<Prefix> {
  const used = taken(daemon);
  const lan = readPrefix(`${daemon.profile.lan.address}/${daemon.profile.lan.prefix}`);
  for (;;) {
    const start = starts.get(daemon) ?? 0;
    const found = DEFAULTS.map((_, at) => at).find((at) => {
      const pool = DEFAULTS[(start + at) % DEFAULTS.length];
      return pool && !used.some((one) => overlaps(one, pool));
    });
    const pool = found === undefined ? undefined : DEFAULTS[(start + found) % DEFAULTS.length];
    if (found === undefined || !pool) return refused(noPool(4));
    const next = start + found + 1;
    starts.set(daemon, next >= DEFAULTS.length ? 0 : next);
    if (!lan || !overlaps(pool, lan)) return { ok: true, value: pool };
    used.push(pool);
  }
}

/** What is said when no default pool is left; Docker 26 has none for IPv6. */
export function noPool(family: 4 | 6): string {
  return `could not find an available, non-overlapping IPv${family} address pool among the defaults to assign to the network`;
}

/** Takes a block that was asked for. */
export function claimPool(daemon: Daemon, subnet: string): Result<Prefix> {
  const asked = readPrefix(subnet);
  if (!asked) return refused(`invalid CIDR address: ${subnet}`);
  const pool = masked(asked);
  if (taken(daemon).some((one) => overlaps(one, pool)))
    return refused('Pool overlaps with other one on this address space');
  return { ok: true, value: pool };
}
