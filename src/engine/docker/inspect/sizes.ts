import type { Container } from '../model.ts';
import type { ContainerSizes } from './container.ts';

/** Bytes of a container's own files, and of those with its image's. */
export function containerSizes({ tree, image }: Container): ContainerSizes {
  const own = tree.commit().size;
  return { own, whole: own + image.size };
}
