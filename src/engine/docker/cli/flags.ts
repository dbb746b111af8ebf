import { parseDuration } from './duration.ts';

/** What kind of value a flag takes, by the word that help prints after its name; `bool` prints none. */
export interface Flag {
  /** Without dashes. */
  readonly name: string;
  /** One letter, or empty. */
  readonly short: string;
  /** `bool`, `string`, `list`, `int`, `bytes`, `decimal`, `map`, `duration`, … as help prints it. */
  readonly type: string;
  /** Column 1 of help (`-d, --detach`) and the text beside it, as printed. */
  readonly usage: string;
  readonly hidden?: boolean;
  /** The flag that it only is another name of. */
  readonly of?: string;
}

/**
 * Flags as the help of the command prints them, one a line: `  -d, --detach    Run container in background`. Continued lines
 * begin beyond the column of the text. Lines that begin with `!` are hidden from help; `(--network)` beside one: another name of
 * that flag.
 */
export function readFlags(help: string): readonly Flag[] {
  const flags: { name: string; short: string; type: string; usage: string; hidden?: boolean; of?: string }[] = [];
  for (const raw of help.split('\n')) {
    const hidden = raw.startsWith('!');
    const line = hidden ? raw.slice(1) : raw;
    const match = /^ {2}(?:-(\w), | {4})--([\w.-]+)(?: ([\w<>.:-]+))?(?: {2,}(.*))?$/.exec(line);
    if (match) {
      const [, letter = '', name = '', type = 'bool', usage = ''] = match;
      const of = /^\(--([\w-]+)\)$/.exec(usage)?.[1];
      flags.push({
        name,
        short: letter,
        type,
        usage,
        ...(hidden ? { hidden } : {}),
        ...(of === undefined ? {} : { of }),
      });
      continue;
    }
    const last = flags.at(-1);
    if (last && line.trim() !== '') last.usage += `\n${line.trim()}`;
  }
  return flags;
}

/** Arguments as read by pflag. */
export interface Given {
  readonly args: readonly string[];
  /** Whether the flag was given at all. */
  has(name: string): boolean;
  /** The last value; undefined when it was not given. */
  value(name: string): string | undefined;
  /** All values, in order; a flag of type `list` or `strings` may be repeated. */
  values(name: string): readonly string[];
  /** A flag without value: given, and not `=false`. */
  on(name: string): boolean;
}

export type Read = { readonly ok: true; readonly given: Given } | { readonly ok: false; readonly message: string };

export interface ReadOptions {
  /** False: flags end at the first argument, as for `docker run IMAGE …`. */
  readonly interspersed: boolean;
  /** Refuses a value in pflag's words: everything after `invalid argument "x" for "--f" flag: `. */
  readonly check?: (flag: Flag, value: string) => string | undefined;
}

/** Reads arguments as pflag does. Source: spf13/pflag flag.go parseArgs, parseLongArg, parseSingleShortArg. */
export function readArgs(flags: readonly Flag[], argv: readonly string[], options: ReadOptions): Read {
  const found = new Map<string, string[]>();
  let args: string[] = [];
  const words = wordsOf(argv);
  const set = (flag: Flag, value: string): string | undefined => {
    const why = badValue(flag, value) ?? options.check?.(flag, value);
    if (why !== undefined) return `invalid argument ${JSON.stringify(value)} for "${titleOf(flag)}" flag: ${why}`;
    const name = flag.of ?? flag.name;
    const values = found.get(name);
    if (values) values.push(value);
    else found.set(name, [value]);
    return undefined;
  };
  for (let word = words.next(); word !== undefined; word = words.next()) {
    if (word === '--') {
      args = [...args, ...words.rest()];
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      args.push(word);
      if (options.interspersed) continue;
      args = [...args, ...words.rest()];
      break;
    }
    const problem = word.startsWith('--') ? long(word, { flags, words, set }) : short(word, { flags, words, set });
    if (problem !== undefined) return { ok: false, message: problem };
  }
  return { ok: true, given: given(args, found) };
}

/** Words yet to be read. */
interface Words {
  next(): string | undefined;
  /** All that are left. */
  rest(): readonly string[];
}

function wordsOf(argv: readonly string[]): Words {
  let at = 0;
  return { next: () => argv[at++], rest: () => argv.slice(at) };
}

interface Reading {
  readonly flags: readonly Flag[];
  readonly words: Words;
  readonly set: (flag: Flag, value: string) => string | undefined;
}

function long(word: string, { flags, words, set }: Reading): string | undefined {
  const text = word.slice(2);
  const equals = text.indexOf('=');
  const name = equals === -1 ? text : text.slice(0, equals);
  if (name === '' || name.startsWith('-') || name.startsWith('=')) return `bad flag syntax: ${word}`;
  if (name === 'help') return HELP;
  const flag = flags.find((one) => one.name === name);
  if (!flag) return `unknown flag: --${name}`;
  if (equals !== -1) return set(flag, text.slice(equals + 1));
  if (flag.type === 'bool') return set(flag, 'true');
  const value = words.next();
  return value === undefined ? `flag needs an argument: --${name}` : set(flag, value);
}

function short(word: string, { flags, words, set }: Reading): string | undefined {
  let letters = word.slice(1);
  while (letters !== '') {
    const letter = letters.charAt(0);
    const flag = flags.find((one) => one.short === letter);
    if (!flag) return letter === 'h' ? SHORT_HELP : `unknown shorthand flag: '${letter}' in -${letters}`;
    const rest = letters.slice(1);
    if (rest.startsWith('=') && letters.length > 2) return set(flag, rest.slice(1));
    if (flag.type === 'bool') {
      const problem = set(flag, 'true');
      if (problem !== undefined) return problem;
      letters = rest;
      continue;
    }
    if (rest !== '') return set(flag, rest);
    const value = words.next();
    return value === undefined ? `flag needs an argument: '${letter}' in -${letters}` : set(flag, value);
  }
  return undefined;
}

/** Answers of `readArgs` when help is asked for. */
export const HELP = 'pflag: help requested';
export const SHORT_HELP = 'pflag: short help requested';

/** `-m, --memory`, as pflag names a flag in messages. */
export function titleOf(flag: Flag): string {
  return flag.short === '' ? `--${flag.name}` : `-${flag.short}, --${flag.name}`;
}

/** Why a value is no value of the flag's type, in the words of Go's strconv through pflag. */
function badValue(flag: Flag, value: string): string | undefined {
  const number = (kind: string): string =>
    `strconv.${kind}: parsing ${JSON.stringify(value)}: ${/^[-+]?\d+$/.test(value) ? 'value out of range' : 'invalid syntax'}`;
  switch (flag.type) {
    case 'bool':
      return /^(?:1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/.test(value) ? undefined : number('ParseBool');
    case 'int':
      return /^[-+]?\d+$/.test(value) && Number.isSafeInteger(Number(value)) ? undefined : number('ParseInt');
    case 'uint':
    case 'uint16':
      return /^\+?\d+$/.test(value) && Number(value) < (flag.type === 'uint16' ? 65_536 : 2 ** 53)
        ? undefined
        : number('ParseUint');
    case 'duration': {
      const read = parseDuration(value);
      return read.ok ? undefined : read.message;
    }
    default:
      return undefined;
  }
}

function given(args: readonly string[], found: ReadonlyMap<string, readonly string[]>): Given {
  return {
    args,
    has: (name) => found.has(name),
    value: (name) => found.get(name)?.at(-1),
    values: (name) => found.get(name) ?? [],
    on: (name) => /^(?:1|t|true)$/i.test(found.get(name)?.at(-1) ?? 'false'),
  };
}
