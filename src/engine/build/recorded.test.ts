import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import type { Tree } from '../files/index.ts';
import { textBuilder, textTree, type Given } from './fixture/build-text.ts';
import recorded from './golden/recorded.jsonl?raw';
import contexts from './golden/contexts.jsonl?raw';
import { createWorld, type BuildCache } from './index.ts';
import { shell } from '../shell/whole.ts';

/** Sessions of a real Docker Engine 26.1.5: `docker build` as typed, and what it printed. */
interface Session {
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
  readonly steps: readonly (Omit<Given, 'contexts'> & {
    readonly contexts?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly cmd: string;
    readonly log?: string;
    readonly prune?: boolean;
  })[];
}

const sessions = `${recorded}\n${contexts}`
  .trim()
  .split(/\n+/)
  .map((line) => JSON.parse(line) as Session);
const buildText = textBuilder(createWorld(allImages, allPackages, shell));

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

function treesOf(named: Readonly<Record<string, Readonly<Record<string, string>>>>): Record<string, Tree> {
  const texts = Object.entries(named).map(([name, files]) => [name, textTree(files)] as const);
  return Object.fromEntries(texts);
}

describe.each(sessions)('recorded session $id', ({ files, steps }) => {
  let cache: BuildCache | undefined;
  it.each(steps)('$cmd', ({ log, prune, contexts: named = {}, ...given }) => {
    const { [given.filename ?? 'Dockerfile']: text = '' } = files;
    const result = buildText(text, { ...given, files, contexts: treesOf(named), ...(cache ? { cache } : {}) });
    cache = prune ? undefined : result.cache;
    // Quiet builds and `docker builder prune` have no log, but change the cache.
    const wanted = log ?? result.log;
    expect(comparable(result.log)).toEqual(comparable(wanted));
  });
});
