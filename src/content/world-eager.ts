import type { Catalogue, Contents, ImageFile, PackageFile, PackageFiles } from '../engine/builder/index.ts';
import { moduleName } from './module-name.ts';

const images = import.meta.glob<ImageFile>(
  ['../../content/images/**/*.yaml', '!../../content/images/_*/**', '!../../content/images/_*.yaml'],
  { import: 'default', eager: true },
);
const parts = import.meta.glob<Contents>('../../content/images/_parts/*.yaml', { import: 'default', eager: true });
const packages = import.meta.glob<PackageFile>('../../content/packages/**/*.yaml', { import: 'default', eager: true });
const official = import.meta.glob<{ names: string }>('../../content/images/_official.yaml', {
  import: 'default',
  eager: true,
});

function named<T>(modules: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(modules).map(([path, value]) => [moduleName(path), value]));
}

/** All images, for the command line and for tests; the page loads them one by one (world.ts). */
export const allImages: Catalogue = {
  repositories: named(images),
  parts: named(parts),
  official: Object.values(official).flatMap((list) => list.names.split(/\s+/)),
};

/** All package figures. */
export const allPackages: PackageFiles = named(packages);
