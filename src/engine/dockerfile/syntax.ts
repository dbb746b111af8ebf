import type { Span, Token } from '../base/span.ts';

/** `# name=value` at the top of the file. */
export interface Directive {
  readonly name: string;
  readonly value: string;
  readonly line: number;
  readonly span: Span;
}

/** A whole-line comment; `text` without the `#`, one leading blank removed as BuildKit does. */
export interface Comment {
  readonly text: string;
  readonly line: number;
  readonly span: Span;
}

/** `--name` or `--name=value` in front of an instruction's arguments; quotes and escapes are resolved in the values. */
export interface Flag {
  /** The whole flag as BuildKit lists it, e.g. `--from=builder`. */
  readonly text: string;
  readonly name: string;
  /** Undefined when there is no `=`. */
  readonly value: string | undefined;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly valueSpan: Span | undefined;
}

export interface Heredoc {
  readonly name: string;
  readonly fd: number;
  /** False when the delimiter was quoted: variables in the body stay as they are. */
  readonly expand: boolean;
  /** True for `<<-`. */
  readonly chomp: boolean;
  readonly content: string;
  /** The body, without its end line. */
  readonly span: Span;
  /** The `<<NAME` word. */
  readonly wordSpan: Span;
}

/** Where a run of characters of a logical line stands in the file. Sorted by `at`; see `toFile`. */
export interface Segment {
  /** Offset in the logical line (`Node.original`). */
  readonly at: number;
  /** Offset in the file. */
  readonly file: number;
}

/** One instruction as the parser reads it, before its meaning is looked at. */
export interface Node {
  /** The instruction word as written. */
  readonly keyword: Token;
  /** The word in lower case: `from`, `run`, … */
  readonly name: string;
  readonly flags: readonly Flag[];
  /** True when the arguments are a valid JSON array of strings. */
  readonly json: boolean;
  /**
   * Arguments as golden/README.md lists them: JSON strings decoded; one string for RUN/CMD/ENTRYPOINT/SHELL in shell
   * form, MAINTAINER, STOPSIGNAL, USER and WORKDIR; words for the others; for ENV and LABEL triples (key, value, `=` or
   * empty); for HEALTHCHECK the type, then its arguments.
   */
  readonly args: readonly Token[];
  readonly heredocs: readonly Heredoc[];
  /** The logical line after joining. */
  readonly original: string;
  readonly segments: readonly Segment[];
  /** Comment lines directly above. */
  readonly comments: readonly Comment[];
  /** 1-based; heredoc bodies and trailing continuation lines included. */
  readonly line: number;
  readonly endLine: number;
  readonly span: Span;
  /** With a blank line inside a continuation: the last line of the instruction without its heredocs; else 0. */
  readonly emptyContinuation: number;
  /** The instruction inside ONBUILD. */
  readonly sub: Node | undefined;
}

/**
 * A mistake that stops the build, in BuildKit's words. `line` 0: without a position, but for a syntax error: BuildKit names
 * the line before a bad directive, which is 0 for the first one.
 */
export interface DockerfileError {
  /** `syntax`: the lexer stopped; `instruction`: one instruction is wrong; `build`: the build definition is. */
  readonly kind: 'syntax' | 'instruction' | 'build';
  /** Without the `dockerfile parse error on line N: ` prefix where the golden data has none. */
  readonly message: string;
  readonly line: number;
  readonly endLine: number;
  readonly span: Span;
}

/** What `parse` returns for any text. */
export interface Dockerfile {
  readonly text: string;
  readonly directives: readonly Directive[];
  readonly escape: '\\' | '`';
  /** Everything that could be read, also after an error (the error's own line is left out or partial). */
  readonly nodes: readonly Node[];
  /** All comments of the file, in order, those inside continuations included. */
  readonly comments: readonly Comment[];
  /** The first error, the one that BuildKit reports: lexing first, then instructions. */
  readonly error: DockerfileError | undefined;
  /** All errors found, `error` first; the editor marks each. */
  readonly errors: readonly DockerfileError[];
  /** Typed instructions, grouped: `metaArgs` before the first FROM, then the stages. Partial when there are errors. */
  readonly metaArgs: readonly ArgInstruction[];
  readonly stages: readonly StageSyntax[];
}

export interface StageSyntax {
  readonly from: FromInstruction;
  /** Lower case; undefined when unnamed. */
  readonly name: string | undefined;
  /** As written. */
  readonly base: string;
  readonly platform: string | undefined;
  /** Text of the `# name …` comment above. */
  readonly doc: string;
  readonly instructions: readonly Instruction[];
  readonly line: number;
}

interface Base {
  readonly node: Node;
}
export interface FromInstruction extends Base {
  readonly kind: 'from';
  readonly base: Token;
  readonly platform: Flag | undefined;
  /** The `AS` word and the stage name as written. */
  readonly as: Token | undefined;
  readonly alias: Token | undefined;
}
export interface KeyValue {
  readonly key: Token;
  readonly value: Token;
  /** True for `ENV key value`. */
  readonly legacy: boolean;
}
export interface EnvInstruction extends Base {
  readonly kind: 'env';
  readonly pairs: readonly KeyValue[];
}
export interface LabelInstruction extends Base {
  readonly kind: 'label';
  readonly pairs: readonly KeyValue[];
}
export interface ArgInstruction extends Base {
  readonly kind: 'arg';
  readonly args: readonly {
    readonly key: string;
    readonly value: string | undefined;
    readonly doc: string;
    readonly token: Token;
  }[];
}
/** RUN, CMD, ENTRYPOINT: `exec` when the arguments were JSON. */
export interface CommandInstruction extends Base {
  readonly kind: 'cmd' | 'entrypoint' | 'shell';
  readonly form: 'exec' | 'shell';
  readonly command: readonly Token[];
}
export interface RunInstruction extends Base {
  readonly kind: 'run';
  readonly form: 'exec' | 'shell';
  readonly command: readonly Token[];
  readonly heredocs: readonly Heredoc[];
  /** One per --mount, in written order; parsed as far as RUN's flag syntax goes, values not yet expanded. */
  readonly mounts: readonly MountFlag[];
  readonly network: 'default' | 'none' | 'host' | undefined;
  readonly security: 'sandbox' | 'insecure' | undefined;
}
export interface MountFlag {
  readonly flag: Flag;
  /** Fields of the CSV in order, keys in lower case; `value` undefined for a bare word such as `rw`. */
  readonly fields: readonly { readonly key: string; readonly value: string | undefined; readonly text: string }[];
  /** `from=` of the mount, if any; names only. */
  readonly from: string | undefined;
  readonly type: string;
}
export interface CopyInstruction extends Base {
  readonly kind: 'copy' | 'add';
  /** Sources that are paths or URLs; heredoc words are in `heredocs`. */
  readonly sources: readonly Token[];
  readonly heredocs: readonly Heredoc[];
  readonly dest: Token;
  readonly from: Flag | undefined;
  readonly chown: Flag | undefined;
  readonly chmod: Flag | undefined;
  readonly link: boolean;
  readonly parents: boolean;
  readonly excludes: readonly Flag[];
  readonly checksum: Flag | undefined;
  readonly keepGitDir: boolean | undefined;
  readonly unpack: boolean | undefined;
}
export interface WordInstruction extends Base {
  readonly kind: 'user' | 'workdir' | 'stopsignal' | 'maintainer';
  readonly value: Token;
}
export interface WordsInstruction extends Base {
  readonly kind: 'expose' | 'volume';
  readonly words: readonly Token[];
}
export interface HealthcheckInstruction extends Base {
  readonly kind: 'healthcheck';
  /** NONE, CMD or CMD-SHELL as the first word of `test`, then the command; all durations in ms, 0 when not given. */
  readonly test: readonly string[];
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
  readonly startInterval: number;
  readonly retries: number;
}
export interface OnbuildInstruction extends Base {
  readonly kind: 'onbuild';
  /** The trigger as text, e.g. `COPY . /app`. */
  readonly expression: string;
}

export type Instruction =
  | FromInstruction
  | EnvInstruction
  | LabelInstruction
  | ArgInstruction
  | CommandInstruction
  | RunInstruction
  | CopyInstruction
  | WordInstruction
  | WordsInstruction
  | HealthcheckInstruction
  | OnbuildInstruction;
