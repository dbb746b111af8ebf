import { forEachChild, parse as parseText } from 'unbash';
import type * as U from 'unbash';
import { lineStarts, position } from '../base/span.ts';
import type {
  Assignment,
  Command,
  Dialect,
  Group,
  Piece,
  Redirect,
  Script,
  Simple,
  Statement,
  SyntaxProblem,
  Test,
  Word,
} from './ast.ts';
import { arithmetic, piecesOf, span, word, type Context } from './words.ts';

/** Longest text that is parsed, in UTF-16 units, and deepest nesting (unbash itself stops at 256 levels). */
const MAX_TEXT = 64 * 1024;

/**
 * Reads shell text as `dialect` does. unbash is called only here (words.ts sees its types); what comes out is Drydock's
 * own immutable tree. `base` is added to spans, `line` is the number of the first line.
 */
export function parse(
  text: string,
  dialect: Dialect,
  at: { base: number; line: number } = { base: 0, line: 1 },
): Script {
  if (text.length > MAX_TEXT) {
    const problem = { message: 'script is longer than 64 KB (limit of the simulator)', offset: at.base, line: at.line };
    return { statements: [], problem };
  }
  const starts = lineStarts(text);
  const context: Context = {
    dialect,
    base: at.base,
    line: (offset) => position(starts, offset).line + at.line - 1,
    read: parseText,
    statements,
    problem: firstProblem,
    refused: [],
  };
  const parsed = parseText(text);
  const list = statements(parsed.commands, context);
  const problems = [firstProblem(parsed, context), ...context.refused].filter((one) => one !== undefined);
  return { statements: list, problem: problems.toSorted((one, other) => one.offset - other.offset)[0] };
}

/** The first syntax error anywhere in the tree: nested scripts keep their own lists. */
function firstProblem(parsed: U.ParsedScript, context: Context): SyntaxProblem | undefined {
  const pending: U.SyntaxNode[] = [parsed];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const error = node.type === 'Script' ? node.errors?.[0] : undefined;
    if (error)
      return {
        message: error.message,
        wanted: wantedOf(node.type === 'Script' ? (node.errors ?? []) : []),
        offset: error.pos + context.base,
        line: context.line(error.pos),
      };
    forEachChild(node, (child) => {
      pending.push(child);
    });
  }
  return undefined;
}

/** `expected 'fi' to close 'if'`: the innermost word that is missing. */
function wantedOf(errors: readonly U.ParseError[]): string | undefined {
  for (const { message } of errors) {
    const found = /expected '([^']+)'/.exec(message)?.[1];
    if (found !== undefined) return found === 'esac' ? ')' : found;
  }
  return undefined;
}

function statements(list: readonly U.Statement[], context: Context): Statement[] {
  return list.map((statement) => ({
    command: command(statement.command, context),
    background: statement.background === true,
    span: span(statement, context),
    line: context.line(statement.pos),
  }));
}

function body(list: U.CompoundList, context: Context): readonly Statement[] {
  return statements(list.commands, context);
}

type CommandLike = U.PipelineNode | U.AndOr | U.CompoundList;

function command(node: CommandLike, context: Context): Command {
  switch (node.type) {
    case 'Command':
      return simple(node, context);
    case 'AndOr':
      return {
        kind: 'andor',
        commands: node.commands.map((part) => command(part, context)),
        operators: node.operators,
      };
    case 'Pipeline':
      return pipeline(node, context);
    case 'Redirected':
      return {
        kind: 'redirected',
        command: command(node.command, context),
        redirects: node.redirects.flatMap((redirect) => redirection(redirect, context)),
        line: context.line(node.pos),
      };
    case 'Function':
      return { kind: 'function', name: node.name.value, body: command(node.body, context) };
    case 'Coproc':
      return { kind: 'unsupported', what: 'coproc', span: span(node, context) };
    default:
      return compound(node, context);
  }
}

function pipeline(node: U.Pipeline, context: Context): Command {
  const negated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  const commands = node.commands.map((part) => command(part, context));
  return { kind: 'pipeline', negated, commands, both: node.operators.map((operator) => operator === '|&') };
}

function compound(node: U.CompoundCommand | U.CompoundList, context: Context): Command {
  switch (node.type) {
    case 'CompoundList':
      return { kind: 'group', body: body(node, context) };
    case 'BraceGroup':
      return { kind: 'group', body: body(node.body, context) };
    case 'Subshell':
      return { kind: 'subshell', body: body(node.body, context) } satisfies Group;
    case 'If':
      return {
        kind: 'if',
        branches: [node, ...node.elif].map((branch) => ({
          test: body(branch.clause, context),
          body: body(branch.then, context),
        })),
        otherwise: node.else && body(node.else, context),
      };
    case 'While':
      return { kind: node.kind, test: body(node.clause, context), body: body(node.body, context) };
    case 'For':
      return {
        kind: 'for',
        name: node.name.value,
        words: node.wordlist?.map((part) => word(part, context)),
        body: body(node.body, context),
        line: context.line(node.pos),
      };
    case 'Case':
      return caseCommand(node, context);
    case 'TestCommand':
      return { kind: 'condition', test: test(node.expression, context), line: context.line(node.pos) };
    case 'ArithmeticCommand':
      return { kind: 'calculation', pieces: arithmetic(node.body, node.pos + 2, context) };
    case 'ArithmeticFor':
      return { kind: 'unsupported', what: 'for (( … ))', span: span(node, context) };
    case 'Select':
      return { kind: 'unsupported', what: 'select', span: span(node, context) };
  }
}

/**
 * Syntax that only bash has and that Drydock does not model; the other shells meet a syntax error at `at`, if they do.
 */
function unsupported(what: string, where: { node: U.SyntaxNode; at?: number | undefined }, context: Context): Command {
  if (where.at !== undefined) refuse(context, where.at);
  return { kind: 'unsupported', what, span: span(where.node, context) };
}

/** Remembers a syntax error that dash and ash report and bash does not. */
function refuse(context: Context, at: number, message = 'unexpected token'): void {
  if (context.dialect !== 'bash') context.refused.push({ message, offset: at + context.base, line: context.line(at) });
}

/** The `&` of the first item that ends with `;&`. */
function terminatorOf(node: U.Case, context: Context): number | undefined {
  const item = node.items.find((one) => one.terminator === ';&' || one.terminator === ';;&');
  return item && item.end - (context.dialect === 'bash' ? 0 : 1);
}

/** `a=(…)` is an error at its parenthesis outside bash; `a[0]=x` is a command that does not exist. */
function arrayAssignment(array: U.SyntaxNode, node: U.Command, context: Context): Command {
  if (array.type !== 'Assignment' || array.value.type === 'ArrayValue')
    return unsupported(
      'array',
      { node: array, at: array.type === 'Assignment' ? array.value.pos : undefined },
      context,
    );
  if (context.dialect === 'bash') return unsupported('array', { node: array }, context);
  return simple(
    {
      ...node,
      prefix: node.prefix.filter((part) => part !== array),
      name: literalWord(array),
      suffix: [],
      args: [],
      redirects: [],
    },
    context,
  );
}

function literalWord(node: { text: string; pos: number; end: number }): U.Word {
  return {
    type: 'Word',
    text: node.text.replaceAll(/[\\\s'"`$*?[\]]/g, String.raw`\\$&`),
    value: node.text,
    pos: node.pos,
    end: node.end,
  };
}

function caseCommand(node: U.Case, context: Context): Command {
  if (node.items.some((item) => item.terminator === ';&' || item.terminator === ';;&'))
    return unsupported('case item that ends with ;&', { node, at: terminatorOf(node, context) }, context);
  return {
    kind: 'case',
    word: word(node.word, context),
    items: node.items.map((item) => ({
      patterns: item.pattern.map((part) => word(part, context)),
      body: body(item.body, context),
    })),
  };
}

function test(node: U.TestExpression, context: Context): Test {
  switch (node.type) {
    case 'TestUnary':
      return { kind: 'unary', operator: node.operator, word: word(node.operand, context) };
    case 'TestBinary':
      return {
        kind: 'binary',
        operator: node.operator,
        left: word(node.left, context),
        right: word(node.right, context),
      };
    case 'TestLogical':
      return { kind: 'logical', operator: node.operator, tests: node.operands.map((part) => test(part, context)) };
    case 'TestNot': {
      const inner = test(node.operand, context);
      return node.negations.length % 2 ? { kind: 'not', test: inner } : inner;
    }
    case 'TestGroup':
      return test(node.expression, context);
  }
}

function simple(node: U.Command, context: Context): Command {
  const array = [...node.prefix, ...node.suffix].find(
    (part) => part.type === 'Assignment' && (part.value.type === 'ArrayValue' || part.index),
  );
  if (array) return arrayAssignment(array, node, context);
  const appends =
    context.dialect === 'bash' ? -1 : node.prefix.findIndex((part) => part.type === 'Assignment' && part.append);
  const strange = node.prefix.slice(appends).find((part) => part.type === 'Assignment' && appends !== -1);
  if (strange?.type === 'Assignment')
    return simple(
      {
        ...node,
        prefix: node.prefix.slice(0, appends),
        name: literalWord(strange),
        suffix: [],
        args: [...(node.name ? [node.name] : []), ...node.args],
        redirects: node.redirects,
      },
      context,
    );
  const made: Simple = {
    kind: 'simple',
    assignments: node.prefix.flatMap((part) => (part.type === 'Assignment' ? [assignment(part, context)] : [])),
    words: [...(node.name ? [word(node.name, context)] : []), ...node.args.map((part) => argument(part, context))],
    redirects: node.redirects.flatMap((redirect) => redirection(redirect, context)),
    span: span(node, context),
    line: context.line(node.pos),
  };
  return made;
}

function assignment(node: U.Assignment, context: Context): Assignment {
  const value = node.value.type === 'Word' ? word(node.value, context, true) : emptyWord(node, context);
  return { name: node.name, value, append: node.append === true, span: span(node, context) };
}

function emptyWord(node: { pos: number; end: number }, context: Context): Word {
  return { pieces: [], text: '', span: span(node, context) };
}

/** `export A=$x` is one word of text `A=` and the value, which does not split. */
function argument(node: U.CommandArgument, context: Context): Simple['words'][number] {
  if (node.type === 'Word') return word(node, context);
  const { name, value, append } = assignment(node, context);
  const head: Piece = { kind: 'text', text: `${name}${append ? '+' : ''}=`, quoted: true };
  return { pieces: [head, ...value.pieces], text: node.text, span: span(node, context), assignment: true };
}

function redirection(node: U.Redirection, context: Context): Redirect[] {
  const fd = node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : undefined;
  if (node.type === 'HereDoc')
    return [{ operator: '<<', fd, target: hereDocument(node, context), span: span(node, context) }];
  if (node.type === 'HereString') refuse(context, node.pos, 'redirection');
  const target = node.target ? word(node.target, context) : emptyWord(node, context);
  return [{ operator: node.operator, fd, target, span: span(node, context) }];
}

/** `<<-` strips the tabs of each line before anything is expanded. */
function hereDocument(node: U.HereDoc, context: Context): Word {
  const strip = (text: string, start: boolean): string =>
    node.operator === '<<-' ? text.replaceAll(start ? /(^|\n)\t+/g : /(\n)\t+/g, '$1') : text;
  const where = { text: node.body.text, span: span(node.body, context) };
  if (node.delimiter?.quoted || !node.body.parts)
    return {
      pieces: [{ kind: 'text', text: strip(unescapeHere(node), true), quoted: true }],
      ...where,
    };
  const made = node.body.parts.flatMap((part, index) => {
    const inner = piecesOf(part, true, context);
    return part.type === 'Literal'
      ? inner.map((piece) => (piece.kind === 'text' ? { ...piece, text: strip(piece.text, index === 0) } : piece))
      : inner;
  });
  return { pieces: made, ...where };
}

/** Without an expansion the body has no parts, but `\$`, `` \` ``, `\\` and `\`-newline still count. */
function unescapeHere(node: U.HereDoc): string {
  return node.delimiter?.quoted ? node.body.text : node.body.text.replaceAll(/\\([$`\\])|\\\n/g, '$1');
}
