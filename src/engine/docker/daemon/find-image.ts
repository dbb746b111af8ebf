import type { Image } from '../model.ts';
import type { Daemon } from './daemon.ts';

/** The image of a reference as people write it (`alpine`, `alpine:3.20`), an id or the beginning of one; undefined when the host has none. */
export function findImage(daemon: Daemon, reference: string): Image | undefined {
  const { images } = daemon.store;
  const short = reference.replace(/^docker\.io\/(?:library\/)?/, '');
  const tagged = /:[^/]*$/.test(short) ? short : `${short}:latest`;
  const byTag = [...images.values()].find(({ tags }) => tags.includes(tagged));
  if (byTag) return byTag;
  const hex = reference.replace(/^sha256:/, '');
  if (!/^[0-9a-f]{2,64}$/.test(hex)) return undefined;
  const byId = [...images.values()].filter(({ id }) => id.startsWith(`sha256:${hex}`));
  return byId.length === 1 ? byId[0] : undefined;
}
