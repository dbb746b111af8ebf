import { knowsLong } from './busybox-options.ts';
import { complain, isBusybox, shortName, usage } from './flavor.ts';
import type { Process } from '../../kernel/system.ts';

/** Which options a command knows. */
export interface OptionSpec {
  /** Letters without a value. */
  readonly flags: string;
  /** Letters with a value. */
  readonly values?: string;
  /** Long names and the letter (or any other name) they stand for; those with a value end with `=`, with `[=` it may be left out. */
  readonly long?: Readonly<Record<string, string>>;
  /** Letters whose value, if any, stands directly after them (`-I`, `-Iseconds`). */
  readonly attached?: string;
  /** Options end at the first operand, as for commands that run another command. */
  readonly stops?: boolean;
  /** All letters of BusyBox's form, those with a value followed by `:`; others are refused. Left out: as for GNU. */
  readonly busybox?: string;
  /** Called after an option was refused, before the help is pointed to. */
  readonly refusing?: () => void;
  /** Where GNU's command points to after a refused option; left out: `'NAME --help'`. */
  readonly help?: string;
  /** Status after a refused option: GNU's (BusyBox's is 1). */
  readonly status?: number;
}

export interface Options {
  has(name: string): boolean;
  /** The last value given. */
  value(name: string): string | undefined;
  values(name: string): readonly string[];
  readonly rest: readonly string[];
  /** The status to end with at once: an option was refused, the message is printed. */
  readonly refused: number | undefined;
}

interface Reading {
  readonly process: Process;
  readonly spec: OptionSpec;
  readonly args: readonly string[];
  readonly found: Map<string, string[]>;
  refused: number | undefined;
}

/** Reads options the way getopt_long does, operands in between allowed; long names may be shortened. */
export function readOptions(process: Process, args: readonly string[], spec: OptionSpec): Options {
  const reading: Reading = { process, spec, args, found: new Map(), refused: undefined };
  const { found } = reading;
  const rest: string[] = [];
  for (let at = 0; at < args.length && reading.refused === undefined; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      rest.push(...args.slice(at + 1));
      break;
    }
    if (arg.startsWith('--')) at = long(reading, at);
    else if (arg.startsWith('-') && arg.length > 1) at = letters(reading, at);
    else if (spec.stops) {
      rest.push(...args.slice(at));
      break;
    } else rest.push(arg);
  }
  return {
    has: (name) => found.has(name),
    value: (name) => found.get(name)?.at(-1),
    values: (name) => found.get(name) ?? [],
    rest,
    refused: reading.refused,
  };
}

function add(reading: Reading, name: string, value: string): void {
  const known = reading.found.get(name);
  if (known) known.push(value);
  else reading.found.set(name, [value]);
}

/** Reads `--name`, `--name=value`, `--name value`; answers the index of the last argument used. */
function long(reading: Reading, at: number): number {
  const arg = reading.args[at] ?? '';
  const cut = arg.indexOf('=');
  const name = cut === -1 ? arg : arg.slice(0, cut);
  const value = cut === -1 ? undefined : arg.slice(cut + 1);
  const key = longName(reading, name);
  if (key === undefined) {
    if (isReal(reading, name)) reading.process.notSimulated(`flag ${name} of ${reading.process.name}`);
    else refuse(reading, { gnu: `unrecognized option '${arg}'`, busybox: `unrecognized option: ${arg.slice(2)}` });
    return at;
  }
  const target = reading.spec.long?.[key] ?? '';
  if (key.endsWith('[=') || !key.endsWith('=')) add(reading, target, value ?? '');
  else if (value !== undefined) add(reading, target, value);
  else if (at + 1 < reading.args.length) {
    add(reading, target, reading.args[at + 1] ?? '');
    return at + 1;
  } else
    refuse(reading, {
      gnu: `option '${name}' requires an argument`,
      busybox: `option requires an argument: ${name.slice(2)}`,
    });
  return at;
}

/** The key in `spec.long` of a name or of the only one that begins so. */
function longName({ process, spec }: Reading, name: string): string | undefined {
  const limits = isBusybox(process) && spec.busybox !== undefined;
  const applet = shortName(process);
  const keys = Object.keys(spec.long ?? {}).filter(
    (key) => !limits || key === '--help' || knowsLong(applet, key.slice(2).replace(/\[?=$/, '')),
  );
  const exact = keys.find((key) => key.replace(/\[?=$/, '') === name);
  if (exact !== undefined) return exact;
  const begun = keys.filter((key) => key.startsWith(name));
  return name.length > 2 && begun.length === 1 ? begun[0] : undefined;
}

/** Reads `-abc` and the value of the last one; answers the index of the last argument used. */
function letters(reading: Reading, at: number): number {
  const { args, process } = reading;
  const arg = args[at] ?? '';
  for (let index = 1; index < arg.length; index++) {
    const letter = arg[index] ?? '';
    if (reading.spec.attached?.includes(letter)) {
      add(reading, letter, arg.slice(index + 1));
      return at;
    }
    const kind = kindOf(reading, letter);
    if (kind === 'value') {
      const attached = arg.slice(index + 1);
      if (attached === '' && at + 1 >= args.length) {
        const busybox = `option requires an argument: ${letter}`;
        refuse(reading, { gnu: `option requires an argument -- '${letter}'`, busybox });
        return at;
      }
      add(reading, letter, attached === '' ? (args[at + 1] ?? '') : attached);
      return attached === '' ? at + 1 : at;
    }
    if (kind === 'flag') add(reading, letter, '');
    else if (kind === 'other') process.notSimulated(`flag -${letter} of ${process.name}`);
    else {
      refuse(reading, { gnu: `invalid option -- '${letter}'`, busybox: `unrecognized option: ${letter}` });
      return at;
    }
  }
  return at;
}

/** What a letter is: known here, real and not modelled, or no option of the command at all. */
function kindOf(reading: Reading, letter: string): 'flag' | 'value' | 'other' | 'none' {
  const { spec, process } = reading;
  if (isBusybox(process) && spec.busybox !== undefined) {
    const at = letter === ':' ? -1 : spec.busybox.indexOf(letter);
    if (at === -1) return 'none';
    if (spec.busybox[at + 1] === ':') return 'value';
    return spec.flags.includes(letter) ? 'flag' : 'other';
  }
  if (spec.values?.includes(letter)) return 'value';
  if (spec.flags.includes(letter)) return 'flag';
  return isReal(reading, letter) ? 'other' : 'none';
}

/**
 * Is it an option of the command, modelled or not? Of commands whose options are not listed every option is taken for real.
 */
function isReal(reading: Reading, option: string): boolean {
  const { process, spec } = reading;
  if (isBusybox(process) && spec.busybox !== undefined) return /^--(?:help|version)$/.test(option);
  const [short = '', ...names] = process.gnu?.split(' ') ?? [];
  if (names.length === 0 && short === '') return true;
  if (!option.startsWith('--')) return short.includes(option);
  return option === '--help' || option === '--version' || names.some((name) => name.startsWith(option.slice(2)));
}

function refuse(reading: Reading, text: { gnu: string; busybox: string }): void {
  const { process } = reading;
  // Debian's BusyBox is made with glibc, whose getopt has the words of GNU's commands; Alpine's are those of musl
  complain(process, process.system.os.busybox === undefined ? text : { ...text, busybox: text.gnu });
  reading.spec.refusing?.();
  const { help, status = 1 } = reading.spec;
  if (help === undefined || isBusybox(process)) reading.refused = usage(process, status);
  else {
    process.err(`Try ${help} for more information.\n`);
    reading.refused = status;
  }
}
