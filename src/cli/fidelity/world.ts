import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld, type World } from '../../engine/builder/index.ts';

let world: Promise<World> | undefined;

/** All images and packages, and a shell that runs JavaScript: made once. */
export function wholeWorld(): Promise<World> {
  world ??= shellWithJavaScript().then((shell) => createWorld(allImages, allPackages, shell));
  return world;
}
