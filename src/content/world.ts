import type { Catalogue, Contents, ImageFile, PackageFile, PackageFiles } from '../engine/builder/index.ts';
import { moduleName } from './module-name.ts';

type Load<T> = Readonly<Record<string, () => Promise<T>>>;

const images: Load<ImageFile> = import.meta.glob<ImageFile>(
  ['../../content/images/**/*.yaml', '!../../content/images/_*/**', '!../../content/images/_*.yaml'],
  { import: 'default' },
);
const parts: Load<Contents> = import.meta.glob<Contents>('../../content/images/_parts/*.yaml', { import: 'default' });
const packages: Load<PackageFile> = import.meta.glob<PackageFile>('../../content/packages/**/*.yaml', {
  import: 'default',
});
const official: Load<{ names: string }> = import.meta.glob<{ names: string }>('../../content/images/_official.yaml', {
  import: 'default',
});

/** Repositories of the catalogue: `docker.io/library/node`. */
export const repositories: readonly string[] = Object.keys(images).map(moduleName);

/**
 * Repositories that a Dockerfile's text may need, found without reading it as a Dockerfile: every one whose short name
 * stands in the text. Loading one too many costs a small download, one too few would be wrong.
 */
export function mentionedRepositories(text: string): readonly string[] {
  return repositories.filter((name) => text.includes(name.replace(/^docker\.io\/(library\/)?/, '')));
}

const loaded = new Map<string, Promise<unknown>>();

function once<T>(path: string, fetchOne: () => Promise<T>): Promise<T> {
  const known = loaded.get(path) as Promise<T> | undefined;
  if (known) return known;
  const fresh = fetchOne();
  loaded.set(path, fresh);
  // A failed download is tried again at the next call.
  fresh.catch(() => loaded.delete(path));
  return fresh;
}

async function load<T>(from: Load<T>, wanted: (name: string) => boolean): Promise<Record<string, T>> {
  const paths = Object.keys(from).filter((path) => wanted(moduleName(path)));
  const values = await Promise.all(paths.map((path) => once(path, from[path] as () => Promise<T>)));
  return Object.fromEntries(paths.map((path, at) => [moduleName(path), values[at] as T]));
}

/** The image files of these repositories with everything they share. Rejects when a download fails. */
export async function loadCatalogue(wanted: readonly string[]): Promise<Catalogue> {
  const names = new Set(wanted);
  const [files, shared, lists] = await Promise.all([
    load(images, (name) => names.has(name)),
    // one object for all catalogues: the engine keeps the layers it makes of them
    once('parts', () => load(parts, () => true)),
    load(official, () => true),
  ]);
  const words = Object.values(lists).map((list) => list.names);
  return { repositories: files, parts: shared, official: words.flatMap((text) => text.split(/\s+/)) };
}

/** What the package managers know. Rejects when a download fails. */
export function loadPackages(): Promise<PackageFiles> {
  return load(packages, () => true);
}
