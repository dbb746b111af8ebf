import { formatBytes } from '../../base/bytes.ts';
import { number, object, optional } from '../../base/schema.ts';
import type { BuildResult, StepResult } from '../../builder/result.ts';
import type { Mount } from '../../dockerfile/plan.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { doubtOf, unlessDoubtful } from '../assumptions.ts';
import { afterEdit } from '../build/edit.ts';
import { glob } from '../glob.ts';
import { changeShape, formatMs, globs, step } from '../params.ts';
import type { StepQuery } from '../params.ts';
import { placeOfStep, placeOfTarget } from '../build/instruction-spans.ts';
import { called, describeQuery, findSteps } from '../build/select-steps.ts';

/** The share of time that is left where the check does not say: saving less than a tenth may be chance. */
const PERCENT = 90;

export default defineCheck({
  summary: 'A cache mount that pays: it holds something after a build, and the next one does less work for it.',
  params: object({
    ...changeShape,
    at: optional(globs),
    step: optional(step),
    keeps: optional(globs),
    percent: optional(
      number({ min: 1, max: 99, description: 'at most this share of the time with an empty mount; default 90' }),
    ),
  }),
  run({ at, step: query, keeps, percent = PERCENT, ...edit }, evidence) {
    const wanted = { at, query };
    const doubt = doubtOf(evidence.build);
    const uses = usesOf(evidence.build, wanted);
    if (uses.length === 0) return unlessDoubtful(doubt, withoutMount(wanted, evidence));
    if (!uses.some(({ mount }) => holds(evidence.build, mount, keeps)))
      return unlessDoubtful(doubt, empty(uses, keeps, evidence));
    const full = afterEdit(evidence, edit, { warm: true });
    if (full.finding) return full.finding;
    const cold = afterEdit(evidence, edit, { warm: false });
    if (cold.finding) return cold.finding;
    const again = usesOf(full.build, wanted).filter(({ step: { status } }) => status !== 'cached');
    return unlessDoubtful(doubt, saving({ again, cold: cold.build, words: full.words, percent }, evidence));
  },
});

interface Wanted {
  readonly at: readonly string[] | undefined;
  readonly query: StepQuery | undefined;
}

/** A cache mount of a step. */
interface Use {
  readonly step: StepResult;
  readonly mount: Mount;
}

function usesOf({ steps }: BuildResult, { at, query }: Wanted): Use[] {
  const places = at?.map((pattern) => glob(pattern));
  return (query ? findSteps(steps, query) : steps).flatMap((each) =>
    each.plan.kind === 'run'
      ? each.plan.mounts
          .filter(({ type, target }) => type === 'cache' && (!places || places.some((matches) => matches(target))))
          .map((mount) => ({ step: each, mount }))
      : [],
  );
}

/** Whether the mount holds files that are asked for, or any at all. */
function holds({ cache }: BuildResult, { id, target }: Mount, keeps: readonly string[] | undefined): boolean {
  const tests = (keeps ?? ['/**']).map((pattern) => glob(`/${pattern.replace(/^\//, '')}`));
  for (const [path, entry] of cache.mounts.get(id ?? target)?.walk('/') ?? [])
    if ((entry.kind !== 'dir' || entry.bulk) && tests.some((matches) => matches(path) || matches(`${path}/x`)))
      return true;
  return false;
}

function withoutMount({ at, query }: Wanted, evidence: Evidence): Finding {
  const who = query ? describeQuery(query) : undefined;
  const found = query ? findSteps(evidence.build.steps, query)[0] : undefined;
  if (query && !found) return { status: 'failed', message: `The build has no step like this: ${who}` };
  const elsewhere = usesOf(evidence.build, { at: undefined, query: undefined })[0];
  const place = at ? ` at ${at.join(' or ')}` : '';
  return {
    status: 'failed',
    message: `${found ? called(found) : 'No step'} ${found ? 'has no' : 'has a'} cache mount${place}`,
    try: 'Give the step that downloads a folder which outlives the build: --mount=type=cache with the folder where its program keeps what it fetched.',
    ...(elsewhere ? { why: `${called(elsewhere.step)} has one at ${elsewhere.mount.target}.` } : {}),
    ...(found ? placeOfStep(evidence, found.id) : placeOfTarget(evidence)),
  };
}

function empty(uses: readonly Use[], keeps: readonly string[] | undefined, evidence: Evidence): Finding {
  const [first] = uses;
  const kind = keeps ? `holds no ${keeps.join(' or ')}` : 'is empty';
  if (!first) return { status: 'failed', message: `No cache mount ${kind}` };
  const elsewhere = cacheInLayer(first.step);
  const refused = notWritable(first);
  const there = `${called(first.step)} ran and left nothing ${keeps ? 'of the kind ' : ''}there.`;
  const instead =
    elsewhere && ` It left ${formatBytes(elsewhere.size)} in ${elsewhere.path}, which is now part of a layer.`;
  return {
    status: 'failed',
    message: `The cache mount at ${first.mount.target} ${kind} after the build`,
    try:
      refused ??
      (elsewhere
        ? `Mount ${elsewhere.path}: that is where the program keeps its cache.`
        : 'Mount the folder in which the program keeps its cache, and let it keep one: no flag, variable or clean-up that empties it.'),
    specific: (refused ?? elsewhere) !== undefined,
    why: `${there}${instead ?? ''}`,
    ...placeOfStep(evidence, first.step.id),
  };
}

/** A mount that the program cannot write: a fresh one belongs to root (facts 8.2, options `uid` and `gid`). */
function notWritable({ step: { plan }, mount }: Use): string | undefined {
  if (mount.readonly) return 'Let the program write into the mount: it is read-only.';
  const user = plan.kind === 'run' ? plan.user.split(':')[0] : '';
  if (!user || user === 'root' || user === '0' || mount.uid !== undefined || mount.mode !== undefined) return undefined;
  return `Give the mount the uid and gid of ${user} (uid=…, gid=…): a fresh one belongs to root.`;
}

/** A folder by whose name caches are known, with what a step wrote there. */
const CACHE_FOLDER = /^(.*?\/(?:\.?cache|\.npm|_cacache|\.m2|pkg\/mod|archives))\//;

function cacheInLayer({ layer }: StepResult): { readonly path: string; readonly size: number } | undefined {
  const sizes = new Map<string, number>();
  for (const [path, entry] of layer?.entries ?? []) {
    const folder = entry && CACHE_FOLDER.exec(entry.bulk ? `${path}/` : path)?.[1];
    if (folder) sizes.set(folder, (sizes.get(folder) ?? 0) + (entry.bulk?.size ?? entry.size));
  }
  const [largest] = [...sizes].toSorted(([, a], [, b]) => b - a);
  return largest && largest[1] > 0 ? { path: largest[0], size: largest[1] } : undefined;
}

interface Comparison {
  /** Mounts of steps that ran in the second build. */
  readonly again: readonly Use[];
  /** The same build with empty mounts. */
  readonly cold: BuildResult;
  readonly words: string;
  readonly percent: number;
}

function saving({ again, cold, words, percent }: Comparison, evidence: Evidence): Finding {
  const [first] = again;
  if (!first)
    return {
      status: 'failed',
      message: `After ${words} no step with that cache mount runs again`,
      try: 'Mount the cache in the step that must do its work again then.',
    };
  const times = again.map(({ step: each, mount }) => ({
    id: each.id,
    name: called(each),
    mount,
    ms: each.ms,
    empty: cold.steps.find(({ id }) => id === each.id)?.ms ?? each.ms,
  }));
  const best = times.reduce((a, b) => (b.empty - b.ms > a.empty - a.ms ? b : a));
  const figures = `${formatMs(best.ms)} with what the mount holds, ${formatMs(best.empty)} with an empty one`;
  if (best.ms <= (best.empty * percent) / 100)
    return { status: 'passed', message: `After ${words} ${best.name} takes ${figures}` };
  return {
    status: 'failed',
    message: `After ${words} ${best.name} gains too little from its cache mount`,
    try: `Let the program find at ${best.mount.target} what it fetched before, and keep what it fetches.`,
    why: `It takes ${figures}.`,
    ...placeOfStep(evidence, best.id),
  };
}
