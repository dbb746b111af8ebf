import { lower } from './go-text.ts';
import { didYouMean } from './suggest.ts';
import type { ArgumentForm } from './arguments.ts';
import type { Flag, Instruction, Node } from './syntax.ts';

/** `bool` may stand without a value; `text` needs one; `texts` may be repeated. */
export type FlagKind = 'bool' | 'text' | 'texts';

/** What an instruction means, or the first mistake in it, in BuildKit's words. */
export type Reading = Instruction | string;

/** Everything the front end knows about one instruction; the default export of a file in `instructions/`. */
export interface InstructionReader {
  /** Lower case. */
  readonly name: string;
  readonly form: ArgumentForm;
  /** True when `<<NAME` words of its arguments begin heredocs. */
  readonly heredocs?: boolean;
  /** The flags it takes. */
  readonly flags?: Readonly<Record<string, FlagKind>>;
  /** Turns the parsed line into a typed instruction. Never throws. */
  read(node: Node): Reading;
}

/** The flags of an instruction that have been checked. */
export interface FlagSet {
  /** The last flag of that name. */
  get(name: string): Flag | undefined;
  all(name: string): readonly Flag[];
  /** The value of a boolean flag; undefined when it is not there. */
  bool(name: string): boolean | undefined;
}

const NO_FLAGS: FlagSet = { get: () => undefined, all: () => [], bool: () => undefined };

/**
 * Checks the flags of a node against those its instruction takes; the first mistake is returned as text.
 * Source: moby/buildkit frontend/dockerfile/instructions/bflag.go.
 */
export function checkFlags(node: Node, known: Readonly<Record<string, FlagKind>> = {}): FlagSet | string {
  if (node.flags.length === 0) return NO_FLAGS;
  const used = new Map<string, Flag[]>();
  for (const flag of node.flags) {
    const shown = `--${flag.name}`;
    const kind = Object.hasOwn(known, flag.name) ? known[flag.name] : undefined;
    if (!kind) return `unknown flag: ${shown}${didYouMean(flag.name, Object.keys(known))}`;
    const before = used.get(flag.name);
    if (before && kind !== 'texts') return `duplicate flag specified: ${shown}`;
    if (before) before.push(flag);
    else used.set(flag.name, [flag]);
    const { value } = flag;
    if (kind === 'bool') {
      if (value === '') return `missing a value on flag: ${shown}`;
      if (value !== undefined && !/^(?:true|false)$/.test(lower(value)))
        return `expecting boolean value for flag ${shown}, not: ${value}`;
    } else if (value === undefined) return `missing a value on flag: ${shown}`;
  }
  return {
    get: (name) => used.get(name)?.at(-1),
    all: (name) => used.get(name) ?? [],
    bool: (name) => {
      const flag = used.get(name)?.at(-1);
      return flag && (flag.value === undefined || lower(flag.value) === 'true');
    },
  };
}

export function needsOne(instruction: string): string {
  return `${instruction} requires at least one argument`;
}

export function needsExactlyOne(instruction: string): string {
  return `${instruction} requires exactly one argument`;
}

/** Text of the comment line above that begins with `name`, as BuildKit attaches it to a stage or an ARG. */
export function docComment(node: Node, name: string): string {
  if (!name) return '';
  const comment = node.comments.find(({ text }) => text.startsWith(`${name} `));
  return comment ? comment.text.slice(name.length + 1) : '';
}
