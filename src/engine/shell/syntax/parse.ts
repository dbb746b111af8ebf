import { forEachChild, parse as parseText } from 'unbash';
import type * as U from 'unbash';
import { lineStarts, position } from '../../base/span.ts';
import type { CaseItem, Command, Dialect, Group, Piece, Script, Statement, SyntaxProblem, Test } from './ast.ts';
import { braceBodies, plainWords, takeApart, typedOffset } from './dialect-tokens.ts';
import { redirection, simple, words } from './parse-simple-command.ts';
import { arithmetic, refuse, span, typedAt, word, type Context } from './parse-word.ts';

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
  const gated = readGated(text, dialect);
  const starts = lineStarts(gated.text);
  const context: Context = {
    dialect,
    base: at.base,
    text: gated.text,
    line: (offset) => position(starts, offset).line + at.line - 1,
    ...(gated.inserted.length > 0 ? { typed: (offset: number) => typedOffset(gated, offset - at.base) + at.base } : {}),
    closing: undefined,
    read: parseText,
    statements,
    problem: firstProblem,
    refused: [],
    warnings: [],
  };
  const list = statements(gated.parsed.commands, context);
  const problems = [firstProblem(gated.parsed, context), ...context.refused].filter((one) => one !== undefined);
  return {
    statements: list,
    problem: problems.toSorted((one, other) => one.offset - other.offset)[0],
    ...(context.warnings.length > 0 ? { warnings: context.warnings } : {}),
  };
}

/** The tree of a text as this dialect cuts it into tokens. */
function readGated(
  text: string,
  dialect: Dialect,
): { text: string; parsed: U.ParsedScript; inserted: readonly number[] } {
  const parsed = parseText(text);
  if (parsed.errors?.length) {
    const braced = braceBodies(text, dialect);
    const again = braced === text ? parsed : parseText(braced);
    if (!again.errors?.length) return { text: braced, parsed: again, inserted: [] };
    const plain = plainWords(text, dialect);
    const escaped = plain.inserted.length > 0 ? parseText(plain.text) : undefined;
    if (escaped && !escaped.errors?.length) return { ...plain, parsed: escaped };
  }
  const gated = takeApart(text, parsed, dialect);
  return gated.inserted.length === 0 ? { ...gated, parsed } : { ...gated, parsed: parseText(gated.text) };
}

/** The first syntax error anywhere in the tree: nested scripts keep their own lists. */
function firstProblem(parsed: U.ParsedScript, context: Context): SyntaxProblem | undefined {
  const pending: U.SyntaxNode[] = [parsed];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const error = node.type === 'Script' ? node.errors?.[0] : undefined;
    if (error)
      return {
        message: error.message,
        wanted: wantedOf(
          node.type === 'Script' ? (node.errors ?? []) : [],
          node.type === 'Script' ? (node.source ?? context.text) : '',
        ),
        offset: typedAt(context, error.pos),
        line: context.line(error.pos),
      };
    forEachChild(node, (child) => {
      pending.push(child);
    });
  }
  return undefined;
}

/** `expected 'fi' to close 'if'`: the innermost word that is missing. */
function wantedOf(errors: readonly U.ParseError[], text: string): string | undefined {
  for (const { message } of errors) {
    const found = /expected '([^']+)'/.exec(message)?.[1];
    if (found === 'esac') return /(?:;;|\sin\b)[^)]*$/.test(text) ? ')' : ';;';
    if (found !== undefined) return found;
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

function body(list: U.CompoundList, context: Context, closing: string): readonly Statement[] {
  return statements(list.commands, { ...context, closing });
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
      // dash takes `function` for a command and meets a parenthesis, or the brace that is left over.
      if (context.dialect === 'dash' && /^function\s/.test(context.text.slice(node.pos, node.pos + 9))) {
        const bracket = context.text.slice(node.name.end, node.body.pos).indexOf('(');
        refuse(context, bracket === -1 ? node.body.end - 1 : node.name.end + bracket);
      }
      return { kind: 'function', name: node.name.value, body: command(node.body, context) };
    case 'Coproc':
      if (context.dialect !== 'bash') return foreignWord('coproc', node, context);
      return { kind: 'unsupported', what: 'coproc', span: span(node, context) };
    default:
      return compound(node, context);
  }
}

function pipeline(node: U.Pipeline, context: Context): Command {
  const negated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  const commands = node.commands.map((part) => command(part, context));
  for (const [index, operator] of node.operators.entries())
    if (operator === '|&')
      refuse(context, context.text.lastIndexOf('|&', node.commands[index + 1]?.pos ?? node.end) + 1);
  const timed = node.prefixes.some((prefix) => prefix.type === 'Time');
  return {
    kind: 'pipeline',
    negated,
    ...(timed ? { timed } : {}),
    commands,
    both: node.operators.map((operator) => operator === '|&'),
  };
}

function compound(node: U.CompoundCommand | U.CompoundList, context: Context): Command {
  switch (node.type) {
    case 'CompoundList':
      return { kind: 'group', body: statements(node.commands, context) };
    case 'BraceGroup':
      return { kind: 'group', body: body(node.body, context, '}') };
    case 'Subshell':
      return { kind: 'subshell', body: body(node.body, context, ')') } satisfies Group;
    case 'If':
      return {
        kind: 'if',
        branches: [node, ...node.elif].map((branch) => ({
          test: body(branch.clause, context, 'then'),
          body: body(branch.then, context, 'fi'),
        })),
        otherwise: node.else && body(node.else, context, 'fi'),
      };
    case 'While':
      return { kind: node.kind, test: body(node.clause, context, 'do'), body: body(node.body, context, 'done') };
    case 'For':
      if (!/^[A-Za-z_]\w*$/.test(node.name.value)) refuse(context, node.name.pos, 'for variable');
      return {
        kind: 'for',
        name: node.name.value,
        words: node.wordlist && words(node.wordlist, context),
        body: body(node.body, context, 'done'),
        line: context.line(node.pos),
      };
    case 'Case':
      return caseCommand(node, context);
    case 'TestCommand':
      if (context.dialect !== 'bash') return plainBrackets(node, context);
      return { kind: 'condition', test: test(node.expression, context), line: context.line(node.pos) };
    case 'ArithmeticCommand':
      return { kind: 'calculation', pieces: arithmetic(node.body, node.pos + 2, context) };
    case 'ArithmeticFor':
      return arithmeticFor(node, context);
    case 'Select':
      // Elsewhere `select` is a command, and `do` is met where none belongs.
      refuse(context, context.text.indexOf('do', node.wordlist?.at(-1)?.end ?? node.name.end));
      return {
        kind: 'select',
        name: node.name.value,
        words: node.wordlist && words(node.wordlist, context),
        body: body(node.body, context, 'done'),
        line: context.line(node.pos),
      };
  }
}

/** `[[` is a word like any other outside bash: what stands up to `]]` is read once more, as commands. */
function plainBrackets(node: U.TestCommand, context: Context): Command {
  const text = `\\${context.dialect === 'ash' ? withLetters(node, context) : context.text.slice(node.pos, node.end)}`;
  const inner: Context = { ...context, base: context.base + node.pos - 1, text, line: () => context.line(node.pos) };
  const parsed = context.read(text);
  const problem = firstProblem(parsed, inner);
  if (problem) context.refused.push(problem);
  return { kind: 'group', body: statements(parsed.commands, inner) };
}

/** A keyword of bash that other shells look for as a program. */
function foreignWord(text: string, node: U.SyntaxNode, context: Context): Command {
  const where = span(node, context);
  const name = { pieces: [{ kind: 'text' as const, text, quoted: true }], literal: text, text, span: where };
  return { kind: 'simple', assignments: [], words: [name], redirects: [], span: where, line: context.line(node.pos) };
}

/** ash reads `&&` and `||` within `[[` as `-a` and `-o`. */
function withLetters(node: U.TestCommand, context: Context): string {
  let text = context.text.slice(node.pos, node.end);
  const pending: U.TestExpression[] = [node.expression];
  for (let one = pending.pop(); one; one = pending.pop()) {
    if (one.type === 'TestNot') pending.push(one.operand);
    if (one.type === 'TestGroup') pending.push(one.expression);
    if (one.type !== 'TestLogical') continue;
    pending.push(...one.operands);
    for (const operand of one.operands.slice(0, -1)) {
      const at = text.indexOf(one.operator, operand.end - node.pos);
      if (at !== -1) text = `${text.slice(0, at)}${one.operator === '&&' ? '-a' : '-o'}${text.slice(at + 2)}`;
    }
  }
  return text;
}

function arithmeticFor(node: U.ArithmeticFor, context: Context): Command {
  refuse(context, node.pos, 'for variable');
  const part = (expression: U.ArithmeticExpression | undefined): readonly Piece[] =>
    expression ? arithmetic(context.text.slice(expression.pos, expression.end), expression.pos, context) : [];
  return {
    kind: 'arithmetic-for',
    start: part(node.initialize),
    test: part(node.test),
    step: part(node.update),
    body: body(node.body, context, 'done'),
  };
}

function caseCommand(node: U.Case, context: Context): Command {
  return {
    kind: 'case',
    word: word(node.word, context),
    items: node.items.map((item): CaseItem => {
      const end = item.terminator ?? ';;';
      // dash and ash read `;` and meet the `&`.
      if (end !== ';;') refuse(context, item.end - 1);
      const patterns = item.pattern.map((part) => word(part, { ...context, closing: ')' }));
      return { patterns, body: body(item.body, context, 'esac'), end };
    }),
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
        right: word(node.right, { ...context, extended: true }),
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
