import { emptyTree, join, layerOf, stack, type Entry, type Tree } from '../../../files/index.ts';
import { unpackTar } from '../../../files/tar-archive.ts';
import type { Daemon } from '../../daemon/daemon.ts';

/** Contexts of as many builds as a log may have, and more. */
const KEPT = 16;
const contexts = new WeakMap<Daemon['world']['packages'], Map<string, Tree>>();

/** The same tree again for the same files, in a replay too: what a build remembers of a context is found by it. */
function shared({ world: { packages } }: Daemon, tree: Tree): Tree {
  const known = contexts.get(packages) ?? new Map<string, Tree>();
  contexts.set(packages, known);
  const id = tree.layers.map((layer) => layer.id).join(' ');
  const kept = known.get(id) ?? tree;
  known.delete(id);
  known.set(id, kept);
  for (const old of known.keys()) if (known.size > KEPT) known.delete(old);
  return kept;
}

/** A folder of the host as a build context; `path` is absolute and is a folder. */
export function folderTree(daemon: Daemon, files: Tree, path: string): Tree {
  const real = files.resolve(path);
  const root = real.ok ? real.value : path;
  const cut = root === '/' ? 0 : root.length;
  const entries: [string, Entry][] = [];
  for (const [at, entry] of files.walk(root)) if (at !== root) entries.push([at.slice(cut), entry]);
  return shared(daemon, stack([layerOf(entries)]));
}

/** What came through standard input: an archive as a context, or a Dockerfile. */
export type StdinContext =
  { readonly kind: 'archive'; readonly tree: Tree } | { readonly kind: 'text'; readonly text: string };

/** Reads standard input as `docker build -` does: an archive is a context, anything else is a Dockerfile. */
export function stdinContext(text: string): StdinContext {
  const members = unpackTar(text);
  if (!members) return { kind: 'text', text };
  const entries = members.map(({ name, entry }) => [join('/', name.replace(/\/$/, '')), entry] as const);
  return { kind: 'archive', tree: stack([layerOf(entries.filter(([path]) => path !== '/'))]) };
}

/** A context without files. */
export function noFiles(): Tree {
  return emptyTree();
}
