import type { Process } from '../../../kernel/system.ts';

const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;

export interface Read {
  /** bigint for `%d` and its like, number for `%f` and its like. */
  readonly value: bigint | number;
  /** The text was no number, or not all of it, or too large. */
  readonly failed: boolean;
}

/**
 * Reads an argument as C does: decimal, `0x` and `0` forms, `'c` for a character. What is wrong is complained about in the
 * words of the shell or tool; BusyBox then takes 0, the others what they understood.
 */
export function readNumber(process: Process, text: string, float: boolean): Read {
  const trimmed = text.trimStart();
  if (/^['"]/.test(trimmed)) {
    const code = trimmed.codePointAt(1) ?? 0;
    return { value: float ? code : BigInt(code), failed: false };
  }
  const empty = text === '' && (process.flavor === 'dash' || process.flavor === 'bash');
  if (empty) return { value: float ? 0 : 0n, failed: false };
  return float ? readFloat(process, text) : readWhole(process, text);
}

function readFloat(process: Process, text: string): Read {
  const match = /^\s*[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|inf(?:inity)?|nan)/i.exec(text);
  const number = Number(match?.[0].replace(/inf(?:inity)?/i, 'Infinity') ?? 0);
  if (match && match[0].length === text.length) return { value: number, failed: false };
  complain(process, text, match !== null);
  return { value: isAsh(process) ? 0 : number, failed: true };
}

function readWhole(process: Process, text: string): Read {
  const match = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text);
  const digits = match?.[2] ?? '0';
  const size = /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
  const value = match?.[1] === '-' ? -size : size;
  if (!match || match[0].length !== text.length) {
    complain(process, text, match !== null);
    return { value: isAsh(process) ? 0n : value, failed: true };
  }
  if (value >= LOWEST && value <= 2n * HIGHEST + 1n) return { value, failed: false };
  tooLarge(process, text);
  return { value: isAsh(process) ? 0n : value < 0n ? LOWEST : HIGHEST, failed: process.flavor !== 'bash' };
}

function isAsh(process: Process): boolean {
  return process.flavor === 'ash' || process.flavor === 'busybox';
}

function tooLarge(process: Process, text: string): void {
  const range = 'Numerical result out of range';
  if (isAsh(process)) process.complain(`invalid number '${text}'`);
  else if (process.flavor === 'gnu') process.complain(`'${text}': ${range}`);
  else process.complain(`${process.flavor === 'bash' ? 'warning: ' : ''}${text}: ${range}`);
}

function complain(process: Process, text: string, partly: boolean): void {
  switch (process.flavor) {
    case 'gnu':
      process.complain(partly ? `'${text}': value not completely converted` : `'${text}': expected a numeric value`);
      break;
    case 'bash':
      process.complain(`${text}: invalid number`);
      break;
    case 'dash':
      process.complain(partly ? `${text}: not completely converted` : `${text}: expected numeric value`);
      break;
    default:
      process.complain(`invalid number '${text}'`);
  }
}
