import { parseInteger } from './go-values.ts';

/** Signals that STOPSIGNAL knows by name on Linux (moby/sys signal). */
const NAMES = new Set(
  (
    'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP ' +
    'TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX'
  ).split(' '),
);

/** True for a number other than 0 or a name with or without SIG, in any case. */
export function isSignal(text: string): boolean {
  const number = parseInteger(text);
  if (number !== undefined) return number !== 0n;
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (NAMES.has(name)) return true;
  const offset = /^RT(MIN\+|MAX-)([1-9]|1[0-5])$/.exec(name);
  return offset !== null && !(offset[1] === 'MAX-' && offset[2] === '15');
}
