import { SIGNALS } from '../../../kernel/index.ts';

/** Names of real-time signals, as Docker knows them. Source: moby/sys/signal signal_linux.go. */
function realTime(name: string): number | undefined {
  const match = /^RT(MIN|MAX)(?:([-+])(\d+))?$/.exec(name);
  if (!match) return undefined;
  const [, end, sign, by = '0'] = match;
  const number = (end === 'MIN' ? 34 : 64) + (sign === '-' ? -1 : 1) * Number(by);
  return number >= 34 && number <= 64 ? number : undefined;
}

/** Other names of signals. */
const ALSO: Readonly<Record<string, number>> = { CLD: 17, IOT: 6, POLL: 29 };

/**
 * The number of a signal as Docker reads it: `TERM`, `sigterm`, `15`; 0 and what nobody knows are undefined. Numbers are taken as
 * they are. Source: moby/sys/signal signal.go ParseSignal.
 */
export function signalOf(text: string): number | undefined {
  if (/^[-+]?\d+$/.test(text)) return Number(text) === 0 ? undefined : Number(text);
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (name === '' || name === 'EXIT') return undefined;
  const at = SIGNALS.indexOf(name);
  return at > 0 ? at : (ALSO[name] ?? realTime(name));
}

/** Whether Linux has a signal of that number. Source: moby/sys/signal ValidSignalForPlatform. */
export function onLinux(signal: number): boolean {
  return signal > 0 && signal <= 64 && signal !== 32 && signal !== 33;
}
