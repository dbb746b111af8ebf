import type { HostMap, MapAttachment, MapContainer, MapMount } from '../../../../engine/docker/views/index.ts';
import { count, formatBinary } from '../../../../ui/format.ts';

/** Networks, volumes and containers of a machine in a sentence: "3 containers run, 1 exited; 2 networks, 1 volume." */
export function inOneSentence({ containers, networks, volumes }: HostMap): string {
  const own = networks.filter(({ predefined }) => !predefined).length;
  const rest = [
    own > 0 ? `${count(own, 'network')} of its own` : 'no network of its own',
    ...(volumes.length > 0 ? [count(volumes.length, 'volume')] : []),
  ].join(', ');
  if (containers.length === 0) return `No container; ${rest}.`;
  const states = new Map<string, number>();
  for (const { state } of containers) states.set(state, (states.get(state) ?? 0) + 1);
  const words = [...states].toSorted(([one], [other]) => rank(one) - rank(other)).map(stateWords);
  return `${words.map((word, at) => (at === 0 ? word.first : word.next)).join(', ')}; ${rest}.`;
}

const ORDER = ['running', 'paused', 'restarting', 'exited', 'created', 'removing', 'dead'];

function rank(state: string): number {
  return ORDER.indexOf(state);
}

function stateWords([state, amount]: readonly [string, number]): { first: string; next: string } {
  const noun = count(amount, 'container');
  if (state === 'running') return { first: `${noun} ${amount === 1 ? 'runs' : 'run'}`, next: `${amount} running` };
  return { first: `${noun} ${state}`, next: `${amount} ${state}` };
}

/** Which ports of the host lead in: "One port is published, on the loopback address only." */
export function publishedWords({ containers }: HostMap): string {
  const ports = containers.flatMap((one) => one.ports);
  if (ports.length === 0) return containers.length > 0 ? 'No port is published.' : '';
  const words = ports.length === 1 ? 'One port is published' : `${ports.length} ports are published`;
  const near = ports.every(({ address }) => address.startsWith('127.') || address === '::1');
  return `${words}${near ? ', on the loopback address only' : ''}.`;
}

/** A container's state in a word or two: "running", "exited (137, out of memory)". */
export function stateOf({ state, exitCode, oomKilled, health }: MapContainer): string {
  if (state === 'exited') return `exited (${exitCode}${oomKilled ? ', out of memory' : ''})`;
  return state === 'running' && health ? `running, ${health}` : state;
}

/** Where a mount comes from, and how much it may hold: "volume pgdata", "tmpfs, 16 MB". */
export function sourceOf({ type, source, limit }: MapMount): string {
  if (type === 'volume') return `volume ${shortName(source)}`;
  return type === 'bind' ? source : `tmpfs${limit === undefined ? '' : `, ${formatBinary(limit)}`}`;
}

/** Names of anonymous volumes are ids: twelve digits of them are enough to tell them apart. */
export function shortName(name: string): string {
  return /^[\da-f]{64}$/.test(name) ? name.slice(0, 12) : name;
}

/** A network of a container in words; a dash where there is nothing. */
export interface NetworkRow {
  readonly name: string;
  readonly address: string;
  readonly names: string;
}

/** The networks of a container, at least one row: what stands in place of networks is one too. */
export function networkRows({ mode, networks }: MapContainer): readonly NetworkRow[] {
  const none = { address: '–', names: '–' };
  if (mode === 'host' || mode === 'none') return [{ name: mode, ...none }];
  if (mode !== undefined) return [{ name: `network of ${mode}`, ...none }];
  return networks.length === 0 ? [{ name: 'none', ...none }] : networks.map(rowOf);
}

function rowOf(attachment: MapAttachment): NetworkRow {
  const { name, attached, address, address6 } = attachment;
  const addresses = [address, address6].filter((one) => one !== '').join(' ');
  return attached
    ? { name, address: addresses || '–', names: namesThere(attachment) }
    : { name, address: 'at its next start', names: '–' };
}

/** Names that others find a container by, ids left out: everybody has one. */
export function namesThere({ names }: MapAttachment): string {
  return names.filter((name) => !/^[\da-f]{12}$/.test(name)).join(', ') || '–';
}
