import { useStore } from 'zustand';
import type { ExerciseMeta } from '../content/index.ts';
import { overview } from '../progress/device.ts';
import type { Overview, Standing } from '../progress/overview.ts';
import type { Mark } from '../progress/exercise-record.ts';
import type { RingFill } from '../ui/ring/ring.tsx';

/** What this device knows of all exercises; nothing before the first effect. */
export function useOverview(): Overview {
  return useStore(overview.store);
}

const OPEN: Standing = { mark: 'open', skipped: false, at: 0 };

export function standingOf(state: Overview, id: string): Standing {
  return state.standings[id] ?? OPEN;
}

const FILLS: Readonly<Record<Mark, RingFill>> = { solved: 'full', begun: 'half', open: 'empty', 'by-hand': 'dotted' };
const WORDS: Readonly<Record<Mark, string>> = {
  solved: 'solved',
  begun: 'begun',
  open: 'open',
  'by-hand': 'done by hand, not judged',
};

/** The ring and the word for how far an exercise is. */
export function fillOf({ mark }: Standing): RingFill {
  return FILLS[mark];
}
export function wordOf({ mark, skipped }: Standing): string {
  return skipped && (mark === 'open' || mark === 'begun') ? `${WORDS[mark]}, skipped` : WORDS[mark];
}

export interface Tally {
  readonly total: number;
  readonly solved: number;
  readonly byHand: number;
  readonly begun: number;
  /** Minutes of what is not done. */
  readonly left: number;
}

/** Counts of a list of exercises. */
export function tally(state: Overview, exercises: readonly ExerciseMeta[]): Tally {
  const marks = exercises.map((exercise) => standingOf(state, exercise.id).mark);
  const number = (mark: Mark) => marks.filter((other) => other === mark).length;
  const left = exercises.reduce(
    (sum, exercise, at) => sum + (marks[at] === 'open' || marks[at] === 'begun' ? exercise.minutes : 0),
    0,
  );
  return { total: exercises.length, solved: number('solved'), byHand: number('by-hand'), begun: number('begun'), left };
}

/** The exercise to go on with: the one open last unless it is done, else the next that is neither done nor skipped. */
export function nextExercise(state: Overview, exercises: readonly ExerciseMeta[]): ExerciseMeta | undefined {
  const undone = (exercise: ExerciseMeta) => {
    const { mark } = standingOf(state, exercise.id);
    return mark === 'open' || mark === 'begun';
  };
  const at = exercises.findIndex((exercise) => exercise.id === state.last?.id);
  const rest = [...exercises.slice(Math.max(0, at)), ...exercises.slice(0, Math.max(0, at))];
  const here = rest[0];
  if (at >= 0 && here && undone(here) && !standingOf(state, here.id).skipped) return here;
  return rest.find((exercise) => undone(exercise) && !standingOf(state, exercise.id).skipped) ?? rest.find(undone);
}
