import { object, string } from '../../base/schema.ts';
import type { PredictionSpec } from '../check.ts';
import { defineCheck } from '../check.ts';
import type { Finding } from '../check.ts';
import { isAnyDoubt, unjudged } from '../assumptions.ts';
import { needsBuild } from '../judge.ts';
import { standing } from '../prediction.ts';
import type { Prediction } from '../prediction.ts';

export default defineCheck({
  summary: 'What was predicted beforehand is what the build or the machine does.',
  withoutBuild: true,
  params: object({ of: string({ min: 1, description: 'id of a prediction of the exercise' }) }),
  run({ of }, evidence) {
    const spec = evidence.exercise.predictions?.find(({ id }) => id === of);
    if (!spec) return { status: 'error', message: `The exercise has no prediction ${of}` };
    if (spec.kind !== 'facts' && spec.on === 'attempt' && !evidence.build.ok) return needsBuild(evidence);
    const stand = standing(evidence, spec);
    if (stand.state !== 'judged')
      return { status: 'error', ...(spec.kind === 'facts' && stand.state === 'unknown' ? NOTHING : OPEN[stand.state]) };
    const { chosen, prediction } = stand;
    if (isAnyDoubt(prediction.doubt)) return unjudged(prediction.doubt);
    return compare(spec, chosen, prediction);
  },
});

/** Why there is nothing to judge yet. */
const OPEN = {
  unknown: {
    message: 'Needs a build',
    why: 'The change that the question asks about cannot be made here, or does not build.',
  },
  none: { message: 'Needs a prediction', try: 'Answer the question beside the task.' },
  stale: {
    message: 'Needs a new prediction',
    try: 'Answer the question once more.',
    why: 'The build has other steps than at the time of the answer.',
  },
};

/** The same of statements about a machine, or a build that there is none of. */
const NOTHING = {
  message: 'Needs something to look at',
  why: 'What the question asks about is not there yet.',
};

const VERBS = { reruns: 'runs again', stages: 'is built', files: 'is there', facts: 'is true' } as const;
const NEGATED = {
  reruns: 'does not run again',
  stages: 'is not built',
  files: 'is not there',
  facts: 'is not true',
} as const;

const MANY = {
  reruns: 'steps run again',
  stages: 'stages are built',
  files: 'paths are there',
  facts: 'statements are true',
} as const;

function compare({ kind }: PredictionSpec, chosen: readonly string[], { options, right, why }: Prediction): Finding {
  const [picked, fits] = [new Set(chosen), new Set(right)];
  const wrong = options.filter((option) => picked.has(option) !== fits.has(option));
  const [first] = wrong;
  if (first === undefined) {
    return { status: 'passed', message: `As predicted, ${right.length} of ${options.length} ${MANY[kind]}` };
  }
  return {
    status: 'failed',
    message: `${kind === 'facts' ? `“${first}”` : inShort(first)} ${fits.has(first) ? VERBS[kind] : NEGATED[kind]}`,
    try: 'Compare the answer with what the build does, then predict again.',
    why: [aboutIt(why[first] ?? '', first, options), rest(wrong.length - 1)].filter(Boolean).join(' '),
  };
}

/** A step by its place and its first words, `[build 6/6] RUN CGO_ENABLED=0 go build…`; stages and paths as they are. */
function inShort(option: string): string {
  const step = /^(\[[^\]]+\]) (.{33,})$/s.exec(option);
  if (!step) return option;
  const [, place = '', text = ''] = step;
  return `${place} ${text.slice(0, 32).replace(/\s+\S*$/, '')}…`;
}

/** The reason below a title that names the option: "It", and other steps by their places. */
function aboutIt(why: string, option: string, options: readonly string[]): string {
  let text = why.startsWith(`${option} `) ? `It${why.slice(option.length)}` : why;
  for (const other of options.toSorted((a, b) => b.length - a.length)) {
    const place = /^\[[^\]]+\]/.exec(other)?.[0];
    if (place !== undefined) text = text.replaceAll(other, `\`${place}\``);
  }
  return text;
}

function rest(count: number): string {
  if (count < 1) return '';
  return count === 1
    ? 'One more option is otherwise than predicted.'
    : `${count} more options are otherwise than predicted.`;
}
