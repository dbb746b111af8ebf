import type { Attempt } from '../../engine/grade/check.ts';
import type { PredictionView } from '../../engine/grade/view.ts';

/** The attempt with the answer to one prediction; null takes it back. */
export function withAnswer(attempt: Attempt, id: string, chosen: readonly string[] | null): Attempt {
  const { [id]: _old, ...others } = attempt.answers ?? {};
  if (chosen) return { ...attempt, answers: { ...others, [id]: chosen } };
  const { answers: _all, ...rest } = attempt;
  return Object.keys(others).length ? { ...rest, answers: others } : rest;
}

/** True when the attempt holds an answer to each of these. */
export function answersAll(attempt: Attempt, ids: readonly string[]): boolean {
  return ids.every((id) => Object.hasOwn(attempt.answers ?? {}, id));
}

/** True for each view that is locked, because it would give away the answer to a question that waits. */
export type Locked = Readonly<Record<'build' | 'layers' | 'log' | 'stages', boolean>>;

/**
 * Which views are locked: the stages that ran stand in the Build tab, the log and the drawing beside the checks; files in the
 * Build tab and the layers. A question about a build that fails has no options yet and locks nothing, for its log is needed.
 * (`reruns` are given away by What if alone, which waits for every answer.)
 */
export function lockedViews(attempt: Attempt, views: readonly PredictionView[]): Locked {
  const open = (kind: PredictionView['kind']) =>
    views.some((view) => view.kind === kind && view.options.length > 0 && !answersAll(attempt, [view.id]));
  const [stages, files] = [open('stages'), open('files')];
  return { build: stages || files, layers: files, log: stages, stages };
}

/** One option after the answer was handed in. */
export interface MarkedOption {
  readonly option: string;
  readonly state: 'pass' | 'fail';
  readonly word: string;
  readonly why: string;
}

/** What was chosen against what happens, option by option; undefined while the answer is not judged. */
export function marked({ outcome, answer }: PredictionView): readonly MarkedOption[] | undefined {
  const names = outcome?.map(({ option }) => option) ?? [];
  return outcome?.map(({ option, right, why }) => {
    const chosen = answer?.includes(option) ?? false;
    const state = chosen === right ? 'pass' : 'fail';
    const word = chosen ? (right ? 'right' : 'wrong') : right ? 'missed' : 'right, not chosen';
    return { option, state, word, why: inPlace(why, option, names) };
  });
}

/** A reason below the name it is about, in a list of all names: that name is "It", the others are told by their place, `[build 2/6]`. */
function inPlace(why: string, option: string, names: readonly string[]): string {
  let text = why.startsWith(`${option} `) ? `It${why.slice(option.length)}` : why;
  // a step that the list does not name, as below a question about files
  if (!names.some((name) => text.includes(name) && name.startsWith('[')))
    text = text.replace(/(\[[^\]]*\d+\/\d+\] [^`]+) (writes|deletes) it\.$/, '`$1` $2 it.');
  for (const name of names.toSorted((a, b) => b.length - a.length)) {
    const place = /^\[[^\]]+\]/.exec(name)?.[0];
    if (place !== undefined) text = text.replaceAll(name, `\`${place}\``);
  }
  return text;
}
