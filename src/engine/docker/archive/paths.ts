import { clean, type Tree } from '../../files/index.ts';

/** An argument of `docker cp`: a path, in a container or not. */
export interface Place {
  /** Undefined: the local machine. */
  readonly container: string | undefined;
  readonly path: string;
}

/** Cuts `CONTAINER:PATH`. Source: docker/cli cli/command/container/cp.go splitCpArg. */
export function readPlace(argument: string): Place {
  const at = argument.indexOf(':');
  if (argument.startsWith('/') || at === -1 || argument.startsWith('.'))
    return { container: undefined, path: argument };
  return { container: argument.slice(0, at), path: argument.slice(at + 1) };
}

/** Whether a path can only mean a folder: `x/`, `x/.`. Source: moby pkg/archive/copy.go assertsDirectory. */
export function meansFolder(path: string): boolean {
  return path.endsWith('/') || path.endsWith('/.') || path === '.';
}

/** Whether the contents of a folder are meant rather than the folder. */
export function meansContents(path: string): boolean {
  return path === '.' || path.endsWith('/.');
}

/** An absolute path, with what its end says kept. Source: moby pkg/archive/copy.go PreserveTrailingDotOrSeparator. */
export function absolute(path: string, cwd: string): string {
  const full = clean(path.startsWith('/') ? path : `${cwd}/${path}`);
  if (meansContents(path)) return full === '/' ? '/.' : `${full}/.`;
  return path.endsWith('/') && full !== '/' ? `${full}/` : full;
}

/** A path in a container is absolute, whatever is typed. */
export function inContainer(path: string): string {
  return absolute(`/${path}`, '/');
}

/** Where a path ends when its last links are followed, whether that is there or not. */
export function followed(tree: Tree, path: string): string {
  let at = clean(path);
  for (let hops = 0; hops < 10; hops++) {
    const found = tree.stat(at, { follow: false });
    const target = found.ok ? found.value.target : undefined;
    if (target === undefined) return at;
    at = clean(target.startsWith('/') ? target : `${at}/../${target}`);
  }
  return at;
}
