import { number, object, optional, record } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import type { BuildResult, StepResult } from '../../builder/result.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { doubtOfKeys, doubtOfSteps, unlessDoubtful } from '../assumptions.ts';
import { afterEdit } from '../build/edit.ts';
import { changeShape, steps } from '../params.ts';
import type { StepQuery } from '../params.ts';
import { placeOfStep } from '../build/instruction-spans.ts';
import { adviceOn } from '../advice/cache-advice.ts';
import { reasonOf } from '../build/step-reason.ts';
import { called, describeQuery, findSteps } from '../build/select-steps.ts';

const editShape = {
  ...changeShape,
  cached: optional(steps),
  reruns: optional(steps),
  'max-reruns': optional(number({ min: 0, integer: true })),
};
const edit = object(editShape);
type Edit = Infer<typeof edit>;

export default defineCheck({
  summary: 'Second builds on the cache of the first, each after an edit: what is reused and what runs again.',
  params: object({ ...editShape, edits: optional(record(edit, 'edits by name, each with what it may run again')) }),
  run({ edits = {}, ...own }, evidence) {
    const all = [...Object.values(edits), ...(Object.keys(own).length || !Object.keys(edits).length ? [own] : [])];
    const findings = all.map((each) => judgeEdit(each, evidence));
    const worst =
      findings.find(({ status }) => status === 'failed') ?? findings.find(({ status }) => status !== 'passed');
    if (worst) return worst;
    if (findings.length === 1 && findings[0]) return findings[0];
    return { status: 'passed', message: `After each of ${findings.length} edits only what should runs again` };
  },
});

/** A second build and the edit before it, in words. */
interface Rebuilt {
  readonly evidence: Evidence;
  readonly second: BuildResult;
  readonly edit: string;
}

function judgeEdit(wanted: Edit, evidence: Evidence): Finding {
  const made = afterEdit(evidence, wanted, { warm: true });
  if (made.finding) return made.finding;
  const rebuilt = { evidence, second: made.build, edit: made.words };
  return unlessDoubtful(doubtOfKeys(made.build), verdict(wanted, rebuilt));
}

function verdict({ cached, reruns, 'max-reruns': max }: Edit, rebuilt: Rebuilt): Finding {
  const { second, edit: words } = rebuilt;
  for (const query of cached ?? []) {
    const found = findSteps(second.steps, query);
    const ran = found.find(({ status }) => status !== 'cached');
    if (found.length === 0) return absent(query, second);
    if (ran) return ranAgain(ran, rebuilt);
  }
  for (const query of reruns ?? []) {
    const found = findSteps(second.steps, query);
    const [first] = found;
    if (!first) return absent(query, second);
    // What copies the result of a step is cached all the same when the result has not changed.
    if (found.every(({ status }) => status === 'cached')) return stayed(first, rebuilt);
  }
  const again = second.steps.filter((step) => step.status !== 'cached' && isCounted(step));
  if (max !== undefined && again.length > max) return tooMany(again, max, rebuilt);
  return { status: 'passed', message: `After ${words} ${count(again.length)} again` };
}

/** What `max-reruns` counts: a WORKDIR is too cheap to matter. */
function isCounted({ plan }: StepResult): boolean {
  return plan.kind === 'run' || plan.kind === 'copy' || plan.kind === 'add';
}

function count(steps_: number): string {
  return steps_ === 1 ? 'one step runs' : `${steps_} steps run`;
}

function absent(query: StepQuery, second: BuildResult): Finding {
  const message = `The build has no step like this: ${describeQuery(query)}`;
  return unlessDoubtful(doubtOfSteps(second), { status: 'failed', message });
}

function tooMany(again: readonly StepResult[], max: number, { evidence, second, edit: words }: Rebuilt): Finding {
  const [first] = again;
  const names = again.map(called).slice(0, 4);
  return {
    status: 'failed',
    message: `After ${words} ${count(again.length)} again, more than ${max}`,
    try: 'Order the steps by how often their inputs change.',
    why: `Again: ${names.join(', ')}${again.length > names.length ? ' …' : ''}. ${first ? reasonOf(evidence.build, second, first) : ''}`.trim(),
    ...placeOfStep(evidence, first?.id),
  };
}

function stayed(step: StepResult, { evidence, edit: words }: Rebuilt): Finding {
  return {
    status: 'failed',
    message: `After ${words} ${called(step)} is taken from the cache`,
    try: 'Let the step depend on what changed: copy it in before, or declare the argument.',
    why: 'Nothing that its cache key is made of has changed.',
    ...placeOfStep(evidence, step.id),
  };
}

function ranAgain(step: StepResult, { evidence, second, edit: words }: Rebuilt): Finding {
  return {
    status: 'failed',
    message: `After ${words} ${called(step)} runs again`,
    try: 'Copy only what this step reads before it, and the rest after it.',
    advise: () => adviceOn(evidence.build, second, step),
    why: reasonOf(evidence.build, second, step),
    ...placeOfStep(evidence, step.id),
  };
}
