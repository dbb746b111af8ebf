import type { Credentials, WritableTree } from '../../files/tree.ts';
import { timeOf } from '../../kernel/time/clock.ts';
import { fileIs } from '../lib/file-test.ts';
import { shortName } from '../lib/flavor.ts';
import type { Command, Flavor } from '../../kernel/system.ts';

/** What a condition needs to know of the process that asks. */
export interface TestContext {
  readonly files: WritableTree;
  readonly who: Credentials;
  readonly flavor: Flavor;
  path(path: string): string;
  /** Is the variable set: `-v`, which only bash knows. */
  readonly variable?: (name: string) => boolean;
  complain(message: string): void;
}

const command: Command = {
  summary: 'Evaluates a condition: files, texts, numbers, times (-nt, -ot), ! -a -o ( ).',
  aliases: ['['],
  builtin: ['dash', 'ash', 'bash'],
  example: `
$ test -d /tmp && echo yes
yes
$ [ a = b ] || echo differs
differs
$ [ 2 -gt 10 ] || echo less
less
`,
  run(process, args) {
    const context: TestContext = {
      files: process.files,
      who: process.credentials,
      flavor: process.flavor,
      path: (path) => process.path(path),
      variable: (name) => process.env.has(name),
      complain: (message) => {
        process.complain(message);
      },
    };
    const closes = { '[': ']', '[[': ']]' }[shortName(process)];
    if (closes === undefined) return evaluateTest(context, args);
    if (args.at(-1) !== closes) {
      const texts = {
        dash: 'missing ]',
        ash: `missing ${closes}`,
        busybox: `missing ${closes}`,
        bash: "missing `]'",
        gnu: "missing ']'",
      };
      process.complain(texts[process.flavor]);
      return 2;
    }
    return evaluateTest(context, args.slice(0, -1));
  },
};
export default command;

interface Reader {
  readonly context: TestContext;
  readonly words: readonly string[];
  at: number;
  error: string | undefined;
}

/** Status of a condition: 0 true, 1 false, 2 after an error. POSIX decides by the number of words up to four. */
export function evaluateTest(context: TestContext, words: readonly string[]): number {
  const reader: Reader = { context, words, at: 0, error: undefined };
  const value = byCount(reader);
  if (reader.error === undefined) return value ? 0 : 1;
  context.complain(reader.error);
  return 2;
}

function byCount(reader: Reader): boolean {
  const { words } = reader;
  const [first = '', second = '', third = ''] = words;
  if (words.length === 0) return false;
  if (words.length === 1) return first !== '';
  if (words.length === 2 && first === '!') return second === '';
  if (words.length === 3 && isBinary(reader, second)) return binary(reader, [first, second, third]);
  if (words.length === 3 && first === '!') return !byCount({ ...reader, words: words.slice(1) });
  if (words.length === 4 && first === '!') {
    const inner = { ...reader, words: words.slice(1) };
    const value = !byCount(inner);
    reader.error = inner.error;
    return value;
  }
  if (reader.context.flavor === 'bash' && words.length <= 3) {
    const wrong = bashError(words);
    if (wrong !== undefined) return fail(reader, wrong);
  }
  const value = either(reader);
  if (reader.error === undefined && reader.at < words.length) fail(reader, unexpected(reader));
  return value;
}

/** bash decides by the number of words and names the one that is no operator. */
function bashError(words: readonly string[]): string | undefined {
  const [first = '', second = ''] = words;
  if (words.length === 2 && !isUnary(first, 'bash')) return `${first}: unary operator expected`;
  const joins = second === '-a' || second === '-o' || (first === '(' && words[2] === ')');
  return words.length === 3 && !joins ? `${second}: binary operator expected` : undefined;
}

function isUnary(word: string, flavor: Flavor): boolean {
  return (flavor === 'bash' ? /^-[abcdefghknoprstuvwxzGLNORS]$/ : /^-[bcdefghknprstuwxzGLNOS]$/).test(word);
}

function unexpected(reader: Reader): string {
  const word = reader.words[reader.at] ?? '';
  switch (reader.context.flavor) {
    case 'dash':
      // An empty word is not named.
      return `${reader.words[reader.at - 1] || ''}${reader.words[reader.at - 1] ? ': ' : ''}unexpected operator`;
    case 'ash':
    case 'busybox':
      return `${word}: unknown operand`;
    case 'gnu':
      return reader.words.length === 2
        ? `missing argument after '${reader.words.at(-1) ?? ''}'`
        : `extra argument '${word}'`;
    default:
      return reader.words.length > 3 ? 'too many arguments' : `${word}: binary operator expected`;
  }
}

function fail(reader: Reader, error: string): boolean {
  reader.error ??= error;
  reader.at = reader.words.length;
  return false;
}

function either(reader: Reader): boolean {
  let value = both(reader);
  while (reader.words[reader.at] === '-o') {
    reader.at++;
    const right = both(reader);
    value ||= right;
  }
  return value;
}

function both(reader: Reader): boolean {
  let value = not(reader);
  while (reader.words[reader.at] === '-a') {
    reader.at++;
    const right = not(reader);
    value &&= right;
  }
  return value;
}

function not(reader: Reader): boolean {
  let negated = false;
  while (reader.words[reader.at] === '!' && reader.at + 1 < reader.words.length) {
    reader.at++;
    negated = !negated;
  }
  return primary(reader) !== negated;
}

function primary(reader: Reader): boolean {
  const { words, at } = reader;
  const [first, second, third] = words.slice(at, at + 3);
  if (first === undefined)
    return reader.context.flavor === 'dash' ? false : fail(reader, missing(reader, 'argument expected'));
  if (second !== undefined && third === undefined && isBinary(reader, second))
    return fail(reader, missing(reader, `${second}: argument expected`));
  if (second !== undefined && third !== undefined && isBinary(reader, second)) {
    reader.at += 3;
    return binary(reader, [first, second, third]);
  }
  if (first === '(' && second !== undefined) {
    reader.at++;
    const value = either(reader);
    if (words[reader.at] !== ')') return fail(reader, missing(reader, 'closing paren expected'));
    reader.at++;
    return value;
  }
  if (second !== undefined && isUnary(first, reader.context.flavor)) {
    reader.at += 2;
    return unary(reader, first, second);
  }
  reader.at++;
  return first !== '';
}

/** GNU names the last word, whatever is missing after it. */
function missing(reader: Reader, text: string): string {
  return reader.context.flavor === 'gnu' ? `missing argument after '${reader.words.at(-1) ?? ''}'` : text;
}

function isBinary(reader: Reader, operator: string): boolean {
  if (operator === '==') return reader.context.flavor !== 'dash';
  return /^(?:=|!=|<|>|-eq|-ne|-lt|-le|-gt|-ge|-nt|-ot|-ef)$/.test(operator);
}

function binary(reader: Reader, [left, operator, right]: readonly [string, string, string]): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-ef': {
      const one = reader.context.files.resolve(reader.context.path(left));
      const other = reader.context.files.resolve(reader.context.path(right));
      return one.ok && other.ok && one.value === other.value;
    }
    case '-nt':
      return newer(reader, left, right);
    case '-ot':
      return newer(reader, right, left);
    default:
      return compare(operator, number(reader, left), number(reader, right));
  }
}

/** A file that is there counts as newer than one that is not, but in BusyBox. */
function newer(reader: Reader, left: string, right: string): boolean {
  const { files, path, flavor } = reader.context;
  const one = files.stat(path(left));
  const other = files.stat(path(right));
  if (!one.ok) return false;
  if (!other.ok) return flavor !== 'ash' && flavor !== 'busybox';
  return timeOf(one.value) > timeOf(other.value);
}

function compare(operator: string, left: bigint, right: bigint): boolean {
  switch (operator) {
    case '-eq':
      return left === right;
    case '-ne':
      return left !== right;
    case '-lt':
      return left < right;
    case '-le':
      return left <= right;
    case '-gt':
      return left > right;
    default:
      return left >= right;
  }
}

function number(reader: Reader, text: string): bigint {
  const { flavor } = reader.context;
  const whole = /^\s*[-+]?\d+\s*$/.test(text) ? BigInt(text.trim().replace(/^\+/, '')) : undefined;
  // GNU's own test compares texts of digits of any length.
  const fits = whole !== undefined && (flavor === 'gnu' || BigInt.asIntN(64, whole) === whole);
  if (fits) return whole;
  // musl's strtol fails on a text without digits.
  const digits = /^\s*[-+]?\d/.test(text);
  const dash =
    flavor === 'dash'
      ? `Illegal number: ${text}`
      : `${text}: ${whole === undefined && digits ? 'bad number' : 'out of range'}`;
  const gnu = flavor === 'gnu' ? `invalid integer '${text}'` : `${text}: integer expression expected`;
  fail(reader, flavor === 'gnu' || flavor === 'bash' ? gnu : dash);
  return 0n;
}

function unary(reader: Reader, operator: string, word: string): boolean {
  if (operator === '-n') return word !== '';
  if (operator === '-z') return word === '';
  if (operator === '-t' || operator === '-o' || operator === '-R') return false;
  if (operator === '-v') return reader.context.variable?.(word) === true;
  const { files, who } = reader.context;
  const path = reader.context.path(word);
  if (word === '') return false;
  const link = operator === '-L' || operator === '-h';
  const entry = files.stat(path, { follow: !link });
  return entry.ok && fileIs(entry.value, operator, who);
}
