import { lower } from './go-text.ts';
import { didYouMean } from './suggest.ts';
import type { InstructionReader, Reading } from './reader.ts';
import type { Node } from './syntax.ts';

/** One file per instruction family; each exports its readers. */
const files = import.meta.glob<readonly InstructionReader[]>(['./instructions/*.ts', '!./**/*.test.ts'], {
  eager: true,
  import: 'default',
});

const readers: ReadonlyMap<string, InstructionReader> = new Map(
  Object.values(files)
    .flat()
    .map((reader) => [reader.name, reader]),
);

/** Lower-case names of all instructions. */
export const instructionNames: readonly string[] = [...readers.keys()].toSorted();

/** Most files write instructions all upper or all lower case; these need no conversion. */
const usual: ReadonlyMap<string, string> = new Map(
  instructionNames.flatMap((name) => [
    [name, name],
    [name.toUpperCase(), name],
  ]),
);

/** The lower-case name of an instruction word as written. */
export function instructionName(keyword: string): string {
  return usual.get(keyword) ?? lower(keyword);
}

/** The reader of an instruction by its lower-case name. */
export function readerOf(name: string): InstructionReader | undefined {
  return readers.get(name);
}

/** The typed instruction of a parsed line, or BuildKit's message about the first mistake in it. */
export function readInstruction(node: Node): Reading {
  const reader = readers.get(node.name);
  if (reader) return reader.read(node);
  const hint = didYouMean(node.keyword.value, instructionNames, { ignoreCase: true });
  return `unknown instruction: ${node.keyword.value}${hint}`;
}
