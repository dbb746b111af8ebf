import { digestOf } from '../../base/digest.ts';
import type { Mount, RunStep } from '../../dockerfile/plan.ts';
import {
  directoryEntry,
  emptyTree,
  fileEntry,
  join,
  layerBetween,
  layerOf,
  overlay,
  stack,
} from '../../files/index.ts';
import type { Entry, Tree, WritableTree } from '../../files/index.ts';
import { contentKey, filesRead, gather, type Match } from '../copy/gather.ts';
import type { RecipeSource } from '../explain/cause.ts';
import { ignoresCache } from '../cache/no-cache.ts';
import { isTaken } from '../schedule/cache-mount-users.ts';
import { recipeSource } from '../cache/recipe.ts';
import { identity } from '../cache/memo.ts';
import type { Session } from '../session.ts';
import { sourceOf } from '../context/source.ts';
import { missingSource, type Complaint } from './missing.ts';

/** A mount made ready: what it adds to the cache key and to the memory between builds. */
export interface ReadyMount {
  readonly mount: Mount;
  /** What of its definition counts. */
  readonly facts: string;
  readonly key: string;
  /** As `key`, without content of other stages. */
  readonly definition: string;
  readonly source?: RecipeSource;
  readonly memory: string;
  readonly inputs: readonly string[];
  readonly unknown: string | undefined;
  /** As BuildKit prints it, with the text of the step's own line. */
  readonly error: Complaint | undefined;
  /** Lays it over the tree; answers what to keep afterwards. `together`: what steps beside this one have open already. */
  attach(into: WritableTree, env: Map<string, string>, together?: OpenCaches): Attached;
}

/** Cache mounts that several steps write at once, by id. */
export type OpenCaches = Map<string, OpenCache>;
interface OpenCache {
  readonly base: Tree;
  readonly open: WritableTree;
  /** As it was left, once the first of them asked. */
  left?: Tree;
}

export interface Attached {
  /** Path to take away when the step is done. */
  readonly at?: string;
  /** The tree of a cache mount as it is left. */
  keep?(): readonly [string, Tree] | undefined;
  readonly sshAgent?: boolean;
}

const QUIET = { inputs: [], unknown: undefined, error: undefined };

/**
 * Of a cache mount, id and sharing count only as far as they are the usual ones: another id is another cache, not another step. Source:
 * moby/buildkit solver/llbsolver/ops/exec.go `checkShouldClearCacheOpts`.
 */
function cacheFacts({ id, sharing, ...rest }: Mount): Partial<Mount> {
  const usual = (id ?? rest.target) === rest.target && (sharing ?? 'shared') === 'shared';
  return usual ? { ...rest, id: rest.target } : rest;
}

/** Makes the mounts of a RUN ready, in written order. */
export function readyMounts(session: Session, step: RunStep): ReadyMount[] {
  let agents = 0;
  return step.mounts.map((mount) => {
    switch (mount.type) {
      case 'bind':
        return bind(session, mount);
      case 'cache':
        return cache(session, mount, step);
      case 'secret':
        return secret(session, mount);
      case 'ssh':
        return ssh(session, mount, agents++);
      case 'tmpfs':
        return tmpfs(mount);
    }
  });
}

/** A mount whose key is its definition. Where a bind mount comes from is not part of it: its content is. */
function keyed(mount: Mount): Pick<ReadyMount, 'mount' | 'facts' | 'key' | 'definition'> {
  const { from: _, source: __, ...rest } = mount;
  const facts = JSON.stringify(mount.type === 'cache' ? cacheFacts(mount) : rest);
  return { mount, facts, key: facts, definition: facts };
}

function bind(session: Session, mount: Mount): ReadyMount {
  const source = sourceOf(session, mount.from);
  const path = mount.source ?? '/';
  const found = source.unknown || source.failed ? { matches: [] as Match[] } : gather(source.tree, literal(path));
  const matches = 'missing' in found ? [] : found.matches;
  const { facts, ...plain } = keyed(mount);
  const content = digestOf(facts, ...contentKey(matches.map(unnamed), source.context));
  return {
    ...QUIET,
    ...plain,
    facts,
    key: content,
    definition: source.context ? content : digestOf(facts, source.definition, path),
    source: recipeSource(source, matches),
    memory: source.unknown ? source.name : '',
    inputs: source.context && source.place === undefined ? filesRead(matches) : [],
    unknown: source.unknown ? `image ${source.name}, which is not in the catalogue` : undefined,
    error: 'missing' in found ? missingSource(session, { ...source, untouched: false }, found) : undefined,
    attach(into) {
      if (source.unknown) return {};
      const from = join('/', path);
      if (mount.readonly === false) into.mount(mount.target, overlay(source.tree), { from });
      else into.mount(mount.target, source.tree, { readonly: true, from });
      return { at: mount.target };
    },
  };
}

const nameless = new WeakMap<Match, Match>();

/** The name of a mounted file is not part of the key. */
function unnamed(match: Match): Match {
  const known = nameless.get(match) ?? { ...match, name: '' };
  nameless.set(match, known);
  return known;
}

/** Sources of mounts know no wildcards. */
function literal(path: string): string {
  return path.replaceAll(/[*?[\\]/g, '\\$&');
}

/** The folder that a fresh cache mount shows: empty, or what `from=` holds. */
function freshCache(session: Session, mount: Mount): Tree {
  const root = directoryEntry(Number.parseInt(mount.mode ?? '0755', 8), { uid: mount.uid ?? 0, gid: mount.gid ?? 0 });
  const { tree } = mount.from === undefined ? { tree: emptyTree() } : sourceOf(session, mount.from);
  const from = join('/', mount.source ?? '/');
  const entries: [string, Entry][] = [['/', root]];
  if (mount.from !== undefined)
    for (const [path, entry] of tree.walk(from))
      if (path !== from) entries.push([join('/', path.slice(from.length)), entry]);
  return stack([layerOf(entries)]);
}

/** Layers of a cache mount after which it is made flat again. */
const DEEP = 12;

function cache(session: Session, mount: Mount, step: RunStep): ReadyMount {
  const id = mount.id ?? mount.target;
  // Left over from another build unless --no-cache throws it away (facts 8.2-13).
  const taken = isTaken(session, mount, step);
  const fresh = (ignoresCache(session, step.stage) && !session.renewed.has(id)) || taken;
  const known = fresh ? undefined : session.cacheMounts.get(id);
  const tree = known ?? freshCache(session, mount);
  return {
    ...QUIET,
    ...keyed(mount),
    memory: known
      ? `${id}=${identity(known)}`
      : `${id}=${taken ? 'own' : ''}fresh ${mount.from === undefined ? '' : identity(sourceOf(session, mount.from).tree)}`,
    attach(into, _, together = new Map()) {
      const folder = (taken ? undefined : together.get(id)) ?? { base: tree, open: overlay(tree) };
      if (!taken && (mount.sharing ?? 'shared') === 'shared') together.set(id, folder);
      // Without `from` a source is a folder of the cache itself.
      const from = mount.from === undefined && mount.source ? join('/', mount.source) : '/';
      into.mount(mount.target, folder.open, { readonly: mount.readonly === true, from });
      return { at: mount.target, keep: () => (taken ? undefined : [id, (folder.left ??= leftTree(folder))]) };
    },
  };
}

function leftTree({ base, open }: OpenCache): Tree {
  const layer = open.commit();
  if (layer.entries.size === 0) return base;
  const next = stack([...base.layers, layer]);
  return next.layers.length > DEEP ? stack([layerBetween(emptyTree(), next)]) : next;
}

function secret(session: Session, mount: Mount): ReadyMount {
  const id = mount.id ?? '';
  const text = session.input.secrets?.[id];
  const absent = text === undefined;
  const error = absent && mount.required ? { error: `secret ${id}: not found` } : undefined;
  return {
    ...QUIET,
    ...keyed(mount),
    memory: absent ? '' : digestOf(id, text),
    error,
    attach(into, env) {
      if (absent) return {};
      if (mount.env) env.set(mount.env, text);
      if (!mount.target) return {};
      const owner = { uid: mount.uid ?? 0, gid: mount.gid ?? 0 };
      const mode = Number.parseInt(mount.mode ?? '0400', 8);
      const file = fileEntry({ content: text, mode, owner, secret: id });
      into.mount(mount.target, stack([layerOf([['/secret', file]])]), { readonly: true, from: '/secret' });
      return { at: mount.target };
    },
  };
}

/** Without `--ssh` a mount that is not required still sets SSH_AUTH_SOCK, but nothing answers there (facts 8.3-6). */
function ssh(session: Session, mount: Mount, index: number): ReadyMount {
  const id = mount.id ?? 'default';
  const given = session.input.ssh?.includes(id) === true;
  const error = !given && mount.required ? { error: `unset ssh forward key ${id}` } : undefined;
  const target = mount.target || `/run/buildkit/ssh_agent.${index}`;
  return {
    ...QUIET,
    ...keyed(mount),
    memory: String(given),
    error,
    attach(into, env) {
      env.set('SSH_AUTH_SOCK', target);
      if (!given) return {};
      const mode = Number.parseInt(mount.mode ?? '0600', 8);
      const socket: Entry = {
        ...fileEntry({ owner: { uid: mount.uid ?? 0, gid: mount.gid ?? 0 } }),
        kind: 'fifo',
        mode,
      };
      into.mount(target, stack([layerOf([['/socket', socket]])]), { readonly: true, from: '/socket' });
      return { at: target, sshAgent: true };
    },
  };
}

function tmpfs(mount: Mount): ReadyMount {
  return {
    ...QUIET,
    ...keyed(mount),
    memory: '',
    attach(into) {
      const { size: limit } = mount;
      const empty = stack([layerOf([['/', directoryEntry(0o1777)]])]);
      into.mount(mount.target, overlay(empty, limit ? { limit } : {}));
      return { at: mount.target };
    },
  };
}
