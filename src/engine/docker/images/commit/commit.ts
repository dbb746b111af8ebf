import { digestOf } from '../../../base/digest.ts';
import { stack } from '../../../files/index.ts';
import type { Daemon, Result } from '../../daemon/daemon.ts';
import type { Container, Image } from '../../model.ts';
import { withChanges } from './changes.ts';
import { keepImage } from '../tags.ts';

/** What `docker commit` asks for. */
export interface Committing {
  readonly author: string;
  readonly message: string;
  readonly changes: readonly string[];
}

/** Makes an image of a container's config and of its own layer. Refused in the daemon's words. Source: moby daemon/commit.go. */
export function commitContainer(daemon: Daemon, container: Container, asked: Committing): Result<Image> {
  const changed = withChanges(daemon, container.config, asked.changes);
  if (!changed.ok) return changed;
  const { image: base, tree, path, args } = container;
  const layer = tree.commit();
  const fresh = layer.entries.size > 0;
  const config = { ...changed.value, Image: container.config.Image };
  const entry = {
    createdBy: [path, ...args].join(' '),
    created: daemon.now,
    size: layer.size,
    comment: asked.message,
    empty: !fresh,
  };
  const layers = fresh ? [...base.layers, layer.id] : base.layers;
  const image: Image = {
    id: digestOf('committed', JSON.stringify(config), JSON.stringify(entry), asked.author, ...layers),
    parent: base.id,
    tags: [],
    digests: [],
    created: daemon.now,
    config,
    tree: fresh ? stack([...base.tree.layers, layer]) : base.tree,
    os: base.os,
    platform: base.platform,
    size: base.size + layer.size,
    history: [entry, ...base.history],
    layers,
    assumed: base.assumed,
    ...(asked.author === '' ? {} : { author: asked.author }),
    comment: asked.message,
  };
  const kept = keepImage(daemon, image);
  daemon.emit({
    type: 'container',
    action: 'commit',
    id: container.id,
    attributes: {
      comment: asked.message,
      image: container.config.Image,
      imageID: kept.id,
      imageRef: '',
      name: container.name,
    },
  });
  return { ok: true, value: kept };
}
