import type { WritableTree } from '../../files/index.ts';
import type { Daemon, Result } from '../daemon/daemon.ts';
import { done } from '../daemon/daemon.ts';
import type { Container } from '../model.ts';

/** Makes the mounts of a new container: volumes are created, filled from the image, bind sources checked. */
export function makeMounts(_daemon: Daemon, _container: Container): Result {
  return done;
}

/** Mounts everything into the tree of a container that starts. */
export function attachMounts(_daemon: Daemon, _container: Container, _tree: WritableTree): Result {
  return done;
}
