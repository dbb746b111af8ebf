import type { CheckSpec } from '../../engine/grade/check.ts';
import { glob } from '../../engine/grade/glob.ts';
import { found } from '../../engine/grade/image/image-search.ts';
import { judge } from '../../engine/grade/judge.ts';
import { change, msOf, rebuildOf } from '../../engine/grade/params.ts';
import type { Change } from '../../engine/grade/params.ts';
import { predict } from '../../engine/grade/index.ts';
import { isWork } from '../../engine/grade/build/select-steps.ts';
import { DISTANCE } from './complaint.ts';
import type { Complaint, Graded } from './complaint.ts';

/** Questions that can be guessed: to every one of them the answer is all of the options, or none. */
export function predictionComplaints({ answer, evidence }: Graded): Complaint[] {
  const specs = answer.spec.predictions ?? [];
  const trivial = specs.filter((spec) => {
    const made = predict(evidence, spec);
    return made && (made.right.length === 0 || made.right.length === made.options.length);
  });
  if (specs.length === 0 || trivial.length < specs.length) return [];
  const message = `can be guessed: the answer to ${trivial.map(({ id }) => id).join(', ')} is all of the options or none; ask about a change that some steps feel and others do not`;
  return [{ where: 'predict', message }];
}

/** For an author whose answer to a prediction is wrong or missing: the line that answers.yaml needs. Empty for other checks. */
export function rightAnswer({ answer, evidence }: Pick<Graded, 'answer' | 'evidence'>, check: string): string {
  const { checks, predictions } = answer.spec;
  const { kind, with: params } = checks.find(({ id }) => id === check) ?? { kind: '', with: {} };
  const spec = kind === 'prediction' ? predictions?.find(({ id }) => id === (params as { of?: string }).of) : undefined;
  const made = spec && predict(evidence, spec);
  return made ? `; answers.yaml: ${JSON.stringify({ [spec.id]: made.right })}` : '';
}

/** Right answers that are near to a limit of time: durations are modelled, and may be modelled better one day. */
export function timeComplaints({ answer, evidence, results }: Graded): Complaint[] {
  return answer.spec.checks.flatMap(({ id, kind, with: params }) => {
    if (kind !== 'rebuild-time' || results.find(({ check }) => check === id)?.status !== 'passed') return [];
    const { max, percent, ...edit } = params as Change & { max?: string; percent?: number };
    const tighter = {
      ...edit,
      ...(max === undefined ? {} : { max: `${Math.round(msOf(max) * (1 - DISTANCE))}ms` }),
      ...(percent === undefined ? {} : { percent: percent * (1 - DISTANCE) }),
    };
    const { status, message } = judge(kind, tighter, evidence);
    if (status === 'passed') return [];
    return [{ where: answer.path, message: `is within 15 % of the limit of ${id}: ${message}` }];
  });
}

/** Paths that must not be there and that no answer ever has, in no stage and no layer: misspelt, most likely. */
export function globComplaints(all: readonly Graded[]): Complaint[] {
  const specs = all[0]?.answer.spec.checks ?? [];
  return specs.flatMap(({ id, kind, with: params }) => {
    const { lacks = [] } = params as { lacks?: string | readonly string[] };
    if ((kind !== 'image-files' && kind !== 'context') || typeof lacks === 'string') return [];
    const unknown = lacks.filter((pattern) => !all.some((graded) => occurs(graded, kind, pattern)));
    return unknown.map((pattern) => ({
      where: `checks.${id}`,
      message: `lacks ${pattern}, which no answer has in any stage or layer: it cannot fail; is it spelt right?`,
    }));
  });
}

function occurs({ evidence }: Graded, kind: 'image-files' | 'context', pattern: string): boolean {
  if (kind === 'context') {
    const path = `/${pattern.replace(/^\//, '')}`;
    return [path, `${path.replace(/\/$/, '')}/**`].some((each) => found(evidence.context, each).length > 0);
  }
  const { steps, stages } = evidence.build;
  const matches = glob(pattern);
  return (
    stages.some(({ tree }) => found(tree, pattern).length > 0) ||
    steps.some(({ layer }) => [...(layer?.entries ?? [])].some(([path, entry]) => entry !== null && matches(path)))
  );
}

type Edits = Change & { readonly edits?: Readonly<Record<string, Change>> };

/** Edits of `cache` checks that no answer feels: what they say of the cache can never be wrong. */
export function editComplaints(all: readonly Graded[]): Complaint[] {
  const specs = all[0]?.answer.spec.checks ?? [];
  return specs.flatMap((check) =>
    editsOf(check)
      .filter(([, edit]) => !all.some(({ evidence }) => reruns(evidence, edit)))
      .map(([name]) => ({
        where: `checks.${check.id}`,
        message: `makes no step of any answer run again${name ? ` with its edit ${name}` : ''}: it cannot fail; add a reject that feels it, or leave the edit out`,
      })),
  );
}

function editsOf({ kind, with: params }: CheckSpec): [string, Change][] {
  if (kind !== 'cache') return [];
  const { edits, ...own } = params as Edits;
  const named = Object.entries(edits ?? {});
  return (named.length ? named : [['', own] as [string, Change]]).map(
    ([name, { files, contexts, args, target, platform, secrets }]) => [
      name,
      clean({ files, contexts, args, target, platform, secrets }),
    ],
  );
}

/** The edit alone, without what is asked of it; keys that are not there are left out, as the schema wants it. */
function clean(edit: { readonly [K in keyof Change]-?: Change[K] | undefined }): Change {
  return Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
}

function reruns({ build, rebuild }: Graded['evidence'], edit: Change): boolean {
  const checked = change.check(edit);
  if (!build.ok || !checked.ok) return false;
  return rebuild({ ...rebuildOf(checked.value), warm: true }).steps.some(
    (step) => isWork(step) && step.status !== 'cached',
  );
}
