import type { Task } from '../../kernel/index.ts';
import type { Cli } from './command.ts';

/** Reads the answer to a question that was printed: true for y. At a terminal one line is an answer; nothing to read is a no. */
export function* answered(cli: Cli): Task<boolean> {
  const [line = ''] = ((yield* cli.process.read()) ?? '').split('\n');
  return line.trim().toLowerCase() === 'y';
}
