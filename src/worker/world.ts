import { createWorld } from '../engine/index.ts';
import type { Catalogue, PackageFiles, World } from '../engine/index.ts';
import type { Shell } from '../engine/shell/index.ts';
import { loadCatalogue, loadPackages, mentionedRepositories } from '../content/world.ts';

/** Where image data comes from, and the shell; the page's are content/world.ts and a chunk of its own. */
export interface WorldSource {
  mentioned(text: string): readonly string[];
  catalogue(repositories: readonly string[]): Promise<Catalogue>;
  packages(): Promise<PackageFiles>;
  shell(): Promise<Shell>;
}

/** The world, growing by the images that texts mention. */
export interface Atlas {
  /** Loads what `texts` mention and is not there yet. Rejects when a download fails; asking again tries again. */
  load(texts: readonly string[]): Promise<void>;
  /** What is loaded. A new object whenever images came in; undefined before the first `load`. */
  world(): World | undefined;
}

const content: WorldSource = {
  mentioned: mentionedRepositories,
  catalogue: loadCatalogue,
  packages: loadPackages,
  // More than half of the engine: it comes beside the image data, so that the editor's questions do not wait for it.
  shell: async () => (await import('../engine/shell/index.ts')).shell,
};

/** An atlas that knows nothing yet. */
export function createAtlas(source: WorldSource = content): Atlas {
  let repositories: Catalogue['repositories'] = {};
  let world: World | undefined;
  return {
    async load(texts) {
      const names = [...new Set(texts.flatMap((text) => source.mentioned(text)))];
      const missing = names.filter((name) => !(name in repositories));
      if (world && missing.length === 0) return;
      const [catalogue, packages, shell] = await Promise.all([
        source.catalogue(missing),
        source.packages(),
        source.shell(),
      ]);
      // Two loads may overlap: each adds its own.
      repositories = { ...repositories, ...catalogue.repositories };
      world = createWorld({ ...catalogue, repositories }, packages, shell);
    },
    world: () => world,
  };
}
