import type { Daemon } from '../daemon/daemon.ts';
import type { Host } from '../host.ts';
import { statusText } from '../listing/status.ts';
import type { Container, Endpoint, Image, Mount, Network, Status, Volume } from '../model.ts';
import { isPredefined } from '../networks/find.ts';
import { namesOf } from '../networks/endpoints/make-endpoints.ts';
import { namespaceOf } from '../networks/packets/sandbox.ts';
import { readTmpfs } from '../volumes/tmpfs-options.ts';

/** Everything on a host and what it is tied to. Ids are whole; bytes are uncompressed. */
export interface HostMap {
  /** Oldest first, as the others. */
  readonly containers: readonly MapContainer[];
  readonly images: readonly MapImage[];
  readonly networks: readonly MapNetwork[];
  readonly volumes: readonly MapVolume[];
}

export interface MapContainer {
  readonly id: string;
  readonly name: string;
  /** As it was named, or a short id. */
  readonly image: string;
  readonly imageId: string;
  readonly state: Status;
  /** As `docker ps` says it: `Up 3 seconds (healthy)`. */
  readonly status: string;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  readonly health?: 'starting' | 'healthy' | 'unhealthy';
  /** Where its programs listen. */
  readonly listeners: readonly MapListener[];
  /** Networks that it is attached to, or will be at its next start. */
  readonly networks: readonly MapAttachment[];
  /** Instead of networks of its own: `host`, `none` or the name of the container whose network it shares. */
  readonly mode?: string;
  /** Published ports of the host. */
  readonly ports: readonly MapPort[];
  readonly mounts: readonly MapMount[];
}

export interface MapListener {
  readonly port: number;
  readonly udp: boolean;
  /** On a loopback address: nobody else reaches it. */
  readonly loopback: boolean;
}

export interface MapAttachment {
  /** Id of the network; empty when it is not there (any more). */
  readonly network: string;
  readonly name: string;
  /** It has its addresses now. */
  readonly attached: boolean;
  readonly address: string;
  readonly address6: string;
  /** Names that others on the network find it by: its own first. None on the default bridge. */
  readonly names: readonly string[];
  /** Those of them that somebody gave it. */
  readonly aliases: readonly string[];
}

export interface MapPort {
  /** Empty: every address of the host, as `0.0.0.0` and `::`. */
  readonly address: string;
  readonly hostPort: number;
  readonly port: number;
  readonly protocol: string;
}

export interface MapMount {
  readonly type: 'bind' | 'volume' | 'tmpfs';
  /** Name of the volume, path on the host; empty for a tmpfs. */
  readonly source: string;
  readonly target: string;
  readonly readonly: boolean;
  /** Of a tmpfs: how many bytes it may hold; undefined: half of the memory. */
  readonly limit?: number;
}

export interface MapNetwork {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly subnets: readonly string[];
  readonly internal: boolean;
  /** `bridge`, `host` and `none`, which are always there. */
  readonly predefined: boolean;
}

export interface MapVolume {
  readonly name: string;
  readonly driver: string;
  readonly anonymous: boolean;
  /** Of its files; undefined for what is mounted from elsewhere (nfs). */
  readonly bytes?: number;
  /** Ids of the containers that have it, stopped ones too. */
  readonly users: readonly string[];
}

export interface MapImage {
  readonly id: string;
  /** Empty: nobody names it any more. */
  readonly tags: readonly string[];
  readonly bytes: number;
  readonly assumed: boolean;
  /** Ids of the containers that were made of it. */
  readonly users: readonly string[];
}

/** The map of a host: containers, images, networks and volumes with what ties them together. Nothing is asked; it never fails. */
export function map({ daemon }: Host, _question: Readonly<Record<string, never>>): HostMap {
  const { store } = daemon;
  const containers = [...store.containers.values()];
  return {
    containers: containers.map((container) => containerOf(daemon, container)),
    images: [...store.images.values()].map((image) => imageOf(image, containers)),
    networks: [...store.networks.values()].map(networkOf),
    volumes: [...store.volumes.values()].map((volume) => volumeOf(volume, containers)),
  };
}

function containerOf(daemon: Daemon, container: Container): MapContainer {
  const { id, name, image, state } = container;
  const mode = modeOf(daemon, container);
  return {
    id,
    name,
    image: container.config.Image || shortId(image.id),
    imageId: image.id,
    state: state.status,
    status: statusText(state, daemon.now),
    exitCode: state.exitCode,
    oomKilled: state.oomKilled,
    ...(state.health ? { health: state.health.status } : {}),
    listeners: listenersOf(daemon, container),
    networks: mode === undefined ? attachmentsOf(daemon, container) : [],
    ...(mode === undefined ? {} : { mode }),
    ports: portsOf(container),
    mounts: [...container.mounts.map((mount) => mountOf(daemon, container, mount)), ...memoryMounts(daemon, container)],
  };
}

function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

/** What stands in place of networks; undefined when it has some. */
function modeOf(daemon: Daemon, { hostConfig }: Container): string | undefined {
  const { NetworkMode: mode } = hostConfig;
  if (mode === 'host' || mode === 'none') return mode;
  if (!mode.startsWith('container:')) return undefined;
  const asked = mode.slice('container:'.length);
  const all = [...daemon.store.containers.values()];
  return all.find(({ id, name }) => name === asked || id.startsWith(asked))?.name ?? asked;
}

/** Containers in host mode listen on the host: whose listener is whose is not known there, so none is told. */
function listenersOf(daemon: Daemon, container: Container): MapListener[] {
  if (container.hostConfig.NetworkMode === 'host' || !daemon.live.has(container.id)) return [];
  const seen = new Map<string, MapListener>();
  for (const { address, port, udp = false } of namespaceOf(daemon, container)?.listeners ?? []) {
    const key = `${port} ${udp}`;
    const loopback = (address.startsWith('127.') || address === '::1') && seen.get(key)?.loopback !== false;
    seen.set(key, { port, udp, loopback });
  }
  return [...seen.values()].toSorted((one, other) => one.port - other.port || Number(one.udp) - Number(other.udp));
}

function attachmentsOf(daemon: Daemon, container: Container): MapAttachment[] {
  return [...container.endpoints.values()].map((endpoint) => {
    const attached = endpoint.endpointId !== '';
    return {
      network: networkIdOf(daemon, endpoint),
      name: endpoint.network,
      attached,
      address: attached ? endpoint.address : '',
      address6: attached ? endpoint.address6 : '',
      names: namesOf(container, endpoint) ?? [],
      aliases: endpoint.aliases ?? [],
    };
  });
}

function networkIdOf({ store }: Daemon, { networkId, network }: Endpoint): string {
  if (store.networks.has(networkId)) return networkId;
  return [...store.networks.values()].find(({ name }) => name === network)?.id ?? '';
}

/** Bindings of both families of the same port are one, as they were asked for. */
function portsOf({ ports, state }: Container): MapPort[] {
  if (state.pid === 0) return [];
  const found = new Map<string, MapPort>();
  for (const [key, bindings] of Object.entries(ports)) {
    const [port = '', protocol = 'tcp'] = key.split('/');
    for (const { HostIp, HostPort } of bindings ?? []) {
      const address = HostIp === '0.0.0.0' || HostIp === '::' ? '' : HostIp;
      const one = { address, hostPort: Number(HostPort), port: Number(port), protocol };
      found.set(Object.values(one).join(' '), one);
    }
  }
  return [...found.values()];
}

function mountOf(daemon: Daemon, container: Container, mount: Mount): MapMount {
  const limit = mount.Type === 'tmpfs' ? limitOfMount(container, mount.Destination) : undefined;
  return {
    type: mount.Type,
    source: mount.Type === 'volume' ? (mount.Name ?? '') : mount.Source,
    target: mount.Destination,
    readonly: !mount.RW,
    ...(limit === undefined ? {} : { limit }),
  };
}

function limitOfMount({ hostConfig }: Container, target: string): number | undefined {
  return hostConfig.Mounts?.find(({ Target }) => Target === target)?.TmpfsOptions?.SizeBytes || undefined;
}

/** What `--tmpfs` mounts, which `inspect` does not list among the mounts. */
function memoryMounts({ profile }: Daemon, { hostConfig }: Container): MapMount[] {
  return Object.entries(hostConfig.Tmpfs ?? {}).map(([target, options]) => {
    const read = readTmpfs(options === '' ? [] : options.split(','), profile.memory);
    const { readonly, bytes } = 'invalid' in read ? read.invalid : read;
    return { type: 'tmpfs', source: '', target, readonly, ...(bytes === undefined ? {} : { limit: bytes }) };
  });
}

function networkOf({ id, name, driver, pools, internal }: Network): MapNetwork {
  const subnets = (pools ?? []).map(({ Subnet }) => Subnet);
  return { id, name, driver, subnets, internal, predefined: isPredefined(name) };
}

function volumeOf({ name, driver, anonymous, options, tree }: Volume, containers: readonly Container[]): MapVolume {
  const users = containers.filter(({ mounts }) => mounts.some(({ Name }) => Name === name)).map(({ id }) => id);
  const bytes = Object.keys(options ?? {}).length > 0 ? {} : { bytes: tree.size('/') };
  return { name, driver, anonymous, users, ...bytes };
}

function imageOf({ id, tags, size, assumed }: Image, containers: readonly Container[]): MapImage {
  const users = containers.filter(({ image }) => image.id === id).map((one) => one.id);
  return { id, tags: [...tags], bytes: size, assumed, users };
}
