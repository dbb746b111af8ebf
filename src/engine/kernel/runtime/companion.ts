import type { RunOptions, System } from '../system.ts';

/** Locks of fcntl(2) on files that several containers have mounted. */
export interface FileLocks {
  /** Takes the lock on a file at virtual ms `at`; false while somebody else holds it. */
  take(path: string, at: number): boolean;
  /** Gives it back at virtual ms `at`, which may lie ahead. */
  release(path: string, at: number): void;
}

/** A program that runs beside others: they meet in files that are mounted into both of their trees. */
export interface Companion {
  readonly system: System;
  readonly argv: readonly string[];
  readonly options?: RunOptions;
  /** Virtual ms of the common time at which it begins. */
  readonly at: number;
  /** Milliseconds of the common time that one of its own takes: more than 1 on an emulated processor. */
  readonly pace: number;
}
