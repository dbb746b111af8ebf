import type { Span } from '../../engine/base/span.ts';
import { globalScope, scopeAt } from './scope.ts';
import type { Source } from './source.ts';
import { namedAt } from './symbol.ts';

/** Where the stage or variable at `offset` is declared; undefined for images and for what the builder sets. */
export function definition(source: Source, offset: number): Span | undefined {
  const named = namedAt(source, offset);
  if (named?.kind === 'stage') {
    const from = source.dockerfile.stages[named.index]?.from;
    return from?.alias?.span ?? from?.node.keyword.span;
  }
  if (named?.kind !== 'variable') return undefined;
  const seen = scopeAt(source, named.node.span.start).get(named.name);
  // `ARG NAME` in a stage takes the value of the ARG before the first FROM.
  return seen?.span ?? globalScope(source).get(named.name)?.span;
}
