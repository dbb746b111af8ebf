import type { HostMap, MapContainer, MapMount, MapNetwork, MapPort } from '../../../../engine/docker/views/index.ts';
import { formatBinary, formatBytes } from '../../../../ui/format.ts';
import type { Box, Picked, Rail, RailMap, Store, Tap } from '../../../../ui/rail-map/rails.ts';
import type { Selection } from '../../terminal/session/page-host.ts';
import { shortName, stateOf } from './map-labels.ts';

/** Most containers of one drawing: beyond that nobody sees anything, and the table has them all. */
export const MOST_DRAWN = 60;

/** A machine as rails (networks), boxes (containers) and stores (mounts). Networks that are always there appear when somebody uses them. */
export function drawingOf(map: HostMap): RailMap {
  const containers = map.containers.slice(0, MOST_DRAWN);
  const host = map.networks.find(({ driver, predefined }) => predefined && driver === 'host');
  const onHost = containers.some((one) => one.mode === 'host' || one.ports.length > 0);
  const used = new Set(containers.flatMap(({ networks }) => networks.map(({ network }) => network)));
  const networks = map.networks.filter(
    ({ id, predefined, driver }) => driver !== 'host' && driver !== 'null' && (!predefined || used.has(id)),
  );
  return {
    rails: [
      ...(host && onHost ? [{ id: host.id, title: 'host', note: 'published ports', stroke: 'double' as const }] : []),
      ...networks.toSorted((one, other) => Number(one.predefined) - Number(other.predefined)).map(railOf),
    ],
    boxes: containers.map((container) => boxOf(container, host)),
    stores: storesOf(map, containers),
  };
}

function railOf({ id, name, driver, subnets, internal }: MapNetwork): Rail {
  const kind = internal ? `${driver}, internal` : driver;
  return { id, title: name, note: [...subnets.slice(0, 1), kind].join(' · '), stroke: internal ? 'dashed' : 'solid' };
}

function boxOf(container: MapContainer, host: MapNetwork | undefined): Box {
  const { id, name, image, state, mounts } = container;
  const runs = state === 'running' || state === 'paused';
  return {
    id,
    title: name,
    lines: [image, [stateOf(container), ...doing(container)].join(' · ')],
    stroke: state === 'paused' ? 'double' : runs ? 'solid' : 'dashed',
    taps: tapsOf(container, host),
    ties: mounts.map((mount) => ({
      store: storeId(container, mount),
      label: `${mount.target}${mount.readonly ? ' (ro)' : ''}`,
    })),
  };
}

function doing({ listeners, mode }: MapContainer): readonly string[] {
  const open = listeners.filter(({ loopback }) => !loopback);
  const ports = open.slice(0, 3).map(({ port, udp }) => `${port}${udp ? '/udp' : ''}`);
  return [
    ...(ports.length > 0 ? [`listens on ${ports.join(', ')}${open.length > 3 ? '…' : ''}`] : []),
    ...(mode !== undefined && mode !== 'host' ? [mode === 'none' ? 'no network' : `network of ${mode}`] : []),
  ];
}

function tapsOf({ ports, networks, mode }: MapContainer, host: MapNetwork | undefined): readonly Tap[] {
  const [first] = ports;
  const rail = host?.id ?? '';
  return [
    ...(mode === 'host' ? [{ rail, label: 'host’s own', note: 'no network of its own' }] : []),
    ...(first ? [{ rail, label: portOf(first), note: portNote(first, ports.length - 1), arrow: true }] : []),
    ...networks.map(({ network, attached, address, address6, aliases }) => ({
      rail: network,
      label: address || address6,
      note: attached ? aliasesOf(aliases) : 'at its next start',
      ...(attached ? {} : { dashed: true }),
    })),
  ];
}

/** A published port as the host has it: `127.0.0.1:8080`, `:8080` on every address. */
export function portOf({ address, hostPort }: MapPort): string {
  return `${address.includes(':') ? `[${address}]` : address}:${hostPort}`;
}

function portNote({ port, protocol }: MapPort, more: number): string {
  return `to ${port}${protocol === 'tcp' ? '' : `/${protocol}`}${more > 0 ? `, ${more} more` : ''}`;
}

function aliasesOf(aliases: readonly string[]): string {
  const [first] = aliases;
  if (first === undefined) return '';
  return `alias ${first}${aliases.length > 1 ? `, ${aliases.length - 1} more` : ''}`;
}

/** Volumes and host paths are one for all that have them, memory belongs to its container. */
function storeId({ id }: MapContainer, { type, source, target }: MapMount): string {
  return type === 'tmpfs' ? `tmpfs:${id}:${target}` : `${type}:${source}`;
}

function storesOf({ volumes }: HostMap, containers: readonly MapContainer[]): readonly Store[] {
  const stores = new Map<string, Store>();
  for (const container of containers)
    for (const mount of container.mounts) {
      if (mount.type === 'volume') continue;
      const id = storeId(container, mount);
      const { source, limit } = mount;
      const store: Store =
        mount.type === 'bind'
          ? { id, title: source, note: 'bind: a path of the host', stroke: 'solid' }
          : {
              id,
              title: 'tmpfs',
              note: `${limit === undefined ? 'memory' : formatBinary(limit)}, gone at stop`,
              stroke: 'dotted',
            };
      stores.set(id, store);
    }
  for (const { name, anonymous, bytes, driver } of volumes) {
    const kind = `${anonymous ? 'anonymous' : 'named'} volume`;
    const size = bytes === undefined ? `from elsewhere (${driver})` : formatBytes(bytes);
    stores.set(`volume:${name}`, {
      id: `volume:${name}`,
      title: shortName(name),
      note: `${kind}, ${size}`,
      stroke: 'solid',
    });
  }
  return [...stores.values()];
}

/** What a part of the drawing stands for; a path of the host or memory for the container that has it. */
export function selectionOf(map: HostMap, { kind, id }: Picked): Selection | undefined {
  if (kind === 'rail') return { kind: 'network', id };
  if (kind === 'box') return { kind: 'container', id };
  if (id.startsWith('volume:')) return { kind: 'volume', id: id.slice('volume:'.length) };
  const owner = map.containers.find((one) => one.mounts.some((mount) => storeId(one, mount) === id));
  return owner && { kind: 'container', id: owner.id };
}

/** The part of the drawing that stands for a selection. */
export function pickedOf(selection: Selection | undefined): Picked | undefined {
  if (selection?.kind === 'network') return { kind: 'rail', id: selection.id };
  if (selection?.kind === 'container') return { kind: 'box', id: selection.id };
  return selection?.kind === 'volume' ? { kind: 'store', id: `volume:${selection.id}` } : undefined;
}
