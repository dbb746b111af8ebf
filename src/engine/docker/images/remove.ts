import type { Daemon, Result } from '../daemon/daemon.ts';
import { refused } from '../daemon/daemon.ts';
import { findImage } from '../daemon/find-image.ts';
import type { Container, Image } from '../model.ts';
import { layerChain, usedChains } from './layer-chain.ts';
import { missingImage } from './missing-image.ts';
import { familiarName, familiarText, readReference, withTag } from './reference.ts';

/** What was taken away, as it is printed: `Untagged: app:latest`, `Deleted: sha256:…`. */
export type Removal = { readonly kind: 'Untagged' | 'Deleted'; readonly text: string };

/** What stands against deleting an image. */
interface Conflict {
  readonly hard: boolean;
  readonly used: boolean;
  readonly message: string;
}

/** How an image is removed. */
export interface Removing {
  readonly force?: boolean;
}

/**
 * Removes a tag, and with the last one the image; by id the image with its tags. Refused in the daemon's words.
 * Source: moby daemon/images/image_delete.go ImageDelete.
 */
export function removeImage(daemon: Daemon, text: string, { force = false }: Removing): Result<readonly Removal[]> {
  const image = findImage(daemon, text);
  if (!image) return refused(missingImage(text));
  const records: Removal[] = [];
  const byId = image.id.startsWith(text) || image.id.startsWith(`sha256:${text}`);
  if (byId) {
    if (isSingle(image)) {
      const conflict = conflictOf(daemon, image, { force, references: false });
      if (conflict) return refused(conflictText(image, conflict));
      untagAll(daemon, image, records);
    }
    const failed = deleteImage(daemon, image, { force, quiet: false, records });
    return failed === undefined ? { ok: true, value: records } : refused(failed);
  }
  const user = containersOf(daemon, image)[0];
  if (!force && user && isSingle(image))
    return refused(
      `conflict: unable to remove repository reference "${text}" (must force) - container ${short(user.id)} is using its referenced image ${short(image.id)}`,
    );
  untag(daemon, image, { text, records });
  if (image.tags.length > 0 || image.digests.length > 0) return { ok: true, value: records };
  const failed = deleteImage(daemon, image, { force, quiet: true, records });
  return failed === undefined ? { ok: true, value: records } : refused(failed);
}

/** Deletes an image that no container uses, with all its names. Answers undefined when something stands against it. */
export function pruneImage(daemon: Daemon, image: Image): readonly Removal[] | undefined {
  if (containersOf(daemon, image).length > 0) return undefined;
  const records: Removal[] = [];
  untagAll(daemon, image, records);
  deleteImage(daemon, image, { force: false, quiet: false, records });
  return records;
}

function short(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

function containersOf(daemon: Daemon, image: Image): Container[] {
  return [...daemon.store.containers.values()].filter((container) => container.image.id === image.id);
}

/** At most one tag, and all names within one repository. */
function isSingle({ tags, digests }: Image): boolean {
  const names = new Set([
    ...tags.map((tag) => tag.replace(/:[^:/]*$/, '')),
    ...digests.map((one) => one.split('@')[0]),
  ]);
  return tags.length <= 1 && names.size <= 1;
}

function conflictOf(
  daemon: Daemon,
  image: Image,
  { force, references }: { force: boolean; references: boolean },
): Conflict | undefined {
  const users = containersOf(daemon, image);
  const running = users.find(({ id }) => daemon.live.has(id));
  if (running)
    return { hard: true, used: true, message: `image is being used by running container ${short(running.id)}` };
  if (force) return undefined;
  if (references && image.tags.length + image.digests.length > 0)
    return { hard: false, used: false, message: 'image is referenced in multiple repositories' };
  const [stopped] = users;
  if (!stopped) return undefined;
  return { hard: false, used: true, message: `image is being used by stopped container ${short(stopped.id)}` };
}

function conflictText(image: Image, { hard, message }: Conflict): string {
  return `conflict: unable to delete ${short(image.id)} (${hard ? 'cannot be forced' : 'must be forced'}) - ${message}`;
}

function forget(daemon: Daemon, image: Image, { name, records }: { name: string; records: Removal[] }): void {
  image.tags = image.tags.filter((one) => one !== name);
  image.digests = image.digests.filter((one) => one !== name);
  records.push({ kind: 'Untagged', text: name });
  daemon.emit({ type: 'image', action: 'untag', id: image.id, attributes: { ...image.config.Labels, name: image.id } });
}

function untagAll(daemon: Daemon, image: Image, records: Removal[]): void {
  for (const name of [...image.tags, ...image.digests]) forget(daemon, image, { name, records });
}

/** Takes one name away; with the last tag of a repository its digests go too. */
function untag(daemon: Daemon, image: Image, { text, records }: { text: string; records: Removal[] }): void {
  const read = readReference(text);
  if (!read.ok) return;
  const reference = read.value;
  const repository = familiarName(reference);
  forget(daemon, image, { name: familiarText(withTag(reference)), records });
  if (reference.digest !== undefined || image.tags.some((tag) => tag.replace(/:[^:/]*$/, '') === repository)) return;
  for (const name of image.digests.filter((one) => one.startsWith(`${repository}@`)))
    forget(daemon, image, { name, records });
}

function deleteImage(
  daemon: Daemon,
  image: Image,
  { force, quiet, records }: { force: boolean; quiet: boolean; records: Removal[] },
): string | undefined {
  const conflict = conflictOf(daemon, image, { force, references: true });
  if (conflict && quiet && (conflict.used || image.tags.length > 0)) return undefined;
  if (conflict) return conflictText(image, conflict);
  untagAll(daemon, image, records);
  daemon.store.images.delete(image.id);
  daemon.emit({
    type: 'image',
    action: 'delete',
    id: image.id,
    attributes: { ...image.config.Labels, name: image.id },
  });
  records.push({ kind: 'Deleted', text: image.id });
  const used = usedChains(daemon);
  const free = layerChain(image.layers).filter((chain) => !used.has(chain));
  for (const chain of free.toReversed()) records.push({ kind: 'Deleted', text: chain });
  return undefined;
}
