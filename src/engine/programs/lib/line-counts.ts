import { type Options } from './options.ts';
import { isBusybox } from './flavor.ts';
import type { Process } from '../../kernel/system.ts';

/** The count that -n or -c gives (`10`, `-1k`); undefined, after a complaint, when it is no number. */
export function wantedCount(process: Process, options: Options): number | undefined {
  const text = options.value('c') ?? options.value('n') ?? '10';
  const count = sizeOf(text);
  if (!Number.isNaN(count)) return count;
  if (isBusybox(process)) process.complain(`invalid number '${text}'`);
  else process.complain(`invalid number of ${options.has('c') ? 'bytes' : 'lines'}: '${text}'`);
  return undefined;
}

/** `10`, `1k`, `1M`, `2b`; anything else is not a number. Source: coreutils, xstrtol. */
export function sizeOf(text: string): number {
  const match = /^([-+]?\d+)(?:([kKMGTm])(?:iB)?|([kKMGT])B|b)?$/.exec(text);
  if (!match) return Number.NaN;
  const power = ' KMGT'.indexOf((match[2] ?? match[3] ?? ' ').toUpperCase());
  const unit = text.endsWith('b') ? 512 : match[3] === undefined ? 1024 ** power : 1000 ** power;
  return Number(match[1]) * unit;
}
