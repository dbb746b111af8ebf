import type { OutputChunk } from '../../kernel/system.ts';

/** Lines with the second they began at; both streams run into one another (measured, golden/solve.jsonl `stderr-out`). */
export function outputLines(log: readonly OutputChunk[]): string[] {
  const lines: { at: number; text: string; open: boolean }[] = [];
  for (const { text: chunk, at } of log) {
    const parts = chunk.split('\n');
    for (const [index, part] of parts.entries()) {
      const last = index === parts.length - 1;
      if (last && part === '') continue;
      const open = lines.at(-1);
      if (index === 0 && open?.open) {
        open.text += part;
        open.open = last;
      } else lines.push({ at, text: part, open: last });
    }
  }
  return lines.map(({ at, text: line }) => `${(at / 1000).toFixed(3)} ${line}`);
}
