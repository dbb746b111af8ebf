import { join } from 'node:path';
import type { ContextFact, ExerciseSpec, Files, LogEntry } from '../../engine/grade/check.ts';
import type { Exercise } from '../model.ts';
import { readExercise } from './exercise.ts';
import { buildOptions, layOver, mergeFacts, readFiles, readOverlay, readOverlays } from './folders.ts';
import type { Overlay } from './folders.ts';
import { readLog } from './log-file.ts';
import type { CheckKinds } from './front-matter.ts';
import type { Page } from './markdown.ts';

/** One answer that comes with an exercise: right, wrong, or made to trigger a hint. */
export interface Answer {
  /** Folder below the exercise: `rejects/small`. */
  readonly path: string;
  /** Last part of it. */
  readonly name: string;
  readonly files: Files;
  /** Options chosen, by prediction. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
  /** Commands typed. */
  readonly log: readonly LogEntry[];
  /** The exercise as this answer meets it: its context and build options may differ. */
  readonly spec: ExerciseSpec;
}

/** An exercise with all answers that prove it. Never shipped. */
export interface ExerciseCase {
  readonly folder: string;
  readonly exercise: Exercise;
  readonly pages: readonly Page[];
  readonly starter: Answer;
  readonly solution: Answer;
  readonly accepts: readonly Answer[];
  readonly rejects: readonly Answer[];
  readonly hints: readonly Answer[];
}

/** Reads an exercise folder with everything in it. Throws a content error for mistakes of the author. */
export async function readCase(folder: string, kinds: CheckKinds): Promise<ExerciseCase> {
  const { exercise, pages } = await readExercise(folder, { kinds });
  const { spec } = exercise;
  const starter: Ground = { files: readFiles(join(folder, 'starter')), context: spec.context };
  const own = readOverlay(join(folder, 'solution'), 'solution');
  const solved = { ...own, log: own.log.length > 0 ? own.log : readLog(join(folder, 'solution.log')) };
  const solution: Ground = { files: layOver(starter.files, solved), context: mergeFacts(spec.context, solved) };
  const answers = (group: string, ground: Ground): Answer[] =>
    readOverlays(join(folder, group)).map((read) => {
      const below = read.facts.base === 'starter' ? starter : read.facts.base === 'solution' ? solution : ground;
      // Who shows a mistake of the files, or another way, predicts and types as the solution does.
      const log = read.log.length > 0 || group === 'hints' ? read.log : solved.log;
      const overlay = group === 'hints' ? read : { ...read, log, answers: { ...solved.answers, ...read.answers } };
      return answer(`${group}/${overlay.name}`, { overlay, ground: below, spec });
    });
  return {
    folder,
    exercise,
    pages,
    starter: { path: 'starter', name: 'starter', files: starter.files, answers: {}, log: [], spec },
    solution: answer('solution', { overlay: solved, ground: starter, spec }),
    accepts: answers('accepts', starter),
    rejects: answers('rejects', solution),
    hints: answers('hints', starter),
  };
}

/** What an overlay lies on. */
interface Ground {
  readonly files: Files;
  readonly context: readonly ContextFact[];
}

function answer(
  path: string,
  { overlay, ground, spec }: { overlay: Overlay; ground: Ground; spec: ExerciseSpec },
): Answer {
  const build = { ...spec.build, ...buildOptions(overlay.facts.build, spec.secrets) };
  return {
    path,
    name: overlay.name,
    files: layOver(ground.files, overlay),
    answers: overlay.answers,
    log: withFiles(overlay.log, changed(spec.starter, layOver(ground.files, overlay))),
    spec: { ...spec, build, context: mergeFacts(ground.context, overlay) },
  };
}

/** What was typed in a folder outside of content/: its file `.log`, with what its files make of those of the starter before the first command. */
export function readTyped(folder: string, starter: Files, files: Files): readonly LogEntry[] {
  return withFiles(readLog(join(folder, '.log')), changed(starter, files));
}

/** The files of an answer are there before its first command. */
function withFiles(log: readonly LogEntry[], files: NonNullable<LogEntry['files']>): readonly LogEntry[] {
  const [first, ...rest] = log;
  return first ? [{ ...first, files: { ...files, ...first.files } }, ...rest] : log;
}

function changed(before: Files, after: Files): NonNullable<LogEntry['files']> {
  const gone = Object.keys(before).filter((path) => !(path in after));
  const different = Object.entries(after).filter(([path, { text }]) => before[path]?.text !== text);
  return { ...Object.fromEntries(gone.map((path) => [path, null])), ...Object.fromEntries(different) };
}
