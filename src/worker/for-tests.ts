import { allImages, allPackages } from '../content/world-eager.ts';
import { shellWith } from '../engine/kernel/index.ts';
import { partsOfPage } from './parts.ts';
import type { WorldSource } from './world.ts';

/** Everything that the worker of a page fetches, at hand; parts come in when they are asked for, as in the page, but for JavaScript. */
export const source: WorldSource = {
  mentioned: (text) => Object.keys(allImages.repositories).filter((name) => text.includes(name.replace(/.*\//, ''))),
  catalogue: async (names) => ({
    ...allImages,
    repositories: Object.fromEntries(names.map((name) => [name, allImages.repositories[name] ?? never(name)])),
  }),
  packages: async () => allPackages,
  shell: async (programs) => shellWith(programs),
  ...partsOfPage,
  javascript: () => Promise.reject(new Error('this source has no interpreter')),
};

function never(name: string): never {
  throw new Error(name);
}
