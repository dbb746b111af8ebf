import type { Span } from '../../base/span.ts';

/** Which shell reads: they differ in syntax, messages and exit codes (reference: shell.md §4). */
export type Dialect = 'dash' | 'ash' | 'bash';

/** The text of a word as typed, cut where its meaning changes. */
export type Piece =
  /** Text that stands for itself; unquoted text may hold pattern characters. */
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | Parameter
  | { readonly kind: 'command'; readonly script: Script; readonly quoted: boolean }
  | { readonly kind: 'arithmetic'; readonly pieces: readonly Piece[]; readonly quoted: boolean }
  /** `~` or `~user` at a place where it means a home directory. */
  | { readonly kind: 'tilde'; readonly user: string }
  /** `<(…)` and `>(…)`: the name of a descriptor that is connected to what runs. */
  | { readonly kind: 'process'; readonly direction: '<' | '>'; readonly script: Script; readonly text: string }
  /** bash with extglob: `@(a|b)`. */
  | {
      readonly kind: 'group';
      readonly operator: string;
      readonly choices: readonly (readonly Piece[])[];
      readonly text: string;
    }
  | { readonly kind: 'unsupported'; readonly what: string; readonly text: string; readonly span: Span };

/** `$name`, `${name}`, `${#name}`, `${name:-word}` and so on. */
export interface Parameter {
  readonly kind: 'parameter';
  readonly name: string;
  readonly quoted: boolean;
  readonly length: boolean;
  /** bash: `${name[index]}`; `@` and `*` stand for all elements. */
  readonly index?: readonly Piece[] | '@' | '*' | undefined;
  /** bash: `${!name}`, with an index `@` the keys; `names`: `${!prefix*}`. */
  readonly indirect?: 'value' | 'names' | undefined;
  readonly span: Span;
  /** As typed, for messages. */
  readonly text: string;
  readonly operation: Operation | undefined;
}

export interface Operation {
  /** POSIX operators, bash's `/ // /# /%` `:` `^ ^^ , ,,`, and `bad`. */
  readonly operator: string;
  readonly words: readonly (readonly Piece[])[];
}

export interface Word {
  readonly pieces: readonly Piece[];
  /** The one field it always is, when nothing in it is expanded. */
  readonly literal?: string | undefined;
  readonly text: string;
  readonly span: Span;
}

export interface Assignment {
  readonly name: string;
  readonly value: Word;
  readonly append: boolean;
  /** bash: `name[index]=`. */
  readonly index?: readonly Piece[] | undefined;
  /** bash: `name=(…)`. */
  readonly elements?: readonly Word[] | undefined;
  readonly span: Span;
}

export interface Redirect {
  readonly operator: '>' | '>>' | '<' | '<>' | '<&' | '>&' | '>|' | '&>' | '&>>' | '<<' | '<<<';
  readonly fd: number | undefined;
  /** bash: `{name}>`, a free descriptor whose number the variable gets. */
  readonly variable?: string;
  readonly target: Word;
  readonly span: Span;
}

export interface Simple {
  readonly kind: 'simple';
  readonly assignments: readonly Assignment[];
  /** Words; an assignment among them (`export A=1`) does not split. */
  readonly words: readonly (Word & { readonly assignment?: boolean })[];
  /** bash: arrays among the words of `declare`, `local`, … */
  readonly arrays?: readonly Assignment[] | undefined;
  readonly redirects: readonly Redirect[];
  readonly span: Span;
  /** 1-based, in the text that was given to the shell. */
  readonly line: number;
}

export interface Pipeline {
  readonly kind: 'pipeline';
  readonly negated: boolean;
  /** bash, ash: `time` before it. */
  readonly timed?: boolean;
  readonly commands: readonly Command[];
  /** For each `|`: true when it is `|&`. */
  readonly both: readonly boolean[];
}

export interface AndOr {
  readonly kind: 'andor';
  readonly commands: readonly Command[];
  readonly operators: readonly ('&&' | '||')[];
}

export interface Group {
  readonly kind: 'group' | 'subshell';
  readonly body: readonly Statement[];
}

export interface If {
  readonly kind: 'if';
  readonly branches: readonly { readonly test: readonly Statement[]; readonly body: readonly Statement[] }[];
  readonly otherwise: readonly Statement[] | undefined;
}

export interface Loop {
  readonly kind: 'while' | 'until';
  readonly test: readonly Statement[];
  readonly body: readonly Statement[];
}

export interface For {
  readonly kind: 'for';
  readonly name: string;
  /** Undefined: over the positional parameters. */
  readonly words: readonly Word[] | undefined;
  readonly body: readonly Statement[];
  readonly line: number;
}

/** `select name in words` of bash. */
export interface Select extends Omit<For, 'kind'> {
  readonly kind: 'select';
}

export interface Case {
  readonly kind: 'case';
  readonly word: Word;
  readonly items: readonly CaseItem[];
}

export interface CaseItem {
  readonly patterns: readonly Word[];
  readonly body: readonly Statement[];
  /** bash: `;&` goes on with the next body, `;;&` with the next patterns. */
  readonly end: ';;' | ';&' | ';;&';
}

export interface FunctionDefinition {
  readonly kind: 'function';
  readonly name: string;
  readonly body: Command;
}

/** A compound command with redirections. */
export interface Redirected {
  readonly kind: 'redirected';
  readonly command: Command;
  readonly redirects: readonly Redirect[];
  readonly line: number;
}

/** `for ((start; test; step))`, bash only. */
export interface ArithmeticFor {
  readonly kind: 'arithmetic-for';
  readonly start: readonly Piece[];
  readonly test: readonly Piece[];
  readonly step: readonly Piece[];
  readonly body: readonly Statement[];
}

/** `[[ … ]]` */
export interface Condition {
  readonly kind: 'condition';
  readonly test: Test;
  readonly line: number;
}
export type Test =
  | { readonly kind: 'unary'; readonly operator: string; readonly word: Word }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Word; readonly right: Word }
  | { readonly kind: 'logical'; readonly operator: '&&' | '||'; readonly tests: readonly Test[] }
  | { readonly kind: 'not'; readonly test: Test };

/** `(( … ))` */
export interface Calculation {
  readonly kind: 'calculation';
  readonly pieces: readonly Piece[];
}

/** Syntax that some shell knows and Drydock does not model. */
export interface Unsupported {
  readonly kind: 'unsupported';
  readonly what: string;
  readonly span: Span;
}

export type Command =
  | Simple
  | Pipeline
  | AndOr
  | Group
  | If
  | Loop
  | For
  | ArithmeticFor
  | Select
  | Case
  | FunctionDefinition
  | Redirected
  | Condition
  | Calculation
  | Unsupported;

export interface Statement {
  readonly command: Command;
  readonly background: boolean;
  readonly span: Span;
  readonly line: number;
}

/** Why a text is no script: message and exit code are the shell's (see syntax-error.ts). */
export interface SyntaxProblem {
  readonly message: string;
  /** The word that would have ended what is open. */
  readonly wanted?: string | undefined;
  /** Found here, not by unbash. */
  readonly own?: boolean;
  readonly offset: number;
  readonly line: number;
}

export interface Script {
  readonly statements: readonly Statement[];
  /** The first problem; statements that end on an earlier line run before it is met. */
  readonly problem: SyntaxProblem | undefined;
  /** What bash warns of while it reads: here-documents without an end. */
  readonly warnings?: readonly { readonly line: number; readonly text: string }[] | undefined;
}
