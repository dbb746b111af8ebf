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

/** One option after the answer was handed in. */
export interface MarkedOption {
  readonly option: string;
  readonly state: 'pass' | 'fail';
  readonly word: string;
  readonly why: string;
}

/** What was chosen against what happens, option by option; undefined while the answer is not judged. */
export function marked({ outcome, answer }: PredictionView): readonly MarkedOption[] | undefined {
  return outcome?.map(({ option, right, why }) => {
    const chosen = answer?.includes(option) ?? false;
    const state = chosen === right ? 'pass' : 'fail';
    const word = chosen ? (right ? 'right' : 'wrong') : right ? 'missed' : 'right, not chosen';
    // the name stands above the sentence already
    return { option, state, word, why: why.startsWith(`${option} `) ? `It${why.slice(option.length)}` : why };
  });
}
