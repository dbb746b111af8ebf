import type { Device } from '../../../kernel/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import type { Container, Network } from '../../model.ts';
import { readAddress, macOf } from '../ipam/address.ts';
import { bridgeName } from './bridge-name.ts';
import { attachedTo } from '../find.ts';
import { attachments } from '../endpoints/attached.ts';

const LOOPBACK: Device = {
  index: 1,
  name: 'lo',
  kind: 'loopback',
  mtu: 65_536,
  mac: '00:00:00:00:00:00',
  up: true,
  addresses: [
    { address: '127.0.0.1', bits: 8 },
    { address: '::1', bits: 128 },
  ],
};

function mtuOf({ options }: Network): number {
  return Number(options['com.docker.network.driver.mtu'] ?? 1500) || 1500;
}

/** Numbers of devices: the host's come first, then two for each end of a pair. */
const numbers = new WeakMap<Daemon, Map<string, number>>();

function numberOf(daemon: Daemon, key: string): number {
  const rows = numbers.get(daemon) ?? new Map<string, number>();
  numbers.set(daemon, rows);
  const known = rows.get(key) ?? 4 + 2 * rows.size;
  rows.set(key, known);
  return known;
}

/** Name of the device of each attachment: the first that is free when it comes up. */
const names = new WeakMap<Container, Map<string, string>>();

function nameOf(container: Container, endpointId: string, prefix: string): string {
  const rows = names.get(container) ?? new Map<string, string>();
  names.set(container, rows);
  const present = new Set([...container.endpoints.values()].map((one) => one.endpointId));
  for (const id of rows.keys()) if (!present.has(id)) rows.delete(id);
  const known = rows.get(endpointId);
  if (known !== undefined) return known;
  const taken = new Set(rows.values());
  let at = 0;
  while (taken.has(`${prefix}${at}`)) at++;
  rows.set(endpointId, `${prefix}${at}`);
  return `${prefix}${at}`;
}

/** Devices of a container: loopback and one for each network, in the order of `attachments`; the network `none` has no device. */
export function containerDevices(daemon: Daemon, container: Container): Device[] {
  const wired = attachments(daemon, container).filter(({ network }) => network.driver !== 'null');
  const own = wired.map(({ endpoint, network }) => {
    const index = numberOf(daemon, endpoint.endpointId);
    const prefix = network.options['com.docker.network.container_iface_prefix'] || 'eth';
    return {
      index,
      peer: index + 1,
      name: nameOf(container, endpoint.endpointId, prefix),
      kind: 'ethernet' as const,
      mtu: mtuOf(network),
      mac: endpoint.mac,
      up: true,
      addresses: [
        ...(endpoint.address === '' ? [] : [{ address: endpoint.address, bits: endpoint.prefix }]),
        ...(endpoint.address6 === '' ? [] : [{ address: endpoint.address6, bits: endpoint.prefix6 }]),
      ],
    };
  });
  return [LOOPBACK, ...own];
}

/** Devices of the host: loopback, its LAN device, and a bridge for each network that has one. */
export function hostDevices(daemon: Daemon): Device[] {
  const { lan } = daemon.profile;
  const address = readAddress(lan.address);
  const ethernet: Device = {
    index: 2,
    name: lan.device,
    kind: 'ethernet',
    mtu: 1500,
    mac: address ? macOf(address) : '',
    up: true,
    addresses: [{ address: lan.address, bits: lan.prefix }],
  };
  const bridges = [...daemon.store.networks.values()]
    .filter(({ driver }) => driver === 'bridge')
    .map((network) => bridgeOf(daemon, network));
  return [LOOPBACK, ethernet, ...bridges];
}

function bridgeOf(daemon: Daemon, network: Network): Device {
  const addresses = (network.pools ?? []).map(({ Subnet, Gateway }) => ({
    address: Gateway,
    bits: Number(Subnet.split('/')[1]),
  }));
  return {
    index: network.name === 'bridge' ? 3 : numberOf(daemon, network.id),
    name: bridgeName(network),
    kind: 'bridge',
    mtu: mtuOf(network),
    mac: bridgeMac(network.id),
    up: attachedTo(daemon, network).length > 0,
    addresses,
  };
}

/** Bridges have a random address: here one made of the id. */
function bridgeMac(id: string): string {
  return `02:42:${[0, 2, 4, 6].map((at) => id.slice(at, at + 2)).join(':')}`;
}
