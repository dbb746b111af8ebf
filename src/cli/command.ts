/** What a command may use of the outside world. */
export interface Io {
  /** Pieces of standard input as they arrive. */
  readonly stdin: AsyncIterable<string>;
  /** Writes to standard output; resolves when the reader keeps up. */
  out(text: string): Promise<void>;
  err(text: string): void;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** The text of a file, or of standard input for `-`; a UsageError when it cannot be read. */
  read(path: string): Promise<string>;
  /** The text of a file; undefined when there is none. */
  readIfThere(path: string): Promise<string | undefined>;
}

/** One file in commands/; its name is the command. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** What stands after `drydock`, e.g. `lint FILE [--json]`, then a blank line and the options. */
  readonly usage: string;
  /** Resolves to the exit status. A UsageError is printed with a hint to --help and ends with status 2. */
  run(args: readonly string[], io: Io): Promise<number>;
}

export interface UsageError {
  readonly usage: string;
}

/** A mistake in how the command was called, to be thrown inside a command. */
export function usageError(message: string): Error & UsageError {
  return Object.assign(new Error(message), { usage: message });
}

export function isUsageError(error: unknown): error is Error & UsageError {
  return error instanceof Error && 'usage' in error;
}
