import type * as U from 'unbash';
import type { Dialect, Parameter, Piece, Script, Statement, SyntaxProblem, Word } from './ast.ts';
import { unescape } from '../../base/escapes.ts';
import { literalPieces, tilde } from './unquoted-text.ts';

/** What the translation of one text needs to know. */
export interface Context {
  readonly dialect: Dialect;
  /** Added to every offset, so that spans of a nested text point into the outermost one. */
  readonly base: number;
  readonly line: (offset: number) => number;
  /** The parser itself and what it gives to its nested scripts; they live in parse.ts. */
  readonly read: (text: string) => U.ParsedScript;
  readonly statements: (list: readonly U.Statement[], context: Context) => readonly Statement[];
  readonly problem: (parsed: U.ParsedScript, context: Context) => SyntaxProblem | undefined;
  /** Extended patterns are read whatever shopt says: on the right of `[[ … == … ]]`. */
  readonly extended?: boolean;
  /** The text that offsets count in. */
  readonly text: string;
  /** The offset in the text as typed, where spaces were put in. */
  readonly typed?: (offset: number) => number;
  /** The word that would end what is open. */
  readonly closing: string | undefined;
  /** Syntax errors that this dialect reports and unbash, which reads bash, does not. */
  readonly refused: SyntaxProblem[];
  readonly warnings: { readonly line: number; readonly text: string }[];
}

/** Remembers a syntax error that dash and ash report and bash does not. */
export function refuse(context: Context, at: number, message = 'unexpected token'): void {
  if (context.dialect !== 'bash') refuseAlways(context, at, message);
}

/** The same for what bash refuses too. */
export function refuseAlways(context: Context, at: number, message = 'unexpected token'): void {
  const wanted = context.closing;
  context.refused.push({ message, wanted, offset: typedAt(context, at), line: context.line(at), own: true });
}

/** Where a node stands in the text the caller gave. */
export function span(node: { pos: number; end: number }, context: Context): { start: number; end: number } {
  return { start: typedAt(context, node.pos), end: typedAt(context, node.end) };
}

/** The offset in the text that was given. */
export function typedAt({ base, typed }: Context, offset: number): number {
  return typed ? typed(offset + base) : offset + base;
}

/** A word cut into pieces; `assigned`: it is the value of an assignment. */
export function word(node: U.Word, context: Context, assigned = false): Word {
  const parts = node.parts ? node.parts.flatMap((part) => piecesOf(part, false, context)) : literalPieces(node.text);
  // bash looks at words like `NAME=~/x` as at assignments, whatever command they belong to.
  const assigns = context.dialect === 'bash' && /^[A-Za-z_]\w*=~/.test(node.text);
  const pieces = assigns ? assigning(parts) : tilde(parts, assigned);
  return { pieces, literal: literalOf(pieces), text: node.text, span: span(node, context) };
}

/** `NAME=` stands before a value with tildes. */
function assigning(parts: readonly Piece[]): readonly Piece[] {
  const [first, ...rest] = parts;
  if (first?.kind !== 'text') return parts;
  const at = first.text.indexOf('=') + 1;
  const value = { ...first, text: first.text.slice(at) };
  return [{ ...first, text: first.text.slice(0, at) }, ...tilde([value, ...rest], true)];
}

/** The text of a word that has nothing to expand, no pattern included. */
function literalOf(pieces: readonly Piece[]): string | undefined {
  let made: string | undefined;
  for (const piece of pieces) {
    if (piece.kind !== 'text' || (!piece.quoted && /[*?[]/.test(piece.text))) return undefined;
    made = (made ?? '') + piece.text;
  }
  return made;
}

/** What one part of a word stands for; `quoted`: it is inside double quotes or a here-document. */
export function piecesOf(part: U.WordPart, quoted: boolean, context: Context): Piece[] {
  switch (part.type) {
    case 'Literal':
      return quoted ? [{ kind: 'text', text: part.value, quoted }] : literalPieces(part.text);
    case 'Glob':
      return part.kind === 'bracket' ? bracket(part, context) : [{ kind: 'text', text: part.text, quoted: false }];
    case 'SingleQuoted':
      return [{ kind: 'text', text: part.value, quoted: true }];
    case 'AnsiCQuoted':
      if (context.dialect === 'ash')
        return [{ kind: 'text', text: unescape(part.text.slice(2, -1), 'dollar').text, quoted: true }];
      if (context.dialect === 'bash') return [{ kind: 'text', text: part.value, quoted: true }];
      return [{ kind: 'text', text: `$${part.text.slice(2, -1)}`, quoted: true }];
    case 'LocaleString':
    case 'DoubleQuoted': {
      const inner = part.parts.flatMap((child) => piecesOf(child, true, context));
      const dollar = part.type === 'LocaleString' && context.dialect !== 'bash';
      const head: Piece[] = dollar ? [{ kind: 'text', text: '$', quoted: true }] : [];
      return [...head, ...(inner.length ? inner : [{ kind: 'text' as const, text: '', quoted: true }])];
    }
    case 'SimpleExpansion':
    case 'ParameterExpansion':
      return [parameter(part, quoted, context)];
    case 'CommandExpansion':
      return [{ kind: 'command', script: nested(part, context), quoted }];
    case 'ArithmeticExpansion': {
      const open = part.text.startsWith('$((') ? 3 : 2;
      if (open === 2 && context.dialect !== 'bash') return [{ kind: 'text', text: part.text, quoted }];
      const inner = part.text.slice(open, open === 3 ? -2 : -1);
      return [{ kind: 'arithmetic', pieces: arithmetic(inner, part.pos + open, context), quoted }];
    }
    case 'BraceExpansion':
      return plainBraces(part, context);
    case 'ProcessSubstitution':
      if (context.dialect === 'dash') refuse(context, part.pos + 1);
      return [{ kind: 'process', direction: part.operator, script: nested(part, context), text: part.text }];
    case 'ExtendedGlob':
      // `shopt -s extglob` has to come before, on a line of its own.
      if (context.dialect !== 'bash' || (context.extended !== true && !mayExtend(context, part.pos)))
        refuseAlways(context, part.pos + 1);
      return [{ kind: 'group', operator: part.operator, choices: choices(part, context), text: part.text }];
  }
}

function mayExtend({ text }: Context, at: number): boolean {
  return text.slice(0, text.lastIndexOf('\n', at) + 1).includes('extglob');
}

/** Braces that stand for themselves: outside bash, in values, and where they hold no list. What is within is expanded as anywhere. */
function plainBraces(part: U.BraceExpansionPart, context: Context): Piece[] {
  const inner = part.text.slice(1, -1);
  const [head, tail] = ['{', '}'].map((text): Piece => ({ kind: 'text', text, quoted: false }));
  const parsed = context.read(`: x${inner}`).commands[0]?.command;
  const made = parsed?.type === 'Command' && parsed.args.length === 1 ? parsed.args[0] : undefined;
  if (!head || !tail || made?.type !== 'Word') return literalPieces(part.text);
  const own: Context = { ...context, base: context.base + part.pos - 2, line: () => context.line(part.pos) };
  const pieces = made.parts?.flatMap((one) => piecesOf(one, false, own)) ?? literalPieces(made.text);
  const [first, ...rest] = pieces;
  if (first?.kind !== 'text') return literalPieces(part.text);
  return [head, { ...first, text: first.text.slice(1) }, ...rest, tail];
}

/** What stands between the bars of `@(a|b)`. */
function choices(part: U.ExtendedGlobPart, context: Context): readonly (readonly Piece[])[] {
  const pieces = part.parts
    ? part.parts.flatMap((child) => piecesOf(child, false, context))
    : literalPieces(part.pattern);
  const made: Piece[][] = [[]];
  for (const piece of pieces) {
    const bars = piece.kind === 'text' && !piece.quoted ? piece.text.split('|') : undefined;
    if (!bars) made.at(-1)?.push(piece);
    for (const [index, text] of (bars ?? []).entries()) {
      if (index > 0) made.push([]);
      if (text !== '') made.at(-1)?.push({ kind: 'text', text, quoted: false });
    }
  }
  return made;
}

function bracket(part: U.BracketGlobPart, context: Context): Piece[] {
  const inner = part.parts.flatMap((child) => piecesOf(child, false, context));
  return [{ kind: 'text', text: '[', quoted: false }, ...inner, { kind: 'text', text: ']', quoted: false }];
}

function nested(part: U.CommandExpansionPart | U.ProcessSubstitutionPart, context: Context): Script {
  const script = part.script;
  if (!script) return { statements: [], problem: undefined };
  const problem = context.problem(script, context);
  // Escaped backticks have a text of their own: spans cannot point into the outer one.
  const own =
    script.source === undefined
      ? context
      : { ...context, base: 0, text: script.source, line: () => context.line(part.pos) };
  return { statements: context.statements(script.commands, own), problem };
}

function parameter(
  part: U.SimpleExpansionPart | U.ParameterExpansionPart,
  quoted: boolean,
  context: Context,
): Parameter {
  const shared = { kind: 'parameter' as const, quoted, text: part.text, span: span(part, context) };
  if (part.type === 'SimpleExpansion')
    return { ...shared, name: part.text.slice(1), length: false, operation: undefined };
  const { operation } = part;
  // `${!:-word}` is about the last background process, not an indirect expansion.
  const job = part.parameter === '' && part.prefix === '!';
  const indirect = part.prefix === '!' && !job;
  const foreign = context.dialect !== 'bash' && (part.index !== undefined || indirect);
  const bad = foreign || (part.parameter === '' && part.prefix !== '#' && !job);
  // `${#}` and `${##…}`, `${#-…}` are about the number of parameters, not a length.
  const length = part.prefix === '#' && part.parameter !== '' && !foreign;
  const empty = operation?.type === 'Slice' && operation.offset?.text === '' && !operation.length;
  if (empty && !quoted) refuse(context, part.pos, 'unterminated parameter expansion');
  return {
    ...shared,
    name: part.parameter === '' && part.prefix !== undefined ? part.prefix : part.parameter,
    length,
    ...(part.index && !foreign ? { index: indexOf(part.index, context) } : {}),
    ...(indirect && !foreign ? { indirect: operation?.type === 'Names' ? 'names' : 'value' } : {}),
    operation: bad || empty ? { operator: 'bad', words: [] } : operation && operationOf(operation, quoted, context),
  };
}

function indexOf(index: U.Word, context: Context): NonNullable<Parameter['index']> {
  return index.text === '@' || index.text === '*' ? index.text : word(index, context).pieces;
}

/** unbash reads no extended patterns within `${…}`: the operand is read once more, as a word of its own. */
function extendedOperand(node: U.Word, operation: U.ParameterOperation, context: Context): U.Word {
  const pattern = operation.type === 'Remove' || operation.type === 'Replace';
  if (!pattern || context.dialect !== 'bash' || !/[?*+@!]\(/.test(node.text) || !context.text.includes('extglob'))
    return node;
  const parsed = context.read(`: ${node.text}`).commands[0]?.command;
  const made = parsed?.type === 'Command' && parsed.args.length === 1 ? parsed.args[0] : undefined;
  return made?.type === 'Word' ? made : node;
}

function operationOf(
  operation: U.ParameterOperation,
  quoted: boolean,
  context: Context,
): NonNullable<Parameter['operation']> {
  const operand = (node: U.Word | undefined): readonly Piece[] => {
    if (!node) return [];
    const read = extendedOperand(node, operation, context);
    const pieces = word(read, read === node ? context : { ...context, extended: true }).pieces;
    // Inside double quotes the word of `${x:-word}` is quoted too; patterns keep their own quoting.
    const keep = !quoted || operation.type !== 'Default';
    return keep ? pieces : pieces.map(quotedPiece);
  };
  switch (operation.type) {
    case 'Default':
    case 'Remove':
    case 'Transform':
      return {
        operator: operation.type === 'Transform' ? `@${operation.operand.text}` : operation.operator,
        words: [operand(operation.operand)],
      };
    case 'Replace':
      return { operator: operation.operator, words: [operand(operation.pattern), operand(operation.replacement)] };
    case 'Slice': {
      const length = operation.length ? [operand(operation.length)] : [];
      return { operator: 'slice', words: [operand(operation.offset), ...length] };
    }
    case 'CaseModification':
      return { operator: operation.operator, words: [operand(operation.operand)] };
    case 'Names':
      return { operator: `names${operation.operator}`, words: [] };
    case 'Unknown':
      return { operator: 'bad', words: [] };
  }
}

/** A piece as double quotes around it make it; a tilde is text there. */
function quotedPiece(piece: Piece): Piece {
  if (piece.kind === 'tilde') return { kind: 'text', text: `~${piece.user}`, quoted: true };
  return 'quoted' in piece ? { ...piece, quoted: true } : piece;
}

/** What stands between `((` and `))` is expanded like text in double quotes; unbash reads it as a here-document. */
export function arithmetic(text: string, at: number, context: Context): readonly Piece[] {
  if (!/[$`\\]/.test(text)) return [{ kind: 'text', text, quoted: true }];
  const head = 'cat <<ARITHMETIC\n';
  const parsed = context.read(`${head}${text}\nARITHMETIC\n`);
  const first = parsed.commands[0]?.command;
  const redirect = first?.type === 'Command' ? first.redirects[0] : undefined;
  const parts = redirect?.type === 'HereDoc' ? (redirect.body.parts ?? []) : [];
  const inner: Context = { ...context, base: context.base + at - head.length, line: () => context.line(at) };
  return parts.flatMap((part) => piecesOf(part, true, inner));
}
