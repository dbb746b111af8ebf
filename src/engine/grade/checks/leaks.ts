import { array, choice, object, optional, string } from '../../base/schema.ts';
import { leaks } from '../../builder/index.ts';
import type { Leak, LeakPlace } from '../../builder/index.ts';
import type { BuildResult } from '../../builder/result.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { unjudged } from '../assumptions.ts';
import { needsBuild } from '../judge.ts';
import { placeOfLine, placeOfStep } from '../build/instruction-spans.ts';
import { called } from '../build/select-steps.ts';

const MOUNT = 'Mount it for the one step that needs it (--mount=type=secret or type=ssh)';
const ADVICE = {
  file: `${MOUNT} and keep the file out of the context: what a step writes stays in its layer, deleted later or not.`,
  value: `${MOUNT}: arguments, variables and commands are written down in the image and in the cache.`,
  log: 'Let the command read it without printing it: logs of builds are kept and read by many.',
  mount: 'Write nothing of it into a folder that outlives the build.',
  context: 'Keep the file out of the context with .dockerignore.',
};

/** Each place as the end of the sentence "The secret is …", and what helps there. */
const PLACES: Readonly<Record<LeakPlace, { readonly where: string; readonly advice: string }>> = {
  layer: place('in a layer of the image', 'file'),
  deleted: place('in a layer of the image, although a later one deletes it', 'file'),
  env: place('in a variable of the image', 'value'),
  label: place('in a label of the image', 'value'),
  command: place('in the command of the image', 'value'),
  history: place('in the history of the image', 'value'),
  arg: place('in a build argument', 'value'),
  'exported-cache': place('in the exported cache', 'file'),
  log: place('in the build log', 'log'),
  stage: place('in the build cache', 'file'),
  'cache-mount': place('in a cache mount', 'mount'),
  context: place('in the build context', 'context'),
};
const NAMES = Object.keys(PLACES) as readonly LeakPlace[];

function place(words: string, kind: keyof typeof ADVICE): { where: string; advice: string } {
  return { where: words, advice: ADVICE[kind] };
}

export default defineCheck({
  summary: 'Declared secrets are in no layer, history, variable, cache, log or context.',
  withoutBuild: true,
  params: object({
    secrets: optional(array(string({ min: 1 }), { min: 1, description: 'ids; default: all that are declared' })),
    in: optional(array(choice(NAMES), { min: 1, description: 'look only here' })),
    allow: optional(array(choice(NAMES), { min: 1, description: 'look everywhere but here' })),
  }),
  run({ secrets, in: only = NAMES, allow = [] }, evidence) {
    const { build, exercise } = evidence;
    const places = only.filter((each) => !allow.includes(each));
    // The context is sent before anything is built.
    const sentOnly = places.every((each) => each === 'context');
    if (!sentOnly && !build.ok) return needsBuild(evidence);
    const ids = secrets ?? Object.keys(exercise.secrets);
    const unknown = ids.find((id) => !Object.hasOwn(exercise.secrets, id));
    if (unknown !== undefined || ids.length === 0)
      return {
        status: 'error',
        message: `The exercise declares no secret${unknown === undefined ? '' : ` ${unknown}`}`,
      };
    const texts = Object.fromEntries(ids.map((id) => [id, exercise.secrets[id] ?? '']));
    const found = leaks(build, texts).filter(({ where }) => places.includes(where));
    if (found[0]) return leaked(found[0], found, evidence);
    // Only a step that could read a secret can have leaked it.
    const blind = evidence.notSimulated.filter(({ step }) => step === undefined || readsSecrets(build, step));
    if (!sentOnly && blind.length)
      return unjudged({ everything: true, paths: [], what: blind.map(({ what }) => what) });
    return { status: 'passed', message: `${ids.join(' and ')} ${ids.length === 1 ? 'is' : 'are'} nowhere to be found` };
  },
});

function readsSecrets({ steps }: BuildResult, id: string): boolean {
  const plan = steps.find((step) => step.id === id)?.plan;
  return plan?.kind === 'run' && plan.mounts.some((mount) => mount.type === 'secret');
}

function leaked(first: Leak, all: readonly Leak[], evidence: Evidence): Finding {
  const others = [...new Set(all.map(({ where }) => where))].filter((each) => each !== first.where);
  const step = evidence.build.steps.find(({ id }) => id === first.stepId);
  const why = [
    detail(first, step && called(step)),
    others.length ? `It is also ${others.map((each) => PLACES[each].where).join(', ')}.` : '',
  ];
  const file = evidence.attempt.files['.dockerignore'] ? '.dockerignore' : 'Dockerfile';
  return {
    status: 'failed',
    message: `${first.secret} is ${PLACES[first.where].where}`,
    try: PLACES[first.where].advice,
    why: why.filter(Boolean).join(' '),
    ...(first.where === 'context' ? { file } : placeOf(first, evidence)),
  };
}

function placeOf({ stepId, line }: Leak, evidence: Evidence): Partial<Finding> {
  return stepId === undefined && line !== undefined ? placeOfLine(evidence, line) : placeOfStep(evidence, stepId);
}

/** The path or name, and the step, in a sentence. */
function detail({ where: kind, path }: Leak, step: string | undefined): string {
  if (kind === 'log') return step === undefined ? '' : `“${step}” prints it.`;
  if (kind === 'context') return `${path} is sent to the builder.`;
  if (kind === 'history')
    return step === undefined ? 'A command of the Dockerfile spells it out.' : `“${step}” spells it out.`;
  const named = kind === 'env' || kind === 'label' || kind === 'arg' || kind === 'command';
  const what = path === undefined ? '' : named ? `It is the value of ${path}.` : `It lies at ${path}.`;
  return [what, step === undefined || named ? '' : `“${step}” left it there.`].filter(Boolean).join(' ');
}
