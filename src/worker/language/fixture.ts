import { evaluate, parse } from '../../engine/dockerfile/index.ts';
import type { ImageFacts, Source } from './source.ts';

const NODE: ImageFacts = {
  reference: 'docker.io/library/node:22-alpine',
  config: { Env: ['PATH=/usr/local/bin:/bin', 'NODE_VERSION=22.21.1'], Cmd: ['node'], User: '', WorkingDir: '' },
  size: 161_000_000,
  assumed: false,
  shell: 'ash',
  libc: 'musl',
};

/** A source for tests: `|` in `marked` is the caret. */
export function sourceOf(marked: string, paths: readonly string[] = []): { source: Source; offset: number } {
  const offset = Math.max(0, marked.indexOf('|'));
  const dockerfile = parse(marked.replace('|', ''));
  const evaluation = evaluate(dockerfile, { image: (reference) => known(reference)?.config });
  return {
    offset,
    source: { dockerfile, evaluation, paths, image: known, steps: [], references: ['alpine:3.22', 'node:22-alpine'] },
  };
}

function known(reference: string): ImageFacts | undefined {
  return reference === NODE.reference ? NODE : undefined;
}
