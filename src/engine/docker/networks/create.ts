import { refused, type Daemon, type Result } from '../daemon/daemon.ts';
import type { IpamPool, Network, NetworkPool } from '../model.ts';
import { printPrefix } from './ipam/address.ts';
import { withConfiguration } from './config-network.ts';
import { driverOf, type NetworkDriver } from './driver.ts';
import { isPredefined, tell } from './find.ts';
import { claim } from './ipam/leases.ts';
import { claimPool, nextPool, noPool } from './ipam/pools.ts';
import { validateIpam } from './ipam/validate.ts';

/** What `POST /networks/create` takes. */
export interface NetworkRequest {
  readonly name: string;
  readonly driver?: string;
  readonly enableIPv6?: boolean;
  readonly internal?: boolean;
  readonly attachable?: boolean;
  readonly ingress?: boolean;
  readonly scope?: string;
  readonly ipamDriver?: string;
  readonly ipamOptions?: Readonly<Record<string, string>>;
  /** Shown as null instead of none: who asks is not the docker client. */
  readonly noIpamOptions?: boolean;
  readonly pools?: readonly IpamPool[];
  readonly options?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly configOnly?: boolean;
  /** Name of a network with `configOnly`. */
  readonly configFrom?: string;
}

/** A refusal may take its time: virtual ms until the daemon gives up. */
export type Created = Result<Network> & { readonly after?: number };

/** How long the daemon looks for a plug-in. Source: recorded, net-macvlan. */
const PLUGIN_MS = 15_000;

/** Makes a network. Refused in the daemon's words. Source: moby 26.1 daemon/network.go createNetwork; recorded, net-create-rm. */
export function createNetwork(daemon: Daemon, request: NetworkRequest): Created {
  const { name } = request;
  if (isPredefined(name)) return refused(`operation is not permitted on predefined ${name} network`);
  const kind = request.driver || 'bridge';
  const driver = driverOf(kind);
  if (driver?.needs !== undefined) return refused(driver.needs);
  if (request.scope === 'swarm') return refused('cannot create a swarm scoped network when swarm is not active');
  const valid = validateIpam(request.pools ?? [], request.enableIPv6 ?? false);
  if (!valid.ok) return valid;
  if (name.trim() === '') return refused(`invalid name:${name === '' ? '' : ` ${name}`}`);
  if ([...daemon.store.networks.values()].some((one) => one.name === name))
    return refused(`network with name ${name} already exists`);
  const configured = withConfiguration(daemon, request);
  if (!configured.ok) return configured;
  return request.configOnly
    ? keep(daemon, onlySettings(daemon, request))
    : make(daemon, configured.value, { kind, driver });
}

/** A network that nobody joins: nothing of it is looked at. */
function onlySettings(daemon: Daemon, request: NetworkRequest): Network {
  const network = draft(daemon, request, { kind: 'null', ipamDriver: request.ipamDriver || 'default' });
  return { ...network, pools: [], ipam: { ...network.ipam, Config: [...(request.pools ?? [])] } };
}

function keep(daemon: Daemon, network: Network): Created {
  daemon.store.networks.set(network.id, network);
  tell(daemon, network, { action: 'create' });
  return { ok: true, value: network };
}

function make(
  daemon: Daemon,
  request: NetworkRequest,
  { kind, driver }: { kind: string; driver: NetworkDriver | undefined },
): Created {
  const ipamDriver = request.ipamDriver || 'default';
  for (const [wanted, known] of [
    [kind, driver !== undefined],
    [ipamDriver, ipamDriver === 'default' || ipamDriver === 'null'],
  ] as const)
    if (!known) return { ...refused(`plugin ${JSON.stringify(wanted)} not found`), after: PLUGIN_MS };
  if (request.ingress) return refused('Ingress network can only be global scope network');
  if (ipamDriver === 'null') return refused('ipv4 pool is empty');
  if (!driver) return refused(`plugin ${JSON.stringify(kind)} not found`);
  const network = draft(daemon, request, { kind, ipamDriver });
  const pools = driver.bare ? { ok: true as const, value: [] } : poolsOf(daemon, request, network.leases);
  if (!pools.ok) return pools;
  const made: Network = {
    ...network,
    pools: pools.value,
    configured: pools.value.some(({ given }) => given),
    ipam: { ...network.ipam, Config: shown(request, pools.value) },
  };
  const checked = driver.create(daemon, made);
  if (!checked.ok) return checked;
  return keep(daemon, made);
}

function draft(daemon: Daemon, request: NetworkRequest, of: { kind: string; ipamDriver: string }): Network {
  return {
    id: daemon.newId(),
    name: request.name,
    created: daemon.now,
    driver: of.kind,
    scope: 'local',
    enableIPv6: request.enableIPv6 ?? false,
    ipam: { Driver: of.ipamDriver, Options: request.noIpamOptions ? null : { ...request.ipamOptions }, Config: [] },
    configured: false,
    internal: request.internal ?? false,
    attachable: request.attachable ?? false,
    ingress: request.ingress ?? false,
    options: sorted(request.options ?? {}),
    labels: sorted(request.labels ?? {}),
    configOnly: request.configOnly ?? false,
    configFrom: request.configFrom ?? '',
    leases: new Map(),
  };
}

function sorted(given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

const six = (text: string): boolean => text.includes(':');

/**
 * What `inspect` shows: blocks as asked for, IPv4 first, then the default pool with its gateway where no IPv4 was asked for. Source:
 * recorded, net-ipv6-b; the real daemon.
 */
function shown(request: NetworkRequest, pools: readonly NetworkPool[]): IpamPool[] {
  const asked = request.pools ?? [];
  const given = [...asked.filter(({ Subnet }) => !six(Subnet)), ...asked.filter(({ Subnet }) => six(Subnet))];
  const chosen = pools.filter((pool) => !pool.given).map(({ Subnet, Gateway }) => ({ Subnet, Gateway }));
  return [...given, ...chosen];
}

/** Takes the blocks of a network with gateways and auxiliary addresses. Source: moby libnetwork/network.go ipamAllocate. */
function poolsOf(daemon: Daemon, request: NetworkRequest, leases: Map<string, string>): Result<NetworkPool[]> {
  const asked = request.pools ?? [];
  const four = asked.filter(({ Subnet }) => !six(Subnet));
  const sixes = asked.filter(({ Subnet }) => six(Subnet));
  const pools: NetworkPool[] = [];
  const wanted: (IpamPool | undefined)[] = four.length > 0 ? four : [undefined];
  for (const one of [...wanted, ...(request.enableIPv6 ? sixes : [])]) {
    const pool = poolOf(daemon, one, leases);
    if (!pool.ok) return pool;
    pools.push(pool.value);
  }
  if (request.enableIPv6 && sixes.length === 0) return refused(noPool(6));
  return { ok: true, value: pools };
}

function poolOf(daemon: Daemon, asked: IpamPool | undefined, leases: Map<string, string>): Result<NetworkPool> {
  const block = asked ? claimPool(daemon, asked.Subnet) : nextPool(daemon);
  if (!block.ok) return block;
  const part = {
    Subnet: printPrefix(block.value),
    ...(asked?.IPRange === undefined ? {} : { IPRange: asked.IPRange }),
  };
  const gateway = claim(leases, part, { asked: asked?.Gateway, owner: 'gateway' });
  if (!gateway.ok) return refused(`failed to allocate gateway (${asked?.Gateway ?? ''}): ${gateway.message}`);
  for (const [name, address] of Object.entries(asked?.AuxiliaryAddresses ?? {})) {
    const aux = claim(leases, part, { asked: address, owner: `aux ${name}` });
    if (!aux.ok) return refused(`failed to allocate secondary ip address (${name}:${address}): ${aux.message}`);
  }
  return { ok: true, value: { ...part, Gateway: gateway.value ?? '', given: asked !== undefined } };
}
