import type { Process } from './system.ts';

/** Which options a command knows. */
export interface OptionSpec {
  /** Letters without a value. */
  readonly flags: string;
  /** Letters with a value. */
  readonly values?: string;
  /** Long names and the letter (or any other name) they stand for; those with a value end with `=`. */
  readonly long?: Readonly<Record<string, string>>;
  /** Options end at the first operand, as for commands that run another command. */
  readonly stops?: boolean;
}

export interface Options {
  has(name: string): boolean;
  /** The last value given. */
  value(name: string): string | undefined;
  values(name: string): readonly string[];
  readonly rest: readonly string[];
}

/** Reads options the way getopt_long does, operands in between allowed. Others are reported as not simulated. */
export function readOptions(process: Process, args: readonly string[], spec: OptionSpec): Options {
  const found = new Map<string, string[]>();
  const rest: string[] = [];
  const add = (name: string, value: string): void => {
    found.set(name, [...(found.get(name) ?? []), value]);
  };
  const unknown = (option: string): void => {
    process.notSimulated(`flag ${option} of ${process.name}`);
  };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      rest.push(...args.slice(at + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const [name = '', value] = cut(arg);
      const target = spec.long?.[name] ?? spec.long?.[`${name}=`];
      const valued = spec.long?.[`${name}=`] !== undefined;
      if (target === undefined) unknown(name);
      else add(target, valued ? (value ?? args[++at] ?? '') : (value ?? ''));
    } else if (arg.startsWith('-') && arg.length > 1) {
      at = letters(args, at, { spec, add, unknown });
    } else if (spec.stops) {
      rest.push(...args.slice(at));
      break;
    } else rest.push(arg);
  }
  return {
    has: (name) => found.has(name),
    value: (name) => found.get(name)?.at(-1),
    values: (name) => found.get(name) ?? [],
    rest,
  };
}

function cut(arg: string): [string, string | undefined] {
  const at = arg.indexOf('=');
  return at === -1 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}

interface Reading {
  readonly spec: OptionSpec;
  readonly add: (name: string, value: string) => void;
  readonly unknown: (option: string) => void;
}

/** Reads `-abc` and the value of the last one; answers the index of the last argument used. */
function letters(args: readonly string[], at: number, reading: Reading): number {
  const arg = args[at] ?? '';
  for (let index = 1; index < arg.length; index++) {
    const letter = arg[index] ?? '';
    if (reading.spec.values?.includes(letter)) {
      const attached = arg.slice(index + 1);
      reading.add(letter, attached === '' ? (args[at + 1] ?? '') : attached);
      return attached === '' ? at + 1 : at;
    }
    if (reading.spec.flags.includes(letter)) reading.add(letter, '');
    else reading.unknown(`-${letter}`);
  }
  return at;
}

/** A process plays BusyBox's form of a command, built into ash or as an applet. */
export function isBusybox(process: Process): boolean {
  return process.flavor === 'busybox' || process.flavor === 'ash';
}

/** Prints GNU's or BusyBox's message. */
export function complain(process: Process, text: { gnu: string; busybox: string }): void {
  process.complain(isBusybox(process) ? text.busybox : text.gnu);
}

/** Says that operands are missing, as GNU or as BusyBox does; the status is 1. */
export function missingOperand(process: Process, text = 'missing operand'): number {
  const name = process.name.slice(process.name.lastIndexOf('/') + 1);
  if (isBusybox(process)) process.err(`BusyBox v1.37.0 multi-call binary.\n\nUsage: ${name}\n`);
  else {
    process.complain(text);
    process.err(`Try '${name} --help' for more information.\n`);
  }
  return 1;
}
