import type { Daemon } from '../daemon/daemon.ts';
import { findImage } from '../daemon/find-image.ts';
import type { Image } from '../model.ts';
import { pullImage } from './pull.ts';
import { readReference, withTag } from './reference.ts';

/**
 * The image of a name, as programs beside `docker` get it: the engine's own, or pulled, which takes `ms` of virtual time that the caller
 * waits. A text says why there is none, in the words of client or daemon.
 */
export function obtainImage(daemon: Daemon, name: string): { readonly image: Image; readonly ms: number } | string {
  const found = findImage(daemon, name);
  if (found) return { image: found, ms: 0 };
  const read = readReference(name);
  if (!read.ok) return read.message;
  const pulled = pullImage(daemon, withTag(read.value));
  return pulled.ok ? { image: pulled.value.image, ms: pulled.value.ms } : pulled.message;
}
