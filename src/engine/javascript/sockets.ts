import { networkOf, type Endpoint, type Listener, type Network } from '../kernel/network/network.ts';
import type { Process } from '../kernel/system.ts';
import type { JsEvent } from '../kernel/js-runtime.ts';

/** The connections and listeners of one program. */
export interface Sockets {
  /** Answers a request of the guest's module net; undefined when it is none. */
  call(op: string, args: readonly unknown[]): { readonly value: unknown } | undefined;
  /** Ports that others can reach from outside the machine. */
  ports(): readonly number[];
  /** Ports on addresses of the machine itself. */
  localPorts(): readonly number[];
  close(): void;
}

/** Numbers of connections that come in; those that the guest opens count up from 1. */
const INCOMING = 1_000_000;

interface Open {
  readonly process: Process;
  readonly network: Network;
  readonly tell: (event: JsEvent) => void;
  readonly ends: Map<number, { readonly end: Endpoint; told: boolean }>;
  readonly listeners: Map<number, Listener>;
  next: number;
}

/** Sockets that tell `tell` what happens to them. */
export function newSockets(process: Process, tell: (event: JsEvent) => void): Sockets {
  const open: Open = {
    process,
    network: networkOf(process.system),
    tell,
    ends: new Map(),
    listeners: new Map(),
    next: INCOMING,
  };
  const operations: Readonly<Record<string, (args: readonly unknown[]) => unknown>> = {
    listen: ([id, host, port]) =>
      listen(open, { id: Number(id), host: host === null ? undefined : String(host), port: Number(port) }),
    unlisten([id]) {
      open.listeners.get(Number(id))?.close();
      open.listeners.delete(Number(id));
    },
    connect: ([id, host, port]) => connect(open, { id: Number(id), host: String(host), port: Number(port) }),
    send: ([id, text]) => open.ends.get(Number(id))?.end.send(String(text)),
    end: ([id]) => open.ends.get(Number(id))?.end.finish(),
    close([id]) {
      open.ends.get(Number(id))?.end.close();
      open.ends.delete(Number(id));
    },
    lookup: ([name]) => lookup(open, String(name)),
    interfaces: () => interfaces(open.network),
  };
  return {
    call(op, args) {
      const operation = operations[op];
      return operation ? { value: operation(args) } : undefined;
    },
    ports: () => [...open.listeners.values()].filter((one) => !isLocal(one)).map(({ port }) => port),
    localPorts: () => [...open.listeners.values()].filter(isLocal).map(({ port }) => port),
    close() {
      for (const listener of open.listeners.values()) listener.close();
      for (const { end } of open.ends.values()) end.close();
    },
  };
}

function isLocal({ address }: Listener): boolean {
  return address === '::1' || address.startsWith('127.');
}

/** Addresses as `os.networkInterfaces()` lists them. */
function interfaces(network: Network): Record<string, unknown> {
  const rows = network.devices
    .filter(({ up, addresses }) => up && addresses.length > 0)
    .map(({ name, kind, mac, addresses }) => {
      const all = addresses.map(({ address, bits }) => ({
        address,
        netmask: netmask(address, bits),
        family: address.includes(':') ? 'IPv6' : 'IPv4',
        mac,
        internal: kind === 'loopback',
        cidr: `${address}/${bits}`,
      }));
      return [name, all] as const;
    });
  return Object.fromEntries(rows);
}

function netmask(address: string, bits: number): string {
  const six = address.includes(':');
  const parts = Array.from({ length: six ? 8 : 4 }, (_, at) => {
    const width = six ? 16 : 8;
    const own = Math.min(width, Math.max(0, bits - at * width));
    return 2 ** width - 2 ** (width - own);
  });
  return six
    ? parts
        .map((part) => part.toString(16))
        .join(':')
        .replace(/(?:^|:)0(?::0)+$/, '::')
    : parts.join('.');
}

const facts = ({ local, remote }: Endpoint): Readonly<Record<string, unknown>> => ({
  localAddress: local.address,
  localPort: local.port,
  remoteAddress: remote.address,
  remotePort: remote.port,
  remoteFamily: 'IPv4',
});

/** Hands on what arrives at an end: at once what is there already. */
function follow(open: Open, id: number, end: Endpoint): void {
  const entry = { end, told: false };
  open.ends.set(id, entry);
  const arrived = (): void => {
    const text = end.take();
    if (text !== '') open.tell({ name: 'data', id, text });
    if (!end.finished || entry.told) return;
    entry.told = true;
    open.tell({ name: 'end', id });
  };
  end.arrived = arrived;
  if (end.ready) arrived();
}

function listen(open: Open, what: { id: number; host: string | undefined; port: number }): unknown {
  const { id, host, port } = what;
  const { process, network } = open;
  const address = host === undefined ? '::' : network.lookup(host);
  if (address === undefined) return { error: { code: 'ENOTFOUND', address: host } };
  const alive = (): boolean => process.processes().some(({ pid, state }) => pid === process.pid && state !== 'zombie');
  const made = network.listen({ address, port }, { pid: process.pid, alive }, (end) => {
    const number = open.next++;
    open.tell({ name: 'connection', server: id, id: number, ...facts(end) });
    follow(open, number, end);
  });
  if (!made.ok) return { error: { code: made.errno, address } };
  open.listeners.set(id, made.value);
  return { address: { address, family: address.includes(':') ? 'IPv6' : 'IPv4', port: made.value.port } };
}

/** The address of a name, or why there is none. */
function lookup({ network, process }: Open, name: string): unknown {
  const address = network.lookup(name);
  if (address !== undefined) return { address };
  if (network.knowsWorld && name.includes('.')) return { notSimulated: `address of ${name}` };
  return { code: process.system.network ? 'ENOTFOUND' : 'EAI_AGAIN' };
}

/** Opens a connection; answers what is not simulated: whatever lies outside the machine and has a name of the world. */
function connect(open: Open, what: { id: number; host: string; port: number }): string | undefined {
  const { id, host, port } = what;
  const { network, process, tell } = open;
  const address = network.lookup(host);
  if (address === undefined) {
    if (network.knowsWorld && host.includes('.')) return `connection to ${host}`;
    // A single word is a name that only Docker's own DNS could know; nobody else is on this network.
    tell({ name: 'connected', id, error: { code: process.system.network ? 'ENOTFOUND' : 'EAI_AGAIN' } });
    return undefined;
  }
  const made = network.connect({ address, port });
  if (!made.ok) {
    if (made.world) return `connection to ${host}`;
    // nobody ever answers: the guest goes on waiting
    if (made.errno === 'ETIMEDOUT') return undefined;
    tell({ name: 'connected', id, error: { code: made.errno, address: made.address } });
    return undefined;
  }
  tell({ name: 'connected', id, ...facts(made.value) });
  follow(open, id, made.value);
  return undefined;
}
