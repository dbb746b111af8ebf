import type { Files } from '../../../engine/grade/check.ts';
import type { EvidenceView } from '../../../engine/grade/view.ts';
import type { WhatIfQuestion } from '../../../worker/client.ts';

/** One edit that can be tried without making it. */
export type EditKind = 'edit' | 'touch' | 'chmod' | 'delete' | 'arg' | 'target' | 'base' | 'label' | 'env';

export interface Edit {
  readonly kind: EditKind;
  /** The file, build argument, target or base image (by its number among the FROM lines) that is changed. */
  readonly what: string;
  /** The new value of an argument, or the new image. */
  readonly value: string;
}

/** What the kinds of edits can be applied to. */
export interface Choices {
  readonly files: readonly string[];
  readonly args: readonly Named[];
  readonly targets: readonly string[];
  readonly bases: readonly Named[];
}
interface Named {
  /** Name shown; of a base image its reference as written. */
  readonly name: string;
  /** The value as it is; empty when there is none. */
  readonly value: string;
  /** Line of the Dockerfile, from 0. */
  readonly line: number;
}

const FROM = /^(\s*FROM\s+(?:--\S+\s+)*)(\S+)(.*)$/i;
const ARG = /^\s*ARG\s+(.+)$/i;

/**
 * What a workspace has that can be changed; `given` are the build arguments of its build. The Dockerfile itself is changed
 * by the kinds that name an instruction.
 */
export function choicesOf(
  files: Files,
  stages: EvidenceView['stages'],
  given: Readonly<Record<string, string>> = {},
): Choices {
  const lines = (files['Dockerfile']?.text ?? '').split('\n');
  const names = new Set(stages.map(({ name }) => name));
  return {
    files: Object.keys(files).filter((path) => path !== 'Dockerfile'),
    args: unique(lines.flatMap((text, line) => argsOf(text, line))).map((arg) => ({
      ...arg,
      value: (Object.hasOwn(given, arg.name) ? given[arg.name] : undefined) ?? arg.value,
    })),
    targets: stages.filter(({ target, name }) => !target && !/^(stage-)?\d+$/.test(name)).map(({ name }) => name),
    bases: lines.flatMap((text, line) => {
      const name = FROM.exec(text)?.[2];
      const base = name !== undefined && name !== 'scratch' && !names.has(name) && !name.includes('$');
      return base ? [{ name, value: name, line }] : [];
    }),
  };
}

function argsOf(text: string, line: number): Named[] {
  const words = ARG.exec(text)?.[1]?.match(/[A-Za-z_]\w*(?:=(?:"[^"]*"|'[^']*'|\S*))?/g) ?? [];
  return words.map((word) => {
    const [name = '', value = ''] = word.split(/=(.*)/s);
    return { name, value: value.replace(/^(["'])(.*)\1$/, '$2'), line };
  });
}

function unique(args: readonly Named[]): readonly Named[] {
  return args.filter((arg, at) => args.findIndex(({ name }) => name === arg.name) === at);
}

/** Kinds that this workspace has something for, in the order they are offered. */
export function kindsOf({ files, args, targets, bases }: Choices): readonly EditKind[] {
  const some = (list: readonly unknown[], ...kinds: EditKind[]) => (list.length ? kinds : []);
  return [
    ...some(files, 'edit', 'touch', 'chmod', 'delete'),
    ...some(args, 'arg'),
    ...some(targets, 'target'),
    ...some(bases, 'base'),
    'label',
    'env',
  ];
}

/** The edit to begin with after a kind was chosen. */
export function startOf(kind: EditKind, choices: Choices, like?: Edit): Edit {
  const { files, args, targets, bases } = choices;
  if (kind === 'arg') return argumentEdit(args[0]?.name ?? '', choices);
  if (kind === 'target') return { kind, what: targets[0] ?? '', value: '' };
  if (kind === 'base') return { kind, what: '0', value: bases[0]?.value ?? '' };
  if (kind === 'label' || kind === 'env') return { kind, what: '', value: '' };
  const kept = like && files.includes(like.what) ? like.what : undefined;
  // sources lie in folders; what lies beside the Dockerfile is mostly about packages
  const plain = files.filter((path) => !path.startsWith('.'));
  const what = kept ?? plain.find((path) => path.includes('/')) ?? plain[0] ?? files[0] ?? '';
  return { kind, what, value: '' };
}

/** A build argument with a value that differs: `1.4` → `1.4-next`. */
export function argumentEdit(name: string, { args }: Choices): Edit {
  const value = args.find((arg) => arg.name === name)?.value ?? '';
  return { kind: 'arg', what: name, value: value === '' ? 'next' : `${value}-next` };
}

type Change = WhatIfQuestion['change'];

/** Languages in which a remark at the end changes the text and nothing that it says, by the ends of file names. */
const REMARKS: readonly (readonly [names: RegExp, remark: string])[] = [
  [/\.(c|cc|cpp|cs|go|h|java|jsx?|kt|mjs|cjs|rs|scss|swift|tsx?)$|(^|\/)go\.(mod|work)$/, '// what if\n'],
  [/\.(conf|env|ini|properties|py|rb|sh|toml|txt|ya?ml)$|(^|\/)(\.\w*ignore|Makefile|Gemfile)$/, '# what if\n'],
  [/\.(html?|md|svg|xml)$/, '<!-- what if -->\n'],
  [/\.css$/, '/* what if */\n'],
  [/\.sql$/, '-- what if\n'],
];

/** A blank line is an edit in every language, JSON and lock files included. */
function remarkFor(path: string): string {
  return `\n${REMARKS.find(([names]) => names.test(path))?.[1] ?? ''}`;
}

/** The edit as the engine takes it; undefined when it changes nothing that can be named. */
export function changeOf(edit: Edit, files: Files, choices: Choices): Change | undefined {
  const { kind, what, value } = edit;
  const mode = files[what]?.mode ?? 0o644;
  switch (kind) {
    case 'edit':
      return files[what] && { files: { [what]: { append: remarkFor(what) } } };
    case 'touch':
      return files[what] && { files: { [what]: {} } };
    case 'chmod':
      return files[what] && { files: { [what]: { mode: mode & 0o111 ? mode & ~0o111 : mode | 0o111 } } };
    case 'delete':
      return files[what] && { files: { [what]: null } };
    case 'arg':
      return what ? { args: { [what]: value } } : undefined;
    case 'target':
      return what ? { target: what } : undefined;
    case 'base':
      return baseChange(choices.bases[Number(what)], value.trim(), files);
    case 'label':
      return addedLine('LABEL what.if="1"', files);
    case 'env':
      return addedLine('ENV WHAT_IF=1', files);
  }
}

function baseChange(base: Named | undefined, image: string, files: Files): Change | undefined {
  if (!base || image === '' || /\s/.test(image)) return undefined;
  return withLines(files, (lines) =>
    lines.map((text, line) => (line === base.line ? text.replace(FROM, `$1${image.replaceAll('$', '$$$$')}$3`) : text)),
  );
}

/** An instruction right below the last FROM, where everything of that stage comes after it. */
function addedLine(instruction: string, files: Files): Change | undefined {
  return withLines(files, (lines) => {
    const at = lines.findLastIndex((text) => FROM.test(text));
    return at === -1 ? undefined : lines.toSpliced(at + 1, 0, instruction);
  });
}

function withLines(
  files: Files,
  edit: (lines: readonly string[]) => readonly string[] | undefined,
): Change | undefined {
  const lines = edit((files['Dockerfile']?.text ?? '').split('\n'));
  return lines && { files: { Dockerfile: { text: lines.join('\n') } } };
}
