import { lastOf } from '../cache/cache.ts';
import type { Cause, FileCause, LastBuild, LastStep, RecipeSource, SourceFile } from './cause.ts';
import { pairSteps, type Pairs } from './pair-steps.ts';
import type { Session } from '../session.ts';

/** Two builds side by side. */
export interface Comparison {
  readonly before: LastBuild;
  readonly after: LastBuild;
  readonly pairs: Pairs;
  /** True when the earlier build ran on another machine. */
  readonly elsewhere?: boolean;
}

/** Compares two builds step by step. */
export function compareBuilds(before: LastBuild, after: LastBuild): Comparison {
  return { before, after, pairs: pairSteps(before, after) };
}

/** Why each step of a build ran that did not come from the cache, by id. */
export function causesOf(session: Session): ReadonlyMap<string, Cause> {
  const ran = session.done.filter(({ result }) => result.status !== 'cached' && result.plan.kind !== 'from');
  if (!ran.length) return new Map();
  const { cache, cacheFrom } = session.input;
  const last = cache?.last ?? cacheFrom?.find(({ found }) => found)?.found?.last;
  if (!last) return new Map(ran.map(({ result }) => [result.id, { kind: 'first' }]));
  const comparison = { ...compareBuilds(last, lastOf(session)), elsewhere: !cache?.last };
  return new Map(
    ran.flatMap(({ result: { id } }) => {
      const step = comparison.after.steps.get(id);
      return step ? [[id, causeOf(step, comparison)] as const] : [];
    }),
  );
}

/** The nearest fact that explains why a step could not be taken from the cache of the earlier build. */
export function causeOf(step: LastStep, comparison: Comparison): Cause {
  if (step.recipe.fresh === 'told') return { kind: 'no-cache' };
  const was = comparison.pairs.get(step.id);
  if (!was) return { kind: 'new' };
  const own = ownCause(step, was);
  if (own) return own;
  if (step.recipe.fresh === 'behind' && step.recipe.parents.length === 0)
    return { kind: 'context', name: step.recipe.base.name };
  const below = causeBelow(step, was, comparison);
  if (below) return below;
  if (was.status === 'failed' || was.status === 'canceled') return { kind: 'failed' };
  if (was.key !== step.key) return { kind: 'moved' };
  return { kind: comparison.elsewhere ? 'not-imported' : 'pruned' };
}

/** What changed in the step itself: its text, its files, its variables. */
function ownCause(step: LastStep, was: LastStep): Cause | undefined {
  const [now, then] = [step.recipe, was.recipe];
  if (now.platform !== then.platform) return { kind: 'platform', from: then.platform, to: now.platform };
  const differing = Object.keys(now.facts).filter((name) => now.facts[name] !== then.facts[name]);
  if (now.text !== then.text && (differing.length || step.kind !== was.kind))
    return { kind: 'instruction', was: then.text, line: step.line };
  const value = changedValue(step, was);
  if (value && (differing.length || step.kind === 'run')) return value;
  for (const [index, source] of now.sources.entries()) {
    const file = changedFile(source, then.sources[index]);
    if (file) return file;
  }
  return setting(step, was, differing);
}

function changedValue({ recipe: now }: LastStep, { recipe: then }: LastStep): Cause | undefined {
  const names = [...new Set([...Object.keys(now.env), ...Object.keys(then.env)])];
  // An argument comes first: what ENV makes of it differs for that reason.
  const isArg = (name: string): boolean => now.args.includes(name) || then.args.includes(name);
  const changed = names.filter((name) => now.env[name] !== then.env[name]);
  const name = changed.find(isArg) ?? changed[0];
  if (name === undefined) return undefined;
  const [from, to] = [then.env[name], now.env[name]];
  return {
    kind: isArg(name) ? 'arg' : 'env',
    name,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

const NAMES: Readonly<Record<string, string>> = {
  args: 'SHELL',
  dest: 'WORKDIR',
  order: 'the order of the variables',
};

function setting(
  { recipe: now }: LastStep,
  { recipe: then }: LastStep,
  differing: readonly string[],
): Cause | undefined {
  const [first] = differing;
  if (first === undefined) return undefined;
  const shown = (facts: Readonly<Record<string, string>>): string => {
    const text = facts[first] ?? '';
    // Of the words of a RUN only those of the shell can differ when its text is the same.
    return first === 'args' ? JSON.stringify((JSON.parse(text || '[]') as string[]).slice(0, -1)) : text;
  };
  return { kind: 'setting', name: NAMES[first] ?? first, from: shown(then.facts), to: shown(now.facts) };
}

/** The first file that differs, and how many more do. */
function changedFile(now: RecipeSource, then: RecipeSource | undefined): FileCause | undefined {
  const files = now.files();
  const old = then?.files() ?? new Map<string, SourceFile>();
  const found: { path: string; change: FileCause['change'] }[] = [];
  for (const [path, file] of files) {
    const change = changeOf(file, old.get(path));
    if (change) found.push({ path, change });
  }
  for (const path of old.keys()) if (!files.has(path)) found.push({ path, change: 'removed' });
  // A folder that came or went is told by what is in it.
  const telling = found.filter(({ path }) => !found.some((other) => other.path.startsWith(`${path}/`) || path === ''));
  const [first] = telling.length ? telling : found;
  if (!first) return undefined;
  const others = Math.max(telling.length, 1) - 1;
  return { kind: 'file', ...first, ...(now.name === undefined ? {} : { source: now.name }), others };
}

function changeOf(file: SourceFile, old: SourceFile | undefined): FileCause['change'] | undefined {
  if (!old) return 'added';
  if (file.content !== old.content) return 'changed';
  if (file.mode !== old.mode) return 'mode';
  return file.owner === old.owner ? undefined : 'owner';
}

/** What changed in what the step stands on. */
function causeBelow(step: LastStep, was: LastStep, { after, pairs, before }: Comparison): Cause | undefined {
  const changed = step.recipe.parents.find((id) => isChanged(after.steps.get(id), pairs));
  const parent = changed === undefined ? undefined : after.steps.get(changed);
  const [base, old] = [step.recipe.base, was.recipe.base];
  const otherBase = base.identity !== old.identity;
  if (otherBase && (!parent || parent.kind === 'from')) return { kind: 'base', from: old.name, to: base.name };
  if (parent) return { kind: 'step', id: parent.id, name: parent.name };
  const kept = new Set([...pairs.values()].map(({ id }) => id));
  const gone = was.recipe.parents.find((id) => !kept.has(id));
  const name = gone === undefined ? undefined : before.steps.get(gone)?.name;
  return name === undefined ? undefined : { kind: 'removed', name };
}

function isChanged(step: LastStep | undefined, pairs: Pairs): boolean {
  if (!step) return false;
  return step.recipe.fresh !== undefined || pairs.get(step.id)?.key !== step.key;
}
