import { createWorld } from '../engine/index.ts';
import type { Catalogue, PackageFiles, World } from '../engine/index.ts';
import type { Programs, Shell } from '../engine/shell/index.ts';
import { loadCatalogue, loadPackages, mentionedRepositories } from '../content/world.ts';
import { commandFolder, createPrograms } from './programs.ts';
import type { ProgramSource } from './programs.ts';

/** Where image data, the shell and its programs come from; the page's are chunks of their own. */
export interface WorldSource extends ProgramSource {
  mentioned(text: string): readonly string[];
  catalogue(repositories: readonly string[]): Promise<Catalogue>;
  packages(): Promise<PackageFiles>;
  /** The shell that plays its programs with these. */
  shell(programs: Programs): Promise<Shell>;
}

/** The world, growing by the images and programs that texts mention and builds run. */
export interface Atlas {
  /** Loads what `texts` mention and is not there yet. Rejects when a download fails; asking again tries again. */
  load(texts: readonly string[]): Promise<void>;
  /** What is loaded. A new object whenever something came in; undefined before the first `load`. */
  world(): World | undefined;
  /** Loads the programs that builds asked for in vain, for worlds from now on. */
  fetchWanted(): Promise<void>;
  /** Whether a build asked for a program that is not there. */
  wantsPrograms(): boolean;
}

const content: WorldSource = {
  mentioned: mentionedRepositories,
  catalogue: loadCatalogue,
  packages: loadPackages,
  // More than half of the engine: it comes beside the image data, so that the editor's questions do not wait for it.
  shell: async (programs) => (await import('../engine/shell/index.ts')).shellWith(programs),
  folder: commandFolder,
  javascript: async () => (await import('./quickjs/index.ts')).loadJavaScript(),
};

/** An atlas that knows nothing yet. */
export function createAtlas(source: WorldSource = content): Atlas {
  let repositories: Catalogue['repositories'] = {};
  let world: World | undefined;
  /** How the world was made last; made anew once a program came in, so that nothing worked out without it is kept. */
  let make: (() => World) | undefined;
  const store = createPrograms(source);
  return {
    async load(texts) {
      const names = [...new Set(texts.flatMap((text) => source.mentioned(text)))];
      const missing = names.filter((name) => !(name in repositories));
      const foreseen = store.foresee(texts);
      if (world && missing.length === 0) return foreseen;
      const [catalogue, packages, shell] = await Promise.all([
        source.catalogue(missing),
        source.packages(),
        source.shell(store.programs),
        foreseen,
      ]);
      // Two loads may overlap: each adds its own.
      repositories = { ...repositories, ...catalogue.repositories };
      make = () => createWorld({ ...catalogue, repositories }, packages, shell);
      world = make();
    },
    world: () => world,
    async fetchWanted() {
      if (await store.fetchWanted()) world = make?.();
    },
    wantsPrograms: () => store.wants,
  };
}
