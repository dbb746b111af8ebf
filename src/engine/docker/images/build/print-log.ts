import type { BuildResult } from '../../../builder/index.ts';
import type { Task } from '../../../kernel/index.ts';
import type { Cli } from '../../cli/command.ts';

/** Adds a block to the log of a build with the next number, before what follows the blocks. */
export function withBlock(log: string, lines: readonly string[]): string {
  const numbers = [...log.matchAll(/^#(\d+) .*\n/gm)];
  const next = Math.max(0, ...numbers.map(([, number]) => Number(number))) + 1;
  const last = numbers.at(-1);
  const end = last ? last.index + last[0].length : log.length;
  const block = lines.map((line) => `#${next} ${line}\n`).join('');
  return `${log.slice(0, end)}\n${block}${log.slice(end)}`;
}

/** A piece of the log and the virtual ms of the build at which it is known. */
interface Piece {
  readonly at: number;
  readonly text: string;
}

/** Prints the log as a build prints it: each line at its time on the host's clock, the rest at the end. */
export function* printLog(cli: Cli, log: string, result: BuildResult): Task<void> {
  const began = cli.daemon.now;
  for (const { at, text } of pieces(log, result)) {
    const wait = began + at - cli.daemon.now;
    if (wait > 0) yield* cli.process.sleep(wait);
    cli.err(text);
  }
  const rest = began + result.ms - cli.daemon.now;
  if (rest > 0) yield* cli.process.sleep(rest);
}

function pieces(log: string, { steps, ms }: BuildResult): Piece[] {
  const times = new Map(steps.map(({ plan, start, end }) => [plan.name, { start, end }]));
  const found: Piece[] = [];
  let step: { start: number; end: number } | undefined;
  let at = 0;
  const tail = log.search(/^------$|^ERROR: |^\S+:\d+$/m);
  for (const line of (tail === -1 ? log : log.slice(0, tail)).split(/(?<=\n)/)) {
    const match = /^#\d+ (?:(\[.*)|(\d+\.\d{3}) |(DONE|CACHED|ERROR|CANCELED))?/.exec(line);
    if (match?.[1] !== undefined) step = times.get(match[1].trimEnd());
    const [, , stamp, ending] = match ?? [];
    if (step && stamp !== undefined) at = Math.max(at, step.start + Number(stamp) * 1000);
    if (step && ending !== undefined) at = Math.max(at, step.end);
    found.push({ at: Math.min(at, ms), text: line });
  }
  if (tail !== -1) found.push({ at: ms, text: log.slice(tail) });
  return merged(found);
}

/** Neighbours of the same time are printed at once. */
function merged(found: readonly Piece[]): Piece[] {
  const together: { at: number; text: string }[] = [];
  for (const { at, text } of found) {
    const last = together.at(-1);
    if (last?.at === at) last.text += text;
    else together.push({ at, text });
  }
  return together;
}
