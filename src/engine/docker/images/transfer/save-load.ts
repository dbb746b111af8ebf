import { digest } from '../../../base/digest.ts';
import { directoryEntry, fileEntry, type Entry } from '../../../files/index.ts';
import { packTar, unpackTar, type Member } from '../../../files/tar-archive.ts';
import type { Daemon, Result } from '../../daemon/daemon.ts';
import { refused } from '../../daemon/daemon.ts';
import type { Image } from '../../model.ts';
import { familiarText, readReference, withTag } from '../reference.ts';
import { findImage } from '../../daemon/find-image.ts';
import { keepImage, setTag } from '../tags.ts';

/** Images in an archive, by what was asked for. */
interface Saving {
  readonly image: Image;
  readonly tags: string[];
}

/**
 * An archive as `docker save` writes it: an OCI layout with manifest.json. There are no real bytes: layers are files of their size, and what the image is made of
 * stays known to the host. Refused in the daemon's words. Source: measured, Engine 26.1.5.
 */
export function saveImages(daemon: Daemon, names: readonly string[]): Result<string> {
  const saving = new Map<string, Saving>();
  for (const name of names) {
    const found = savedBy(daemon, name);
    if (found.length === 0) return refused(`No such image: ${name}`);
    for (const { image, tags } of found) {
      const one = saving.get(image.id) ?? { image, tags: [] };
      saving.set(image.id, one);
      one.tags.push(...tags.filter((tag) => !one.tags.includes(tag)));
    }
  }
  const all = [...saving.values()];
  keptBy(daemon, all);
  return { ok: true, value: packTar(membersOf(all)) };
}

/** What a name stands for: a bare repository for all of its tags, an id for an image without any. */
function savedBy(daemon: Daemon, name: string): Saving[] {
  const read = readReference(name);
  if (read.ok && read.value.tag === undefined && read.value.digest === undefined) {
    const repository = familiarText(read.value);
    const all = [...daemon.store.images.values()].flatMap((image) => {
      const tags = image.tags.filter((tag) => tag.replace(/:[^:/]*$/, '') === repository);
      return tags.length > 0 ? [{ image, tags }] : [];
    });
    if (all.length > 0) return all;
  }
  const image = findImage(daemon, name);
  if (!image) return [];
  const tag = read.ok ? familiarText(withTag(read.value)) : '';
  return [{ image, tags: image.tags.includes(tag) ? [tag] : [] }];
}

const archives = new WeakMap<Daemon, Map<string, Image>>();

/** What an archive stands for is found again by the ids in it, also after the images were removed. */
function keptBy(daemon: Daemon, all: readonly Saving[]): void {
  const known = archives.get(daemon) ?? new Map<string, Image>();
  archives.set(daemon, known);
  for (const { image } of all) known.set(image.id, image);
}

function hexOf(id: string): string {
  return id.replace(/^sha256:/, '');
}

function file(content: string): Entry {
  return fileEntry({ content, mode: 0o644 });
}

function membersOf(all: readonly Saving[]): Member[] {
  const blobs = new Map<string, Entry>();
  const manifests = all.map(({ image, tags }) => {
    const sizes = image.history
      .filter(({ empty }) => !empty)
      .map(({ size }) => size)
      .toReversed();
    for (const [at, id] of image.layers.entries()) {
      blobs.set(hexOf(id), fileEntry({ size: (sizes[at] ?? 0) + 1536, mode: 0o644, digest: id }));
      // the config of each layer by itself, for older engines
      const own = JSON.stringify({ id: hexOf(id), parent: hexOf(image.layers[at - 1] ?? ''), os: 'linux' });
      blobs.set(hexOf(digest(own)), file(own));
    }
    blobs.set(hexOf(image.id), file(JSON.stringify({ architecture: 'amd64', os: 'linux', config: image.config })));
    const text = JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { digest: image.id },
      layers: image.layers.map((id) => ({ digest: id })),
    });
    blobs.set(hexOf(digest(text)), file(text));
    return { image, tags, digest: digest(text), size: text.length };
  });
  const manifest = manifests.map(({ image, tags }) => ({
    Config: `blobs/sha256/${hexOf(image.id)}`,
    RepoTags: tags.length > 0 ? tags : null,
    Layers: image.layers.map((id) => `blobs/sha256/${hexOf(id)}`),
  }));
  const index = manifests.map((one) => ({
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: one.digest,
    size: one.size,
  }));
  const folder = directoryEntry();
  return [
    { name: 'blobs/', entry: folder },
    { name: 'blobs/sha256/', entry: folder },
    ...[...blobs]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, entry]) => ({ name: `blobs/sha256/${name}`, entry })),
    {
      name: 'index.json',
      entry: file(
        JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: index }),
      ),
    },
    { name: 'manifest.json', entry: file(`${JSON.stringify(manifest)}\n`) },
    { name: 'oci-layout', entry: file('{"imageLayoutVersion": "1.0.0"}') },
    { name: 'repositories', entry: file(`${JSON.stringify(repositories(manifests))}\n`) },
  ];
}

function repositories(all: readonly Saving[]): Record<string, Record<string, string>> {
  const found: Record<string, Record<string, string>> = {};
  for (const { image, tags } of all)
    for (const tag of tags) {
      const [, name = '', version = ''] = /^(.*):([^:/]*)$/.exec(tag) ?? [];
      found[name] = { ...found[name], [version]: hexOf(image.layers.at(-1) ?? '') };
    }
  return found;
}

/** Reads an archive of images into the store; answers what is printed, a line each. Refused in the words of daemon and client. */
export function loadImages(daemon: Daemon, text: string): Result<readonly string[]> {
  if (text === '')
    return refused(
      `open /var/lib/docker/tmp/docker-import-${daemon.next('import', 396_338_173)}/repositories: no such file or directory`,
    );
  const members = unpackTar(text);
  if (!members) return refused('unexpected EOF');
  const entry = members.find(({ name }) => name === 'manifest.json');
  if (!entry)
    return refused(
      `open /var/lib/docker/tmp/docker-import-${daemon.next('import', 396_338_173)}/repositories: no such file or directory`,
    );
  const listed = readManifest(entry.entry.content ?? '');
  const lines: string[] = [];
  for (const { config, tags } of listed) {
    const image = daemon.store.images.get(config) ?? archives.get(daemon)?.get(config);
    if (!image) return refused(`not simulated: an archive of another host (${config})`);
    const kept = keepImage(daemon, { ...image, tags: [], digests: [] });
    for (const tag of tags) setTag(daemon, kept, tag);
    lines.push(...(tags.length > 0 ? tags.map((tag) => `Loaded image: ${tag}`) : [`Loaded image ID: ${kept.id}`]));
    daemon.emit({ type: 'image', action: 'load', id: kept.id, attributes: { name: kept.id } });
  }
  return { ok: true, value: lines };
}

function readManifest(text: string): { config: string; tags: readonly string[] }[] {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) return [];
  return parsed.map((one: { Config?: string; RepoTags?: string[] | null }) => ({
    config: `sha256:${(one.Config ?? '').replace(/^.*\//, '')}`,
    tags: one.RepoTags ?? [],
  }));
}
