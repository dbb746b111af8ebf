import type { Entry } from '../../../files/tree.ts';
import { isBusybox } from '../../lib/flavor.ts';
import type { Process, Task } from '../../../kernel/system.ts';

/** A file that find looks at. */
export interface Candidate {
  /** As printed: below the starting point as typed. */
  readonly name: string;
  readonly path: string;
  readonly entry: Entry;
  readonly depth: number;
  /** The starting point it was found from. */
  readonly start: string;
}

/** Only `-exec` and `-ok` have to wait. */
export type Test = (file: Candidate) => boolean | Task<boolean>;

/** An expression that is being read, and what it asks of the walk. */
export interface Reader {
  readonly process: Process;
  readonly words: readonly string[];
  at: number;
  /** There is an action, so that nothing is printed by itself. */
  acts: boolean;
  minDepth: number;
  maxDepth: number;
  depthFirst: boolean;
  follow: boolean;
  /** Set by `-quit`. */
  stopped: boolean;
  /** An action failed: the status is 1. */
  failed: boolean;
  readonly finishers: (() => Task)[];
  readonly pruned: Set<string>;
  error: string | undefined;
  /** BusyBox prints its usage after the message. */
  unknown: boolean;
}

export function always(): boolean {
  return true;
}

/** The word after a predicate; a missing one is an error. */
export function argument(reader: Reader, name: string): string {
  const word = reader.words[reader.at++];
  if (word === undefined)
    reader.error ??= isBusybox(reader.process)
      ? `option requires an argument: ${name}`
      : `missing argument to \`${name}'`;
  return word ?? '';
}

/** An error in GNU's or BusyBox's words. */
export function refuse(reader: Reader, gnu: string, busybox: string): Test {
  reader.error ??= isBusybox(reader.process) ? busybox : gnu;
  return always;
}
