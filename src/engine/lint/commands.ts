import type { Span } from '../base/span.ts';
import type { Dockerfile, Node, RunInstruction } from '../dockerfile/syntax.ts';

/** A word of a shell command with quotes removed, and where it stands in the Dockerfile. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** One simple command of a RUN line, as far as rules need it: its name and its words. */
export interface ShellCommand {
  readonly name: string;
  /** All words, the name first; variable assignments before it are left out. */
  readonly words: readonly Word[];
  /** True when its output goes into a pipe. */
  readonly piped: boolean;
}

const KEYWORDS = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'while',
  'until',
  '!',
  '{',
  '}',
  'time',
  'case',
  'esac',
  'in',
]);
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
const NESTING = 16;

/**
 * The simple commands of a RUN instruction in order, those inside `$(…)` and backticks included. Deliberately a reader
 * of words and not a shell: rules only ask which program is called with which words.
 */
export function commandsOf(run: RunInstruction): readonly ShellCommand[] {
  const known = read.get(run) ?? readCommands(run);
  read.set(run, known);
  return known;
}

/** Instructions are immutable values: many rules ask for the commands of the same one. */
const read = new WeakMap<RunInstruction, readonly ShellCommand[]>();

function readCommands(run: RunInstruction): readonly ShellCommand[] {
  if (run.form === 'exec') {
    const words = run.command.map(({ value, span }) => ({ text: value, span }));
    const script = words[1]?.text === '-c' ? words[2] : undefined;
    if (script) return scan(script.text, (offset) => script.span.start + 1 + offset, NESTING);
    return words[0] ? [{ name: words[0].text, words, piped: false }] : [];
  }
  const bodies = run.heredocs.filter((heredoc) => !heredoc.content.startsWith('#!'));
  const text = run.command[0]?.value ?? '';
  const line = scan(text, place(run.node, text), NESTING);
  return [...line, ...bodies.flatMap(({ content, span }) => scan(content, (offset) => span.start + offset, NESTING))];
}

/** Every RUN of a file with its stage, in order. */
export function runsOf(dockerfile: Dockerfile): readonly { readonly run: RunInstruction; readonly stage: number }[] {
  return dockerfile.stages.flatMap((stage, index) =>
    stage.instructions.flatMap((instruction) =>
      instruction.kind === 'run' ? [{ run: instruction, stage: index }] : [],
    ),
  );
}

/** From offsets in the joined text of an instruction to offsets in the file. */
function place(node: Node, text: string): (offset: number) => number {
  const begin = Math.max(0, node.original.lastIndexOf(text));
  const { segments } = node;
  return (offset) => {
    const target = begin + offset;
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((segments[middle]?.at ?? 0) <= target) low = middle;
      else high = middle - 1;
    }
    const segment = segments[low];
    return segment ? segment.file + (target - segment.at) : node.span.start;
  };
}

interface Scan {
  readonly text: string;
  readonly file: (offset: number) => number;
  readonly depth: number;
  readonly found: ShellCommand[];
  words: Word[];
}

function scan(text: string, file: (offset: number) => number, depth: number): ShellCommand[] {
  const state: Scan = { text, file, depth, found: [], words: [] };
  let offset = 0;
  while (offset < text.length) {
    const char = text[offset] ?? '';
    if (char === '#' && (offset === 0 || /\s/.test(text[offset - 1] ?? ''))) {
      const end = text.indexOf('\n', offset);
      offset = end === -1 ? text.length : end;
    } else if (/[;&|()\n]/.test(char)) offset = operator(state, offset);
    else if (/\s/.test(char)) offset++;
    else if (/[<>]/.test(char)) offset = redirection(state, offset);
    else offset = word(state, offset);
  }
  finish(state, false);
  return state.found;
}

function operator(state: Scan, offset: number): number {
  const two = state.text.slice(offset, offset + 2);
  const double = two === '&&' || two === '||' || two === ';;' || two === '|&';
  finish(state, (two[0] === '|' && two !== '||') || two === '|&');
  return offset + (double ? 2 : 1);
}

/** Skips `>`, `>>`, `2>&1`, `<<EOF` and the word behind it. */
function redirection(state: Scan, offset: number): number {
  const match = /^[<>]+[&|-]?[ \t]*/.exec(state.text.slice(offset, offset + 16));
  const before = state.words.length;
  const end = word(state, offset + (match?.[0].length ?? 1));
  state.words.length = before;
  return Math.max(end, offset + 1);
}

function finish(state: Scan, piped: boolean): void {
  let first = 0;
  while (first < state.words.length) {
    const text = state.words[first]?.text ?? '';
    if (!KEYWORDS.has(text) && !ASSIGNMENT.test(text)) break;
    first++;
  }
  const words = state.words.slice(first);
  if (words[0]) state.found.push({ name: words[0].text, words, piped });
  state.words = [];
}

function word(state: Scan, begin: number): number {
  const { text } = state;
  let value = '';
  let offset = begin;
  while (offset < text.length && !/[\s;&|()<>]/.test(text[offset] ?? '')) {
    const char = text[offset] ?? '';
    if (char === "'") {
      const end = text.indexOf("'", offset + 1);
      const stop = end === -1 ? text.length : end;
      value += text.slice(offset + 1, stop);
      offset = stop + 1;
    } else if (char === '"') {
      const end = closingQuote(text, offset + 1);
      const inner = text.slice(offset + 1, end);
      nested(state, inner, offset + 1);
      value += inner.replaceAll(/\\(["$`\\])/g, '$1');
      offset = end + 1;
    } else if (char === '\\') {
      value += text[offset + 1] ?? '';
      offset += 2;
    } else if (text.startsWith('$(', offset) || char === '`') {
      const end = char === '`' ? text.indexOf('`', offset + 1) : closingParenthesis(text, offset + 2);
      const stop = end === -1 ? text.length : end;
      const from = offset + (char === '`' ? 1 : 2);
      if (state.depth > 0)
        state.found.push(...scan(text.slice(from, stop), (at) => state.file(from + at), state.depth - 1));
      value += text.slice(offset, stop + 1);
      offset = stop + 1;
    } else {
      value += char;
      offset++;
    }
  }
  const stop = Math.min(offset, text.length);
  if (stop > begin)
    state.words.push({ text: value, span: { start: state.file(begin), end: state.file(stop - 1) + 1 } });
  return Math.max(stop, begin);
}

/** Commands of `$(…)` inside double quotes. */
function nested(state: Scan, inner: string, begin: number): void {
  if (state.depth === 0 || !inner.includes('$(')) return;
  const from = inner.indexOf('$(') + 2;
  const end = closingParenthesis(inner, from);
  state.found.push(
    ...scan(inner.slice(from, end === -1 ? inner.length : end), (at) => state.file(begin + from + at), state.depth - 1),
  );
}

function closingQuote(text: string, from: number): number {
  let offset = from;
  while (offset < text.length && text[offset] !== '"') offset += text[offset] === '\\' ? 2 : 1;
  return Math.min(offset, text.length);
}

function closingParenthesis(text: string, from: number): number {
  let open = 1;
  for (let offset = from; offset < text.length; offset++) {
    const char = text[offset];
    if (char === '(') open++;
    else if (char === ')' && --open === 0) return offset;
  }
  return -1;
}

/** True when the command is `name` and has every one of `args` among its words. */
export function calls(command: ShellCommand, name: string, args: readonly string[] = []): boolean {
  return command.name === name && args.every((arg) => command.words.some((entry, at) => at > 0 && entry.text === arg));
}

/** True when one of `flags` is given: `q` for `-q` or `-yq`, `yes` for `--yes` or `--yes=…`. */
export function hasFlag(command: ShellCommand, ...flags: readonly string[]): boolean {
  return command.words.slice(1).some(({ text }) => {
    if (text.startsWith('--')) return flags.includes(text.slice(2).replace(/=.*$/s, ''));
    return text.startsWith('-') && flags.some((flag) => flag.length === 1 && text.slice(1).includes(flag));
  });
}

/** Words after `verb` that are no flags; `valued` names the flags whose next word is their value. */
export function operands(command: ShellCommand, verb: string, valued: readonly string[] = []): readonly Word[] {
  const begin = command.words.findIndex(({ text }) => text === verb);
  if (begin === -1) return [];
  const result: Word[] = [];
  for (let index = begin + 1; index < command.words.length; index++) {
    const entry = command.words[index];
    if (!entry) break;
    const flag = entry.text.replace(/^--?/, '');
    if (entry.text.startsWith('-')) {
      if (valued.includes(flag)) index++;
    } else result.push(entry);
  }
  return result;
}

/** The word `verb` itself, to put a flag behind it. */
export function wordOf(command: ShellCommand, verb: string): Word | undefined {
  return command.words.find(({ text }, at) => at > 0 && text === verb);
}

/** True when RUN has a cache mount that covers `path`. */
export function hasCacheMount(run: RunInstruction, path: string): boolean {
  return run.mounts.some(
    ({ type, fields }) =>
      type === 'cache' &&
      fields.some(
        ({ key, value }) =>
          ['target', 'dst', 'destination'].includes(key) && value !== undefined && covers(value, path),
      ),
  );
}

function covers(target: string, path: string): boolean {
  const clean = target.replace(/\/+$/, '');
  return path === clean || path.startsWith(`${clean}/`) || clean.startsWith(`${path}/`);
}

/** Flags of pip whose next word is their value. */
export const PIP_VALUED = [
  'abi',
  'e',
  'editable',
  'extra-index-url',
  'f',
  'find-links',
  'i',
  'index-url',
  'implementation',
].concat(
  [
    'no-binary',
    'only-binary',
    'platform',
    'prefix',
    'progress-bar',
    'proxy',
    'python-version',
    'root',
    'src',
    't',
    'target',
  ],
  ['trusted-host', 'upgrade-strategy'],
);

/** `pip install`, `pip3 install`, `python3 -m pip install`. */
export function isPipInstall(command: ShellCommand): boolean {
  const words = command.words.map(({ text }) => text);
  const direct = /^pip[\d.]*$/.test(command.name);
  const module =
    /^python[\d.]*$/.test(command.name) && words[words.indexOf('-m') + 1] === 'pip' && words.includes('-m');
  return (direct || module) && words.includes('install');
}
