import { textBuilder, type Given } from '../../../engine/builder/fixture/build-text.ts';
import golden from '../../../engine/builder/golden/cache.jsonl?raw';
import type { BuildCache } from '../../../engine/builder/index.ts';
import { jsonLines, type Suite } from '../suite.ts';
import { wholeWorld } from '../world.ts';

/** Builds one after the other: see engine/builder/golden/README.md. */
interface Sequence {
  readonly id: string;
  readonly builds: readonly (Given & {
    readonly dockerfile: string;
    readonly steps: Readonly<Record<string, string>>;
  })[];
}

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

export default {
  title: 'The build cache',
  recorded:
    'sequences of builds on Docker Engine 26.1.5: which steps came from the cache, which ran, failed or were given up.',
  unit: 'builds',
  async load() {
    const buildText = textBuilder(await wholeWorld());
    return jsonLines<Sequence>(golden).map(({ id, builds }) => ({
      id,
      topic: 'cached or run',
      play() {
        let cache: BuildCache | undefined;
        return builds.map(({ dockerfile, steps, ...given }, at) => {
          const result = buildText(dockerfile, { ...given, ...(cache ? { cache } : {}) });
          cache = result.cache;
          return { id: `${id}/${at + 1}`, want: sorted(steps), got: sorted(statusesOf(result.log)) };
        });
      },
    }));
  },
} satisfies Suite;

function sorted(steps: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(steps).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
