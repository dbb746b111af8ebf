import { array, boolean, either, object, optional, record, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import type { Host } from '../../docker/index.ts';
import { contains, first, last, readAddress, readPrefix } from '../../docker/networks/ipam/address.ts';
import { isPredefined } from '../../docker/networks/find.ts';
import { defineCheck } from '../check.ts';
import type { Finding } from '../check.ts';
import { unlessUnknownOf } from '../host/container-assumptions.ts';
import { lookAt } from '../host/host-evidence.ts';
import { isCalled, plainName } from '../host/find-container.ts';
import { differing, listed } from '../messages.ts';

const prefixText = string({ pattern: /^[\da-fA-F:.]+\/\d+$/, description: 'must be a block such as 172.30.0.0/24' });
const place = object({
  is: optional(string({ min: 1, description: 'the address' })),
  in: optional(prefixText),
  outside: optional(prefixText),
  fixed: optional(boolean('asked for, and outside of the range that addresses are given from')),
});

const params = object({
  name: optional(string({ min: 1, description: 'its name; without one any network that is as follows' })),
  exists: optional(boolean('False: there must be none of that name.')),
  driver: optional(string({ min: 1 })),
  internal: optional(boolean()),
  ipv6: optional(boolean()),
  subnet: optional(prefixText),
  within: optional(prefixText),
  ipRange: optional(prefixText),
  gateway: optional(string({ min: 1 })),
  parent: optional(string({ min: 1, description: 'device of the host, of macvlan and ipvlan' })),
  attached: optional(array(string({ min: 1 }), { description: 'containers or services that are in it' })),
  only: optional(boolean('Nobody else is in it.')),
  lacks: optional(array(string({ min: 1 }), { description: 'containers or services that are not in it' })),
  aliases: optional(record(array(string({ min: 1 })), 'container or service → further names that it has there')),
  addresses: optional(
    record(either(place, string({ min: 1 })), 'container or service → address, block, or in:, outside:'),
  ),
});
type Params = Infer<typeof params>;
type Network = Host['daemon']['store']['networks'] extends Map<string, infer N> ? N : never;

export default defineCheck({
  summary: 'A network of the machine: what it is like, who is attached, with which address and names.',
  params,
  withoutBuild: true,
  machine: true,
  run(wanted, evidence) {
    const machine = lookAt(evidence);
    const { daemon } = machine.host;
    const own = [...daemon.store.networks.values()].filter(({ name }) => !isPredefined(name));
    const { name } = wanted;
    const candidates =
      name === undefined
        ? own
        : [...daemon.store.networks.values()].filter((one) => one.name === name || plainName(one, 'network') === name);
    const finding = judged(daemon, wanted, { candidates, own });
    return name === undefined ? finding : unlessUnknownOf(finding, machine, name);
  },
});

function judged(
  daemon: Host['daemon'],
  wanted: Params,
  { candidates, own }: { candidates: readonly Network[]; own: readonly Network[] },
): Finding {
  const called = wanted.name === undefined ? 'network of its own' : `network ${wanted.name}`;
  if (wanted.exists === false)
    return candidates.length === 0
      ? { status: 'passed', message: `There is no ${called}` }
      : {
          status: 'failed',
          message: `There is still a ${called}`,
          try: `docker network rm ${candidates[0]?.name ?? ''}`,
        };
  const all = candidates.map((network) => ({ network, wrong: differences(daemon, network, wanted) }));
  const best = all.toSorted((one, other) => one.wrong.length - other.wrong.length)[0];
  if (!best)
    return {
      status: 'failed',
      message: `There is no ${called}`,
      why:
        own.length === 0
          ? 'The machine has only the networks that Docker makes: bridge, host and none.'
          : `The machine has ${listed(own.map(({ name }) => name))}.`,
    };
  if (best.wrong.length === 0)
    return { status: 'passed', message: `The network ${best.network.name} is as it should be` };
  return { status: 'failed', ...differing(`The network ${best.network.name}`, best.wrong) };
}

/** What of a network is not as wanted, as the ends of sentences about it. */
function differences(daemon: Host['daemon'], network: Network, wanted: Params): string[] {
  const found: string[] = [];
  if (wanted.driver !== undefined && network.driver !== wanted.driver)
    found.push(`has the driver ${network.driver}, not ${wanted.driver}`);
  if (wanted.internal !== undefined && network.internal !== wanted.internal)
    found.push(network.internal ? 'is internal: it has no way out' : 'has a way out: it is not internal');
  if (wanted.ipv6 !== undefined && network.enableIPv6 !== wanted.ipv6)
    found.push(network.enableIPv6 ? 'has IPv6' : 'has no IPv6');
  const parent = network.options['parent'];
  if (wanted.parent !== undefined && parent !== wanted.parent)
    found.push(parent === undefined ? 'has no parent device' : `has the parent ${parent}, not ${wanted.parent}`);
  return [...found, ...blocks(network, wanted), ...members(daemon, network, wanted)];
}

function blocks({ pools = [] }: Network, { subnet, within, ipRange, gateway }: Params): string[] {
  const found: string[] = [];
  const subnets = pools.map(({ Subnet }) => Subnet);
  const ranges = pools.flatMap(({ IPRange }) => IPRange ?? []);
  const gateways = pools.map(({ Gateway }) => Gateway);
  if (subnet !== undefined && !subnets.some((one) => sameBlock(one, subnet)))
    found.push(`has the subnet ${listed(subnets)}, not ${subnet}`);
  if (within !== undefined && !subnets.some((one) => isInside(one, within)))
    found.push(`has the subnet ${listed(subnets)}, which is not within ${within}`);
  if (ipRange !== undefined && !ranges.some((one) => isInside(one, ipRange)))
    found.push(
      ranges.length === 0
        ? `gives addresses from the whole subnet, not from ${ipRange} alone`
        : `gives addresses from ${listed(ranges)}, which is not within ${ipRange}`,
    );
  if (gateway !== undefined && !gateways.includes(gateway))
    found.push(`has the gateway ${listed(gateways)}, not ${gateway}`);
  return found;
}

function members(daemon: Host['daemon'], network: Network, wanted: Params): string[] {
  const inside = [...daemon.store.containers.values()].flatMap((container) => {
    const endpoint = container.endpoints.get(network.name);
    return endpoint ? [{ container, endpoint }] : [];
  });
  const find = (name: string) => inside.find(({ container }) => isCalled(container, name));
  const names = inside.map(({ container }) => container.name);
  const found = (wanted.attached ?? [])
    .filter((name) => !find(name))
    .map(
      (name) =>
        `does not have ${name} in it${names.length === 0 ? ': nobody is in it' : `; in it are ${listed(names)}`}`,
    );
  const { attached = [] } = wanted;
  const others = inside.filter(({ container }) => !attached.some((name) => isCalled(container, name)));
  if (wanted.only && others.length > 0)
    found.push(`also has ${listed(others.map(({ container }) => container.name))} in it`);
  for (const name of wanted.lacks ?? []) if (find(name)) found.push(`has ${name} in it`);
  for (const [name, aliases] of Object.entries(wanted.aliases ?? {})) {
    const own = find(name);
    const known = [...(own?.endpoint.aliases ?? []), ...(own?.endpoint.dnsNames ?? [])];
    const missing = aliases.filter((alias) => !known.includes(alias));
    if (!own) found.push(`does not have ${name} in it`);
    else if (missing.length > 0) found.push(`does not know ${name} as ${listed(missing)}`);
  }
  for (const [name, asked] of Object.entries(wanted.addresses ?? {})) {
    const own = find(name);
    const wrong = own && placed(own.endpoint, asked, network);
    if (!own) found.push(`does not have ${name} in it`);
    else if (wrong !== undefined) found.push(`${wrong.replaceAll('{}', name)}`);
  }
  return found;
}

type Place = Infer<typeof place>;
type Endpoint =
  NonNullable<ReturnType<Host['daemon']['store']['containers']['get']>>['endpoints'] extends Map<string, infer E>
    ? E
    : never;

/** What is wrong with the address of a container in a network, `{}` for its name. */
function placed(endpoint: Endpoint, asked: Place | string, { pools = [] }: Network): string | undefined {
  const { is, in: block, outside, fixed } = readPlace(asked);
  const given = endpoint.ipamConfig?.IPv4Address ?? endpoint.ipamConfig?.IPv6Address;
  const own = [endpoint.address, endpoint.address6].filter((one) => one !== '');
  const all = own.length > 0 ? own : [given].filter((one) => one !== undefined);
  if (all.length === 0) return 'gives {} no address: it does not run';
  const text = listed(all);
  if (is !== undefined && !all.includes(is)) return `gives {} ${text}, not ${is}`;
  if (block !== undefined && !all.some((one) => isAddressIn(one, block)))
    return `gives {} ${text}, outside of ${block}`;
  if (outside !== undefined && all.some((one) => isAddressIn(one, outside)))
    return `gives {} ${text}, which lies in ${outside}`;
  if (fixed === undefined) return undefined;
  if (!fixed) return given === undefined ? undefined : `gives {} the address ${given} because it was asked for`;
  if (given === undefined) return `gives {} whatever address is free (${text}), none of its own`;
  const free = pools.map(({ IPRange, Subnet }) => IPRange ?? Subnet).find((one) => isAddressIn(given, one));
  return free === undefined
    ? undefined
    : `may give the address of {} to another container: ${given} lies in ${free}, where addresses are given from`;
}

function readPlace(asked: Place | string): Place {
  if (typeof asked !== 'string') return asked;
  return asked.includes('/') ? { in: asked } : { is: asked };
}

function isAddressIn(address: string, block: string): boolean {
  const [read, prefix] = [readAddress(address), readPrefix(block)];
  return read !== undefined && prefix !== undefined && contains(prefix, read);
}

function isInside(inner: string, outer: string): boolean {
  const [small, large] = [readPrefix(inner), readPrefix(outer)];
  return small !== undefined && large !== undefined && contains(large, first(small)) && contains(large, last(small));
}

function sameBlock(one: string, other: string): boolean {
  return isInside(one, other) && isInside(other, one);
}
