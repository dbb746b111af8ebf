import type { CopyStep, PlanStep, Visit } from '../../dockerfile/plan.ts';
import { basename, clean, isWithin } from '../../files/index.ts';
import type { Cause, LastStep, ValueCause } from './cause.ts';
import { changeLine, moveLines } from './edit-lines.ts';
import { inputOf } from '../cache/inputs.ts';
import { needsOf, type Needs } from './needed-files.ts';
import type { Pairs } from './pair-steps.ts';
import type { BuildResult, StepResult } from '../result.ts';
import { keeps, type Edit, type Trial } from './try-edit.ts';

interface Search extends Trial {
  readonly pairs: Pairs;
  readonly step: StepResult;
  /** The topmost step of the same stage that changed; the step itself when it did. */
  readonly changed: StepResult;
  readonly chain: readonly Cause[];
  /** What the step looks at; found out once. */
  readonly needs: () => Needs;
}

/**
 * The smallest edit that would have kept a step in the cache, as a sentence; undefined when none is found that does. Each is tried
 * by building both versions with it.
 */
export function keepCached(
  what: Trial & { step: LastStep; chain: readonly Cause[]; pairs: Pairs },
): string | undefined {
  const root = what.chain.at(-1);
  if (root?.kind === 'no-cache') return 'Build without `--no-cache`: nothing that this step is made of has changed.';
  const step = what.after.steps.find(({ id }) => id === what.step.id);
  if (!step || step.plan.onBuild || !root || KEPT_BY_NO_EDIT.has(root.kind)) return undefined;
  let needs: Needs | undefined;
  const search: Search = {
    ...what,
    step,
    changed: topmost(what.after, step, what.chain),
    needs: () => (needs ??= needsOf(what.after, step, what.build)),
  };
  if (root.kind === 'not-imported') return exportingMore(search);
  for (const attempt of [ignoring, moving, copyingLess, declaringLater, linking]) {
    const found = attempt(search);
    if (found !== undefined) return found;
  }
  return undefined;
}

const KEPT_BY_NO_EDIT: ReadonlySet<Cause['kind']> = new Set(['first', 'pruned', 'failed', 'platform', 'context']);

function topmost(after: BuildResult, step: StepResult, chain: readonly Cause[]): StepResult {
  let found = step;
  for (const cause of chain) {
    const next = cause.kind === 'step' ? after.steps.find(({ id }) => id === cause.id) : undefined;
    if (!next || next.plan.stage !== step.plan.stage) break;
    found = next;
  }
  return found;
}

/** The instruction as a person would call it, on one line. */
function called({ plan }: StepResult): string {
  const text = plan.name.replace(/^\[.*?\] /, '');
  return `\`${text.length > 60 ? `${text.slice(0, 57)}…` : text}\``;
}

const sameText =
  ({ recipe, plan }: StepResult) =>
  (one: StepResult): boolean =>
    one.recipe.text === recipe.text && one.plan.kind === plan.kind;

/** What rarely belongs into a build: pattern for .dockerignore by the path of a file. */
const STRANGERS: readonly (readonly [RegExp, (path: string) => string])[] = [
  [/^(\.git|node_modules|\.venv|__pycache__|coverage|\.idea|\.vscode)\//, (path) => path.split('/')[0] ?? path],
  [
    /^(Dockerfile[^/]*|[^/]*\.Dockerfile|\.dockerignore|compose[^/]*\.ya?ml|docker-compose[^/]*\.ya?ml)$/,
    (path) => path,
  ],
  [/(^|\/)\.env(\.[^/]*)?$/, (path) => (path.includes('/') ? '**/.env*' : '.env*')],
  [/\.(md|log|tmp|swp|pyc)$/, (path) => `${path.includes('/') ? '**/' : ''}*.${path.split('.').at(-1) ?? ''}`],
  [/(^|\/)(\.git|node_modules|\.DS_Store)$/, (path) => `${path.includes('/') ? '**/' : ''}${basename(`/${path}`)}`],
];

function ignoring(search: Search): string | undefined {
  const root = search.chain.find(({ kind }) => kind === 'file');
  if (root?.kind !== 'file' || root.source !== undefined) return undefined;
  const [, pattern] = STRANGERS.find(([test]) => test.test(root.path)) ?? [];
  if (!pattern) return undefined;
  const line = pattern(root.path);
  const edit: Edit = (_, { dockerfile, dockerignore }) => ({
    dockerfile,
    dockerignore: `${dockerignore ?? ''}\n${line}\n`,
  });
  if (!keeps(search, edit, { step: sameText(search.step), otherFiles: true })) return undefined;
  return `Add \`${line}\` to .dockerignore: the build works without it, and it would not change what is copied any more.`;
}

function moving(search: Search): string | undefined {
  const { step, changed } = search;
  if (step === changed || changed.plan.onBuild) return undefined;
  if (!keeps(search, moveAbove(search, []), { step: sameText(step), needs: search.needs() })) return undefined;
  return `Put ${called(step)} above ${called(changed)}: the files come out the same, and it no longer waits for what changes there.`;
}

/** Where a step of the later build stands in either of the two files. */
function placeIn({ after, before, pairs }: Search, result: BuildResult, step: StepResult): PlanStep | undefined {
  if (result === after) return step.plan;
  const id = pairs.get(step.id)?.id;
  return before.steps.find((one) => one.id === id)?.plan;
}

/** Moves the step above the changed one, with lines that must go along. */
function moveAbove(search: Search, extra: readonly string[]): Edit {
  return (result, { dockerfile, dockerignore }) => {
    const from = placeIn(search, result, search.step);
    const to = placeIn(search, result, search.changed);
    if (!from) return undefined;
    // A step that is new had nothing to be above of.
    return { dockerfile: to ? moveLines(dockerfile, from, { line: to.line, extra }) : dockerfile, dockerignore };
  };
}

/** More files than this are no narrow copy. */
const NARROW = 6;

/** A copy of the few files that the step looks at, instead of the whole folder. */
function copyingLess(search: Search): string | undefined {
  const { step, changed } = search;
  const { plan } = changed;
  const source =
    plan.kind === 'copy' && plan.from === undefined && plan.sources.length === 1 ? plan.sources[0] : undefined;
  if (step === changed || plan.kind !== 'copy' || source === undefined) return undefined;
  const needs = search.needs();
  const folder = clean(`/${source}`);
  const below = folder === '/' ? '' : `${folder.slice(1)}/`;
  const found = [...needs.keys()].flatMap((path) => {
    const name = isWithin(clean(plan.dest), path) ? path.slice(clean(plan.dest).length).replace(/^\//, '') : '';
    return name !== '' && changed.layer?.entries.has(path) && changed.inputs.includes(below + name) ? [name] : [];
  });
  // Files of folders would lie side by side.
  if (!found.length || found.length > NARROW || found.some((name) => name.includes('/'))) return undefined;
  const names = found.toSorted().map((name) => below + name);
  const line = `COPY ${ownership(plan)}${names.join(' ')} ${folderText(plan)}`;
  if (!keeps(search, moveAbove(search, [line]), { step: sameText(step), needs })) return undefined;
  return `Copy ${list(names.map((name) => `\`${name}\``))} alone before ${called(step)}, and the rest after it: nothing else of ${called(changed)} is needed there.`;
}

function ownership({ chown, chmod }: CopyStep): string {
  return `${chown === undefined ? '' : `--chown=${chown} `}${chmod === undefined ? '' : `--chmod=${chmod} `}`;
}

function folderText({ dest }: CopyStep): string {
  return dest.endsWith('/') ? dest : `${dest}/`;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** An ARG or ENV line that can stand below the step. */
function declaringLater(search: Search): string | undefined {
  const value = search.chain.find((cause): cause is ValueCause => cause.kind === 'arg' || cause.kind === 'env');
  if (!value) return undefined;
  const { step, after, before } = search;
  const declared = (result: BuildResult): Visit | undefined =>
    result.evaluation.visits.find(
      ({ instruction, stage, expanded, onBuild }) =>
        instruction.kind === value.kind &&
        stage === step.plan.stage &&
        !onBuild &&
        expanded['keys']?.length === 1 &&
        expanded['keys'][0] === value.name,
    );
  if (!declared(after) || (value.from !== undefined && !declared(before))) return undefined;
  const edit: Edit = (result, { dockerfile, dockerignore }) => {
    const from = declared(result);
    const to = placeIn(search, result, step);
    if (!to) return undefined;
    return { dockerfile: from ? moveLines(dockerfile, from, { line: to.endLine + 1 }) : dockerfile, dockerignore };
  };
  if (!keeps(search, edit, { step: sameText(step) })) return undefined;
  const name = `${value.kind === 'arg' ? 'ARG' : 'ENV'} ${value.name}`;
  return `Put \`${name}\` below ${called(step)}: the files come out the same without it.`;
}

function linked(text: string): string {
  return text.replace(/^(\s*\S+)/, '$1 --link');
}

/** An export with mode=max holds the steps of all stages. */
function exportingMore({ before, after, step, build }: Search): string | undefined {
  const [one, two] = [inputOf(before), inputOf(after)];
  const place = two?.input.cacheFrom?.find(({ found }) => found?.mode === 'min');
  if (!one || !two || !place) return undefined;
  // What an image carries inline is never more than its own layers.
  const type = place.type === 'inline' ? 'registry' : place.type;
  const { exported } = build(one.world, { ...one.input, cacheTo: [{ type, name: place.name, mode: 'max' }] });
  const cacheFrom = exported.map((found) => ({ type, name: place.name, found }));
  const again = build(two.world, { ...two.input, cacheFrom });
  if (again.steps.find(({ id }) => id === step.id)?.status !== 'cached') return undefined;
  const where = place.type === 'inline' ? ' to a registry' : '';
  return `Export the cache${where} with \`mode=max\`: it holds the steps of all stages, not only the layers of the image.`;
}

/** `--link` makes a copy that does not hang on what stands above it. */
function linking(search: Search): string | undefined {
  const { step, chain } = search;
  const { plan } = step;
  if ((plan.kind !== 'copy' && plan.kind !== 'add') || plan.link || chain[0]?.kind !== 'step') return undefined;
  const edit: Edit = (result, { dockerfile, dockerignore }) => {
    const at = placeIn(search, result, step);
    return at && { dockerfile: changeLine(dockerfile, at.line, linked), dockerignore };
  };
  if (
    !keeps(search, edit, {
      step: ({ plan: { kind, stage }, recipe }) =>
        kind === plan.kind && stage === plan.stage && recipe.text === linked(step.recipe.text),
    })
  )
    return undefined;
  return `Write \`--link\` behind ${plan.kind.toUpperCase()} in ${called(step)}: then it does not hang on the steps above it.`;
}
