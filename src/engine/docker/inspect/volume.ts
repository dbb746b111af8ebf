import { rfc3339Seconds } from '../format/times.ts';
import { dict, field, optional, pointer, str, stringMap, struct, type Value } from '../format/value.ts';
import type { Volume } from '../model.ts';
import { text } from './plain.ts';

/** Where a volume's files lie on the host. */
export function mountpoint({ name }: Volume): string {
  return `/var/lib/docker/volumes/${name}/_data`;
}

/** What `docker volume inspect` shows. Source: moby api/types/volume/volume.go; recorded, vol-basics, vol-nfs. */
export function volumeValue(volume: Volume): Value {
  return struct('volume.Volume', [
    optional('ClusterVolume', pointer(null, '*volume.ClusterVolume')),
    optional('CreatedAt', str(rfc3339Seconds(volume.created))),
    text('Driver', volume.driver),
    field('Labels', stringMap(volume.labels)),
    text('Mountpoint', mountpoint(volume)),
    text('Name', volume.name),
    field('Options', stringMap(volume.options)),
    text('Scope', 'local'),
    optional('Status', dict(null, 'map[string]interface {}')),
    optional('UsageData', pointer(null, '*volume.UsageData')),
  ]);
}
