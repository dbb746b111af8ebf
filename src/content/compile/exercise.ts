import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ExerciseSpec, Files, HintSpec, PredictionSpec } from '../../engine/grade/check.ts';
import type { Exercise, ExerciseMeta, Solution } from '../model.ts';
import { buildOptions, contextFacts, layOver, readFiles, readOverlay } from './folders.ts';
import type { Answers } from './folders.ts';
import { contentError, exerciseSchema, readYaml, split } from './front-matter.ts';
import type { CheckKinds, ExerciseFront, Parts } from './front-matter.ts';
import { readLog } from './log-file.ts';
import { renderMarkdown } from './markdown.ts';
import type { Page } from './markdown.ts';
import { curly } from './typography.ts';

/** The name of a folder without the number that orders it. */
export function slugOf(folder: string): string {
  return basename(folder).replace(/^\d+-/, '');
}

/** `lesson/exercise` of a folder `…/NN-lesson/exercises/NN-exercise`. */
export function exerciseId(folder: string): string {
  return `${slugOf(dirname(dirname(folder)))}/${slugOf(folder)}`;
}

/** Front matter of `folder`/exercise.md, checked. */
export function readExerciseFront(
  folder: string,
  kinds: CheckKinds,
): { front: ExerciseFront; parts: Parts; file: string } {
  const file = join(folder, 'exercise.md');
  const parts = split(file, readFileSync(file, 'utf8'));
  const front = readYaml(exerciseSchema(kinds), { file, yaml: parts.yaml, line: 2 });
  const problem = frontProblem(front);
  if (problem) throw contentError(`${file}: ${problem}`);
  return { front: set(front), parts, file };
}

/** Sentences that are no Markdown, with typographic marks. */
function set(front: ExerciseFront): ExerciseFront {
  const checks = Object.entries(front.checks).map(([id, check]) => [
    id,
    { ...check, title: curly(check.title), ...(check.try !== undefined && { try: curly(check.try) }) },
  ]);
  return {
    ...front,
    title: curly(front.title),
    summary: curly(front.summary),
    ...(front.goal !== undefined && { goal: curly(front.goal) }),
    checks: Object.fromEntries(checks) as ExerciseFront['checks'],
    hints: front.hints.map((hint) => ({ ...hint, title: curly(hint.title) })),
  };
}

/** A name that docker takes, and that a stage may have. */
const CONTEXT_NAME = /^[a-z][a-z0-9]*([._-][a-z0-9]+)*$/;

/** What the schema cannot say: references between parts of the front matter. */
function frontProblem(front: ExerciseFront): string | undefined {
  const { checks, hints, secrets, build, context } = front;
  if (Object.keys(checks).length === 0) return 'checks needs at least one check';
  for (const [id, { implies }] of Object.entries(checks))
    for (const other of implies ?? []) if (!checks[other]) return `checks.${id}.implies names no check: ${other}`;
  for (const [at, { when }] of hints.entries())
    for (const condition of when)
      if ('check' in condition && !checks[condition.check])
        return `hints[${at}].when names no check: ${condition.check}`;
  const named = [
    ...Object.values(build?.secrets ?? {}),
    ...[context, ...Object.values(build?.contexts ?? {})]
      .flatMap((facts) => Object.values(facts ?? {}))
      .flatMap(({ secret }) => (secret === undefined ? [] : [secret])),
    ...Object.values(checks).flatMap((check) => (check.kind === 'leaks' ? secretsOf(check.with) : [])),
  ];
  const unknown = named.find((id) => secrets?.[id] === undefined);
  if (unknown !== undefined) return `secrets declares no ${unknown}`;
  const refused = Object.keys(build?.contexts ?? {}).find((name) => !CONTEXT_NAME.test(name));
  return refused === undefined
    ? predictProblem(front)
    : `build.contexts: lower-case words joined by hyphens, not ${refused}`;
}

/** Each prediction is judged by a check, each check of the kind names a prediction, and only `files` has paths. */
function predictProblem({ checks, predict = {} }: ExerciseFront): string | undefined {
  const judged = Object.entries(checks).flatMap(([id, check]) =>
    check.kind === 'prediction' ? [[id, String((check.with as { of?: unknown } | undefined)?.of)] as const] : [],
  );
  for (const [id, of] of judged)
    if (!Object.hasOwn(predict, of)) return `checks.${id}.with.of names no prediction: ${of}`;
  for (const [id, { kind, options, in: place, step, facts }] of Object.entries(predict)) {
    if (!judged.some(([, of]) => of === id)) return `predict.${id} needs a check of kind prediction with of: ${id}`;
    if (kind === 'files' && !options) return `predict.${id}.options is missing`;
    if (kind !== 'files' && (options || place || step))
      return `predict.${id}: options, in and step belong to kind files`;
    if ((kind === 'facts') !== (facts !== undefined))
      return `predict.${id}: facts belong to kind facts, which needs them`;
    if (facts && Object.keys(facts).length < 2) return `predict.${id}.facts: two statements or more`;
  }
  return undefined;
}

function secretsOf(parameters: unknown): readonly string[] {
  return (parameters as { secrets?: readonly string[] } | undefined)?.secrets ?? [];
}

/** What home and navigation need. */
export function readExerciseMeta(folder: string, kinds: CheckKinds): ExerciseMeta {
  const { front } = readExerciseFront(folder, kinds);
  return {
    id: exerciseId(folder),
    lesson: slugOf(dirname(dirname(folder))),
    slug: slugOf(folder),
    title: front.title,
    summary: front.summary,
    minutes: front.minutes,
    prerequisites: front.prerequisites ?? [],
    panes: front.panes ?? ['editor'],
    formerly: front.formerly ?? [],
  };
}

export interface ExerciseOptions {
  readonly kinds: CheckKinds;
  /** The site's base path. */
  readonly base?: string;
}

/** The exercise as the page loads it, and the rendered pages for the content test. Throws a content error for mistakes of the author. */
export async function readExercise(
  folder: string,
  { kinds, base = '/' }: ExerciseOptions,
): Promise<{ exercise: Exercise; pages: readonly Page[] }> {
  const { front, parts, file } = readExerciseFront(folder, kinds);
  const task = await renderMarkdown({ file, text: parts.body, line: parts.bodyLine, base });
  const hintPages = await Promise.all(
    front.hints.map(({ text }, at) => renderMarkdown({ file: `${file} hints[${at}].text`, text, base })),
  );
  const questions = await Promise.all(
    Object.entries(front.predict ?? {}).map(([id, { question }]) =>
      renderMarkdown({ file: `${file} predict.${id}.question`, text: question, base }),
    ),
  );
  const spec = specOf(folder, front, { hints: hintPages, questions });
  const open = front.open ?? ['Dockerfile'];
  const missing = open.find((path) => !spec.starter[path]);
  if (missing !== undefined) throw contentError(`${file}: open names no file of starter/: ${missing}`);
  const hash = createHash('sha256')
    .update(JSON.stringify([task.html, spec]))
    .digest('hex')
    .slice(0, 16);
  const exercise: Exercise = { id: spec.id, html: task.html, goal: front.goal, open, spec, hash };
  return { exercise, pages: [task, ...hintPages, ...questions] };
}

interface Rendered {
  readonly hints: readonly Page[];
  readonly questions: readonly Page[];
}

function specOf(folder: string, front: ExerciseFront, pages: Rendered): ExerciseSpec {
  const secrets = front.secrets ?? {};
  const context = contextFacts(front.context);
  const starter = readFiles(join(folder, 'starter'));
  if (!starter['Dockerfile'] && !front.panes?.includes('terminal'))
    throw contentError(`${folder}: starter/Dockerfile is missing`);
  const setup = readLog(join(folder, 'setup.log'));
  return {
    id: exerciseId(folder),
    context,
    build: buildOptions(front.build, secrets),
    secrets,
    checks: Object.entries(front.checks).map(([id, check]) => ({ id, ...check, with: check.with ?? {} })),
    hints: front.hints.map((hint, at): HintSpec => ({
      id: hint.id ?? `hint-${at + 1}`,
      title: hint.title,
      html: pages.hints[at]?.html ?? '',
      when: hint.when.map((condition) => conditionOf(condition, front.checks)),
    })),
    ...(front.predict ? { predictions: predictionsOf(front.predict, pages.questions) } : {}),
    ...(setup.length > 0 ? { setup } : {}),
    starter,
  };
}

function predictionsOf(
  predict: NonNullable<ExerciseFront['predict']>,
  questions: readonly Page[],
): readonly PredictionSpec[] {
  return Object.entries(predict).map(
    ([id, { kind, on = 'attempt', with: changed = {}, in: place, step, options, facts }], at) => ({
      id,
      html: questions[at]?.html ?? '',
      kind,
      on,
      with: changed,
      ...(place ? { in: place } : {}),
      ...(step ? { step } : {}),
      ...(options ? { options } : {}),
      ...(facts ? { facts: factsOf(facts) } : {}),
    }),
  );
}

function factsOf(
  facts: NonNullable<NonNullable<ExerciseFront['predict']>[string]['facts']>,
): NonNullable<PredictionSpec['facts']> {
  return Object.fromEntries(
    Object.entries(facts).map(([statement, { kind, with: params = {} }]) => [statement, { kind, with: params }]),
  );
}

function conditionOf(
  condition: ExerciseFront['hints'][number]['when'][number],
  checks: ExerciseFront['checks'],
): HintSpec['when'][number] {
  const expect = condition.expect ?? 'failed';
  if (!('check' in condition)) return { kind: condition.kind, with: condition.with ?? {}, expect };
  const check = checks[condition.check];
  return { kind: check?.kind ?? '', with: check?.with ?? {}, expect };
}

/** The workspace that solves the exercise, its answers to predictions, and its explanation. */
export async function readSolution(
  folder: string,
  { base = '/' }: { base?: string } = {},
): Promise<Solution & { answers: Answers; page: Page | undefined }> {
  const overlay = readOverlay(join(folder, 'solution'), 'solution');
  const files: Files = layOver(readFiles(join(folder, 'starter')), overlay);
  const file = join(folder, 'solution.md');
  const page = existsSync(file) ? await renderMarkdown({ file, text: readFileSync(file, 'utf8'), base }) : undefined;
  return { files, answers: overlay.answers, html: page?.html ?? '', page };
}
