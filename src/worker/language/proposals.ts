import type { Span } from '../../engine/base/span.ts';
import type { Completion } from './answer.ts';
import { nodeAt, stageAt } from './source.ts';
import type { Scope } from './scope.ts';
import type { Caret, Source } from './source.ts';

/** Most proposals of one kind; more cannot be read. */
const MOST = 400;

/** Named stages above the one that `offset` lies in, the nearest first; of a FROM line, those above the line. */
export function stagesBefore(source: Source, offset: number, span: Span): Completion[] {
  const { stages } = source.dockerfile;
  const at = stageAt(source.dockerfile, offset);
  // A FROM line without an image yet is no stage: the last one then lies above it.
  const unfinished = nodeAt(source.dockerfile, offset);
  const own = unfinished?.name === 'from' && unfinished !== stages[at]?.from.node ? 1 : 0;
  const before = stages.slice(0, Math.max(0, at + own)).toReversed();
  return before
    .flatMap((stage): Completion[] => {
      const name = stage.from.alias?.value;
      if (name === undefined) return [];
      return [
        {
          label: name,
          kind: 'stage',
          insert: name,
          span,
          detail: `stage from ${stage.base}`,
          ...(stage.doc ? { documentation: stage.doc } : {}),
        },
      ];
    })
    .slice(0, MOST);
}

/** Images of the catalogue; their bare names first, so that Enter after `FROM alpine` adds no tag that nobody asked for. */
export function images(source: Source, span: Span): Completion[] {
  const bare = new Set(source.references.map((reference) => reference.replace(/:[^/:]*$/, '')));
  return [...bare, ...source.references].map((label) => ({ label, kind: 'image', insert: label, span }));
}

/** Variables of a scope with their values, those set last first. */
export function variables(scope: Scope, span: Span): Completion[] {
  return [...scope.values()]
    .toReversed()
    .slice(0, MOST)
    .map(({ name, value, origin }) => ({
      label: name,
      kind: 'variable',
      insert: name,
      span,
      detail: value === undefined ? `${origin}, no value` : shortened(value),
      documentation: value === undefined ? `${origin} without a value` : `${origin}, \`${shortened(value)}\``,
    }));
}

function shortened(value: string): string {
  return value.length > 40 ? `${value.slice(0, 39)}…` : value;
}

/** Files and folders of the workspace in the folder that the word under the caret names so far. */
export function completeFolder(source: Source, caret: Caret): Completion[] {
  const typed = caret.word.replace(/^(?:\.?\/)+/, '');
  const lead = caret.word.length - typed.length;
  const slash = typed.lastIndexOf('/') + 1;
  const folder = typed.slice(0, slash);
  const last = typed.slice(slash);
  // A finished name offers nothing: Enter behind it is a new line.
  if (last === '.' || last === '..') return [];
  const names = new Set<string>();
  for (const path of source.paths) {
    if (!path.startsWith(folder)) continue;
    const rest = path.slice(folder.length);
    const end = rest.indexOf('/');
    if (rest !== '') names.add(end === -1 ? rest : rest.slice(0, end + 1));
  }
  if (names.has(last) || names.has(`${last}/`)) return [];
  const span = { start: caret.wordSpan.start + lead + slash, end: caret.offset };
  return [...names]
    .toSorted()
    .slice(0, MOST)
    .map((label) => {
      const isFolder = label.endsWith('/');
      return { label, kind: isFolder ? 'folder' : 'path', insert: label, span, ...(isFolder ? { again: true } : {}) };
    });
}
