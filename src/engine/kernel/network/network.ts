import { pair, type Endpoint, type Place } from './connection.ts';
import type { Device, DnsAnswer, DnsType, Probe, Route } from './interfaces.ts';
import type { System } from '../system.ts';

export type { Endpoint, Place } from './connection.ts';
export type { Device, DnsAnswer, DnsType, Probe, Route } from './interfaces.ts';

/** Whose listener it is; a process that has ended leaves none behind. */
export interface Owner {
  readonly pid: number;
  readonly alive: () => boolean;
}

/** A port that is held for somebody else. */
export interface Proxy extends Place {
  readonly pid: number;
  readonly program: string;
}

/** A program that waits for connections. */
export interface Listener extends Place {
  readonly pid: number;
  close(): void;
}

export type NetworkErrno =
  | 'EADDRINUSE'
  | 'EADDRNOTAVAIL'
  | 'ECONNREFUSED'
  | 'ENOTFOUND'
  | 'EAI_AGAIN'
  | 'EHOSTUNREACH'
  | 'ENETUNREACH'
  | 'ETIMEDOUT';

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly errno: NetworkErrno;
      readonly address: string;
      /** Virtual ms until it is known. */
      readonly after?: number;
      /** The address lies in the world outside, which is not simulated. */
      readonly world?: boolean;
    };

/** What listens and connects within one network namespace. */
export interface Network {
  readonly devices: readonly Device[];
  readonly routes: readonly Route[];
  probe(address: string): Probe;
  /** Asks a name server: the one of /etc/resolv.conf unless another is named. */
  resolve(name: string, type: DnsType, server?: string): DnsAnswer;
  /** Names of the world are known here, though their addresses are not simulated. */
  readonly knowsWorld: boolean;
  /** A connection that comes in from another namespace; undefined when nobody listens. */
  accept(place: Place, from: Place): Endpoint | undefined;
  /** Opens a port (0: the next free one) on an address, `0.0.0.0` and `::` being all of them. */
  listen(place: Place, owner: Owner, accept: (end: Endpoint) => void): Outcome<Listener>;
  connect(place: Place): Outcome<Endpoint>;
  /** The address behind a name of this machine; undefined for names that only the world outside knows. */
  lookup(name: string): string | undefined;
  readonly listeners: readonly Listener[];
  /** Ports that programs outside of its processes hold: on a host, the proxies of published ports. */
  readonly proxies: readonly Proxy[];
}

/** What a namespace is surrounded by: whoever runs the container knows. */
export interface Surroundings {
  readonly devices: () => readonly Device[];
  readonly routes: () => readonly Route[];
  readonly probe: (address: string) => Probe;
  readonly resolve: (name: string, type: DnsType, server?: string) => DnsAnswer;
  readonly knowsWorld: () => boolean;
  /** Ports that are held for somebody else; nothing: none. */
  readonly proxies?: () => readonly Proxy[];
  /** Where a connection is carried: another namespace, and the addresses as it sees them. Undefined: this one. */
  readonly carry?: (
    place: Place,
  ) => { readonly to: Network; readonly place: Place; readonly source: string } | undefined;
}

const networks = new WeakMap<System, Network>();

/** The network of a system: everything that runs in one container or build step shares it. */
export function networkOf(system: System): Network {
  if (system.net) return system.net;
  const known = networks.get(system);
  if (known) return known;
  const made = newNetwork(() => system.tree, buildSurroundings(system));
  networks.set(system, made);
  return made;
}

/** Ports for the calling side. Source: /proc/sys/net/ipv4/ip_local_port_range. */
const FIRST_EPHEMERAL = 32_768;
/** Until the kernel gives up on a neighbour (3 probes of a second), or on an answer (tcp_syn_retries = 6). Source: arp(7), tcp(7). */
const NOBODY_MS = 3000;
const SILENT_MS = 131_000;

const ALL = new Set(['0.0.0.0', '::']);
const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');

function covers(bound: string, asked: string): boolean {
  if (bound === asked || bound === '::') return true;
  return bound === '0.0.0.0' && !asked.includes(':');
}

interface Bound extends Listener {
  readonly owner: Owner;
  readonly accept: (end: Endpoint) => void;
}

interface Ports {
  readonly open: () => readonly Bound[];
  /** The next port for somebody who does not care. */
  readonly next: () => number;
  readonly find: (place: Place) => Bound | undefined;
  readonly add: (place: Place, owner: Owner, accept: (end: Endpoint) => void) => Listener | undefined;
}

/** The ports of a namespace. */
function newPorts(): Ports {
  const all: Bound[] = [];
  const numbers = { next: FIRST_EPHEMERAL };
  const open = (): Bound[] => {
    for (const dead of all.filter(({ owner }) => !owner.alive())) dead.close();
    return all;
  };
  const at = (port: number, udp: boolean): Bound[] =>
    open().filter((one) => one.port === port && (one.udp ?? false) === udp);
  return {
    open,
    next: () => numbers.next++,
    find: ({ address, port, udp = false }) => at(port, udp).find((one) => covers(one.address, address)),
    add({ address, port, udp = false }, owner, accept) {
      const taken = at(port, udp).some((one) => covers(one.address, address) || covers(address, one.address));
      if (taken) return undefined;
      const listener = {
        address,
        port,
        ...(udp ? { udp } : {}),
        pid: owner.pid,
        owner,
        accept,
        close() {
          const index = all.indexOf(listener);
          if (index >= 0) all.splice(index, 1);
        },
      };
      all.push(listener);
      return listener;
    },
  };
}

/** A namespace with a loopback device and the devices it is given. `files`: where /etc/hosts is read. */
export function newNetwork(files: () => System['tree'], around: Surroundings): Network {
  const ports = newPorts();
  const isOwn = (address: string): boolean =>
    ALL.has(address) ||
    isLoopback(address) ||
    around.devices().some((device) => device.addresses.some((one) => one.address === address));
  const network: Network = {
    get devices() {
      return around.devices();
    },
    get routes() {
      return around.routes();
    },
    get knowsWorld() {
      return around.knowsWorld();
    },
    get listeners() {
      return ports.open();
    },
    get proxies() {
      return around.proxies?.() ?? [];
    },
    probe: (address) => (isOwn(address) ? { kind: 'answers', ttl: 64 } : around.probe(address)),
    resolve: around.resolve,
    lookup: (name) => addressOf(files(), name) ?? resolved(around, name),
    listen(place, owner, accept) {
      const { address } = place;
      if (!isOwn(address)) return { ok: false, errno: 'EADDRNOTAVAIL', address };
      const port = place.port === 0 ? ports.next() : place.port;
      const listener = isHeld(network.proxies, { ...place, port })
        ? undefined
        : ports.add({ ...place, port }, owner, accept);
      return listener ? { ok: true, value: listener } : { ok: false, errno: 'EADDRINUSE', address };
    },
    accept(place, from) {
      const listener = ports.find(place);
      if (!listener) return undefined;
      const [near, far] = pair(from, { address: place.address, port: place.port });
      listener.accept(far);
      return near;
    },
    connect(place) {
      const target = { ...place, address: ALL.has(place.address) ? '127.0.0.1' : place.address };
      const { address } = target;
      const carried = around.carry?.(target);
      const from = { address: carried?.source ?? address, port: ports.next() };
      const own = isOwn(address) ? network.accept(target, from) : undefined;
      const end = carried ? carried.to.accept(carried.place, from) : own;
      if (end) return { ok: true, value: end };
      return { ok: false, address, ...failureOf(carried ? { kind: 'answers', ttl: 64 } : network.probe(address)) };
    },
  };
  return network;
}

/** Whether somebody holds a port of that address, of all addresses, or of any where all are asked for. */
function isHeld(proxies: readonly Proxy[], { address, port, udp = false }: Place): boolean {
  return proxies.some(
    (one) =>
      one.port === port && (one.udp ?? false) === udp && (covers(one.address, address) || covers(address, one.address)),
  );
}

function failureOf(probe: Probe): { errno: NetworkErrno; after?: number; world?: boolean } {
  switch (probe.kind) {
    case 'answers':
      return { errno: 'ECONNREFUSED' };
    case 'unreachable':
      return { errno: 'ENETUNREACH' };
    case 'nobody':
      return { errno: 'EHOSTUNREACH', after: NOBODY_MS };
    case 'silent':
      return { errno: 'ETIMEDOUT', after: SILENT_MS };
    case 'world':
      return { errno: 'EHOSTUNREACH', world: true };
  }
}

function resolved(around: Surroundings, name: string): string | undefined {
  for (const type of ['A', 'AAAA'] as const) {
    const answer = around.resolve(name, type);
    if (answer.kind === 'answer' && answer.addresses[0] !== undefined) return answer.addresses[0];
  }
  return undefined;
}

/** A build step: loopback and the first address of Docker's default bridge; nothing else of the world is simulated. */
function buildSurroundings(system: System): Surroundings {
  const lo = { index: 1, name: 'lo', kind: 'loopback', mtu: 65_536, mac: '00:00:00:00:00:00', up: true } as const;
  const loopback: Device = {
    ...lo,
    addresses: [
      { address: '127.0.0.1', bits: 8 },
      { address: '::1', bits: 128 },
    ],
  };
  // Source: docker network inspect bridge
  const ethernet: Device = {
    index: 2,
    name: 'eth0',
    kind: 'ethernet',
    mtu: 1500,
    mac: '02:42:ac:11:00:02',
    up: true,
    addresses: [{ address: '172.17.0.2', bits: 16 }],
  };
  return {
    devices: () => (system.network ? [loopback, ethernet] : [loopback]),
    routes: () =>
      system.network
        ? [
            { to: 'default', via: '172.17.0.1', device: 'eth0' },
            { to: '172.17.0.0/16', device: 'eth0', source: '172.17.0.2' },
          ]
        : [],
    probe: () => (system.network ? { kind: 'world' } : { kind: 'unreachable' }),
    resolve: (name) => ({ kind: system.network ? (name.includes('.') ? 'world' : 'NXDOMAIN') : 'nobody' }),
    knowsWorld: () => system.network,
  };
}

/** Names of the machine itself: localhost, its own name, what /etc/hosts says, and addresses. */
function addressOf(files: System['tree'], name: string): string | undefined {
  if (/^\d+(?:\.\d+){3}$/.test(name) || name.includes(':')) return name;
  if (name === 'localhost') return '127.0.0.1';
  const hosts = files.read('/etc/hosts');
  for (const line of ((hosts.ok ? hosts.value : undefined) ?? '').split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (names.includes(name) && address !== '') return address;
  }
  return undefined;
}
