import type { Daemon } from '../daemon/daemon.ts';
import type { Image } from '../model.ts';

/** Gives an image a tag (`app:v2`); whatever had it loses it, and may be left without a name. */
export function setTag(daemon: Daemon, image: Image, tag: string): void {
  for (const other of daemon.store.images.values())
    if (other.id !== image.id) other.tags = other.tags.filter((one) => one !== tag);
  if (!image.tags.includes(tag)) image.tags = [...image.tags, tag].toSorted();
  daemon.emit({ type: 'image', action: 'tag', id: image.id, attributes: { ...image.config.Labels, name: tag } });
}

/** Puts an image into the daemon's store, or finds the same one there. */
export function keepImage(daemon: Daemon, image: Image): Image {
  const known = daemon.store.images.get(image.id);
  if (known) return known;
  daemon.store.images.set(image.id, image);
  return image;
}
