import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { textBuilder, type Given } from './fixture/build-text.ts';
import golden from './golden/cache.jsonl?raw';
import { createWorld, type BuildCache } from './index.ts';
import { shell } from '../shell/whole.ts';

/** Builds of a real Docker Engine, one after the other: see golden/README.md. */
interface Case {
  readonly id: string;
  readonly builds: readonly (Given & {
    readonly dockerfile: string;
    readonly steps: Readonly<Record<string, string>>;
  })[];
}

const cases = golden
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);
const buildText = textBuilder(createWorld(allImages, allPackages, shell));

const ENDINGS: Readonly<Record<string, string>> = {
  CACHED: 'cached',
  DONE: 'ran',
  ERROR: 'failed',
  CANCELED: 'canceled',
};

/** How the log says that each step ended, as golden/README.md reads it. */
function statusesOf(log: string): Readonly<Record<string, string>> {
  const names = new Map<string, string>();
  const found: Record<string, string> = {};
  for (const [, number = '', line = ''] of log.matchAll(/^#(\d+) (.*)$/gm)) {
    const name = names.get(number);
    if (name === undefined) names.set(number, line);
    else if (/^\[(?!internal)(?!.* FROM )/.test(name)) {
      const ending = ENDINGS[/^[A-Z]+/.exec(line)?.[0] ?? ''];
      if (ending) found[name] = ending;
    }
  }
  return found;
}

describe('the cache of a real engine and ours answer alike', () => {
  it.each(cases)('$id', ({ builds }) => {
    let cache: BuildCache | undefined;
    const found = builds.map(({ dockerfile, ...given }) => {
      const result = buildText(dockerfile, { ...given, ...(cache ? { cache } : {}) });
      cache = result.cache;
      return statusesOf(result.log);
    });
    expect(found).toEqual(builds.map(({ steps }) => steps));
  });
});
