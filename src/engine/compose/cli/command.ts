import type { Cli } from '../../docker/cli/command.ts';
import type { Given } from '../../docker/cli/flags.ts';
import type { Task } from '../../docker/plugins.ts';
import type { HostFiles } from '../load/dotenv.ts';
import type { Refused } from '../value.ts';

/** How many arguments a command takes, and who says so. */
export interface Arity {
  readonly least: number;
  readonly most?: number;
  /** Words of the docker client rather than of cobra. */
  readonly docker?: boolean;
}

/** One command of `docker compose`: `commands/<verb>.ts`, its default export. */
export interface ComposeCommand {
  /** One sentence, as the real help prints it. */
  readonly short: string;
  /** What follows the name on the usage line. */
  readonly usage: string;
  /** What help says instead of the sentence. */
  readonly long?: string;
  readonly aliases?: readonly string[];
  /** Flags as the real help prints them (docker/cli/flags.ts). */
  readonly flags: string;
  readonly args?: Arity;
  /** Flags end at the first argument. */
  readonly stops?: boolean;
  /** Not in the list of commands. */
  readonly hidden?: boolean;
  /** Refuses a flag's value while flags are read. */
  readonly check?: (flag: { readonly name: string }, value: string) => string | undefined;
  /** Answers the exit code. */
  run(cli: ComposeCli, given: Given): Task | number;
}

/** Compose's client as a command sees it. */
export interface ComposeCli extends Cli {
  /** Flags before the command. */
  readonly globals: Given;
  readonly files: HostFiles;
  /** What came on standard input, where `-f -` asks for it. */
  readonly stdin?: string;
  /** A warning of the log on standard error. */
  warn(message: string): void;
  /** A line of progress: ` Container lab-web-1  Started`. */
  progress(what: string, status: string): void;
  /** Prints why compose does not go on; answers the exit code. */
  fail(refused: Refused | string): number;
}
