import { createWorld } from '../engine/index.ts';
import type { Catalogue, PackageFiles, World } from '../engine/index.ts';
import type { Programs, Shell } from '../engine/kernel/index.ts';
import { loadCatalogue, loadPackages, mentionedRepositories } from '../content/world.ts';
import { createParts, partsOfPage } from './parts.ts';
import type { Named, PartSource } from './parts.ts';
import type { Plugins } from '../engine/docker/index.ts';
import type { CheckKinds } from '../engine/grade/check.ts';

/** Where image data, the shell and the parts of the engine come from; the page's are chunks of their own. */
export interface WorldSource extends PartSource {
  mentioned(text: string): readonly string[];
  catalogue(repositories: readonly string[]): Promise<Catalogue>;
  packages(): Promise<PackageFiles>;
  /** The shell that plays its programs with these. */
  shell(programs: Programs): Promise<Shell>;
}

/** The world, growing by the images and parts that texts mention and builds need. */
export interface Atlas {
  /** Loads what is named and is not there yet. Rejects when a download fails; asking again tries again. */
  load(named: Named): Promise<void>;
  /** What is loaded. A new object whenever something came in; undefined before the first `load`. */
  world(): World | undefined;
  /** What checks are judged by. */
  readonly kinds: CheckKinds;
  /** What `docker NAME …` of a host hands over to. */
  readonly plugins: Plugins;
  /** Loads the parts that builds and checks asked for in vain, for worlds from now on. */
  fetchWanted(): Promise<void>;
  /** Whether a build or check asked for a part that is not there. */
  wantsParts(): boolean;
}

const content: WorldSource = {
  mentioned: mentionedRepositories,
  catalogue: loadCatalogue,
  packages: loadPackages,
  // More than half of the engine: it comes beside the image data, so that the editor's questions do not wait for it.
  shell: async (programs) => (await import('../engine/kernel/runtime/create-runtime.ts')).shellWith(programs),
  ...partsOfPage,
  javascript: async () => (await import('./load-javascript.ts')).loadJavaScript(),
};

/** An atlas that knows nothing yet. */
export function createAtlas(source: WorldSource = content): Atlas {
  let repositories: Catalogue['repositories'] = {};
  let world: World | undefined;
  /** How the world was made last; made anew once a part came in, so that nothing worked out without it is kept. */
  let make: (() => World) | undefined;
  const parts = createParts(source);
  return {
    kinds: parts.kinds,
    plugins: parts.plugins,
    async load(named) {
      const names = [...new Set([...named.texts, named.checks].flatMap((text) => source.mentioned(text)))];
      const missing = names.filter((name) => !(name in repositories));
      const foreseen = parts.foresee(named);
      if (world && missing.length === 0) return foreseen;
      const [catalogue, packages, shell] = await Promise.all([
        source.catalogue(missing),
        source.packages(),
        source.shell(parts.programs),
        foreseen,
      ]);
      // Two loads may overlap: each adds its own.
      repositories = { ...repositories, ...catalogue.repositories };
      make = () => createWorld({ ...catalogue, repositories }, packages, shell);
      world = make();
    },
    world: () => world,
    async fetchWanted() {
      if (await parts.fetchWanted()) world = make?.();
    },
    wantsParts: () => parts.wants,
  };
}
