import names from 'virtual:drydock-commands';
import { namesOf } from '../engine/programs/names.ts';
import type { Check, CheckKinds } from '../engine/grade/check.ts';
import { COMMANDS } from '../engine/docker/plugins.ts';
import type { Plugin, Plugins } from '../engine/docker/index.ts';
import type { Command, JsRuntime, Programs } from '../engine/kernel/index.ts';
import type { Seldom } from '../engine/shell/index.ts';
import { dockerParts, type DockerSource } from './docker-parts.ts';

/** The commands of one folder, by file. */
type Folder = Readonly<Record<string, Command>>;

/** Where the parts of the engine come from that most pages do not need; in the page each is a chunk of its own. */
export interface PartSource {
  /** The commands of a folder of engine/programs. */
  folder(name: string): Promise<Folder>;
  /** A kind of check. */
  kind(name: string): Promise<Check<unknown>>;
  /** What few scripts need of the shell. */
  seldom(): Promise<Seldom>;
  /** The interpreter of JavaScript. */
  javascript(): Promise<JsRuntime>;
  /** `docker compose`, or a program of the host beside `docker`. */
  plugin(name: string): Promise<Plugin>;
  /** The commands of `docker`. */
  docker(): Promise<DockerSource>;
}

/** Parts that are fetched when a build or a check needs them. */
export interface Parts {
  /** What the shell plays programs with; a program that is not there is noted as wanted. */
  readonly programs: Programs;
  /** What `docker NAME …` hands over to, and programs beside it; what is not there is noted as wanted. */
  readonly plugins: Plugins;
  /** Kinds of checks; one that is not there is noted as wanted. */
  readonly kinds: CheckKinds;
  /** Fetches what a text or an exercise names; rejects when a download fails. */
  foresee(named: Named): Promise<void>;
  /** Fetches what was wanted and is not there; answers whether something was missed since the last call. Rejects when a download fails. */
  fetchWanted(): Promise<boolean>;
  /** Whether something was asked for and is not there. */
  readonly wants: boolean;
}

/** Where names are looked for; what is not foreseen is fetched when it is needed. */
export interface Named {
  /** Texts whose words may be commands. */
  readonly texts: readonly string[];
  /** Checks and hints as JSON: its texts may be kinds of checks, and its words commands that they run. */
  readonly checks: string;
  /** Texts of shells on a host, where commands of `docker` may stand. */
  readonly typed?: readonly string[];
}

const folders = import.meta.glob<Folder>('../engine/programs/*/index.ts', { import: 'default' });
const checks = import.meta.glob<Check<unknown>>(['../engine/grade/checks/*.ts', '!../**/*.test.ts'], {
  import: 'default',
});

const tools = import.meta.glob<Plugin>(
  ['../engine/docker/tools/*.ts', '!../**/*.test.ts', '!../engine/docker/tools/index.ts'],
  { import: 'default' },
);

/** The page's commands, plug-ins and kinds of checks. Rejects when a download fails, or for a name that nothing has. */
export const partsOfPage: Pick<PartSource, 'folder' | 'kind' | 'plugin' | 'docker' | 'seldom'> = {
  docker: () => import('./host/commands.ts'),
  plugin: async (name) =>
    name === 'compose' ? (await import('../engine/compose/index.ts')).compose : load(tools, toolPath(name)),
  seldom: async () => (await import('../engine/shell/on-demand/index.ts')).seldom,
  folder: (name) => load(folders, `../engine/programs/${name}/index.ts`),
  kind: (name) => load(checks, kindPath(name)),
};

async function load<T>(from: Readonly<Record<string, () => Promise<T>>>, path: string): Promise<T> {
  const get = from[path];
  if (!get) throw new Error(`there is no ${path}`);
  return get();
}

function kindPath(name: string): string {
  return `../engine/grade/checks/${name}.ts`;
}

function toolPath(name: string): string {
  return `../engine/docker/tools/${name}.ts`;
}

/** What `docker` hands over to and what stands beside it, by name. */
const PLUGINS: readonly (readonly [name: string, beside: boolean])[] = [
  ['compose', false],
  ...Object.keys(tools).map((path) => [path.slice(toolPath('').length - '.ts'.length, -'.ts'.length), true] as const),
];

const folderOf: ReadonlyMap<string, string> = new Map(
  Object.entries(names).flatMap(([folder, list]) => list.split(' ').map((name) => [name, folder] as const)),
);

/** Longest text that is searched for the names of programs. */
const SEARCHED = 100_000;

/** Parts of which none is there yet. */
export function createParts(source: PartSource): Parts {
  const store = createStore();
  const commands = new Map<string, Command>();
  const kinds = new Map<string, Check<unknown>>();
  const seldom = later('seldom', () => source.seldom());
  const javascript = later('JavaScript', () => source.javascript());
  const folder = (name: string): Part => ({
    id: `commands ${name}`,
    async fetch() {
      for (const [each, command] of namesOf(await source.folder(name))) commands.set(each, command);
    },
  });
  const kind = (name: string): Part => ({
    id: `check ${name}`,
    async fetch() {
      kinds.set(name, await source.kind(name));
    },
  });
  const docker = dockerParts(store, () => source.docker());
  return {
    plugins: { ...laterPlugins(store, source), [COMMANDS]: docker.commands },
    programs: {
      commands: {
        get(name) {
          const found = folderOf.get(name);
          if (found !== undefined) store.want(folder(found));
          return commands.get(name);
        },
        keys: () => folderOf.keys(),
      },
      seldom() {
        store.want(seldom.part);
        return seldom.value();
      },
      js: {
        get runtime() {
          return javascript.value();
        },
        wanted: () => store.want(javascript.part),
      },
    },
    kinds: {
      get(name) {
        if (kindPath(name) in checks) store.want(kind(name));
        return kinds.get(name);
      },
    },
    foresee: async (named) => {
      const parts = namedParts(named, { folder, kind, seldom: seldom.part });
      await Promise.all([docker.foresee(named), ...parts.map((part) => store.fetch(part))]);
    },
    fetchWanted: () => store.fetchWanted(),
    get wants() {
      return store.wants;
    },
  };
}

/** Plug-ins that are fetched when they are called for the first time; until then they do nothing, and the answer is thrown away. */
function laterPlugins(store: Store, source: PartSource): Plugins {
  const plugin = (name: string, beside: boolean): Plugin => {
    const from = later(name, () => source.plugin(name));
    return {
      beside,
      *run(daemon, process, argv) {
        store.want(from.part);
        const found = from.value();
        return found ? yield* found.run(daemon, process, argv) : 0;
      },
    };
  };
  return Object.fromEntries(PLUGINS.map(([name, beside]) => [name, plugin(name, beside)]));
}

interface Later<T> {
  readonly part: Part;
  value(): T | undefined;
}

/** A part that is one value, and that value once it is there. */
function later<T>(id: string, get: () => Promise<T>): Later<T> {
  let value: T | undefined;
  const fetch = async (): Promise<void> => {
    value = await get();
  };
  return { part: { id, fetch }, value: () => value };
}

interface Makers {
  folder(name: string): Part;
  kind(name: string): Part;
  readonly seldom: Part;
}

/** What only that part of the shell knows; what this does not find is fetched when it is needed. */
const SELDOM = /\b(?:getopts|jobs|pushd|shopt|ulimit)\b|=~|\/proc\b|\/sys\/fs\b/;

/** Folders of commands that stand as words in the texts, kinds that stand as texts in the checks. */
function namedParts(named: Named, { folder, kind, seldom }: Makers): Part[] {
  const words = new Set(
    [...named.texts, named.checks].flatMap((text) => text.slice(0, SEARCHED).match(/[\w.[+-]+/g) ?? []),
  );
  const found = new Set([...words].flatMap((word) => folderOf.get(word) ?? []));
  const quoted = new Set(named.checks.match(/(?<=")[\w-]+(?=")/g));
  const few = [...named.texts, named.checks].some((text) => SELDOM.test(text.slice(0, SEARCHED))) ? [seldom] : [];
  return [...few, ...[...found].map(folder), ...[...quoted].filter((name) => kindPath(name) in checks).map(kind)];
}

/** Something that is fetched once. */
export interface Part {
  readonly id: string;
  fetch(): Promise<void>;
}

/** What is there, and what was asked for in vain. */
export interface Store {
  /** Notes that `part` is needed, unless it is there. */
  want(part: Part): void;
  fetch(part: Part): Promise<void>;
  fetchWanted(): Promise<boolean>;
  readonly wants: boolean;
}

function createStore(): Store {
  const loading = new Map<string, Promise<void>>();
  const present = new Set<string>();
  const wanted = new Map<string, Part>();
  /** Something was worked out without a part, which may have come in since by another way. */
  let missed = false;

  async function get(part: Part): Promise<void> {
    await part.fetch();
    present.add(part.id);
    wanted.delete(part.id);
  }

  function fetch(part: Part): Promise<void> {
    const known = loading.get(part.id);
    if (known) return known;
    const fresh = get(part);
    loading.set(part.id, fresh);
    // a failed download is tried again at the next call
    fresh.catch(() => loading.delete(part.id));
    return fresh;
  }

  return {
    want(part) {
      if (present.has(part.id)) return;
      wanted.set(part.id, part);
      missed = true;
    },
    fetch,
    async fetchWanted() {
      const had = missed || wanted.size > 0;
      missed = false;
      await Promise.all([...wanted.values()].map(fetch));
      return had;
    },
    get wants() {
      return wanted.size > 0;
    },
  };
}
