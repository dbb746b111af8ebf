import type { Daemon } from '../daemon/daemon.ts';
import { humanSize } from '../format/sizes.ts';
import { cacheUsage, type CacheUsage } from '../images/buildx/cache-records.ts';
import { containerSizes } from '../inspect/sizes.ts';
import type { Container, Image, Volume } from '../model.ts';
import type { ImageUsage } from './images.ts';
import type { VolumeUsage } from './volumes.ts';

/** What everything on a host takes. Bytes. */
export interface DiskUsage {
  readonly images: ReadonlyMap<Image, ImageUsage>;
  /** All layers, shared ones once. */
  readonly layers: number;
  readonly containers: ReadonlyMap<Container, number>;
  readonly volumes: ReadonlyMap<Volume, VolumeUsage>;
  readonly cache: readonly CacheUsage[];
}

/** Bytes by layer, lowest first: as the history tells them, the rest with the lowest. */
function layerSizes({ layers, history, size }: Image): number[] {
  const steps = history.filter(({ empty }) => !empty).map((entry) => entry.size);
  const sizes = layers.map(() => 0);
  for (let at = 0; at < Math.min(steps.length, layers.length - 1); at++) sizes[layers.length - 1 - at] = steps[at] ?? 0;
  const above = sizes.reduce((sum, one) => sum + one, 0);
  if (sizes.length > 0) sizes[0] = Math.max(0, size - above);
  return sizes;
}

/** Measures a host. Source: moby daemon/disk_usage.go. */
export function diskUsage(daemon: Daemon): DiskUsage {
  const { store } = daemon;
  const users = new Map<string, number>();
  const bytes = new Map<string, number>();
  for (const image of store.images.values()) {
    const sizes = layerSizes(image);
    for (const [at, layer] of image.layers.entries()) {
      users.set(layer, (users.get(layer) ?? 0) + 1);
      bytes.set(layer, Math.min(bytes.get(layer) ?? Number.POSITIVE_INFINITY, sizes[at] ?? 0));
    }
  }
  const containers = [...store.containers.values()];
  const images = [...store.images.values()].map((image) => {
    const shared = image.layers.reduce(
      (sum, layer) => sum + ((users.get(layer) ?? 0) > 1 ? (bytes.get(layer) ?? 0) : 0),
      0,
    );
    return [image, { shared, containers: containers.filter((one) => one.image.id === image.id).length }] as const;
  });
  // what is mounted from elsewhere is not measured: moby volume/service/service.go LocalVolumesSize
  const local = [...store.volumes.values()].filter(({ options }) => Object.keys(options ?? {}).length === 0);
  const volumes = local.map((volume) => {
    const links = containers.filter(({ mounts }) => mounts.some(({ Name }) => Name === volume.name)).length;
    return [volume, { links, size: volume.tree.commit().size }] as const;
  });
  return {
    images: new Map(images),
    layers: [...bytes.values()].reduce((sum, one) => sum + one, 0),
    containers: new Map(containers.map((one) => [one, containerSizes(one).own])),
    volumes: new Map(volumes),
    cache: cacheUsage(daemon),
  };
}

/** A line of `docker system df`. */
export interface UsageLine {
  readonly type: string;
  readonly name: string;
  readonly total: number;
  readonly active: number;
  readonly size: number;
  readonly reclaimable: string;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function share(bytes: number, size: number): string {
  return `${humanSize(bytes)}${size > 0 ? ` (${Math.trunc((bytes * 100) / size)}%)` : ''}`;
}

/** The four lines of `docker system df`. Source: docker/cli formatter/disk_usage.go (26.1). */
export function usageLines({ images, layers, containers, volumes, cache }: DiskUsage): UsageLine[] {
  const used = [...images].filter(([, usage]) => usage.containers > 0);
  const running = [...containers].filter(([{ state }]) => /^(?:running|paused|restarting)$/.test(state.status));
  const sizeOfContainers = sum([...containers.values()]);
  const idle = sizeOfContainers - sum(running.map(([, size]) => size));
  const linked = [...volumes.values()].filter(({ links }) => links > 0);
  const sizeOfVolumes = sum([...volumes.values()].map(({ size }) => size));
  const sizeOfCache = sum(cache.filter(({ shared }) => !shared).map(({ size }) => size));
  return [
    {
      type: 'diskUsageImagesContext',
      name: 'Images',
      total: images.size,
      active: used.length,
      size: layers,
      reclaimable: share(layers - sum(used.map(([image, usage]) => image.size - usage.shared)), layers),
    },
    {
      type: 'diskUsageContainersContext',
      name: 'Containers',
      total: containers.size,
      active: running.length,
      size: sizeOfContainers,
      reclaimable: share(idle, sizeOfContainers),
    },
    {
      type: 'diskUsageVolumesContext',
      name: 'Local Volumes',
      total: volumes.size,
      active: linked.length,
      size: sizeOfVolumes,
      reclaimable: share(sizeOfVolumes - sum(linked.map(({ size }) => size)), sizeOfVolumes),
    },
    {
      type: 'diskUsageBuilderContext',
      name: 'Build Cache',
      total: cache.length,
      active: 0,
      size: sizeOfCache,
      reclaimable: humanSize(sizeOfCache),
    },
  ];
}
