import { runDocker } from '../../docker/cli/dispatch.ts';
import { findImage } from '../../docker/daemon/find-image.ts';
import { ensureImage } from '../../docker/images/transfer/ensure.ts';
import { readReference } from '../../docker/images/reference.ts';
import type { Process, Task } from '../../docker/plugins.ts';
import type { ComposeCli } from '../cli/command.ts';
import { join } from '../load/paths.ts';
import type { Project, ServiceConfig } from '../model/project.ts';
import { failure, fine, type Loaded } from '../value.ts';
import { LABEL } from './labels.ts';
import { imageOf } from './request.ts';

/** How images are made ready before containers are made. */
export interface Readying {
  /** --build: build what can be built; false: never. */
  readonly build?: boolean;
  /** --pull. */
  readonly pull?: string;
  readonly quiet?: boolean;
}

/** Pulls and builds what a project's services need. Source: compose pkg/compose/build.go ensureImagesExists, pull.go pullRequiredImages. */
export function* ensureImages(cli: ComposeCli, project: Project, how: Readying): Task<Loaded<undefined>> {
  const { pull } = how;
  if (pull === 'always') {
    const pulled = yield* pullServices(cli, project, { quiet: how.quiet ?? false });
    if (!pulled.ok) return pulled;
  }
  for (const [name, service] of Object.entries(project.services)) {
    const image = imageOf(project, name, service);
    const there = findImage(cli.daemon, image) !== undefined;
    const policy = pull && pull !== 'policy' ? pull : service.pull_policy;
    if (service.build) {
      if (how.build === false && !there) return failure(`service "${name}" has no image and is not to be built`);
      if (there && how.build !== true && policy !== 'build') continue;
      const built = yield* buildService(cli, project, { name, service });
      if (!built.ok) return built;
      continue;
    }
    if (there && policy !== 'always') continue;
    const reference = readReference(image);
    if (!reference.ok && !there)
      return failure(`unable to get image '${image}': Error response from daemon: ${reference.message}`);
    if (policy === 'never') return failure(`Error response from daemon: No such image: ${tagged(image)}`);
    const pulled = yield* pullOne(cli, { name, image, quiet: how.quiet ?? false });
    if (!pulled.ok) return pulled;
  }
  return fine(undefined);
}

function tagged(image: string): string {
  return /:[^/]*$|@/.test(image) ? image : `${image}:latest`;
}

function* pullOne(
  cli: ComposeCli,
  { name, image, quiet }: { name: string; image: string; quiet: boolean },
): Task<Loaded<undefined>> {
  const say = (status: string): void => {
    if (!quiet) cli.err(` ${name} ${status} \n`);
  };
  say('Pulling');
  const silent: ComposeCli = { ...cli, err: () => undefined };
  const pulled = yield* ensureImage(silent, image, { pull: 'always', quiet: true });
  if (pulled.ok) {
    say('Pulled');
    return fine(undefined);
  }
  say('Error');
  return failure(`${pulled.client ? '' : 'Error response from daemon: '}${pulled.message}`);
}

/** Pulls the images of services that are not only built. Source: compose pkg/compose/pull.go. */
export function* pullServices(
  cli: ComposeCli,
  project: Project,
  how: {
    readonly quiet: boolean;
    readonly missingOnly?: boolean;
    readonly ignoreFailures?: boolean;
    readonly ignoreBuildable?: boolean;
  },
): Task<Loaded<undefined>> {
  for (const [name, service] of Object.entries(project.services)) {
    const skip = (why: string): void => cli.err(` ${name} Skipped - ${why} \n`);
    if (!service.image) {
      skip('No image to be pulled');
      continue;
    }
    if (service.build && how.ignoreBuildable) {
      skip('Image can be built');
      continue;
    }
    if (service.pull_policy === 'never' || service.pull_policy === 'build') continue;
    if ((how.missingOnly || service.pull_policy === 'missing') && findImage(cli.daemon, service.image)) {
      skip('Image is already present locally');
      continue;
    }
    const pulled = yield* pullOne(cli, { name, image: service.image, quiet: how.quiet });
    if (pulled.ok || how.ignoreFailures) continue;
    return pulled;
  }
  return fine(undefined);
}

/** A flag for each pair. */
function pairs(flag: string, all: Record<string, string | null> | undefined): string[] {
  return Object.entries(all ?? {}).flatMap(([key, value]) => [flag, value === null ? key : `${key}=${value}`]);
}

/** Flags with which one service is built. */
export interface BuildFlags {
  readonly args?: readonly string[];
  readonly noCache?: boolean;
  readonly pull?: boolean;
  readonly quiet?: boolean;
}

/** Builds the image of a service with the engine's own builder. */
export function* buildService(
  cli: ComposeCli,
  project: Project,
  { name, service, flags = {} }: { name: string; service: ServiceConfig; flags?: BuildFlags },
): Task<Loaded<undefined>> {
  const { build } = service;
  if (!build) return fine(undefined);
  const context = build.context ?? '.';
  if (build.ssh) cli.notSimulated(`build.ssh of service ${name}`);
  const inline = build.dockerfile_inline;
  const argv = [
    'build',
    ...(flags.quiet ? [] : ['--progress=plain']),
    '-t',
    imageOf(project, name, service),
    ...(build.tags ?? []).flatMap((tag) => ['-t', tag]),
    ...(inline ? ['-f', '-'] : build.dockerfile ? ['-f', join(context, build.dockerfile)] : []),
    ...pairs('--build-arg', build.args),
    ...(flags.args ?? []).flatMap((arg) => ['--build-arg', arg]),
    ...pairs('--label', {
      ...build.labels,
      [LABEL.project]: project.name,
      [LABEL.service]: name,
      [LABEL.version]: cli.daemon.profile.compose,
    }),
    ...pairs('--build-context', build.additional_contexts),
    ...(build.target ? ['--target', build.target] : []),
    ...(build.network ? ['--network', build.network] : []),
    ...(build.cache_from ?? []).flatMap((one) => ['--cache-from', one]),
    ...(build.cache_to ?? []).flatMap((one) => ['--cache-to', one]),
    ...(build.secrets ?? []).flatMap(({ source = '' }) => {
      const secret = project.secrets[source];
      return [
        '--secret',
        secret?.file ? `id=${source},src=${secret.file}` : `id=${source},env=${secret?.environment ?? ''}`,
      ];
    }),
    ...(build.no_cache || flags.noCache ? ['--no-cache'] : []),
    ...(build.pull || flags.pull ? ['--pull'] : []),
    ...(flags.quiet ? ['-q'] : []),
    context,
  ];
  const status = yield* runDocker(cli.daemon, builderProcess(cli, { name, quiet: flags.quiet ?? false, inline }), argv);
  return status === 0 ? fine(undefined) : { ok: false, message: '', exit: 17 };
}

/** What the client adds to the build of one service. */
interface Building {
  readonly name: string;
  readonly quiet: boolean;
  /** The Dockerfile, where the compose file holds it. */
  readonly inline: string | undefined;
}

// eslint-disable-next-line require-yield -- standard input that is at hand
function* textOf(text: string): Task<string> {
  return text;
}

/**
 * The client's process while a service is built: the builder's log goes to standard output with the service before each step, what
 * failed to standard error. Source: buildx util/progress/multiwriter.go addPrefix, compose pkg/compose/build_buildkit.go.
 */
function builderProcess({ process }: ComposeCli, { name, quiet, inline }: Building): Process {
  const err = (text: string): void => {
    for (const line of text.split(/(?<=\n)/)) {
      // the place in the Dockerfile is not shown
      if (EXCERPT.test(line)) continue;
      const failed = /^ERROR: /.exec(line);
      if (failed) process.err(line.slice(failed[0].length));
      else process.out(line.replace(STEP, `$1[${name} `).replace(EXPORT, `$1[${name}] `));
    }
  };
  // the name of the image, which a quiet build of docker prints, is not printed
  const out = quiet ? { out: { value: (): void => undefined } } : {};
  const stdin = inline === undefined ? {} : { readAll: { value: () => textOf(inline) } };
  return Object.create(process, { err: { value: err }, ...out, ...stdin }) as Process;
}

/** `#4 [1/2] FROM …` and steps without brackets. */
const STEP = /^(#[1-9]\d* | > )\[/;
const EXCERPT = /^(?:[^\s#]+:\d+|-{20}| +\d+ \| (?:>>>| {3}).*)\n$/;
const EXPORT = /^(#[1-9]\d* )(?=exporting to |resolve image )/;
