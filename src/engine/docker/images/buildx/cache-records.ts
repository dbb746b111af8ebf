import { digestOf } from '../../../base/digest.ts';
import { documentsOf } from '../../../builder/index.ts';
import type { BuildResult, StepResult } from '../../../builder/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import type { CacheRecord, Image } from '../../model.ts';
import { layerChain } from '../layer-chain.ts';

/** A record as lists show it: `shared` when an image of the host stands on the same layers. */
export interface CacheUsage extends CacheRecord {
  readonly shared: boolean;
}

/** All records of the build cache, the largest first. Source: moby/buildkit cache/manager.go DiskUsage. */
export function cacheUsage(daemon: Daemon): CacheUsage[] {
  const chains = new Set([...daemon.store.images.values()].flatMap(({ layers }) => layerChain(layers)));
  return [...daemon.store.records.values()]
    .map((record) => ({ ...record, shared: record.chain !== undefined && chains.has(record.chain) }))
    .toSorted((one, other) => other.size - one.size || (one.id < other.id ? 1 : -1));
}

/** What a build leaves behind in the cache. */
export interface Recorded {
  readonly result: BuildResult;
  /** Folders that it was built from, for what was sent. */
  readonly source: { readonly context: string; readonly dockerfile: string };
  /** Bytes of the Dockerfile. */
  readonly dockerfile: number;
  /** The image behind a FROM, by its full name. */
  base(reference: string): Image | undefined;
}

/** Notes what a build used and made. Source: measured, Engine 26.1.5 (`docker buildx du --verbose`). */
export function recordBuild(daemon: Daemon, { result, source, dockerfile, base }: Recorded): void {
  note(daemon, `local dockerfile ${source.dockerfile}`, {
    type: 'source.local',
    description: 'local source for dockerfile',
    size: dockerfile,
  });
  if (result.steps.length === 0) return;
  note(daemon, `local ignore ${source.context}`, {
    type: 'source.local',
    description: 'local source for context',
    size: 0,
  });
  if (result.steps.some(({ plan }) => readsContext(plan)))
    note(daemon, `local context ${source.context}`, {
      type: 'source.local',
      description: 'local source for context',
      size: usedBytes(result),
    });
  for (const step of result.steps)
    if (step.status === 'ran' || step.status === 'cached') recordStep(daemon, step, { result, base });
  for (const { plan } of result.steps)
    for (const { key, bytes } of documentsOf(plan))
      note(daemon, key, {
        type: 'regular',
        description: '[internal] preparing inline document',
        size: bytes,
        keys: [key],
        mutable: true,
      });
}

/** Whether a step takes files of the build context, be they there or not. */
function readsContext(plan: StepResult['plan']): boolean {
  if (plan.kind === 'run') return plan.mounts.some(({ type, from }) => type === 'bind' && from === undefined);
  if (plan.kind !== 'copy' && plan.kind !== 'add') return false;
  return plan.from === undefined && plan.sources.some((source) => !/^\w+:\/\//.test(source));
}

/** Bytes of the context that the steps asked for: only those are sent. */
function usedBytes({ steps, sent }: BuildResult): number {
  const paths = new Set(steps.flatMap(({ inputs }) => inputs));
  return [...paths].reduce((sum, path) => {
    const entry = sent.tree.stat(path.startsWith('/') ? path : `/${path}`);
    return sum + (entry.ok && entry.value.kind === 'file' ? entry.value.size : 0);
  }, 0);
}

function recordStep(daemon: Daemon, step: StepResult, { result, base }: Pick<Recorded, 'result' | 'base'>): void {
  const { plan, trees } = step;
  const root = rootOf(result, plan.stage);
  const image = root === undefined ? undefined : base(root);
  const below = image?.layers ?? [];
  const own = trees.after.layers.slice(image?.tree.layers.length ?? 0).map(({ id }) => id);
  const chain = layerChain([...below, ...own]).at(-1);
  const name = plan.kind === 'from' ? `from ${root}` : `step ${step.key}`;
  // What stands below a cached step is not asked for, so that pruned records do not come back.
  if (step.status === 'cached' && !daemon.store.records.has(name)) return;
  const parent = result.steps.findLast(({ plan: other }) => other.stage === plan.stage && other.line < plan.line);
  const above = parent && (parent.plan.kind === 'from' ? `from ${root}` : `step ${parent.key}`);
  note(daemon, name, {
    type: 'regular',
    description: describe(step),
    size: step.layer?.size ?? 0,
    keys: [step.key],
    ...(chain === undefined ? {} : { chain }),
    ...(above === undefined ? {} : { parent: recordId(above) }),
  });
  if (plan.kind !== 'run') return;
  for (const mount of plan.mounts.filter(({ type }) => type === 'cache')) {
    const id = mount.id ?? mount.target;
    const tree = daemon.store.cache.mounts.get(id);
    note(daemon, `mount ${id}`, {
      type: 'exec.cachemount',
      description: `cached mount ${mount.target} from exec ${plan.args.join(' ')} with id "/${id}"`,
      size: tree?.size('/') ?? 0,
      keys: [`mount ${id}`],
    });
  }
}

function describe({ plan }: StepResult): string {
  if (plan.kind === 'from') return 'from local ';
  return plan.kind === 'run' ? `mount / from exec ${plan.args.join(' ')}` : plan.name;
}

/** Full name of the image that a stage stands on, through other stages. */
function rootOf({ evaluation }: BuildResult, stage: number): string | undefined {
  let at = evaluation.stages[stage];
  while (at?.baseStage !== undefined) at = evaluation.stages[at.baseStage];
  return at && at.baseName !== 'scratch' && at.context === undefined ? at.baseName : undefined;
}

/** Ids of the records made last: builds of one session share most steps. */
const ids = new Map<string, string>();
const KEPT = 1000;

function recordId(name: string): string {
  const known = ids.get(name);
  if (known !== undefined) return known;
  const hex = digestOf('record', name).slice('sha256:'.length);
  const id = BigInt(`0x${hex}`).toString(36).padStart(25, '0').slice(0, 25);
  if (ids.size >= KEPT) ids.clear();
  ids.set(name, id);
  return id;
}

type Noted = Pick<CacheRecord, 'type' | 'description' | 'size'> &
  Partial<Pick<CacheRecord, 'keys' | 'chain' | 'parent' | 'mutable'>>;

function note(daemon: Daemon, name: string, { keys = [], ...about }: Noted): void {
  const { records } = daemon.store;
  const known = records.get(name);
  if (known) {
    known.usageCount++;
    known.lastUsed = daemon.now;
    // the size of a folder that was sent is taken once
    if (known.type !== 'source.local') known.size = about.size;
    return;
  }
  records.set(name, {
    mutable: about.type !== 'regular',
    ...about,
    id: recordId(name),
    keys,
    created: daemon.now,
    lastUsed: daemon.now,
    usageCount: 1,
  });
}

/** Which records a prune takes. */
export interface Pruning {
  /** Those that images stand on too: -a. */
  readonly all?: boolean;
  /** Only those not used for so many ms: --filter until. */
  readonly unusedFor?: number;
  readonly types?: readonly string[];
}

/** Throws records away with what they stand for; the next build runs those steps again. Answers what was taken. */
export function pruneCache(daemon: Daemon, { all = false, unusedFor = 0, types }: Pruning): CacheUsage[] {
  const { store } = daemon;
  const taken = cacheUsage(daemon).filter(
    (one) =>
      (all || !one.shared) &&
      daemon.now - one.lastUsed >= unusedFor &&
      (types === undefined || types.includes(one.type)),
  );
  if (taken.length === 0) return [];
  const gone = new Set(taken.map(({ id }) => id));
  for (const [name, { id }] of store.records) if (gone.has(id)) store.records.delete(name);
  const keys = new Set(taken.flatMap((one) => one.keys));
  const lost = new Set([...keys].flatMap((key) => store.cache.steps.get(key) ?? []));
  const { context, contexts, documents = new Set(), ...cache } = store.cache;
  const sources = taken.some(({ type }) => type === 'source.local');
  store.cache = {
    ...cache,
    steps: new Map([...cache.steps].filter(([, step]) => !lost.has(step))),
    mounts: new Map([...cache.mounts].filter(([id]) => !keys.has(`mount ${id}`))),
    documents: new Set([...documents].filter((key) => !keys.has(key))),
    ...(sources || !context ? {} : { context }),
    ...(sources || !contexts ? {} : { contexts }),
  };
  return taken;
}
