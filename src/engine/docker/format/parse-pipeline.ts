import { nodeText, type Command, type Operand, type Pipeline } from './nodes.ts';
import type { Token } from './lex.ts';
import { bad, error, peek, peekSolid, take, takeSolid, unexpected, type Or, type Parser } from './reader.ts';

const STARTS = new Set([
  'bool',
  'char-constant',
  'dot',
  'field',
  'word',
  'number',
  'nil',
  'raw',
  'string',
  'variable',
  'left',
]);

/** A pipeline up to `end`; `context` is what messages call it. */
export function pipeline(parser: Parser, context: string, end: 'close' | 'right'): Or<Pipeline> {
  const at = peekSolid(parser).at;
  const declared = declarations(parser, context);
  if (bad(declared)) return declared;
  const commands: Command[] = [];
  for (;;) {
    const token = peekSolid(parser);
    if (token.kind === end) {
      parser.next++;
      break;
    }
    if (!STARTS.has(token.kind)) {
      parser.next++;
      return unexpected(parser, token, context);
    }
    const one = command(parser);
    if (bad(one)) return one;
    commands.push(one);
  }
  if (commands.length === 0) return error(parser, `missing value for ${context}`);
  const dead = commands.findIndex(
    (one, index) => index > 0 && /^(?:bool|dot|nil|number|string)$/.test(one.args[0]?.kind ?? ''),
  );
  if (dead > 0) return error(parser, `non executable command in pipeline stage ${dead + 1}`);
  return { at, commands, ...declared };
}

function declarations(parser: Parser, context: string): Or<{ names: string[]; assigns: boolean }> {
  const names: string[] = [];
  for (;;) {
    const variable = peekSolid(parser);
    if (variable.kind !== 'variable') return { names, assigns: false };
    const start = parser.next;
    parser.next++;
    const next = peekSolid(parser);
    if (next.kind === 'assign' || next.kind === 'declare') {
      parser.next++;
      names.push(variable.text);
      parser.variables.push(variable.text);
      return { names, assigns: next.kind === 'assign' };
    }
    if (next.kind !== 'char' || next.text !== ',') {
      parser.next = start;
      return { names, assigns: false };
    }
    parser.next++;
    names.push(variable.text);
    parser.variables.push(variable.text);
    if (context !== 'range' || names.length > 1) return error(parser, `too many declarations in ${context}`);
    if (!/^(?:variable|close|right)$/.test(peekSolid(parser).kind))
      return error(parser, 'range can only initialize variables');
  }
}

function command(parser: Parser): Or<Command> {
  const at = peekSolid(parser).at;
  const args: Operand[] = [];
  for (;;) {
    peekSolid(parser);
    const one = operand(parser);
    if (bad(one)) return one;
    if (one) args.push(one);
    const token = take(parser);
    if (token.kind === 'space') continue;
    if (token.kind === 'close' || token.kind === 'right') parser.next--;
    else if (token.kind !== 'pipe') return unexpected(parser, token, 'operand');
    break;
  }
  return args.length === 0 ? error(parser, 'empty command') : { at, args };
}

function operand(parser: Parser): Or<Operand | undefined> {
  const node = term(parser);
  if (bad(node) || !node || peek(parser).kind !== 'field') return node;
  const at = peek(parser).at;
  const fields: string[] = [];
  while (peek(parser).kind === 'field') fields.push(take(parser).text.slice(1));
  if (node.kind === 'field') return { kind: 'field', names: [...node.names, ...fields], at };
  if (node.kind === 'variable') return { ...node, fields: [...node.fields, ...fields], at };
  if (node.kind === 'pipe' || node.kind === 'call') return { kind: 'chain', of: node, fields, at };
  return error(parser, `unexpected . after term ${JSON.stringify(nodeText(node))}`);
}

function term(parser: Parser): Or<Operand | undefined> {
  const token = takeSolid(parser);
  const { at, text } = token;
  switch (token.kind) {
    case 'word':
      return parser.functions.has(text)
        ? { kind: 'call', name: text, at }
        : error(parser, `function ${JSON.stringify(text)} not defined`);
    case 'dot':
      return { kind: 'dot', at };
    case 'nil':
      return { kind: 'nil', at };
    case 'variable':
      return parser.variables.includes(text)
        ? { kind: 'variable', name: text, fields: [], at }
        : error(parser, `undefined variable ${JSON.stringify(text)}`);
    case 'field':
      return { kind: 'field', names: [text.slice(1)], at };
    case 'bool':
      return { kind: 'bool', value: text === 'true', at };
    case 'char-constant':
      return { kind: 'number', text, value: unquoted(`"${text.slice(1, -1)}"`).codePointAt(0) ?? 0, float: false, at };
    case 'number':
      return numberNode(parser, token);
    case 'left': {
      const pipe = pipeline(parser, 'parenthesized pipeline', 'right');
      return bad(pipe) ? pipe : { kind: 'pipe', pipe, at: pipe.at };
    }
    case 'string':
    case 'raw':
      return { kind: 'string', text, value: unquoted(text), at };
    default:
      parser.next--;
      return undefined;
  }
}

function numberNode(parser: Parser, { text, at }: Token): Or<Operand> {
  const plain = text.replaceAll('_', '');
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[+-]/, '');
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const value = digits === '' ? Number.NaN : sign * Number(octal);
  if (Number.isNaN(value)) return error(parser, `illegal number syntax: ${JSON.stringify(text)}`);
  return { kind: 'number', text, value, float: /^[^xX]*[.eE]/.test(digits) && !/^0[xX]/.test(digits), at };
}

const PLAIN: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' };

/** What a Go string literal stands for. */
export function unquoted(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  return text.slice(1, -1).replace(/\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/g, (escape) => {
    const code = escape.slice(2);
    return code === ''
      ? (PLAIN[escape.charAt(1)] ?? escape.charAt(1))
      : String.fromCodePoint(Number.parseInt(code, 16));
  });
}
