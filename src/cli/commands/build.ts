import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { explain } from '../../engine/builder/explain/index.ts';
import { reason } from '../../engine/builder/explain/reason.ts';
import { build, createWorld } from '../../engine/builder/index.ts';
import type { BuildInput, BuildResult } from '../../engine/builder/index.ts';
import { parseReference } from '../../engine/dockerfile/index.ts';
import type { Tree } from '../../engine/files/index.ts';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { usageError } from '../command.ts';
import type { Command, Io } from '../command.ts';
import { CACHE_USAGE, keepLocal, readCacheFrom, readCacheTo } from '../cache-places.ts';
import { readBuildArgs, readFlags } from '../flags.ts';
import { readContext } from '../read-context.ts';

const OPTIONS = {
  target: { type: 'string' },
  platform: { type: 'string' },
  file: { type: 'string', short: 'f' },
  tag: { type: 'string', short: 't', multiple: true },
  'build-arg': { type: 'string', multiple: true },
  'build-context': { type: 'string', multiple: true },
  secret: { type: 'string', multiple: true },
  ssh: { type: 'string', multiple: true },
  'cache-to': { type: 'string', multiple: true },
  'cache-from': { type: 'string', multiple: true },
  'without-images': { type: 'boolean' },
  'no-cache': { type: 'boolean' },
  'no-cache-filter': { type: 'string', multiple: true },
  allow: { type: 'string', multiple: true },
  before: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export default {
  summary: 'build a folder without Docker; the log as docker build prints it',
  usage: `build DIR [OPTIONS]

  --target STAGE         build this stage
  --build-arg NAME=VALUE repeat for more; a name alone is taken from the environment
  --build-context NAME=DIR  a second context, for FROM NAME, COPY --from=NAME and mounts; repeat for more
  --platform linux/arm64 platform of the image
  --file, -f PATH        the Dockerfile; otherwise DIR/Dockerfile
  --tag, -t NAME         name of the image in the log
  --secret id=ID,src=PATH | id=ID,env=NAME
  --ssh default          an SSH agent that answers
  --no-cache             run every step
  --no-cache-filter NAME run every step of this stage; repeat for more
  --allow network.host   an entitlement: network.host, security.insecure
${CACHE_USAGE}
  --without-images       a machine that has no images yet: FROM pulls them. Otherwise they are there already
  --before DIR           build this folder first, then DIR on its cache, and say why each step ran. With --cache-from
                         the second build is that of another machine: it has what it imports and nothing else
  --json                 steps, layers and image as JSON instead of the log

Status 0: built, 1: failed.`,
  async run(args, io) {
    const { values, positionals } = readFlags(args, OPTIONS, ['DIR']);
    const input = await readInput(positionals[0] ?? '.', values, io);
    const world = createWorld(allImages, allPackages, await shellWithJavaScript());
    const before = values.before === undefined ? undefined : build(world, await readInput(values.before, values, io));
    const result = build(world, { ...input, ...cacheOf(before, values, io) });
    keepLocal(result.exported, io);
    await io.out(values.json ? `${JSON.stringify(plain(result), undefined, 2)}\n` : result.log);
    if (before && !values.json) await io.out(reasons(before, result));
    for (const { what } of result.notSimulated) io.err(`not simulated: ${what}\n`);
    return result.ok ? 0 : 1;
  },
} satisfies Command;

/** The cache of the build before, or what is imported in its place. */
function cacheOf(before: BuildResult | undefined, values: Values, io: Io): Pick<BuildInput, 'cache' | 'cacheFrom'> {
  const from = values['cache-from'];
  if (from) return { cacheFrom: readCacheFrom(from, before?.exported ?? [], io) };
  return before ? { cache: before.cache } : {};
}

type Values = ReturnType<typeof readFlags<typeof OPTIONS>>['values'];

async function readInput(name: string, values: Values, io: Io): Promise<BuildInput> {
  const folder = resolve(io.cwd, name);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw usageError(`unable to prepare context: path "${name}" not found`);
  const file = values.file ?? resolve(folder, 'Dockerfile');
  // BuildKit frontend/dockerui/context.go: the file named after the Dockerfile goes first.
  const dockerignore =
    (await io.readIfThere(`${file}.dockerignore`)) ?? (await io.readIfThere(resolve(folder, '.dockerignore')));
  return {
    dockerfile: await io.read(file),
    filename: basename(file),
    tags: values.tag ?? [],
    context: readContext(folder),
    contexts: readContexts(values['build-context'] ?? [], io),
    dockerignore,
    buildArgs: readBuildArgs(values['build-arg'] ?? []),
    secrets: await readSecrets(values.secret ?? [], io),
    ssh: (values.ssh ?? []).map((text) => text.split('=')[0] ?? text),
    allow: values.allow ?? [],
    ...(values.target === undefined ? {} : { target: values.target }),
    ...(values.platform === undefined ? {} : { platform: values.platform }),
    ...(values['cache-to'] ? { cacheTo: readCacheTo(values['cache-to'], values.tag?.[0]) } : {}),
    ...(values['without-images'] ? { pullImages: true } : {}),
    ...(values['no-cache'] ? { noCache: true } : {}),
    ...(values['no-cache-filter'] ? { noCacheFilter: values['no-cache-filter'] } : {}),
  };
}

/** `geo=../maps`, with the complaints of docker buildx (commands/build.go, build/opt.go). */
function readContexts(texts: readonly string[], io: Io): Record<string, Tree> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at === -1) throw usageError(`invalid context value: ${text}, expected key=value`);
      const [name, place] = [text.slice(0, at), text.slice(at + 1)];
      const reference = parseReference(name);
      if ('failure' in reference) throw usageError(`invalid context name ${name}: ${reference.failure}`);
      if (/^(docker-image|oci-layout|target|https?|git|ssh):|^git@/.test(place))
        throw usageError(`not simulated: a context that is no folder: ${place}`);
      const folder = resolve(io.cwd, place);
      if (!existsSync(folder))
        throw usageError(`failed to get build context ${name}: stat ${place}: no such file or directory`);
      if (!statSync(folder).isDirectory())
        throw usageError(`failed to get build context ${name}: ${place}: not a directory`);
      return [name, readContext(folder)];
    }),
  );
}

async function readSecrets(texts: readonly string[], io: Io): Promise<Record<string, string>> {
  const secrets: [string, string][] = [];
  for (const text of texts) {
    const secret = secretSource(text);
    const value = secret.path === undefined ? process.env[secret.env] : await io.read(secret.path);
    if (value !== undefined) secrets.push([secret.id, value]);
  }
  return Object.fromEntries(secrets);
}

/** Steps of one stage for which an edit is looked for that would have kept them: each takes builds. */
const ADVISED = 5;

/** Why each step of the second build ran, and for the first of each stage where one is known, the edit that would have kept it. */
function reasons(before: BuildResult, after: BuildResult): string {
  const tried = new Map<number, number>();
  const lines = after.steps.flatMap(({ id, plan, status }) => {
    if (status === 'cached' || plan.kind === 'from') return [];
    const count = tried.get(plan.stage) ?? 0;
    if (count >= ADVISED) return [reason(before, after, id).sentence];
    const { sentence, keep } = explain(before, after, id);
    tried.set(plan.stage, keep === undefined ? count + 1 : ADVISED);
    return [sentence, ...(keep === undefined ? [] : [`  ${keep}`])];
  });
  return lines.length ? `\n${lines.join('\n')}\n` : '\nEvery step came from the cache.\n';
}

/** `id=npm,src=.npmrc` as docker reads it. */
function secretSource(text: string): { id: string; path: string | undefined; env: string } {
  const fields = new Map(
    text.split(',').map((field) => [field.split('=')[0] ?? '', field.slice(field.indexOf('=') + 1)]),
  );
  const id = fields.get('id');
  if (id === undefined) throw usageError('secret missing ID');
  const env = fields.get('env');
  const path = fields.get('src') ?? fields.get('source') ?? (env === undefined ? id : undefined);
  return { id, path, env: env ?? id };
}

/** What a script may want to read, without file trees. */
function plain(result: BuildResult): unknown {
  const { ok, error, image, steps, sent, notSimulated, findings, ms } = result;
  return {
    ok,
    error,
    ms,
    sent: { files: sent.files, bytes: sent.bytes },
    transfers: result.transfers,
    exported: result.exported.map(({ type, name, mode, names, bytes }) => ({ type, name, mode, names, bytes })),
    steps: steps.map((step) => ({
      id: step.id,
      name: step.plan.name,
      status: step.status,
      ms: step.ms,
      start: step.start,
      end: step.end,
      critical: step.critical,
      cause: step.cause,
      platform: step.platform,
      size: step.layer?.size,
      inputs: step.inputs,
    })),
    image: image && {
      id: image.id,
      size: image.size,
      assumed: image.assumed,
      platform: image.platform,
      config: image.config,
      layers: image.layers.map(({ origin, createdBy, size }) => ({ origin, createdBy, size })),
    },
    findings,
    notSimulated,
  };
}
