import { moduleName } from './module-name.ts';

const tags: Readonly<Record<string, readonly string[]>> = import.meta.glob<readonly string[]>(
  ['../../content/images/**/*.yaml', '!../../content/images/_*/**', '!../../content/images/_*.yaml'],
  { import: 'default', query: '?tags', eager: true },
);

/** Every image of the catalogue as people write it (`node:22-alpine`), without loading any. */
export const references: readonly string[] = Object.entries(tags)
  .filter(([path]) => moduleName(path) !== 'docker.io/library/scratch')
  .flatMap(([path, names]) => names.map((tag) => `${moduleName(path).replace(/^docker\.io\/(library\/)?/, '')}:${tag}`))
  .toSorted();
