import type { Daemon } from '../../daemon/daemon.ts';
import { deliver } from './deliver.ts';
import { explainName } from '../names/dns.ts';
import { pathTo, type Reason, type Sender } from './route.ts';
import { namespaceOf } from './sandbox.ts';
import { viewOf } from '../names/container-files.ts';
import { readAddress } from '../ipam/address.ts';

/** What becomes of a connection, and why: for views and checks. */
export interface Reachability {
  readonly outcome:
    'connected' | 'refused' | 'timeout' | 'no-route' | 'unreachable' | 'no-name' | 'not-running' | 'world';
  /** `no-listener`: it arrives, but nobody listens on the port; `loopback-only`: somebody listens there on 127.0.0.1 alone. */
  readonly reason: Reason | 'no-listener' | 'loopback-only' | 'unknown-name' | 'not-running';
  /** Address that the name stood for. */
  readonly address?: string;
  /** Name of the container that answers, or `host`. */
  readonly to?: string;
  /** Network over which it leaves. */
  readonly network?: string;
  /** The published port of the host that led there. */
  readonly published?: { readonly hostPort: number; readonly containerPort: number };
}

/** Where somebody wants to go: a name or an address, and a port. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly udp?: boolean;
}

/**
 * Whether a program in a running container, or on the host, would reach a port, without anything being sent. The same rules carry
 * real connections (path.ts, carry.ts).
 */
export function reachability(daemon: Daemon, from: Sender, target: Target): Reachability {
  if (from !== 'host' && !daemon.live.has(from.id)) return { outcome: 'not-running', reason: 'not-running' };
  const address = addressOf(daemon, from, target.host);
  if (address === undefined) return { outcome: 'no-name', reason: 'unknown-name' };
  const sender = senderOf(daemon, from);
  const path = pathTo(daemon, sender, address);
  const place = { address, port: target.port, ...(target.udp ? { udp: true } : {}) };
  const delivery = deliver(daemon, sender, place);
  const over = { address, ...(path.over ? { network: path.over.name } : {}) };
  if (!delivery && path.to !== 'self') return { ...missed(path.probe.kind), reason: path.reason, ...over };
  const end = delivery?.to ?? sender;
  const inner = delivery?.place ?? place;
  const { published } = delivery ?? {};
  const found = {
    ...over,
    to: end === 'host' ? 'host' : end.name,
    ...(published ? { published: { hostPort: published.hostPort, containerPort: published.containerPort } } : {}),
  };
  const listeners = (namespaceOf(daemon, end)?.listeners ?? []).filter(
    (one) => one.port === inner.port && (one.udp ?? false) === (target.udp ?? false),
  );
  const open = listeners.some((one) => covers(one.address, inner.address));
  if (open) return { outcome: 'connected', reason: path.reason, ...found };
  return { outcome: 'refused', reason: listeners.length > 0 ? 'loopback-only' : 'no-listener', ...found };
}

function missed(kind: string): Pick<Reachability, 'outcome'> {
  const outcomes: Readonly<Record<string, Reachability['outcome']>> = {
    silent: 'timeout',
    nobody: 'no-route',
    unreachable: 'unreachable',
    world: 'world',
  };
  return { outcome: outcomes[kind] ?? 'refused' };
}

function covers(bound: string, asked: string): boolean {
  return bound === asked || bound === '::' || (bound === '0.0.0.0' && !asked.includes(':'));
}

/** Whose namespace a container lives in: with `container:` that of another one. */
export function senderOf(daemon: Daemon, from: Sender): Sender {
  if (from === 'host') return from;
  const mode = from.hostConfig.NetworkMode;
  if (!mode.startsWith('container:')) return from;
  const name = mode.slice('container:'.length);
  const other = [...daemon.store.containers.values()].find((one) => one.name === name || one.id.startsWith(name));
  return other ? senderOf(daemon, other) : from;
}

/** What a resolver would find: an address as it stands, a line of /etc/hosts, an answer of the name server. */
function addressOf(daemon: Daemon, from: Sender, host: string): string | undefined {
  if (readAddress(host)) return host;
  if (host === 'localhost') return '127.0.0.1';
  const files = from === 'host' ? daemon.hostTree : viewOf(from);
  const hosts = files.read('/etc/hosts');
  for (const line of ((hosts.ok ? hosts.value : undefined) ?? '').split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (names.includes(host)) return address;
  }
  const conf = files.read('/etc/resolv.conf');
  const server = /^nameserver\s+(\S+)/m.exec((conf.ok ? conf.value : undefined) ?? '')?.[1] ?? daemon.profile.lan.dns;
  const { answer } = explainName(daemon, senderOf(daemon, from), { name: host, type: 'A', server });
  return answer.kind === 'answer' ? answer.addresses[0] : undefined;
}
