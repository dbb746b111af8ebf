import names from 'virtual:drydock-commands';
import { namesOf } from '../engine/shell/names-of.ts';
import type { Command, JsRuntime, Programs } from '../engine/shell/index.ts';

/** The commands of one folder, by file. */
type Folder = Readonly<Record<string, Command>>;

/** Where programs come from; the page's are chunks of their own. */
export interface ProgramSource {
  /** The commands of a folder of engine/shell/commands. */
  folder(name: string): Promise<Folder>;
  /** The interpreter of JavaScript. */
  javascript(): Promise<JsRuntime>;
}

const folders = import.meta.glob<Folder>('../engine/shell/commands/*/index.ts', { import: 'default' });

/** The commands of a folder of engine/shell/commands, a chunk of its own. Rejects when the download fails. */
export async function commandFolder(name: string): Promise<Folder> {
  const load = folders[`../engine/shell/commands/${name}/index.ts`];
  if (!load) throw new Error(`there is no folder of commands ${name}`);
  return load();
}

/** Programs that are fetched when a build runs them: folders of commands, and the interpreter of JavaScript. */
export interface ProgramStore {
  /** What the shell plays programs with; a program that is not there is noted as wanted. */
  readonly programs: Programs;
  /** Fetches the folders whose commands stand as words in `texts`; rejects when a download fails. */
  foresee(texts: readonly string[]): Promise<void>;
  /** Fetches what was wanted and is not there; answers whether there was something. Rejects when a download fails. */
  fetchWanted(): Promise<boolean>;
  /** Whether something was asked for and is not there. */
  readonly wants: boolean;
}

const JAVASCRIPT = 'the interpreter of JavaScript';

const folderOf: ReadonlyMap<string, string> = new Map(
  Object.entries(names)
    .filter(([folder]) => folder !== 'core')
    .flatMap(([folder, list]) => list.map((name) => [name, folder] as const)),
);

/** Longest text that is searched for the names of programs; what is not foreseen is fetched when it runs. */
const SEARCHED = 100_000;

/** A store that holds nothing yet. */
export function createPrograms(source: ProgramSource): ProgramStore {
  const commands = new Map<string, Command>();
  const loading = new Map<string, Promise<unknown>>();
  const present = new Set<string>();
  const wanted = new Set<string>();
  let runtime: JsRuntime | undefined;

  async function fetchOne(what: string): Promise<void> {
    if (what === JAVASCRIPT) runtime = await source.javascript();
    else for (const [name, command] of namesOf(await source.folder(what))) commands.set(name, command);
    present.add(what);
    wanted.delete(what);
  }

  function once(what: string): Promise<unknown> {
    const known = loading.get(what);
    if (known) return known;
    const fresh = fetchOne(what);
    loading.set(what, fresh);
    // a failed download is tried again at the next call
    fresh.catch(() => loading.delete(what));
    return fresh;
  }

  return {
    programs: {
      commands: {
        get(name) {
          const folder = folderOf.get(name);
          if (folder !== undefined && !present.has(folder)) wanted.add(folder);
          return commands.get(name);
        },
      },
      js: {
        get runtime() {
          return runtime;
        },
        wanted() {
          if (!runtime) wanted.add(JAVASCRIPT);
        },
      },
    },
    async foresee(texts) {
      const words = texts.flatMap((text) => text.slice(0, SEARCHED).match(/[\w.[+-]+/g) ?? []);
      await Promise.all([...new Set(words.flatMap((word) => folderOf.get(word) ?? []))].map(once));
    },
    async fetchWanted() {
      const missing = [...wanted];
      await Promise.all(missing.map(once));
      return missing.length > 0;
    },
    get wants() {
      return wanted.size > 0;
    },
  };
}
