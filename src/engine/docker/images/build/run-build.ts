import type { BuildInput, BuildResult } from '../../../builder/index.ts';
import { byteLength } from '../../../files/index.ts';
import type { Task } from '../../../kernel/index.ts';
import type { Cli } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import { buildersOf, findBuilder, namedBuilder, type Builder } from '../buildx/builders.ts';
import { recordBuild } from '../buildx/cache-records.ts';
import { hostWorld } from '../world.ts';
import { buildAgain } from './build-again.ts';
import { exportResult } from './export.ts';
import { missingDockerfile } from './missing-dockerfile.ts';
import { oldWords } from './old-front-end.ts';
import { readOptions, type Options } from './options.ts';
import { printLog } from './print-log.ts';
import { readSource, type Source } from './source.ts';
import { bootBlock, bootError, NO_OUTPUT, shifted } from './boot.ts';
import { outputsWrong, writeCacheFolder } from './write-out.ts';
import { baseImage } from '../base-image.ts';

/** How `docker build` ends. */
export interface Built {
  readonly exit: number;
  /** Id of the image; undefined when none was made. */
  readonly id: string | undefined;
}

function fail(cli: Cli, message: string): Built {
  cli.err(`ERROR: ${message}\n`);
  return { exit: 1, id: undefined };
}

/** The builder that a command asks for: its flag, the environment, or the one in use. */
export function builderOf(cli: Cli, given: Given): Builder | string {
  const name = namedBuilder(cli, given) ?? buildersOf(cli.daemon).current;
  return findBuilder(cli.daemon, name) ?? `no builder ${JSON.stringify(name)} found`;
}

/** Builds as `docker build` does: reads flags and context, prints the log on standard error, keeps the image. */
export function* runBuild(cli: Cli, given: Given): Task<Built> {
  const builder = builderOf(cli, given);
  if (typeof builder === 'string') return fail(cli, builder);
  const options = readOptions(cli, given, builder);
  if (!options.ok) return fail(cli, options.message);
  const unwritable = outputsWrong(cli.process, options.value.outputs);
  if (unwritable !== undefined) return fail(cli, unwritable);
  const source = yield* readSource(cli, given);
  if (!source.ok) return fail(cli, source.message);
  for (const warning of options.value.caches.warnings) cli.err(`${warning}\n`);
  return yield* buildSource(cli, { source: source.value, options: options.value, builder });
}

/** Everything that one build needs. */
export interface Job {
  readonly source: Source;
  readonly options: Options;
  readonly builder: Builder;
}

/** Builds what was read. */
export function* buildSource(cli: Cli, job: Job): Task<Built> {
  const { source, options, builder } = job;
  const { daemon } = cli;
  const head = `#0 building with "${builder.name}" instance using ${builder.driver} driver`;
  if (source.dockerfile === undefined) {
    const { log, error } = missingDockerfile(source, head);
    cli.err(options.quiet ? error : `${log}${error}`);
    return { exit: 1, id: undefined };
  }
  const boots = builder.driver !== 'docker' && !builder.running;
  if (boots && daemon.profile.name === 'recorded') return fail(cli, bootError(cli, head));
  const began = daemon.now;
  const { dockerfile } = source;
  const values = Object.values(options.input.buildArgs ?? {});
  const world = hostWorld(daemon, { dockerfile, values, pull: options.pull });
  const result = buildAgain(world, inputOf(cli, job, dockerfile));
  for (const { what } of result.notSimulated) cli.notSimulated(what);
  keep(cli, job, result);
  const made = exportResult(cli, {
    options,
    result,
    began,
    builder: builder.name,
    dockerfile: source.dockerfile,
  });
  const booting = boots ? bootBlock(builder) : '';
  const numbered = boots ? shifted(made.log) : made.log;
  const headed = numbered.replace(/^#0 .*/, () => `${head}${booting}`);
  const log = daemon.profile.name === 'recorded' ? oldWords(headed) : headed;
  if (options.quiet) cli.err(quietText(log));
  else yield* printLog(cli, log, result);
  if (builder.driver !== 'docker' && options.silent) cli.err(`${NO_OUTPUT}\n`);
  if (made.failure !== undefined) return fail(cli, made.failure);
  if (made.stdout !== '') cli.out(made.stdout);
  if (options.quiet && result.ok) cli.out(`${made.id ?? ''}\n`);
  return { exit: result.ok ? 0 : 1, id: made.id };
}

function inputOf(cli: Cli, { source, options, builder }: Job, dockerfile: string): BuildInput {
  const { profile, store } = cli.daemon;
  const recorded = profile.name === 'recorded';
  return {
    ...options.input,
    dockerfile,
    filename: source.filename,
    context: source.context,
    dockerignore: source.dockerignore,
    cores: profile.cpus,
    cache: builder.driver === 'docker' ? store.cache : builder.cache,
    cacheFrom: options.caches.from,
    cacheTo: options.caches.to,
    withoutExport: true,
    remoteContext: source.remote,
    parserWarnings: recorded,
  };
}

/** The builder's memory after a build, failed ones included. */
function keep(cli: Cli, { source, builder }: Job, result: BuildResult): void {
  const { daemon } = cli;
  builder.lastActivity = daemon.now;
  const { exported } = buildersOf(daemon);
  for (const one of result.exported) {
    exported.set(`${one.type} ${cli.process.path(one.name)}`, one);
    if (one.type === 'local') writeCacheFolder(cli.process, one.name);
  }
  if (builder.driver !== 'docker') {
    builder.cache = result.cache;
    builder.running = true;
    return;
  }
  daemon.store.cache = result.cache;
  recordBuild(daemon, {
    result,
    source: source.place,
    dockerfile: byteLength(source.dockerfile ?? ''),
    base: (reference) => baseImage(daemon, reference),
  });
}

/** What is left of a log under -q: where the mistake is, and what it is. */
function quietText(log: string): string {
  return log.slice(Math.max(log.search(/^(?:ERROR: |\S+:\d+\n-{20}$)/m), 0)).replace(/^#[^]*$/, '');
}
