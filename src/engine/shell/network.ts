import type { System } from './system.ts';

/** Where a connection begins or ends. */
export interface Place {
  readonly address: string;
  readonly port: number;
}

/** One end of a connection; what is sent arrives at the other end at once, as text. */
export interface Endpoint {
  readonly local: Place;
  readonly remote: Place;
  /** False when the other side does not take anything any more. */
  send(text: string): boolean;
  /** Nothing more will be sent. */
  finish(): void;
  /** Gives the connection up in both directions. */
  close(): void;
  /** What has arrived since it was last asked. */
  take(): string;
  /** The other side has finished, and everything was taken. */
  readonly finished: boolean;
  /** Something arrived, or the other side has finished. */
  readonly ready: boolean;
  /** Called whenever `ready` becomes true. */
  arrived: (() => void) | undefined;
}

/** Whose listener it is; a process that has ended leaves none behind. */
export interface Owner {
  readonly pid: number;
  readonly alive: () => boolean;
}

/** A program that waits for connections. */
export interface Listener extends Place {
  readonly pid: number;
  close(): void;
}

export type NetworkErrno = 'EADDRINUSE' | 'EADDRNOTAVAIL' | 'ECONNREFUSED' | 'ENOTFOUND' | 'EAI_AGAIN' | 'EHOSTUNREACH';

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errno: NetworkErrno; readonly address: string };

/** What listens and connects within one network namespace. */
export interface Network {
  /** Opens a port (0: the next free one) on an address, `0.0.0.0` and `::` being all of them. */
  listen(place: Place, owner: Owner, accept: (end: Endpoint) => void): Outcome<Listener>;
  connect(place: Place): Outcome<Endpoint>;
  /** The address behind a name of this machine; undefined for names that only the world outside knows. */
  lookup(name: string): string | undefined;
  readonly listeners: readonly Listener[];
}

const networks = new WeakMap<System, Network>();

/** The network of a system: everything that runs in one container or build step shares it. */
export function networkOf(system: System): Network {
  const known = networks.get(system);
  if (known) return known;
  const made = newNetwork(system);
  networks.set(system, made);
  return made;
}

/** First address that Docker's default bridge gives. Source: docker network inspect bridge. */
const OWN = '172.17.0.2';
/** Ports for the calling side. Source: /proc/sys/net/ipv4/ip_local_port_range. */
const FIRST_EPHEMERAL = 32_768;

const ALL = new Set(['0.0.0.0', '::']);
const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');
const isOwn = (address: string): boolean => ALL.has(address) || isLoopback(address) || address === OWN;

function covers(bound: string, asked: string): boolean {
  if (bound === asked || bound === '::') return true;
  return bound === '0.0.0.0' && asked !== '::1';
}

interface Bound extends Listener {
  readonly owner: Owner;
  readonly accept: (end: Endpoint) => void;
}

/** A namespace with a loopback device and one address of its own. */
function newNetwork(system: System): Network {
  const all: Bound[] = [];
  const open = (): Bound[] => {
    for (const dead of all.filter(({ owner }) => !owner.alive())) dead.close();
    return all;
  };
  let next = FIRST_EPHEMERAL;
  const lookup = (name: string): string | undefined => addressOf(system, name);
  return {
    lookup,
    get listeners() {
      return open();
    },
    listen(place, owner, accept) {
      const { address } = place;
      if (!isOwn(address)) return { ok: false, errno: 'EADDRNOTAVAIL', address };
      const port = place.port === 0 ? next++ : place.port;
      const taken = open().some(
        (one) => one.port === port && (covers(one.address, address) || covers(address, one.address)),
      );
      if (taken) return { ok: false, errno: 'EADDRINUSE', address };
      const listener = {
        address,
        port,
        pid: owner.pid,
        owner,
        accept,
        close() {
          const at = all.indexOf(listener);
          if (at >= 0) all.splice(at, 1);
        },
      };
      all.push(listener);
      return { ok: true, value: listener };
    },
    connect({ address, port }) {
      const target = ALL.has(address) ? '127.0.0.1' : address;
      if (!isOwn(target)) return { ok: false, errno: 'EHOSTUNREACH', address: target };
      const listener = open().find((one) => one.port === port && covers(one.address, target));
      if (!listener) return { ok: false, errno: 'ECONNREFUSED', address: target };
      const [near, far] = pair({ address: target, port: next++ }, { address: target, port });
      listener.accept(far);
      return { ok: true, value: near };
    },
  };
}

/** Two ends of one connection. */
function pair(client: Place, server: Place): [Endpoint, Endpoint] {
  const up: Half = { text: '', finished: false, dead: false };
  const down: Half = { text: '', finished: false, dead: false };
  const near = endpoint({ local: client, remote: server }, down, up);
  const far = endpoint({ local: server, remote: client }, up, down);
  up.tell = () => far.arrived?.();
  down.tell = () => near.arrived?.();
  return [near, far];
}

interface Half {
  text: string;
  finished: boolean;
  /** Nobody reads it any more. */
  dead: boolean;
  tell?: () => void;
}

function endpoint(places: { local: Place; remote: Place }, incoming: Half, outgoing: Half): Endpoint {
  return {
    ...places,
    arrived: undefined,
    send(text) {
      if (outgoing.dead || outgoing.finished) return false;
      outgoing.text += text;
      outgoing.tell?.();
      return true;
    },
    finish() {
      if (outgoing.finished) return;
      outgoing.finished = true;
      outgoing.tell?.();
    },
    close() {
      incoming.dead = true;
      incoming.text = '';
      if (outgoing.finished) return;
      outgoing.finished = true;
      outgoing.tell?.();
    },
    take() {
      const { text } = incoming;
      incoming.text = '';
      return text;
    },
    get finished() {
      return incoming.finished && incoming.text === '';
    },
    get ready() {
      return incoming.finished || incoming.text !== '';
    },
  };
}

/** Names of the machine itself: localhost, its own name, what /etc/hosts says, and addresses. */
function addressOf(system: System, name: string): string | undefined {
  if (/^\d+(?:\.\d+){3}$/.test(name) || name.includes(':')) return name;
  if (name === 'localhost') return '127.0.0.1';
  const hosts = system.tree.read('/etc/hosts');
  for (const line of ((hosts.ok ? hosts.value : undefined) ?? '').split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (names.includes(name) && address !== '') return address;
  }
  return undefined;
}
