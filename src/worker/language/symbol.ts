import type { Span } from '../../engine/base/span.ts';
import type { Flag, Node } from '../../engine/dockerfile/syntax.ts';
import { globalScope, valueOf } from './scope.ts';
import { nodeAt, stageAt } from './source.ts';
import type { Source } from './source.ts';

/** What a place of the file refers to. */
export type Named =
  | { readonly kind: 'variable'; readonly name: string; readonly span: Span; readonly node: Node }
  | { readonly kind: 'stage'; readonly index: number; readonly span: Span; readonly node: Node }
  | { readonly kind: 'image'; readonly reference: string; readonly span: Span; readonly node: Node }
  | { readonly kind: 'instruction'; readonly span: Span; readonly node: Node };

/** The thing that the text at `offset` names; undefined between things. */
export function namedAt(source: Source, offset: number): Named | undefined {
  const node = nodeAt(source.dockerfile, offset);
  if (!node) return undefined;
  const quiet = node.heredocs.some(({ span, expand }) => !expand && inside(span, offset));
  return (
    (quiet ? undefined : variableAt(source, node, offset)) ??
    referenceAt(source, node, offset) ??
    keywordAt(node, offset)
  );
}

function inside(span: Span | undefined, offset: number): boolean {
  return span !== undefined && span.start <= offset && offset <= span.end;
}

/** How far a variable's name is looked for on both sides. */
const NEAR = 200;

function variableAt(source: Source, node: Node, offset: number): Named | undefined {
  const start = Math.max(node.span.start, offset - NEAR);
  const near = source.dockerfile.text.slice(start, Math.min(node.span.end, offset + NEAR));
  for (const match of near.matchAll(/\$\{?(\w+)/g)) {
    const span = { start: start + match.index, end: start + match.index + match[0].length };
    if (inside(span, offset)) return { kind: 'variable', name: match[1] ?? '', span, node };
  }
  return keyAt(source, node, offset);
}

/** The name that ARG or ENV declares. */
function keyAt(source: Source, node: Node, offset: number): Named | undefined {
  if (node.name !== 'arg' && node.name !== 'env') return undefined;
  for (const token of node.args) {
    if (!inside(token.span, offset)) continue;
    const name = /^\w+/.exec(source.dockerfile.text.slice(token.span.start, token.span.end))?.[0];
    const span = { start: token.span.start, end: token.span.start + (name?.length ?? 0) };
    const isKey = node.name === 'arg' || node.args.indexOf(token) % 3 === 0;
    if (name !== undefined && isKey && inside(span, offset)) return { kind: 'variable', name, span, node };
  }
  return undefined;
}

function keywordAt(node: Node, offset: number): Named | undefined {
  const { span } = node.keyword;
  return inside(span, offset) ? { kind: 'instruction', span, node } : undefined;
}

function referenceAt(source: Source, node: Node, offset: number): Named | undefined {
  const { stages } = source.dockerfile;
  const at = stageAt(source.dockerfile, offset);
  const stage = stages[at];
  if (stage && stage.from.node === node) {
    if (inside(stage.from.alias?.span, offset))
      return { kind: 'stage', index: at, span: stage.from.alias?.span ?? node.span, node };
    if (inside(stage.from.base.span, offset))
      return resolve(source, { word: stage.base, span: stage.from.base.span, node, at });
    return undefined;
  }
  for (const flag of node.flags) {
    const from = fromOf(flag);
    if (from && inside(from.span, offset)) return resolve(source, { ...from, node, at });
  }
  return undefined;
}

/** The value of `--from=` or of `from=` inside `--mount=`. */
function fromOf(flag: Flag): { word: string; span: Span } | undefined {
  if (!flag.valueSpan || flag.value === undefined) return undefined;
  if (flag.name === 'from') return { word: flag.value, span: flag.valueSpan };
  if (flag.name !== 'mount') return undefined;
  const match = /(?:^|,)from=([^,]*)/i.exec(flag.value);
  if (!match) return undefined;
  const word = match[1] ?? '';
  const start = flag.valueSpan.start + match.index + match[0].length - word.length;
  return { word, span: { start, end: start + word.length } };
}

interface Reference {
  readonly word: string;
  readonly span: Span;
  readonly node: Node;
  /** Index of the stage it stands in. */
  readonly at: number;
}

function resolve(source: Source, { word, span, node, at }: Reference): Named {
  const value = valueOf(word, globalScope(source));
  const index = stageIndex(source, value, { before: at, numbers: node.name !== 'from' });
  return index === undefined ? { kind: 'image', reference: value, span, node } : { kind: 'stage', index, span, node };
}

/** The stage of a name (any case) or number above the stage `before`; the nearest of that name wins. */
export function stageIndex(
  source: Source,
  name: string,
  { before, numbers }: { readonly before: number; readonly numbers: boolean },
): number | undefined {
  const lower = name.toLowerCase();
  const found = source.dockerfile.stages.slice(0, Math.max(0, before)).findLastIndex((stage) => stage.name === lower);
  if (found !== -1) return found;
  return numbers && /^\d{1,5}$/.test(name) && Number(name) < before ? Number(name) : undefined;
}
