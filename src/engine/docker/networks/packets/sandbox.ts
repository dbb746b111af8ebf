import { newNetwork, type NetworkNamespace, type Route, type System } from '../../../kernel/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import type { Container } from '../../model.ts';
import { readPrefix, masked, printPrefix } from '../ipam/address.ts';
import { deliver } from './deliver.ts';
import { containerDevices, hostDevices } from './devices.ts';
import { askName } from '../names/dns.ts';
import { viewOf } from '../names/container-files.ts';
import { pathTo, type Sender } from './route.ts';
import { attachments, outward } from '../endpoints/attached.ts';
import { proxiesOf } from '../ports/proxies.ts';

/** The network namespaces of a host: its own, and one of each container that has its own and runs. */
export interface Sandboxes {
  readonly host: NetworkNamespace;
  readonly own: Map<string, NetworkNamespace>;
}

const known = new WeakMap<Daemon, Sandboxes>();

/** The namespaces of a host. */
export function sandboxesOf(daemon: Daemon): Sandboxes {
  const found = known.get(daemon);
  if (found) return found;
  const made: Sandboxes = { host: newNamespace(daemon, 'host'), own: new Map() };
  known.set(daemon, made);
  return made;
}

/** The namespace that a running container lives in: its own, the host's, or that of another container. */
export function namespaceOf(daemon: Daemon, container: Container | 'host'): NetworkNamespace | undefined {
  const { host, own } = sandboxesOf(daemon);
  if (container === 'host' || container.hostConfig.NetworkMode === 'host') return host;
  return own.get(container.id);
}

/** A fresh namespace for a container that starts, or the host's. */
export function newNamespace(daemon: Daemon, owner: Sender): NetworkNamespace {
  const tree = (): System['tree'] => (owner === 'host' ? daemon.hostTree : viewOf(owner));
  return newNetwork(tree, {
    devices: () => (owner === 'host' ? hostDevices(daemon) : containerDevices(daemon, owner)),
    routes: () => (owner === 'host' ? hostRoutes(daemon) : containerRoutes(daemon, owner)),
    probe: (address) => pathTo(daemon, owner, address).probe,
    resolve(name, type, server) {
      const asked = server ?? nameServer(tree(), daemon);
      return askName(daemon, owner, { name, type, server: asked });
    },
    proxies: () => (owner === 'host' ? proxiesOf(daemon) : []),
    knowsWorld: () => {
      const { kind } = pathTo(daemon, owner, '203.0.113.1').probe;
      return daemon.profile.worldNames && kind === 'world';
    },
    carry(place) {
      const delivery = deliver(daemon, owner, place);
      const to = delivery && namespaceOf(daemon, delivery.to);
      return delivery && to ? { to, place: delivery.place, source: delivery.source } : undefined;
    },
  });
}

function nameServer(tree: System['tree'], daemon: Daemon): string {
  const read = tree.read('/etc/resolv.conf');
  const line = /^nameserver\s+(\S+)/m.exec((read.ok ? read.value : undefined) ?? '');
  return line?.[1] ?? daemon.profile.lan.dns;
}

/** Routes as the kernel lists them: default first, then by address. */
function containerRoutes(daemon: Daemon, container: Container): Route[] {
  const all = attachments(daemon, container);
  const out = outward(all);
  const name = (at: number): string => containerDevices(daemon, container)[at + 1]?.name ?? '';
  const routes: Route[] = [];
  if (out && out.endpoint.gateway !== '')
    routes.push({ to: 'default', via: out.endpoint.gateway, device: name(all.indexOf(out)) });
  const near = all.map(({ endpoint }, at) => ({
    to: blockOf(endpoint.address, endpoint.prefix),
    device: name(at),
    source: endpoint.address,
  }));
  const six = all.find(({ endpoint }) => endpoint.gateway6 !== '');
  const far6 = six ? [{ to: 'default', via: six.endpoint.gateway6, device: name(all.indexOf(six)) }] : [];
  return [...routes, ...near.filter(({ to }) => to !== '').toSorted(byAddress), ...far6];
}

function blockOf(address: string, bits: number): string {
  const prefix = readPrefix(`${address}/${bits}`);
  return prefix ? printPrefix(masked(prefix)) : '';
}

const firstOf = ({ to }: Route): bigint => readPrefix(to)?.address.value ?? 0n;

function byAddress(one: Route, other: Route): number {
  return firstOf(one) < firstOf(other) ? -1 : 1;
}

function hostRoutes(daemon: Daemon): Route[] {
  const { lan } = daemon.profile;
  const own = hostDevices(daemon).flatMap(({ name, kind, addresses }) =>
    kind === 'loopback'
      ? []
      : addresses
          .filter(({ address }) => !address.includes(':'))
          .map(({ address, bits }) => ({ to: blockOf(address, bits), device: name, source: address })),
  );
  return [{ to: 'default', via: lan.gateway, device: lan.device }, ...own.toSorted(byAddress)];
}
