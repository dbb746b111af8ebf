import type { Process, Task } from '../../kernel/index.ts';
import type { Daemon } from '../daemon/daemon.ts';
import type { Flag, Given } from './flags.ts';

/** One command of `docker`: `commands/<noun>/<verb>.ts`, its default export. */
export interface DockerCommand {
  /** One sentence, as the real help prints it. */
  readonly short: string;
  /** What follows the name on the usage line: `[OPTIONS] IMAGE [COMMAND] [ARG...]`. */
  readonly usage: string;
  /** Names at the top level: `docker ps` for container/ls. The first is the one that its messages name when it was called so. */
  readonly top?: readonly string[];
  /** Other names beside the noun: `docker container list`. */
  readonly aliases?: readonly string[];
  /** Flags as the real help prints them (flags.ts). */
  readonly flags?: string;
  /** Flags end at the first argument. */
  readonly stops?: boolean;
  /** How many arguments; `[2]` is exactly two, `[1, Infinity]` at least one. */
  readonly args: readonly [number, number?];
  /** The plug-in that it is a command of, by the name that messages have: `buildx`. */
  readonly plugin?: string;
  /** The sentence in lists of commands, where it differs. */
  readonly listed?: string;
  /** What its own help says in place of `short`. */
  readonly long?: string;
  /** Not in the list of the group's help. */
  readonly hidden?: boolean;
  /** Only of use in a swarm: help does not list it, except after a wrong word, where the client has not asked the engine. */
  readonly swarm?: boolean;
  /** Examples that help prints. */
  readonly examples?: string;
  /** Refuses a flag's value as the client does while it reads flags. */
  readonly check?: (flag: Flag, value: string) => string | undefined;
  /** A session that shows it; played by a test. Lines after `! ` are standard error. */
  readonly example?: string;
  /** Answers the exit code. */
  run(cli: Cli, given: Given): number | Task;
}

/** The client as a command sees it. */
export interface Cli {
  readonly daemon: Daemon;
  /** The client's process on the host: environment, working folder, files. */
  readonly process: Process;
  /** What was typed: `docker run`, `docker container run`. */
  readonly name: string;
  out(text: string): void;
  err(text: string): void;
  /** `Error response from daemon: …` on standard error; answers 1. */
  refuse(message: string): number;
  /** Says that a flag or value is not modelled; the command goes on. */
  notSimulated(what: string): void;
}
