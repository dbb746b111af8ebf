import { createWorld } from '../engine/index.ts';
import type { Catalogue, PackageFiles, World } from '../engine/index.ts';
import type { JsRuntime, JsSlot, Shell } from '../engine/shell/index.ts';
import { loadCatalogue, loadPackages, mentionedRepositories } from '../content/world.ts';

/** Where image data comes from, and the shell; the page's are content/world.ts and a chunk of its own. */
export interface WorldSource {
  mentioned(text: string): readonly string[];
  catalogue(repositories: readonly string[]): Promise<Catalogue>;
  packages(): Promise<PackageFiles>;
  /** The shell whose programs of JavaScript run in the interpreter of `js`. */
  shell(js: JsSlot): Promise<Shell>;
  /** That interpreter, in a chunk that most pages never ask for. */
  javascript?(): Promise<JsRuntime>;
}

/** The world, growing by the images that texts mention. */
export interface Atlas {
  /** Loads what `texts` mention and is not there yet. Rejects when a download fails; asking again tries again. */
  load(texts: readonly string[]): Promise<void>;
  /** What is loaded. A new object whenever images came in; undefined before the first `load`. */
  world(): World | undefined;
  /** Loads the interpreter of JavaScript, for worlds from now on. */
  loadJavaScript(): Promise<void>;
  /** Whether a program asked for it and it was not there. */
  wantsJavaScript(): boolean;
}

const content: WorldSource = {
  mentioned: mentionedRepositories,
  catalogue: loadCatalogue,
  packages: loadPackages,
  // More than half of the engine: it comes beside the image data, so that the editor's questions do not wait for it.
  shell: async (js) => (await import('../engine/shell/index.ts')).withJavaScript(js),
  javascript: async () => (await import('./quickjs/index.ts')).loadJavaScript(),
};

/** An atlas that knows nothing yet. */
export function createAtlas(source: WorldSource = content): Atlas {
  let repositories: Catalogue['repositories'] = {};
  let world: World | undefined;
  let runtime: JsRuntime | undefined;
  let wanted = false;
  /** How the world was made last; made anew once there is an interpreter, so that nothing worked out before is kept. */
  let make: (() => World) | undefined;
  const js: JsSlot = {
    get runtime() {
      return runtime;
    },
    wanted() {
      wanted = true;
    },
  };
  return {
    async load(texts) {
      const names = [...new Set(texts.flatMap((text) => source.mentioned(text)))];
      const missing = names.filter((name) => !(name in repositories));
      if (world && missing.length === 0) return;
      const [catalogue, packages, shell] = await Promise.all([
        source.catalogue(missing),
        source.packages(),
        source.shell(js),
      ]);
      // Two loads may overlap: each adds its own.
      repositories = { ...repositories, ...catalogue.repositories };
      make = () => createWorld({ ...catalogue, repositories }, packages, shell);
      world = make();
    },
    world: () => world,
    async loadJavaScript() {
      if (runtime) return;
      const loaded = await source.javascript?.();
      if (!loaded) throw new Error('there is no interpreter of JavaScript');
      runtime ??= loaded;
      world = make?.();
    },
    wantsJavaScript: () => wanted && !runtime,
  };
}
