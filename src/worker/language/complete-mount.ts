import type { Completion } from './answer.ts';
import { images, stagesBefore } from './proposals.ts';
import type { Caret, Source } from './source.ts';
import { MOUNT_KEYS, MOUNT_KEY_WORDS, MOUNT_TYPES, MOUNT_VALUES } from './words.ts';

/** Keys and values of `--mount=`; `caret.word` is what stands behind the equals sign. */
export function completeMount(source: Source, caret: Caret): readonly Completion[] {
  const fields = caret.word.split(',');
  const field = fields.at(-1) ?? '';
  const equals = field.indexOf('=');
  if (equals === -1) return keys(caret, fields, field);
  const key = field.slice(0, equals).toLowerCase();
  const span = { start: caret.offset - (field.length - equals - 1), end: caret.offset };
  if (key === 'type')
    return Object.entries(MOUNT_TYPES).map(([label, documentation]) => ({
      label,
      kind: 'value',
      insert: label,
      span,
      documentation,
    }));
  if (key === 'from') return [...stagesBefore(source, caret.offset, span), ...images(source, span)];
  return (MOUNT_VALUES[key] ?? []).map((label) => ({ label, kind: 'value', insert: label, span }));
}

function keys(caret: Caret, fields: readonly string[], field: string): Completion[] {
  const used = new Set(fields.slice(0, -1).map((one) => one.split('=')[0]?.toLowerCase() ?? ''));
  const type = fields.map((one) => /^type=(.*)$/i.exec(one)?.[1]).find((found) => found !== undefined) ?? 'bind';
  const span = { start: caret.offset - field.length, end: caret.offset };
  const names = used.has('type') ? (MOUNT_KEYS[type] ?? []) : ['type', ...(MOUNT_KEYS[type] ?? [])];
  return names
    .filter((name) => !used.has(name))
    .map((name) => {
      const alone = name === 'rw' || name === 'ro';
      return {
        label: alone ? name : `${name}=`,
        kind: 'flag',
        insert: alone ? name : `${name}=`,
        span,
        documentation: name === 'type' ? 'Kind of mount; `bind` unless given.' : (MOUNT_KEY_WORDS[name] ?? ''),
        ...(alone ? {} : { again: true }),
      };
    });
}
