import { textBuilder, textTree, type Given } from '../../../engine/builder/fixture/build-text.ts';
import contexts from '../../../engine/builder/golden/contexts.jsonl?raw';
import recorded from '../../../engine/builder/golden/recorded.jsonl?raw';
import type { BuildCache } from '../../../engine/builder/index.ts';
import { jsonLines, type Suite } from '../suite.ts';
import { wholeWorld } from '../world.ts';

type Texts = Readonly<Record<string, string>>;

/** A session of a real engine: `docker build` as typed, and what it printed. */
interface Session {
  readonly id: string;
  readonly files: Texts;
  readonly steps: readonly (Omit<Given, 'contexts'> & {
    readonly contexts?: Readonly<Record<string, Texts>>;
    readonly cmd: string;
    readonly log?: string;
    readonly prune?: boolean;
  })[];
}

/**
 * What two runs of the same build have in common: blocks without numbers, sizes and times, in a fixed order; FROM blocks by
 * their image, since any stage may name them and they may be cached or not. Warnings of the build checks are newer.
 */
function comparable(log: string): { blocks: string[]; rest: string } {
  const text = log
    .replaceAll(/sha256:[0-9a-f]{64}/g, 'DIGEST')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}::[0-9a-z]{25}/g, 'REF')
    .replaceAll(/buildkit-mount\d+/g, 'buildkit-mountN')
    .replaceAll(/ \d+(\.\d+)?s done$/gm, ' done')
    .replaceAll(/^#\d+ (WARN: .*|\.\.\.|exporting layers|writing image \S+|transferring \S+: ?\S*)\n/gm, '')
    .replace(/\n \d+ warnings? found .*\n( - .*\n)+/, '');
  const blocks = new Map<string, string[]>();
  for (const [, number = '', line = ''] of text.matchAll(/^#(\d+) (.*)$/gm)) {
    const lines = blocks.get(number) ?? [];
    blocks.set(number, lines);
    if (!lines.includes(line))
      lines.push(
        line
          .replace(/^\d+\.\d{3} /, 'T ')
          .replace(/^DONE .*/, 'DONE')
          .replace(/(transferring \S+:) \S+/, '$1 SIZE'),
      );
  }
  const from = /^\[.*\] (FROM .*)$/;
  const shown = [...blocks.values()].map((lines) => from.exec(lines[0] ?? '')?.[1] ?? lines.join('\n'));
  const rest = text.slice(text.lastIndexOf('\n#') + 1).replace(/^#.*\n/, '');
  // The failed step's own output is repeated, sometimes cut: only its name is compared.
  return { blocks: [...new Set(shown)].toSorted(), rest: rest.replace(/^( > .*:\n)[^]*?^------$/m, '$1------') };
}

const TOPICS = { 'builds of every kind': recorded, 'named contexts': contexts };

export default {
  title: 'Logs of builds',
  recorded: 'docker build --progress=plain of Docker Engine 26.1.5: every line, but for numbers, times and digests.',
  unit: 'builds',
  async load() {
    const buildText = textBuilder(await wholeWorld());
    return Object.entries(TOPICS).flatMap(([topic, text]) =>
      jsonLines<Session>(text).map(({ id, files, steps }) => ({
        id,
        topic,
        play() {
          let cache: BuildCache | undefined;
          return steps.flatMap(({ log, prune, cmd, contexts: named = {}, ...given }, at) => {
            const { [given.filename ?? 'Dockerfile']: dockerfile = '' } = files;
            const trees = Object.fromEntries(Object.entries(named).map(([name, tree]) => [name, textTree(tree)]));
            const result = buildText(dockerfile, { ...given, files, contexts: trees, ...(cache ? { cache } : {}) });
            cache = prune ? undefined : result.cache;
            // Quiet builds and `docker builder prune` have no log, but change the cache.
            if (log === undefined) return [];
            return [{ id: `${id}/${at + 1} ${cmd}`, want: comparable(log), got: comparable(result.log) }];
          });
        },
      })),
    );
  },
} satisfies Suite;
