import { START } from '../../kernel/time/clock.ts';
import { unescape } from '../../base/escapes.ts';
import { floating, padded, signed } from '../lib/number-format.ts';
import { isBusybox, usage } from '../lib/flavor.ts';
import { readNumber } from '../lib/printf/number.ts';
import { quoteBash, quoteGnu } from '../lib/printf/quote.ts';
import type { Command, Process } from '../../kernel/system.ts';

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
    const options = process.flavor === 'dash' || process.flavor === 'bash' ? args[0] : undefined;
    if (options !== undefined && /^-[a-zA-Z]/.test(options)) return refuse(process, options);
    const [format, ...values] = args[0] === '--' ? args.slice(1) : args;
    if (format === undefined) return noFormat(process);
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

function refuse(process: Process, option: string): number {
  if (process.flavor === 'bash' && option.startsWith('-v')) {
    process.notSimulated('printf -v');
    return 0;
  }
  if (process.flavor === 'bash') {
    process.complain(`${option.slice(0, 2)}: invalid option`);
    process.err('printf: usage: printf [-v var] format [arguments]\n');
  } else {
    // Options are read before the command knows its name: the shell itself complains.
    process.complain(`Illegal option ${option.slice(0, 2)}`);
  }
  return 2;
}

function noFormat(process: Process): number {
  switch (process.flavor) {
    case 'gnu':
      process.complain('missing operand');
      return usage(process);
    case 'busybox':
      return usage(process);
    case 'ash':
      process.complain('usage: printf FORMAT [ARGUMENT...]');
      return 2;
    case 'bash':
      process.err('printf: usage: printf [-v var] format [arguments]\n');
      return 2;
    case 'dash':
      process.complain('usage: printf format [arg ...]');
      return 2;
  }
}

interface State {
  readonly process: Process;
  readonly values: readonly string[];
  at: number;
  status: number;
  stop: boolean;
}

interface Directive {
  /** All of it: `%-5s`. */
  readonly text: string;
  readonly flags: string;
  readonly width: string | undefined;
  readonly precision: string | undefined;
  readonly letter: string;
}

function once(state: State, format: string): string {
  let made = '';
  for (let at = 0; at < format.length && !state.stop;) {
    const char = format[at];
    if (char === '\\') {
      const escape = escapeAt(state, format, at);
      made += escape.text;
      at += escape.length;
    } else if (char === '%' && format[at + 1] === '%') {
      made += '%';
      at += 2;
    } else if (char === '%') {
      const time = state.process.flavor === 'bash' ? /^%\(([^)]*)\)T/.exec(format.slice(at)) : null;
      if (time) {
        const moment = Number(next(state) ?? -1);
        made += state.process.system.seldom?.()?.formatTime(time[1] || '%X', moment < 0 ? START : moment) ?? '';
        at += time[0].length;
        continue;
      }
      const found = directiveAt(state.process, format, at);
      const text = found === undefined ? undefined : convert(state, found);
      if (found === undefined || text === undefined) {
        invalid(state, found?.text ?? '%', format.slice(at));
        return made;
      }
      made += text;
      at += found.text.length;
    } else {
      made += char;
      at++;
    }
  }
  return made;
}

/** Escapes of the format: dash knows neither `\x` nor `\c`. */
function escapeAt(state: State, format: string, at: number): { text: string; length: number } {
  const { flavor } = state.process;
  const match = /\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[\s\S]|$)/y;
  match.lastIndex = at;
  const raw = match.exec(format)?.[0] ?? '\\';
  const plain = (flavor === 'dash' && /^\\[xc]/.test(raw)) || (flavor === 'bash' && raw === String.raw`\c`);
  if (plain) return { text: raw, length: raw.length };
  const made = unescape(raw, 'printf', state.process.flavor === 'bash');
  if (made.stop) state.stop = true;
  return { text: made.text, length: raw.length };
}

function directiveAt(process: Process, format: string, at: number): Directive | undefined {
  const modifiers = process.flavor === 'dash' ? '' : '[hlLjzt]*';
  const pattern = new RegExp(String.raw`%([-+ #0']*)(\*|\d+)?(?:\.(\*|-?\d+)?)?${modifiers}([\s\S]?)`, 'y');
  pattern.lastIndex = at;
  const match = pattern.exec(format);
  if (!match) return undefined;
  const [text, flags = '', width, digits, letter = ''] = match;
  return { text, flags, width, precision: text.includes('.') ? (digits ?? '0') : undefined, letter };
}

function invalid(state: State, directive: string, rest: string): void {
  const { process } = state;
  state.stop = true;
  state.status = process.flavor === 'dash' ? 2 : 1;
  const letter = /[a-zA-Z%\\]$/.exec(directive)?.[0];
  const ends = /^%[-+ #0']*[*\d.]*$/.test(directive);
  switch (process.flavor) {
    case 'gnu':
      process.complain(`${directive}: invalid conversion specification`);
      break;
    case 'bash':
      process.complain(
        ends
          ? `\`${directive}': missing format character`
          : `\`${letter ?? directive.at(-1) ?? ''}': invalid format character`,
      );
      break;
    case 'dash':
      process.complain(ends ? 'missing format character' : `${directive}: invalid directive`);
      break;
    default:
      process.complain(`${rest.replace(/^(%[^a-zA-Z]*)[hlLjzt]+/, '$1')}: invalid format`);
  }
}

function next(state: State): string | undefined {
  return state.values[state.at++];
}

/** `*` takes its number from the arguments. */
function counted(state: State, text: string | undefined): number | undefined {
  if (text !== '*') return text === undefined ? undefined : Number(text);
  return Math.trunc(Number(readNumber(state.process, next(state) ?? '0', false).value));
}

function convert(state: State, found: Directive): string | undefined {
  const { letter } = found;
  const known =
    state.process.flavor === 'gnu' || state.process.flavor === 'bash' ? 'sbcqdiouxXeEfFgGaA' : 'sbcdiouxXeEfFgGaA';
  if (letter === '' || !known.includes(letter)) return undefined;
  const width = counted(state, found.width) ?? 0;
  const precision = counted(state, found.precision);
  const flags = found.flags + (width < 0 ? '-' : '');
  const wanted: Wanted = { letter, flags, precision: precision !== undefined && precision < 0 ? undefined : precision };
  const text = 'sbcq'.includes(letter) ? worded(state, wanted) : number(state, wanted);
  const whole = wanted.precision !== undefined && 'diuoxX'.includes(letter);
  const zeros = flags.includes('0') && !'sbcq'.includes(letter) && !whole;
  return padded(text, Math.min(Math.abs(width), 100_000), { left: flags.includes('-'), zeros });
}

interface Wanted {
  readonly letter: string;
  readonly flags: string;
  readonly precision: number | undefined;
}

function worded(state: State, { letter, precision }: Wanted): string {
  const value = next(state) ?? '';
  if (letter === 'c') return value === '' ? '\0' : (Array.from(value)[0] ?? '');
  if (letter === 'q') return state.process.flavor === 'bash' ? quoteBash(value) : quoteGnu(value);
  if (letter === 's') return value.slice(0, precision);
  // dash knows no hexadecimal characters here.
  const plain = state.process.flavor === 'dash' ? value.replaceAll(/\\(?=x)/g, '\\\\') : value;
  const text = unescape(plain, 'echo');
  if (text.stop) state.stop = true;
  // BusyBox, bash and GNU also take octal numbers without the zero here.
  const octal =
    state.process.flavor === 'dash' ? text.text : unescape(text.text.replaceAll(/\\(?![0-7])/g, '\\\\'), 'printf').text;
  return octal.slice(0, precision);
}

function number(state: State, wanted: Wanted): string {
  const { letter, flags, precision } = wanted;
  const read = readNumber(
    state.process,
    next(state) ?? (isBusybox(state.process) ? '' : '0'),
    'eEfFgGaA'.includes(letter),
  );
  if (read.failed) state.status = 1;
  const { value } = read;
  if (typeof value === 'number') return signed(floating(value, letter, precision ?? 6), flags);
  const unsigned = BigInt.asUintN(64, value);
  const alternate = flags.includes('#');
  switch (letter) {
    case 'o': {
      const text = unsigned.toString(8).padStart(precision ?? 0, '0');
      return alternate && !text.startsWith('0') ? `0${text}` : text;
    }
    case 'x':
    case 'X': {
      const text = (alternate && unsigned !== 0n ? '0x' : '') + unsigned.toString(16).padStart(precision ?? 0, '0');
      return letter === 'X' ? text.toUpperCase() : text;
    }
    case 'u':
      return unsigned.toString().padStart(precision ?? 0, '0');
    default: {
      const digits = BigInt.asIntN(64, value);
      const text = (digits < 0n ? -digits : digits).toString().padStart(precision ?? 0, '0');
      return signed(digits < 0n ? `-${text}` : text, flags);
    }
  }
}
