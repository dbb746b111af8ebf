import { compileRegex } from '../lib/regex/index.ts';
import { isBusybox, usage } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Evaluates words: | & = != < <= > >= + - * / % : ( ), length, substr, index, match.',
  example: `
$ expr 2 + 3 '*' 4
14
$ expr abc : 'a\\(.\\)'
b
$ expr 1 = 2 || echo false
0
false
`,
  run(process, args) {
    const reader: Reader = { process, words: args, at: 0, depth: 0, error: undefined };
    if (args.length === 0) {
      if (!isBusybox(process)) return misuse(process);
      process.complain('too few arguments');
      return 2;
    }
    const value = level(reader, 0);
    if (reader.error === undefined && reader.at < args.length)
      reader.error = `syntax error: unexpected argument '${args[reader.at] ?? ''}'`;
    if (reader.error !== undefined) {
      const known = /^(?:division by zero|non-integer argument)$/.test(reader.error);
      const busybox = known ? reader.error.replace('non-integer', 'non-numeric') : 'syntax error';
      process.complain(isBusybox(process) ? busybox : reader.error);
      return 2;
    }
    process.out(`${value}\n`);
    return value === '' || /^-?0+$/.test(value) ? 1 : 0;
  },
};
export default command;

function misuse(process: Process): number {
  process.complain('missing operand');
  return usage(process, 2);
}

interface Reader {
  readonly process: Process;
  readonly words: readonly string[];
  at: number;
  depth: number;
  error: string | undefined;
}

const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['=', '==', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
  [':'],
];

function level(reader: Reader, depth: number): string {
  const operators = LEVELS[depth];
  if (!operators) return operand(reader);
  let left = level(reader, depth + 1);
  for (;;) {
    const operator = reader.words[reader.at];
    if (operator === undefined || !operators.includes(operator) || reader.error !== undefined) return left;
    reader.at++;
    left = apply(reader, operator, [left, level(reader, depth + 1)]);
  }
}

function operand(reader: Reader): string {
  const word = reader.words[reader.at++];
  if (word === undefined || reader.depth > 100) {
    const last = reader.words.at(-1);
    reader.error ??= last === undefined ? 'missing operand' : `syntax error: missing argument after '${last}'`;
    return '';
  }
  if (word === '(') {
    reader.depth++;
    const value = level(reader, 0);
    reader.depth--;
    if (reader.words[reader.at++] !== ')')
      reader.error ??= `syntax error: expecting ')' after '${reader.words[reader.at - 2] ?? ''}'`;
    return value;
  }
  if (reader.at >= reader.words.length) return word;
  // GNU: + quotes the word that follows.
  if (word === '+' && !isBusybox(reader.process)) return reader.words[reader.at++] ?? '';
  if (word === 'length') return String(operand(reader).length);
  if (word === 'index') {
    const [text, chars] = [operand(reader), operand(reader)];
    return String(Array.from(text).findIndex((char) => chars.includes(char)) + 1);
  }
  if (word === 'substr') {
    const [text, from, count] = [operand(reader), Number(operand(reader)), Number(operand(reader))];
    return from < 1 ? '' : text.slice(from - 1, from - 1 + count);
  }
  return word === 'match' ? apply(reader, ':', [operand(reader), operand(reader)]) : word;
}

const NUMBER = /^-?\d+$/;

/** Empty and zero count as false. */
function empty(text: string): boolean {
  return text === '' || /^-?0+$/.test(text);
}

function apply(reader: Reader, operator: string, [left, right]: readonly [string, string]): string {
  if (operator === '|') return empty(left) ? (empty(right) ? '0' : right) : left;
  if (operator === '&') return empty(left) || empty(right) ? '0' : left;
  if (operator === ':') return match(reader, left, right);
  const numbers = NUMBER.test(left) && NUMBER.test(right);
  if (/^[-+*/%]$/.test(operator)) {
    if (!numbers) reader.error ??= 'non-integer argument';
    else if (BigInt(right) === 0n && '/%'.includes(operator)) reader.error ??= 'division by zero';
    return reader.error === undefined ? String(calculate(operator, BigInt(left), BigInt(right))) : '';
  }
  const order = numbers ? Number(BigInt(left) - BigInt(right)) : left < right ? -1 : left > right ? 1 : 0;
  const truth: Readonly<Record<string, boolean>> = {
    '=': order === 0,
    '==': order === 0,
    '!=': order !== 0,
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
  };
  return truth[operator] ? '1' : '0';
}

function calculate(operator: string, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    default:
      return left % right;
  }
}

function match(reader: Reader, text: string, pattern: string): string {
  const made = compileRegex(`^${pattern.replace(/^\^/, '')}`);
  if (!made.ok) {
    reader.error ??= made.error;
    return '';
  }
  const found = made.regex.find(text);
  const groups = /\\\(/.test(pattern);
  if (!found) return groups ? '' : '0';
  return groups ? (found.groups[1] ?? '') : String(found.end);
}
