import type { WritableTree } from '../../files/index.ts';
import type { Container } from '../model.ts';
import type { TmpfsOptions } from './tmpfs-options.ts';

/** Something mounted in a container that runs. */
export interface Mounted {
  readonly path: string;
  /** `ext4` for what lies on the host's disk, or `tmpfs`. */
  readonly type: string;
  readonly readonly: boolean;
  readonly noexec: boolean;
  readonly nosuid: boolean;
  readonly tree: WritableTree;
  readonly memory?: TmpfsOptions;
}

interface Attached {
  /** The files as the container's processes see them, without /proc, /dev and /sys. */
  readonly files: WritableTree;
  readonly mounts: readonly Mounted[];
}

const attached = new WeakMap<Container, Attached>();

export function noteMounts(container: Container, what: Attached): void {
  attached.set(container, what);
}

/** What was mounted when a container started last; undefined when it never did. */
export function mountsOf(container: Container): Attached | undefined {
  return attached.get(container);
}
