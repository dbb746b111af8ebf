import { failure, inside, locate, success, type Found, type View, type Volume } from './lookup.ts';
import type { Node } from './node.ts';
import type { Result } from './tree.ts';

/** A place that may be written: its volume, the path inside it, and what stands there. */
export interface Place {
  readonly volume: Volume;
  readonly owner: object;
  readonly path: string;
  readonly node: Node | undefined;
  readonly found: Found;
}

/** A view that is written to, or not at all. */
export interface Writing {
  readonly view: View;
  /** Whether everything outside mounts is sealed; it may change. */
  readonly seal: { readonly readonly: boolean };
}

/** The place that a path leads to, if it may be written. */
export function placeAt(writing: Writing, path: string, follow: boolean): Result<Place> {
  const found = locate(writing.view, path, follow);
  if (!found.ok) return found;
  const { volume, path: inner } = inside(writing.view, found.value);
  const readonly = found.value.mount ? found.value.mount.readonly : writing.seal.readonly;
  if (readonly || !volume.owner) return failure('EROFS');
  return success({ volume, owner: volume.owner, path: inner, node: found.value.node, found: found.value });
}
