import type { Regex } from '../../lib/regex/index.ts';

/** What can be assigned to. */
export type Target =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'field'; readonly of: Expression }
  | { readonly kind: 'element'; readonly name: string; readonly index: readonly Expression[] };

export type Expression =
  | Target
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'regex'; readonly regex: Regex }
  | {
      readonly kind: 'assign';
      readonly to: Target;
      /** Empty for `=`, else `+`, `-`, `*`, `/`, `%`, `^`. */
      readonly operator: string;
      readonly value: Expression;
    }
  /** `++x` (before) and `x++`. */
  | { readonly kind: 'step'; readonly to: Target; readonly by: 1 | -1; readonly before: boolean }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
  /** Arithmetic, comparison, and concatenation (operator is a space). */
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'match'; readonly negated: boolean; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'in'; readonly index: readonly Expression[]; readonly name: string }
  | { readonly kind: 'logical'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  /** A call of a function that the program defines. */
  | { readonly kind: 'own'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'getline'; readonly to?: Target; readonly from?: Expression }
  /** `(a, b)`: the list that `print (a, b)` and `(a, b) in c` need. */
  | { readonly kind: 'list'; readonly items: readonly Expression[] };

export type Statement =
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'expression'; readonly value: Expression }
  | {
      readonly kind: 'print';
      readonly formatted: boolean;
      readonly args: readonly Expression[];
      readonly redirect?: { readonly how: '>' | '>>' | '|'; readonly to: Expression };
    }
  | { readonly kind: 'if'; readonly test: Expression; readonly yes: Statement; readonly no?: Statement }
  | { readonly kind: 'while'; readonly test: Expression; readonly body: Statement; readonly first: boolean }
  | {
      readonly kind: 'for';
      readonly start?: Statement;
      readonly test?: Expression;
      readonly step?: Statement;
      readonly body: Statement;
    }
  | { readonly kind: 'each'; readonly name: string; readonly of: string; readonly body: Statement }
  | { readonly kind: 'jump'; readonly to: 'break' | 'continue' | 'next' | 'nextfile' }
  | { readonly kind: 'exit' | 'return'; readonly value?: Expression }
  | { readonly kind: 'delete'; readonly name: string; readonly index?: readonly Expression[] };

export interface Rule {
  /** `begin` and `end` run once; a pattern of two is a range. No pattern: every record. */
  readonly when: 'begin' | 'end' | 'record';
  readonly pattern: readonly Expression[];
  /** Undefined: the record is printed. */
  readonly body?: Statement;
}

export interface Definition {
  readonly params: readonly string[];
  readonly body: Statement;
  /** Parameters that the body uses as arrays: they are passed by reference. */
  readonly arrays: ReadonlySet<string>;
}

export interface Program {
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<string, Definition>;
  /** The program reads records by `getline` itself. */
  readonly pulls: boolean;
}

/** A program that cannot be read. */
export interface Problem {
  /** Counted from 1. */
  readonly line: number;
  /** The token at which reading stopped; empty at the end of the text. */
  readonly near: string;
  /** Set when the text is right and uses what is not modelled. */
  readonly unsupported?: string;
  /** `near` is a function that nobody defines. */
  readonly missing?: boolean;
}
