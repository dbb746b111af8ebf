import { openSource } from './text-source.ts';
import type { Process, Task } from '../../kernel/system.ts';

/** Prints files as they are, `-` or nothing at all is standard input; answers 1 when one cannot be read. */
export function* copyText(process: Process, names: readonly string[]): Task {
  let status = 0;
  for (const name of names.length > 0 ? names : ['-']) {
    const source = openSource(process, name);
    if (!source) status = 1;
    else for (let piece = yield* source.read(); piece !== undefined; piece = yield* source.read()) process.out(piece);
  }
  return status;
}
