import type { SessionFigure, SessionStep } from '../model.ts';
import { contentError } from './front-matter.ts';
import { machineFigure } from './machine-figure.ts';
import type { Fence } from './markdown.ts';
import type { Building } from './place.ts';
import { playSession } from './play-session.ts';
import type { PlayedCommand, PlayedSession } from './play-session.ts';
import { storyOf } from './session-place.ts';
import type { SessionLine } from './session-text.ts';
import { curly } from './typography.ts';

/** A session with what its commands print. Throws a content error when it does not do what the block expects. */
export function sessionFigure(building: Building, fence: Fence, lines: readonly SessionLine[]): SessionFigure {
  const { map, signals, title = 'Terminal' } = fence.attributes;
  const story = storyOf(building, fence);
  const played = playSession(building.world, story);
  const commands = played.parts.at(-1) ?? [];
  const problem = problemOf(fence, commands, played);
  if (problem) throw contentError(problem);
  return {
    kind: 'session',
    title: curly(title),
    place: building.fences.indexOf(fence),
    steps: stepsOf(lines, commands, linesShown(fence)),
    machine: machineFigure(played.host, { map: map === true, signals }),
    workspace: { files: story.files, context: [], build: {}, log: played.log, left: played.files },
  };
}

/** What is shown of lines that were played: nothing of hidden ones. `most`: lines of each output. */
export function stepsOf(
  lines: readonly SessionLine[],
  played: readonly PlayedCommand[],
  most: number,
): readonly SessionStep[] {
  let at = 0;
  return lines.flatMap((line): SessionStep[] => {
    if (line.kind === 'remark') return [{ remark: line.text }];
    const answer = played[at++];
    return line.hidden || !answer ? [] : [stepOf(answer, most)];
  });
}

function stepOf({ command, output, exit = 0, ms }: PlayedCommand, most: number): SessionStep {
  const all = output === '' ? [] : output.split('\n');
  const shown = all.slice(0, command.quiet ? 0 : most);
  const text = command.quiet && all.length > 0 ? '…' : shown.join('\n');
  return { command: command.text, output: text, left: all.length - shown.length, exit, ms };
}

function linesShown({ attributes: { lines } }: Fence): number {
  if (lines === undefined) return Number.POSITIVE_INFINITY;
  if (!/^[1-9]\d*$/.test(lines)) throw contentError(`lines="${lines}" is no number of lines`);
  return Number(lines);
}

/** What the block says that is not so. */
function problemOf(
  { attributes: { shows, fails } }: Fence,
  commands: readonly PlayedCommand[],
  { notSimulated }: PlayedSession,
): string | undefined {
  const everything = commands.map(({ output }) => output).join('\n');
  const expects = commands.some(({ command }) => command.prints.length > 0 || command.exit !== undefined);
  if (!expects && !fails && !shows)
    return 'expects nothing: add shows="…", fails, or a line “? text” or “! code” below a command';
  const unexpected = unexpectedIn(commands, fails === true);
  if (unexpected) return unexpected;
  if (fails && commands.every(({ exit }) => exit === 0)) return 'is said to fail and does not';
  if (shows !== undefined && !everything.includes(shows))
    return `does not show “${shows}” but:\n${everything.slice(-1200)}`;
  return notSimulated.length > 0 ? `rests on something not simulated: ${notSimulated.join('; ')}` : undefined;
}

/** The first command that did not do what its lines expect. */
export function unexpectedIn(commands: readonly PlayedCommand[], mayFail: boolean): string | undefined {
  return commands.map((command) => commandProblem(command, mayFail)).find((problem) => problem !== undefined);
}

function commandProblem({ command, output, exit }: PlayedCommand, mayFail: boolean): string | undefined {
  const name = `“${command.text}”`;
  const said = `:\n${output.slice(-1200)}`;
  if (exit === undefined) return `${name} never ends: add “^C” below it, or run it with -d${said}`;
  const absent = command.prints.find((text) => !output.includes(text));
  if (absent !== undefined) return `${name} does not print “${absent}” but${said}`;
  if (command.exit === 'any') return exit === 0 ? `${name} is said to fail and does not${said}` : undefined;
  if (exit === (command.exit ?? 0) || (mayFail && command.exit === undefined)) return undefined;
  return `${name} ends with ${exit}, not ${command.exit ?? 0}${said}`;
}
