/** What is held of a text that is read to its end, or of a line: counted as memory of who reads, and kept as far as that makes sense. */
import { linesIn } from './stream.ts';
import type { Process } from '../system.ts';

/** Who reads, and how: memory grows by what is read, or one block is looked at after the other. */
export interface Holding {
  readonly reader: Pick<Process, 'hold' | 'freeMemory'> | undefined;
  /** Bytes of memory for each byte that is read; 0: it holds nothing. */
  readonly factor: number;
  /** Bytes of memory that each line takes beside its text. */
  readonly line?: number;
  /** Characters that are held already. */
  readonly before?: number;
}

/** Pieces that are held until they are all there. */
export interface Gathered {
  /** False: who reads does not go on, and must yield a wait that never ends. */
  add(piece: string): boolean;
  /** All of it, joined; where it was more than is kept, who reads was ended by the simulator. */
  text(): string;
}

/** Characters after which whoever holds them is told how many they have become. */
const LONG = 262_144;

/** Characters that are kept of what a command holds, and of what it only looks through. */
const KEPT = 16_000_000;
const LOOKED_THROUGH = 64_000_000;

/** Free memory that nothing here fills: no control group is going to stop who reads. */
const UNLIMITED = 2 ** 31;

/**
 * Gathers pieces. Beyond what is kept they are counted only. Who holds them is stopped by its control group, otherwise by the simulator;
 * who looks through them goes on to their end, which the simulator then has nothing to say about.
 */
export function gather({ reader, factor, line = 0, before = 0 }: Holding): Gathered {
  const pieces: string[] = [];
  const most = factor > 0 ? KEPT : LOOKED_THROUGH;
  let length = before;
  let told = LONG;
  let beside = 0;
  return {
    add(piece) {
      length += piece.length;
      if (line > 0) beside += linesIn(piece) * line;
      if (length <= most) pieces.push(piece);
      if (length + beside < told || !reader || factor === 0) return true;
      told = length + beside + LONG;
      const lost = length > most && reader.freeMemory() > UNLIMITED;
      return reader.hold(lost ? Number.POSITIVE_INFINITY : length * factor + beside);
    },
    text() {
      if (length > most) reader?.hold(Number.POSITIVE_INFINITY);
      return pieces.join('');
    },
  };
}
