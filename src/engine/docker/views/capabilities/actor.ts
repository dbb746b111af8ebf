import {
  actingAs,
  afterExec,
  dirname,
  sealed,
  type Credentials,
  type Result as FileResult,
  type WritableTree,
} from '../../../files/index.ts';
import type { Rights } from '../../../kernel/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import { loginOf } from '../../daemon/containers/login.ts';
import type { Container, HostConfig } from '../../model.ts';
import { viewOf } from '../../networks/names/container-files.ts';
import { rightsOf } from '../../security/rights.ts';

/** A process of a container that would try something: who it is, and what the kernel holds it to. */
export interface Actor {
  readonly daemon: Daemon;
  readonly container: Container;
  readonly hostConfig: HostConfig;
  readonly who: Credentials;
  readonly rights: Rights;
  /** The files as they are. */
  readonly view: WritableTree;
  /** Files as this process may use them: what it changes is judged, and not done. */
  readonly files: WritableTree;
}

/** A process that tries something, with what all trials of a look have in common. */
export interface Trying extends Actor {
  /** Programs with the set-user-ID bit of root. */
  setuid(): readonly string[];
}

/** What would be other than it is: settings of the container, and who runs. */
export interface Otherwise {
  readonly hostConfig?: Partial<HostConfig>;
  readonly user?: string;
}

/** The process that `docker exec` would start; a text says why there is none. */
export function actorOf(daemon: Daemon, container: Container, otherwise: Otherwise): Actor | string {
  const hostConfig = { ...container.hostConfig, ...otherwise.hostConfig };
  const login = loginOf({ ...container, hostConfig }, otherwise.user ?? container.config.User);
  if (!login.ok) return login.message;
  const who = afterExec(login.value.credentials);
  const rights = rightsOf(hostConfig);
  const view = viewOf(container);
  const files = actingAs(tried(sealed(view, rights.root)), () => who);
  return { daemon, container, hostConfig, who, rights, view, files };
}

const done: FileResult<void> = { ok: true, value: undefined };

/** The same tree for those who may only try: a change is refused as it would be, or said to have worked. */
function tried(tree: WritableTree): WritableTree {
  // a link of nothing tells whether the file system may be written, and changes nothing
  const readonly = (path: string): boolean => {
    const probe = tree.link(`${path}.drydock`, `${dirname(path)}/.drydock-nothing`);
    return !probe.ok && probe.errno === 'EROFS';
  };
  const change = (path: string): FileResult<void> => {
    const found = tree.stat(path);
    if (!found.ok) return found;
    return readonly(path) ? { ok: false, errno: 'EROFS' } : done;
  };
  const make = (path: string): FileResult<void> => {
    const folder = tree.stat(dirname(path));
    if (!folder.ok) return folder;
    if (folder.value.kind !== 'dir') return { ok: false, errno: 'ENOTDIR' };
    return readonly(path) ? { ok: false, errno: 'EROFS' } : done;
  };
  return {
    ...tree,
    write: make,
    mkdir: make,
    symlink: make,
    put: make,
    link: (path, existing) => (tree.stat(existing).ok ? make(path) : tree.link(path, existing)),
    remove: change,
    rename: (from) => change(from),
    chmod: change,
    chown: change,
    mount: () => undefined,
    unmount: () => undefined,
  };
}

/** Programs with the set-user-ID bit of root in a container, looked for once, when first asked for: every file is looked at. */
export function setuidPrograms(container: Container): () => readonly string[] {
  let found: readonly string[] | undefined;
  return () => (found ??= search(viewOf(container)));
}

function search(view: WritableTree): readonly string[] {
  const found: string[] = [];
  for (const [path, entry] of view.walk('/'))
    if (entry.kind === 'file' && entry.uid === 0 && (entry.mode & 0o4000) !== 0) found.push(path);
  return found;
}
