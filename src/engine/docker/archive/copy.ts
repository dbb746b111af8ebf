import { basename, clean, dirname, type Owner, type Tree, type WritableTree } from '../../files/index.ts';
import type { Member } from '../../files/tar-archive.ts';
import { describe } from '../daemon/event-attributes.ts';
import { done, refused, type Daemon, type Result } from '../daemon/daemon.ts';
import { loginOf } from '../daemon/containers/login.ts';
import type { Container } from '../model.ts';
import { extract, membersOf, rebase } from './members.ts';
import { openFiles } from './open-files.ts';
import { inContainer, meansContents, meansFolder } from './paths.ts';

/** What is to be copied, as an archive, and what it is. */
export interface Packed {
  readonly members: readonly Member[];
  /** First part of the names; empty when the contents of a folder are meant. */
  readonly base: string;
  readonly isFolder: boolean;
}

/** Packs what stands at a path; links are followed only where the path says so. */
export function pack(tree: Tree, path: string): Packed | undefined {
  const found = tree.stat(path, { follow: meansFolder(path) });
  if (!found.ok) return undefined;
  const real = meansFolder(path) ? tree.resolve(path) : undefined;
  const at = real?.ok ? real.value : clean(path);
  const base = meansContents(path) ? '' : basename(clean(path));
  return { members: membersOf(tree, at, base === '' ? '' : base), base, isFolder: found.value.kind === 'dir' };
}

/** Where an archive goes: the folder that takes it, and the members under the names they get there. */
export interface Placed {
  readonly folder: string;
  readonly members: readonly Member[];
}

/**
 * How an archive comes to lie at a destination, as `cp` does it: into a folder that is there, under another name otherwise. Refused in
 * the client's words. Source: moby pkg/archive/copy.go PrepareArchiveCopy; probed on Engine 26.1.5.
 */
export function place(packed: Packed, path: string, there: 'file' | 'folder' | undefined): Result<Placed> {
  const { members, base, isFolder } = packed;
  if (there === 'folder') return { ok: true, value: { folder: clean(path), members } };
  if (there === 'file' && isFolder) return refused('cannot copy directory');
  if (there === undefined && !isFolder && meansFolder(path)) return refused('no such directory');
  const at = clean(path);
  return { ok: true, value: { folder: dirname(at), members: rebase(members, base, basename(at)) } };
}

/** `GET /containers/{id}/archive`. Source: moby daemon/archive_unix.go containerArchivePath. */
export function copyOut(daemon: Daemon, container: Container, how: { path: string; named: string }): Result<Packed> {
  if (how.path === '') return refused('bad parameter: pathcannot be empty');
  const files = openFiles(daemon, container);
  if (!files.ok) return files;
  const packed = pack(files.value, inContainer(how.path));
  if (!packed) return refused(`Could not find the file ${how.path} in container ${how.named}`);
  emit(daemon, container, 'archive-path');
  return { ok: true, value: packed };
}

/** `PUT /containers/{id}/archive`: unpacks into a folder of a container. Source: the same file, containerExtractToDir. */
export function copyIn(
  daemon: Daemon,
  container: Container,
  how: { readonly placed: Placed; readonly named: string; readonly archive: boolean },
): Result {
  const files = openFiles(daemon, container);
  if (!files.ok) return files;
  const { folder, members } = how.placed;
  const found = files.value.stat(folder);
  if (!found.ok) return refused(`Could not find the file ${folder} in container ${how.named}`);
  if (found.value.kind !== 'dir') return refused('extraction point is not a directory');
  const real = files.value.resolve(folder);
  const at = real.ok ? real.value : folder;
  const writable = mayWrite(container, at);
  if (!writable.ok) return writable;
  const owner = how.archive ? ownerOf(container) : undefined;
  const extracted = extract(files.value, at, { members, ...(owner ? { owner } : {}) });
  if (extracted.ok) emit(daemon, container, 'extract-to-dir');
  return extracted;
}

/** -a gives what is copied to the user that the container runs as, when it has one. */
function ownerOf(container: Container): Owner | undefined {
  if (container.config.User === '') return undefined;
  const login = loginOf(container);
  return login.ok ? login.value.credentials : undefined;
}

/** Source: the same file, checkIfPathIsInAVolume. */
function mayWrite(container: Container, path: string): Result {
  for (const mount of container.mounts) {
    const at = clean(`/${mount.Destination}`);
    if (path !== at && !path.startsWith(`${at}/`)) continue;
    if (!mount.RW) return refused('mounted volume is marked read-only');
    return done;
  }
  return container.hostConfig.ReadonlyRootfs ? refused('container rootfs is marked read-only') : done;
}

function emit(daemon: Daemon, container: Container, action: string): void {
  daemon.emit({ type: 'container', action, id: container.id, attributes: describe(container) });
}

/** What stands at a destination, its last links followed. */
export function standing(tree: Tree | WritableTree, path: string): 'file' | 'folder' | undefined {
  const found = tree.stat(path);
  return found.ok ? (found.value.kind === 'dir' ? 'folder' : 'file') : undefined;
}
