import type { Parameter, Piece, Word } from '../syntax/ast.ts';
import { elementsOf, isAssociative } from '../state/arrays.ts';
import { calculateText } from '../arithmetic/arithmetic-expansion.ts';
import { expandPaths, hasPattern } from './pathname-expansion.ts';
import { parameterText, sliceOf, type Expanded } from './parameter-expansion.ts';
import type { PatternPiece } from '../../base/shell-pattern.ts';
import { leave, lookup, notSimulated, warn, type Shell } from '../state/shell-state.ts';
import { MAX_LENGTH, mayBeLong, overrun, room } from '../../kernel/memory/memory.ts';
import { openProcess } from './process-substitution.ts';
import { substitute } from './command-substitution.ts';
import type { Task } from '../../kernel/system.ts';

/** Expanded text: `split` marks what field splitting looks at; `break` always ends a field. */
export type Segment = (PatternPiece & { readonly split: boolean }) | 'break';

/** Expands words into fields: parameters, commands, arithmetic, splitting, path names, quotes removed. */
export function* expandWords(shell: Shell, words: readonly (Word & { assignment?: boolean })[]): Task<string[]> {
  const fields: string[] = [];
  for (const word of words) {
    if (word.literal !== undefined) {
      fields.push(word.literal);
      continue;
    }
    if (shell.jump) return fields;
    if (word.assignment) {
      fields.push(yield* expandValue(shell, word.pieces));
      continue;
    }
    for (const field of split(yield* evaluate(shell, word.pieces), lookup(shell, 'IFS') ?? ' \t\n')) {
      const globs = !shell.options.has('f') && hasPattern(field);
      const paths = globs ? expandPaths(shell, field) : undefined;
      if (paths) fields.push(...paths);
      else fields.push(field.map(({ text }) => text).join(''));
    }
    shell.machine.work(fields.length > 1000 ? fields.length / 100 : 1);
  }
  return fields;
}

/** Expands a word into one text, as assignments, redirection targets and here-documents do. */
export function* expandText(shell: Shell, pieces: readonly Piece[]): Task<string> {
  return joined(yield* evaluate(shell, pieces));
}

/** Expands the value of an assignment, which may be longer than other texts where a control group bounds it. */
export function* expandValue(shell: Shell, pieces: readonly Piece[]): Task<string> {
  return joined(yield* evaluate(shell, pieces, true));
}

/** Expands a word into a pattern: what was quoted stands for itself. */
export function* expandPattern(shell: Shell, pieces: readonly Piece[]): Task<PatternPiece[]> {
  return (yield* evaluate(shell, pieces)).map((segment) =>
    segment === 'break' ? { text: ' ', quoted: true } : segment,
  );
}

/** Joined by adding: texts that double are shared in memory, not copied. */
function joined(segments: readonly Segment[]): string {
  let text = '';
  for (const segment of segments) text += segment === 'break' ? ' ' : segment.text;
  return text;
}

function* evaluate(shell: Shell, pieces: readonly Piece[], isValue = false): Task<Segment[]> {
  const segments: Segment[] = [];
  let length = 0;
  for (const piece of pieces) {
    if (shell.jump || shell.machine.halted) break;
    const made =
      piece.kind === 'text'
        ? [{ text: piece.text, quoted: piece.quoted, split: false }]
        : yield* evaluatePiece(shell, piece);
    for (const segment of made) length += segment === 'break' ? 1 : segment.text.length;
    if (length > MAX_LENGTH) {
      if (isValue) yield* mayBeLong(shell, length);
      else overrun(shell.machine, shell.proc, 'text longer than 2 MB');
      if (shell.machine.halted) break;
      yield* room(shell.machine, shell.proc);
    }
    for (const segment of made) segments.push(segment);
  }
  return segments;
}

function* evaluatePiece(shell: Shell, piece: Piece): Task<readonly Segment[]> {
  switch (piece.kind) {
    case 'text':
      return [{ text: piece.text, quoted: piece.quoted, split: false }];
    case 'tilde':
      return [{ text: home(shell, piece.user), quoted: true, split: false }];
    case 'parameter':
      return yield* parameter(shell, piece);
    case 'command':
      return [{ text: yield* substitute(shell, piece.script), quoted: piece.quoted, split: !piece.quoted }];
    case 'arithmetic': {
      const value = calculateText(shell, yield* expandText(shell, piece.pieces));
      return [{ text: value === undefined ? '' : String(value), quoted: piece.quoted, split: !piece.quoted }];
    }
    case 'process':
      return [{ text: openProcess(shell, piece), quoted: true, split: false }];
    case 'group': {
      const choices: PatternPiece[][] = [];
      for (const choice of piece.choices) choices.push(yield* expandPattern(shell, choice));
      return [{ text: piece.text, quoted: false, split: false, group: { operator: piece.operator, choices } }];
    }
    case 'unsupported':
      notSimulated(shell, piece.what, piece.span);
      return [{ text: piece.text, quoted: true, split: false }];
  }
}

function home(shell: Shell, user: string): string {
  const bash = shell.dialect === 'bash';
  const folder = user === '' ? 'HOME' : bash && user === '+' ? 'PWD' : bash && user === '-' ? 'OLDPWD' : undefined;
  const known = folder && lookup(shell, folder);
  if (known !== undefined) return known;
  if (user === '' && !bash) return '~';
  const isAbout = (line: string): boolean =>
    user === '' ? line.split(':')[2] === String(shell.identity.uid) : line.startsWith(`${user}:`);
  const passwd = shell.machine.system.tree.read('/etc/passwd');
  const line = passwd.ok ? passwd.value?.split('\n').find(isAbout) : undefined;
  return line?.split(':')[5] ?? `~${user}`;
}

function* parameter(shell: Shell, piece: Parameter): Task<readonly Segment[]> {
  const { name, quoted, operation, length } = piece;
  if (piece.indirect) return yield* indirect(shell, piece);
  const list = listOf(shell, piece);
  if (list && length) return [{ text: String(list.length), quoted, split: !quoted }];
  // dash and ash change `$@` as one text, and it is never unset there.
  const apart = shell.dialect === 'bash' || !operation;
  if (list && apart && (!operation || list.length > 0) && !isTest(operation?.operator)) {
    const star = name === '*' || piece.index === '*';
    const slices = operation?.operator === 'slice' && shell.dialect === 'bash';
    const each: string[] = slices ? yield* sliceOf(shell, piece, { list, tools: tools(shell) }) : [];
    if (!slices)
      for (const text of list) {
        if (shell.jump) break;
        each.push(operation ? yield* changed(shell, piece, text) : text);
      }
    return positional(shell, { name: star ? '*' : '@', quoted }, each);
  }
  const own =
    piece.index === undefined ? {} : { value: list ? list.join(' ') || undefined : yield* element(shell, piece) };
  const expanded = yield* parameterText(shell, piece, { ...tools(shell), ...own, given: piece.index !== undefined });
  if (expanded.kind === 'all') return positional(shell, { name, quoted }, list ?? shell.parameters);
  if (expanded.kind === 'text') return [{ text: expanded.text, quoted, split: !quoted }];
  const segments = yield* evaluate(shell, expanded.pieces);
  // Between quotes even nothing is a field.
  if (segments.length === 0 && quoted) return [{ text: '', quoted, split: false }];
  // The word of `${x:-word}`: its own quotes hold, the rest is split like any expansion.
  return segments.map((segment) =>
    segment === 'break' || segment.quoted || quoted ? segment : { ...segment, split: true },
  );
}

/** The values that `$@`, `$*`, `${a[@]}` and `${a[*]}` stand for; undefined for one value. */
function listOf(shell: Shell, piece: Parameter): readonly string[] | undefined {
  if (piece.name === '@' || piece.name === '*') return shell.parameters;
  if (piece.index !== '@' && piece.index !== '*') return undefined;
  return [...(elementsOf(shell, piece.name)?.values() ?? [])];
}

/** `${a[i]}` */
function* element(shell: Shell, piece: Parameter): Task<string | undefined> {
  const { index, name } = piece;
  if (index === undefined || typeof index === 'string') return undefined;
  const elements = elementsOf(shell, name);
  return elements?.get(yield* keyOf(shell, name, index));
}

/** The key that an index means: text of an associative array, else a number; negative ones count from the end. */
export function* keyOf(shell: Shell, name: string, index: readonly Piece[]): Task<string> {
  const text = yield* expandText(shell, index);
  if (isAssociative(shell, name)) return text;
  const number = Number(calculateText(shell, text) ?? 0n);
  if (number >= 0) return String(number);
  const last = [...(elementsOf(shell, name)?.keys() ?? [])].at(-1);
  return String(Number(last ?? -1) + 1 + number);
}

/** `${!name}`, `${!prefix*}`, `${!array[@]}`: bash only. */
function* indirect(shell: Shell, piece: Parameter): Task<readonly Segment[]> {
  const { name, quoted } = piece;
  if (piece.indirect === 'names') {
    const names = [...shell.variables.keys()].filter((one) => one.startsWith(name)).toSorted();
    return positional(shell, { name: piece.operation?.operator === 'names*' ? '*' : '@', quoted }, names);
  }
  if (piece.index === '@' || piece.index === '*')
    return positional(shell, { name: piece.index, quoted }, [...(elementsOf(shell, name)?.keys() ?? [])]);
  const target = piece.index === undefined ? lookup(shell, name) : yield* element(shell, piece);
  const match = /^(\w+|[@*#?$!-])(?:\[(.*)\])?$/s.exec(target ?? '');
  if (!match) {
    warn(
      shell,
      target === undefined || target === ''
        ? `${name}: invalid indirect expansion`
        : `${target}: invalid variable name`,
    );
    leave(shell, 1);
    return [];
  }
  const [, other = '', index] = match;
  const key: Parameter['index'] =
    index === undefined || index === '@' || index === '*' ? index : [{ kind: 'text', text: index, quoted: true }];
  return yield* parameter(shell, { ...piece, name: other, index: key, indirect: undefined });
}

function isTest(operator: string | undefined): boolean {
  return operator !== undefined && /^:?[-=?+]$/.test(operator);
}

function* changed(shell: Shell, piece: Parameter, text: string): Task<string> {
  const expanded: Expanded = yield* parameterText(shell, piece, { ...tools(shell), value: text });
  return expanded.kind === 'text' ? expanded.text : text;
}

function tools(shell: Shell): Parameters<typeof parameterText>[2] {
  return {
    text: (pieces) => expandText(shell, pieces),
    pattern: (pieces) => expandPattern(shell, pieces),
    *number(pieces) {
      return calculateText(shell, yield* expandText(shell, pieces));
    },
  };
}

function positional(
  shell: Shell,
  how: { name: string; quoted: boolean },
  values: readonly string[],
): readonly Segment[] {
  if (how.name === '*' && how.quoted) {
    const ifs = lookup(shell, 'IFS') ?? ' ';
    return [{ text: values.join(ifs.slice(0, 1)), quoted: true, split: false }];
  }
  return values.flatMap((text, index) => {
    const segment: Segment = { text, quoted: how.quoted, split: !how.quoted };
    return index === 0 ? [segment] : ['break' as const, segment];
  });
}

/** Field splitting: only text that came from an expansion is cut, at the characters of IFS. */
export function split(segments: readonly Segment[], ifs: string): PatternPiece[][] {
  const fields: PatternPiece[][] = [];
  const state: { field: PatternPiece[] | undefined; afterSpace: boolean } = { field: undefined, afterSpace: false };
  const end = (): void => {
    if (state.field) fields.push(state.field);
    state.field = undefined;
  };
  const add = (text: string, quoted: boolean, group?: PatternPiece['group']): void => {
    (state.field ??= []).push(group ? { text, quoted, group } : { text, quoted });
    state.afterSpace = false;
  };
  for (const segment of segments) {
    if (segment === 'break') {
      end();
      state.afterSpace = false;
    } else if (!segment.split) {
      if (segment.text !== '' || segment.quoted) add(segment.text, segment.quoted, segment.group);
    } else cut(segment.text, ifs, { add, end, state, fields });
  }
  end();
  return fields;
}

interface Cutting {
  readonly add: (text: string, quoted: boolean) => void;
  readonly end: () => void;
  readonly state: { field: PatternPiece[] | undefined; afterSpace: boolean };
  readonly fields: PatternPiece[][];
}

function cut(text: string, ifs: string, cutting: Cutting): void {
  const { add, end, state, fields } = cutting;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const char = text[at];
    if (char !== undefined && !ifs.includes(char)) continue;
    if (at > start) add(text.slice(start, at), false);
    start = at + 1;
    if (char === undefined) break;
    if (' \t\n'.includes(char)) {
      if (state.field) state.afterSpace = true;
      end();
    } else if (state.field) {
      end();
      state.afterSpace = false;
    } else if (state.afterSpace) state.afterSpace = false;
    else fields.push([]);
  }
}
