import { array, choice, object, optional, string } from '../../base/schema.ts';
import type { BuildResult } from '../../build/result.ts';
import type { Entry } from '../../files/tree.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { unjudged } from '../doubt.ts';
import { needsBuild } from '../judge.ts';
import { placeOfStep } from '../places.ts';

const PLACES = ['image', 'history', 'cache', 'context', 'log'] as const;
type Place = (typeof PLACES)[number];

interface Leak {
  readonly place: Place;
  /** Place in general, as an end of the sentence "The secret is …". */
  readonly where: string;
  /** The path, step or mount, as a sentence. */
  readonly detail?: string;
  readonly stepId?: string;
}

export default defineCheck({
  summary: 'A declared secret is in no layer, history, variable, context or cache.',
  withoutBuild: true,
  params: object({ secret: string({ min: 1 }), in: optional(array(choice(PLACES), { min: 1 })) }),
  run({ secret, in: places = PLACES }, evidence) {
    // The context is sent before anything is built.
    const sentOnly = places.every((place) => place === 'context');
    if (!sentOnly && !evidence.build.ok) return needsBuild(evidence);
    const text = evidence.exercise.secrets[secret]?.trim();
    if (!text) return { status: 'error', message: `The exercise declares no secret ${secret}` };
    const leaks = SEARCHES.flatMap((search) => search(evidence.build, { id: secret, text })).filter((leak) =>
      places.includes(leak.place),
    );
    if (leaks.length) return leaked(secret, leaks, evidence);
    // Only a step that could read the secret can have leaked it.
    const blind = evidence.notSimulated.filter(({ step }) => step === undefined || readsSecrets(evidence.build, step));
    if (!sentOnly && blind.length)
      return unjudged({ everything: true, paths: [], what: blind.map(({ what }) => what) });
    return { status: 'passed', message: `${secret} is nowhere to be found` };
  },
});

function readsSecrets({ steps }: BuildResult, id: string): boolean {
  const plan = steps.find((step) => step.id === id)?.plan;
  return plan?.kind === 'run' && plan.mounts.some((mount) => mount.type === 'secret');
}

function leaked(secret: string, leaks: readonly Leak[], evidence: Evidence): Finding {
  const [first] = leaks;
  const others = [...new Set(leaks.map((leak) => leak.place))].filter((place) => place !== first?.place);
  const stepId = leaks.find((leak) => leak.stepId !== undefined)?.stepId;
  const also = others.length ? `It is also in the ${others.join(', the ')} of this build.` : '';
  const why = [first?.detail ?? '', also].filter(Boolean).join(' ');
  return {
    status: 'failed',
    message: `${secret} is ${first?.where}`,
    try:
      first?.place === 'context' && others.length === 0
        ? 'Keep the file out of the context with .dockerignore.'
        : 'Mount it for the one step that needs it (--mount=type=secret or type=ssh) and keep the file out of the context.',
    ...(why ? { why } : {}),
    ...(stepId === undefined
      ? { file: evidence.attempt.files['.dockerignore'] ? '.dockerignore' : 'Dockerfile' }
      : placeOfStep(evidence, stepId)),
  };
}

interface Wanted {
  readonly id: string;
  readonly text: string;
}
type Search = (build: BuildResult, wanted: Wanted) => readonly Leak[];

function holds(entry: Entry | null, { id, text }: Wanted): boolean {
  return entry !== null && (entry.secret === id || (entry.content?.includes(text) ?? false));
}

const inImage: Search = ({ image }, wanted) => [
  ...(image?.layers ?? []).flatMap(({ layer, stepId }) =>
    [...layer.entries].flatMap(([path, entry]): Leak[] =>
      holds(entry, wanted)
        ? [
            {
              place: 'image',
              where: 'in a layer of the image',
              detail: `It lies at ${path}.`,
              ...(stepId === undefined ? {} : { stepId }),
            },
          ]
        : [],
    ),
  ),
  ...(image &&
  JSON.stringify([image.config.env, image.config.labels, image.config.cmd, image.config.entrypoint]).includes(
    quoted(wanted),
  )
    ? [{ place: 'image', where: 'in the configuration of the image' } as const]
    : []),
];

const inHistory: Search = ({ stages, image, steps }, wanted) => [
  ...[...(image?.history ?? []), ...stages.flatMap((stage) => stage.history)]
    .filter(({ createdBy }) => createdBy.includes(wanted.text))
    .map((): Leak => ({ place: 'history', where: 'in the history of the image' })),
  ...steps
    .filter(({ plan }) => Object.values(plan.env).some((value) => value.includes(wanted.text)))
    .map(({ id, plan }): Leak => ({
      place: 'history',
      where: 'in the variables of a step',
      detail: `The step is “${plan.name}”.`,
      stepId: id,
    })),
];

const inCache: Search = ({ steps, cache }, wanted) => [
  ...steps.flatMap(({ id, layer, plan }) =>
    [...(layer?.entries ?? [])].flatMap(([path, entry]): Leak[] =>
      holds(entry, wanted)
        ? [{ place: 'cache', where: 'in the build cache', detail: `“${plan.name}” left it at ${path}.`, stepId: id }]
        : [],
    ),
  ),
  ...[...cache.mounts].flatMap(([id, tree]) =>
    [...tree.walk('/')].flatMap(([path, entry]): Leak[] =>
      holds(entry, wanted)
        ? [{ place: 'cache', where: 'in a cache mount', detail: `The mount is ${id}, the path ${path}.` }]
        : [],
    ),
  ),
];

const inContext: Search = ({ sent }, wanted) =>
  [...sent.tree.walk('/')].flatMap(([path, entry]): Leak[] =>
    holds(entry, wanted)
      ? [{ place: 'context', where: 'in the build context', detail: `${path.slice(1)} is sent to the builder.` }]
      : [],
  );

const inLog: Search = ({ steps }, wanted) =>
  steps
    .filter(({ log }) =>
      log
        .map((chunk) => chunk.text)
        .join('')
        .includes(wanted.text),
    )
    .map(({ id, plan }): Leak => ({
      place: 'log',
      where: 'in the build log',
      detail: `“${plan.name}” prints it.`,
      stepId: id,
    }));

// The worst place first: it leads the message.
const SEARCHES: readonly Search[] = [inImage, inHistory, inLog, inCache, inContext];

/** The secret as it stands inside JSON text. */
function quoted({ text }: Wanted): string {
  return JSON.stringify(text).slice(1, -1);
}
