import type { Daemon } from '../../daemon/daemon.ts';
import { findImage } from '../../daemon/find-image.ts';
import type { Image } from '../../model.ts';
import { pullImage } from './pull.ts';
import { readReference, withTag } from '../reference.ts';

/** An image that is there after `ms` of virtual time. */
export interface Obtained {
  arrive(): Image;
  readonly ms: number;
}

/**
 * The image of a name, as programs beside `docker` get it: the engine's own, or pulled, which takes `ms` of virtual time that the caller
 * waits before it `arrive`s. A text says why there is none, in the words of client or daemon.
 */
export function obtainImage(daemon: Daemon, name: string): Obtained | string {
  const found = findImage(daemon, name);
  if (found) return { arrive: () => found, ms: 0 };
  const read = readReference(name);
  if (!read.ok) return read.message;
  const pulled = pullImage(daemon, withTag(read.value));
  return pulled.ok ? pulled.value : pulled.message;
}
