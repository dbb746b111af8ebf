import type { Regex } from '../../lib/regex/index.ts';

export type Address =
  | { readonly kind: 'line'; readonly number: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'regex'; readonly regex: Regex }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  /** `+N` after a first address. */
  | { readonly kind: 'more'; readonly count: number }
  /** `~N`: up to the next line whose number is a multiple. */
  | { readonly kind: 'multiple'; readonly of: number };

/** A piece of a replacement: text, a group (`&` is 0), or a change of case that begins here. */
export type Piece = string | number | { readonly turn: 'U' | 'L' | 'E' | 'u' | 'l' };

export interface Edit {
  readonly addresses: readonly Address[];
  readonly negated: boolean;
  readonly name: string;
  /** Text of `a`, `i`, `c`; label of `b`, `t`, `:`; file of `w`, `r`; exit code of `q`. */
  readonly text: string;
  readonly regex?: Regex;
  readonly replacement?: readonly Piece[];
  readonly flags?: string;
  /** File of the flag `w` of `s`. */
  readonly file?: string;
  /** Characters of `y`. */
  readonly table?: ReadonlyMap<string, string>;
  /** For `{`: the index of the edit after its `}`. */
  end?: number;
}

export interface Parsed {
  /** In order; blocks are flat, `{` knows where they end. */
  readonly edits: readonly Edit[];
  readonly labels: ReadonlyMap<string, number>;
  /** `at` is the offset in the script up to which it was read. */
  readonly error?: { readonly text: string; readonly at: number; readonly bare?: boolean };
  readonly unsupported?: string;
}
