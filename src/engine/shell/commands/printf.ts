import { unescape } from '../escapes.ts';
import type { Command, Process } from '../system.ts';

const command: Command = {
  summary: 'Prints by a format: %s %b %q %c %d %i %u %o %x %X %e %f %g with flags, width and precision.',
  builtin: ['dash', 'ash', 'bash'],
  example: `
$ printf '%s-%03d\\n' a 7 b 8
a-007
b-008
$ printf 'no newline'; echo
no newline
`,
  run(process, args) {
    const [format, ...values] = args[0] === '--' ? args.slice(1) : args;
    if (format === undefined) {
      process.complain(process.flavor === 'gnu' ? 'missing operand' : 'usage: printf format [arguments]');
      return 2;
    }
    const state: State = { process, values, at: 0, status: 0, stop: false };
    let turns = 0;
    do {
      const before = state.at;
      process.out(once(state, format));
      if (state.at === before) break;
    } while (state.at < values.length && !state.stop && turns++ < 50_000);
    return state.status;
  },
};
export default command;

interface State {
  readonly process: Process;
  readonly values: readonly string[];
  at: number;
  status: number;
  stop: boolean;
}

function once(state: State, format: string): string {
  let made = '';
  const pattern =
    /%(%|([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?(?:[hlLjzt]*)([a-zA-Z]))|\\(?:c|x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.|$)|%[-+ #0]*\d*(?:\.\d*)?[^\s]?/gs;
  let last = 0;
  for (const match of format.matchAll(pattern)) {
    if (state.stop) return made;
    made += format.slice(last, match.index);
    last = match.index + match[0].length;
    if (match[0].startsWith('\\')) {
      const text = unescape(match[0], 'printf');
      made += text.text;
      if (text.stop) {
        state.stop = true;
        return made;
      }
    } else if (match[1] === '%') made += '%';
    else if (match[5] === undefined) return invalid(state, made, match[0]);
    else {
      const text = directive(state, match);
      if (text === undefined) return invalid(state, made, match[0]);
      made += text;
    }
  }
  return state.stop ? made : made + format.slice(last);
}

function invalid(state: State, made: string, directiveText: string): string {
  state.stop = true;
  const { flavor } = state.process;
  state.status = flavor === 'dash' ? 2 : 1;
  const text =
    flavor === 'gnu'
      ? `${directiveText}: invalid conversion specification`
      : flavor === 'bash'
        ? `\`${directiveText.at(-1) ?? ''}': invalid format character`
        : `${directiveText}: invalid directive`;
  state.process.complain(text);
  return made;
}

function next(state: State): string | undefined {
  return state.values[state.at++];
}

function directive(state: State, match: RegExpMatchArray): string | undefined {
  let flags = match[2] ?? '';
  let width = match[3] === '*' ? Number(next(state) ?? 0) : Number(match[3] ?? 0);
  if (width < 0) {
    flags += '-';
    width = -width;
  }
  const dot = /\./.test(match[0]);
  const precision = !dot ? undefined : match[4] === '*' ? Number(next(state) ?? 0) : Number(match[4] ?? 0);
  const letter = match[5] ?? '';
  const text = convert(state, { letter, flags, precision });
  if (text === undefined) return undefined;
  if (text.length >= width) return text;
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0') || 'sbcq'.includes(letter) || (precision !== undefined && 'diuoxX'.includes(letter)))
    return text.padStart(width);
  const sign = /^[-+ ]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

interface Wanted {
  readonly letter: string;
  readonly flags: string;
  readonly precision: number | undefined;
}

function convert(state: State, wanted: Wanted): string | undefined {
  const { letter, precision } = wanted;
  const cut = (text: string): string => (precision === undefined ? text : text.slice(0, precision));
  switch (letter) {
    case 's':
      return cut(next(state) ?? '');
    case 'c':
      return (next(state) ?? '').slice(0, 1);
    case 'b': {
      const text = unescape(next(state) ?? '', 'echo');
      if (text.stop) state.stop = true;
      return cut(text.text);
    }
    case 'q': {
      if (state.process.flavor === 'dash' || state.process.flavor === 'ash') return undefined;
      const text = next(state) ?? '';
      return /^[\w@%+=:,./-]+$/.test(text)
        ? text
        : text === ''
          ? "''"
          : text.replaceAll(/[^\w@%+=:,./-]/g, String.raw`\$&`);
    }
    default:
      return number(state, wanted);
  }
}

function number(state: State, wanted: Wanted): string | undefined {
  const { letter, flags, precision } = wanted;
  if (!'diuoxXeEfFgG'.includes(letter)) return undefined;
  const value = numeric(state, next(state) ?? '0', 'eEfFgG'.includes(letter));
  if (typeof value === 'number') return signed(floating(value, letter, precision ?? 6), flags);
  const unsigned = BigInt.asUintN(64, value);
  const alternate = flags.includes('#');
  switch (letter) {
    case 'o':
      return (alternate ? '0' : '') + unsigned.toString(8).padStart(precision ?? 0, '0');
    case 'x':
    case 'X': {
      const text = (alternate ? '0x' : '') + unsigned.toString(16).padStart(precision ?? 0, '0');
      return letter === 'X' ? text.toUpperCase() : text;
    }
    case 'u':
      return unsigned.toString().padStart(precision ?? 0, '0');
    default: {
      const text = (value < 0n ? -value : value).toString().padStart(precision ?? 0, '0');
      return signed(value < 0n ? `-${text}` : text, flags);
    }
  }
}

function signed(text: string, flags: string): string {
  if (text.startsWith('-')) return text;
  return flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text;
}

/** C prints at least two digits of an exponent. */
function exponent(text: string): string {
  return text.replace(/e([-+])(\d)$/, 'e$10$2');
}

function floating(value: number, letter: string, precision: number): string {
  const lower = letter.toLowerCase();
  let text: string;
  if (lower === 'f') text = value.toFixed(Math.min(precision, 100));
  else if (lower === 'e') text = exponent(value.toExponential(Math.min(precision, 100)));
  else {
    const power = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
    const short = power < -4 || power >= (precision || 1);
    text = short ? exponent(value.toExponential(Math.max(0, (precision || 1) - 1))) : value.toPrecision(precision || 1);
    text = text.replace(/(\.\d*?)0+(e|$)/, '$1$2').replace(/\.(e|$)/, '$1');
  }
  return letter === lower ? text : text.toUpperCase();
}

function numeric(state: State, text: string, float: boolean): bigint | number {
  const trimmed = text.trim();
  if (/^['"]./s.test(trimmed)) {
    const code = trimmed.codePointAt(1) ?? 0;
    return float ? code : BigInt(code);
  }
  if (float) {
    const value = Number(trimmed);
    if (Number.isNaN(value)) complainNumber(state, text);
    return Number.isNaN(value) ? Number.parseFloat(trimmed) || 0 : value;
  }
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(trimmed);
  if (!match || match[0].length !== trimmed.length) complainNumber(state, text, match !== null);
  if (!match) return 0n;
  const digits = match[2] ?? '0';
  const value = /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
  return match[1] === '-' ? -value : value;
}

function complainNumber(state: State, text: string, partly = false): void {
  state.status = 1;
  const { flavor } = state.process;
  const gnu = partly ? `'${text}': value not completely converted` : `'${text}': expected a numeric value`;
  const dash = partly ? `${text}: not completely converted` : `${text}: expected numeric value`;
  const byFlavor = {
    gnu,
    busybox: `invalid number '${text}'`,
    ash: `invalid number '${text}'`,
    bash: `${text}: invalid number`,
    dash,
  };
  state.process.complain(byFlavor[flavor]);
}
