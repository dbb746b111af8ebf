import type { Completion } from './answer.ts';
import { completeMount } from './complete-mount.ts';
import { completeFolder, images, stagesBefore, variables } from './proposals.ts';
import { PLATFORM_ARGS, globalScope, scopeAt } from './scope.ts';
import { caretAt } from './source.ts';
import type { Caret, Source } from './source.ts';
import { INSTRUCTION_WORDS, SIGNALS } from './words.ts';
import type { FlagWords } from './words.ts';

/** Proposals for the place of `offset`, the likeliest first; empty where nothing fits. */
export function complete(source: Source, offset: number): readonly Completion[] {
  const caret = caretAt(source.dockerfile, offset);
  if (caret.comment) return directives(source, caret);
  if (caret.heredoc) return caret.heredoc.expand ? variablesAt(source, caret) : [];
  const begun = /^\s*(?:onbuild\s+)?([a-z]*)$/i.exec(caret.head);
  if (begun) return instructions(source, caret);
  const found = variablesAt(source, caret);
  if (found.length > 0) return found;
  const name = /^\s*(?:onbuild\s+)?([a-z]+)\s/i.exec(caret.head)?.[1]?.toLowerCase() ?? '';
  const flag = flags(source, caret, name);
  if (flag) return flag;
  return byInstruction[name]?.(source, caret) ?? [];
}

const byInstruction: Readonly<Record<string, (source: Source, caret: Caret) => readonly Completion[]>> = {
  from: completeFrom,
  copy: completeCopy,
  add: completeCopy,
  arg: completeArg,
  healthcheck: (_, caret) => (plain(caret).length === 1 ? values(caret, ['CMD', 'NONE'], 'keyword') : []),
  stopsignal: (_, caret) => values(caret, SIGNALS, 'value'),
};

function instructions(source: Source, caret: Caret): Completion[] {
  const inside = /^\s*onbuild\s/i.test(caret.head);
  const first = source.dockerfile.stages[0]?.from.node.span.start ?? Infinity;
  const early = caret.offset <= first && !inside;
  const lower = caret.word !== '' && caret.word === caret.word.toLowerCase();
  return Object.entries(INSTRUCTION_WORDS)
    .filter(([name]) =>
      early ? name === 'from' || name === 'arg' : !inside || !['from', 'onbuild', 'maintainer'].includes(name),
    )
    .filter(([name]) => name !== 'maintainer')
    .map(([name, words]) => {
      const label = lower ? name : name.toUpperCase();
      return {
        label,
        kind: 'instruction',
        insert: `${label} ${words.snippet}`,
        snippet: true,
        span: caret.wordSpan,
        documentation: words.does,
        ...(name === 'from' ? { again: true } : {}),
      };
    });
}

const DIRECTIVES: readonly (readonly [string, string])[] = [
  ['# syntax=docker/dockerfile:1', 'The front end that reads this file: the newest of version 1.'],
  ['# check=error=true', 'Build checks that find something fail the build.'],
  ['# check=skip=', 'Build checks to leave out, by name.'],
  ['# escape=`', 'The character that continues a line, for Windows paths.'],
];

function directives(source: Source, caret: Caret): Completion[] {
  const first = source.dockerfile.nodes[0]?.span.start ?? Infinity;
  if (caret.offset > first) return [];
  const line = source.dockerfile.text.lastIndexOf('\n', caret.offset - 1) + 1;
  return DIRECTIVES.map(([label, documentation]) => ({
    label,
    kind: 'keyword',
    insert: label,
    span: { start: line, end: caret.offset },
    documentation,
  }));
}

/** Proposals after `$` and `${`. */
function variablesAt(source: Source, caret: Caret): readonly Completion[] {
  const match = /\$(\{?)(\w{0,100})$/.exec(caret.head.slice(-200));
  if (!match) return [];
  const [, brace = '', typed = ''] = match;
  const span = { start: caret.offset - typed.length, end: caret.offset };
  const closed = source.dockerfile.text[caret.offset] === '}';
  return variables(scopeAt(source, caret.offset), span).map((item) => ({
    ...item,
    insert: brace && !closed ? `${item.insert}}` : item.insert,
  }));
}

/** Flags and their values; undefined when the caret stands behind the flags. */
function flags(source: Source, caret: Caret, name: string): readonly Completion[] | undefined {
  const known = INSTRUCTION_WORDS[name]?.flags ?? {};
  if (!/^--?$|^--/.test(caret.word) || plain(caret).length > 1) return undefined;
  const equals = caret.word.indexOf('=');
  if (equals === -1) return Object.entries(known).map(([flag, words]) => flagItem(caret, flag, words));
  const flag = caret.word.slice(2, equals);
  const span = { start: caret.wordSpan.start + equals + 1, end: caret.offset };
  if (name === 'run' && flag === 'mount')
    return completeMount(source, { ...caret, word: caret.word.slice(equals + 1) });
  if (flag === 'from') return [...stagesBefore(source, caret.offset, span), ...images(source, span)];
  return (known[flag]?.values ?? []).map((value) => ({ label: value, kind: 'value', insert: value, span }));
}

function flagItem(caret: Caret, flag: string, words: FlagWords): Completion {
  const label = `--${flag}${words.value ? '=' : ''}`;
  return {
    label,
    kind: 'flag',
    insert: words.value ? label : `${label} `,
    span: caret.wordSpan,
    documentation: words.does,
    ...(words.value ? { again: true } : {}),
  };
}

/** The words behind the instruction that are no flags, the one under the caret (maybe empty) included. */
function plain(caret: Caret): string[] {
  const words = caret.head.trimStart().split(/\s+/).slice(1);
  const first = words.findIndex((word) => !/^--|^-$/.test(word));
  return first === -1 ? [] : words.slice(first);
}

function completeFrom(source: Source, caret: Caret): readonly Completion[] {
  const words = plain(caret);
  if (words.length === 1)
    return [
      ...stagesBefore(source, caret.offset, caret.wordSpan),
      { label: 'scratch', kind: 'image', insert: 'scratch', span: caret.wordSpan, detail: 'empty' },
      ...images(source, caret.wordSpan),
      ...(caret.word === ''
        ? [flagItem(caret, 'platform', INSTRUCTION_WORDS['from']?.flags['platform'] ?? NO_WORDS)]
        : []),
    ];
  return words.length === 2 ? values(caret, ['AS'], 'keyword') : [];
}
const NO_WORDS: FlagWords = { does: '', value: true };

function completeCopy(source: Source, caret: Caret): readonly Completion[] {
  const from = /\s--from=/.test(caret.head);
  const offered = caret.word === '' && plain(caret).length <= 1 ? copyFlags(caret) : [];
  return [...(from ? [] : completeFolder(source, caret)), ...offered];
}

function copyFlags(caret: Caret): Completion[] {
  const name = /^\s*add\s/i.test(caret.head) ? 'add' : 'copy';
  return Object.entries(INSTRUCTION_WORDS[name]?.flags ?? {}).map(([flag, words]) => flagItem(caret, flag, words));
}

function completeArg(source: Source, caret: Caret): readonly Completion[] {
  if (caret.word.includes('=')) return [];
  const globals = [...globalScope(source).values()].filter((variable) => variable.origin === 'ARG');
  const first = source.dockerfile.stages[0]?.from.node.span.start ?? Infinity;
  if (caret.offset < first) return [];
  const declared = globals.map(({ name, value }): Completion => ({
    label: name,
    kind: 'variable',
    insert: name,
    span: caret.wordSpan,
    documentation: 'Declared before the first FROM; visible in a stage once it is declared there.',
    ...(value === undefined ? {} : { detail: value }),
  }));
  const platform = PLATFORM_ARGS.map((name): Completion => ({
    label: name,
    kind: 'variable',
    insert: name,
    span: caret.wordSpan,
    documentation: 'Set by the builder.',
  }));
  return [...declared, ...platform];
}

function values(caret: Caret, words: readonly string[], kind: Completion['kind']): Completion[] {
  return words.map((label) => ({
    label,
    kind,
    insert: kind === 'keyword' ? `${label} ` : label,
    span: caret.wordSpan,
  }));
}
