import { goTime, NEVER, NO_TIME, rfc3339 } from '../format/times.ts';
import { field, int, optional, str, stringMap, strings, struct, type Value } from '../format/value.ts';
import type { Image } from '../model.ts';
import { configValue } from './config.ts';
import { imageFolders } from './graph-driver.ts';
import { list, text } from './plain.ts';

/** What `docker image inspect` shows, in the order of the API. Source: moby api/types/types.go ImageInspect. */
export function imageValue(image: Image): Value {
  const [os = 'linux', architecture = 'amd64', variant = ''] = image.platform.split('/');
  return struct('types.ImageInspect', [
    text('ID', image.id, 'Id'),
    list('RepoTags', image.tags),
    list('RepoDigests', image.digests),
    text('Parent', ''),
    text('Comment', image.comment ?? 'buildkit.dockerfile.v0'),
    text('Created', rfc3339(image.created)),
    text('DockerVersion', ''),
    text('Author', image.author ?? ''),
    field('Config', configValue(image.config)),
    text('Architecture', architecture),
    optional('Variant', str(variant)),
    text('Os', os),
    field('Size', int(image.size)),
    field(
      'GraphDriver',
      struct('types.GraphDriverData', [field('Data', stringMap(imageFolders(image.layers))), text('Name', 'overlay2')]),
    ),
    field('RootFS', struct('types.RootFS', [text('Type', 'layers'), optional('Layers', strings(image.layers))])),
    field(
      'Metadata',
      struct('image.Metadata', [
        field('LastTagTime', {
          ...str(image.tags.length > 0 ? rfc3339(image.created) : NEVER, 'time.Time'),
          shown: image.tags.length > 0 ? goTime(image.created, true) : NO_TIME,
        }),
      ]),
    ),
  ]);
}
