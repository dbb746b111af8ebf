import type { Entry, Layer, Tree } from '../../files/index.ts';
import type { BuildResult, StepResult } from '../result.ts';

/**
 * Where a secret is found. `layer`: a file of the image; `deleted`: a file of one of its layers that later layers hide; `history`, `env`, `label`,
 * `command` (CMD, ENTRYPOINT, HEALTHCHECK): the image's configuration; `arg`: a build argument, which provenance and the history of its stage keep; `stage`: a layer of
 * a stage that is not in the image, which the build cache keeps; `cache-mount`; `exported-cache`: what --cache-to sent away; `log`; `context`: sent
 * to the builder as a file.
 */
export type LeakPlace =
  | 'layer'
  | 'deleted'
  | 'history'
  | 'env'
  | 'label'
  | 'command'
  | 'arg'
  | 'stage'
  | 'cache-mount'
  | 'exported-cache'
  | 'log'
  | 'context';

export interface Leak {
  /** Id of the secret. */
  readonly secret: string;
  readonly where: LeakPlace;
  /** File, variable, label, id of the mount with the file, or place of the export with the file. */
  readonly path?: string;
  /** Index in the layers of the image. */
  readonly layer?: number;
  /** Step that put it there. */
  readonly stepId?: string;
  /** Line of that step, or of the ARG, ENV or LABEL. */
  readonly line?: number;
}

interface Wanted {
  readonly id: string;
  /** Its text, and those lines of it by which a part is recognised. */
  readonly texts: readonly string[];
}

type Found = Omit<Leak, 'secret'>;
type Search = (result: BuildResult, wanted: Wanted) => readonly Found[];

/**
 * Follows secrets through a build: everything that its image, stages, cache mounts, exports and log hold of their texts, worst first.
 * A file counts when it is a copy of a mounted secret, or holds its text or a telling part of it; other spellings (base64, a hash) are not looked for.
 */
export function leaks(result: BuildResult, secrets: Readonly<Record<string, string>>): Leak[] {
  const wanted = Object.entries(secrets)
    .map(([id, text]) => ({ id, texts: telling(text.trim()) }))
    .filter(({ texts }) => texts.length > 0);
  return SEARCHES.flatMap((search) =>
    wanted.flatMap((one) => search(result, one).map((found) => ({ secret: one.id, ...found }))),
  );
}

/** What nobody writes by chance: a line of a key, or a token as the value of a line such as `//host/:_authToken=…`. */
const TELLING = /^(?=.*\d)[A-Za-z0-9+/_-]{16,}=*$/;

/** The whole text, and parts that give it away by themselves: a key without its line breaks is a key, a token without its file a token. */
function telling(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n').map((line) => line.trim());
  const values = lines.map((line) => /[=:]\s*([^=:\s]+)$/.exec(line)?.[1] ?? '');
  return [...new Set([text, ...[...lines, ...values].filter((part) => TELLING.test(part))])];
}

function spells(where: string | undefined, { texts }: Wanted): boolean {
  return where !== undefined && texts.some((text) => where.includes(text));
}

function holds(entry: Entry | null, wanted: Wanted): boolean {
  return entry !== null && (entry.secret === wanted.id || spells(entry.content, wanted));
}

function holders(layer: Layer, wanted: Wanted): string[] {
  return [...layer.entries].filter(([, entry]) => holds(entry, wanted)).map(([path]) => path);
}

function place(result: BuildResult, stepId: string | undefined): Pick<Leak, 'stepId' | 'line'> {
  const step = result.steps.find(({ id }) => id === stepId);
  return step ? { stepId: step.id, line: step.plan.line } : {};
}

const inLayers: Search = (result, wanted) => {
  const { image } = result;
  return (image?.layers ?? []).flatMap(({ layer, origin, stepId }, index): Found[] =>
    origin === 'base'
      ? []
      : holders(layer, wanted).map((path) => {
          const now = image?.tree.stat(path, { follow: false });
          const seen = now?.ok === true && holds(now.value, wanted);
          return { where: seen ? 'layer' : 'deleted', path, layer: index, ...place(result, stepId) };
        }),
  );
};

const inConfig: Search = (result, wanted) => {
  const { image } = result;
  if (!image) return [];
  const { env, labels = {}, cmd, entrypoint, healthcheck } = image.config;
  const found: Found[] = [];
  for (const pair of env) {
    const name = pair.slice(0, pair.indexOf('='));
    if (spells(pair, wanted)) found.push({ where: 'env', path: name, ...instructionLine(result, 'env', name) });
  }
  for (const [name, value] of Object.entries(labels))
    if (spells(`${name}=${value}`, wanted))
      found.push({ where: 'label', path: name, ...instructionLine(result, 'label', name) });
  const commands = { CMD: cmd, ENTRYPOINT: entrypoint, HEALTHCHECK: healthcheck };
  for (const [name, value] of Object.entries(commands))
    if (spells(words(value), wanted)) found.push({ where: 'command', path: name });
  return found;
};

/** Every text in a part of the configuration. */
function words(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(words).join('\n');
}

/** The last line that sets a variable or label. */
function instructionLine(result: BuildResult, kind: string, name: string): Pick<Leak, 'line'> {
  const visit = result.evaluation.visits.findLast(
    (one) => one.instruction.kind === kind && one.expanded['keys']?.includes(name),
  );
  return visit ? { line: visit.line } : {};
}

const inHistory: Search = (result, wanted) => {
  const { image } = result;
  if (!image) return [];
  const own = image.layers.filter(({ origin }) => origin === 'step');
  const full = image.history.filter(({ empty }) => !empty).length;
  let at = own.length - full;
  return image.history.flatMap(({ createdBy, empty }): Found[] => {
    const stepId = empty ? undefined : own[at++]?.stepId;
    return spells(createdBy, wanted) ? [{ where: 'history', path: createdBy, ...place(result, stepId) }] : [];
  });
};

const inArguments: Search = (result, wanted) => {
  const seen = new Set<string>();
  return result.steps.flatMap(({ plan, recipe }): Found[] =>
    recipe.args.flatMap((name): Found[] => {
      const key = `${plan.stage} ${name}`;
      if (seen.has(key) || !spells(plan.env[name], wanted)) return [];
      seen.add(key);
      return [{ where: 'arg', path: name, ...instructionLine(result, 'arg', name) }];
    }),
  );
};

const inStages: Search = (result, wanted) => {
  const shipped = new Set(result.image?.layers.map(({ layer }) => layer));
  return result.steps.flatMap(({ id, layer }): Found[] =>
    layer && !shipped.has(layer)
      ? holders(layer, wanted).map((path) => ({ where: 'stage', path, ...place(result, id) }))
      : [],
  );
};

const inMounts: Search = (result, wanted) =>
  [...result.cache.mounts].flatMap(([id, tree]) =>
    [...tree.walk('/')]
      .filter(([, entry]) => holds(entry, wanted))
      .map(([path]): Found => ({ where: 'cache-mount', path: `${id}:${path}`, ...mountingStep(result, id) })),
  );

/** The last step that ran with the mount. */
function mountingStep(result: BuildResult, id: string): Pick<Leak, 'stepId' | 'line'> {
  const mounts = ({ plan, status }: StepResult): boolean =>
    status === 'ran' &&
    plan.kind === 'run' &&
    plan.mounts.some((mount) => mount.type === 'cache' && (mount.id ?? mount.target) === id);
  return place(result, result.steps.findLast(mounts)?.id);
}

const inExports: Search = (result, wanted) =>
  result.exported.flatMap(({ type, name, steps }) => {
    const layers = new Set([...steps.values()].flatMap(({ layer }) => layer ?? []));
    return [...layers].flatMap((layer) =>
      holders(layer, wanted).map((path): Found => {
        const step = result.steps.find((one) => one.layer === layer);
        return {
          where: 'exported-cache',
          path: `${[type, name].join(' ').trim()}:${path}`,
          ...place(result, step?.id),
        };
      }),
    );
  });

const inLog: Search = (result, wanted) =>
  result.steps
    .filter(({ log }) => ([1, 2] as const).some((fd) => spells(printed(log, fd), wanted)))
    .map(({ id }): Found => ({ where: 'log', ...place(result, id) }));

function printed(log: StepResult['log'], fd: 1 | 2): string {
  return log
    .filter((chunk) => chunk.fd === fd)
    .map((chunk) => chunk.text)
    .join('');
}

const inContext: Search = (result, wanted) =>
  treeHolders(result.sent.tree, wanted).map((path) => ({ where: 'context', path }));

function treeHolders(tree: Tree, wanted: Wanted): string[] {
  return [...tree.walk('/')].filter(([, entry]) => holds(entry, wanted)).map(([path]) => path.slice(1));
}

// The worst place first: what is shipped, what others can fetch, what stays on the builder.
const SEARCHES: readonly Search[] = [
  inLayers,
  inConfig,
  inHistory,
  inExports,
  inLog,
  inArguments,
  inStages,
  inMounts,
  inContext,
];
