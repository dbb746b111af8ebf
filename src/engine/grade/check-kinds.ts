import { compose } from '../compose/index.ts';
import { tools } from '../docker/tools/index.ts';
import type { Plugins } from '../docker/index.ts';
import type { Check } from './check.ts';

const modules = import.meta.glob<Check<unknown>>(['./checks/*.ts', '!./**/*.test.ts'], {
  eager: true,
  import: 'default',
});

/** Every kind of check by its name in front matter, which is its file name: for whoever has them all at hand. */
export const checkKinds: ReadonlyMap<string, Check<unknown>> = new Map(
  Object.entries(modules).map(([path, check]) => [path.slice('./checks/'.length, -'.ts'.length), check]),
);

/** What a docker client hands over to and what stands beside it, for the same. */
export const plugins: Plugins = { compose, ...tools };
