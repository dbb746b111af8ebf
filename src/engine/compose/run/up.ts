import type { Given } from '../../docker/cli/flags.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCli } from '../cli/command.ts';
import type { Project } from '../model/project.ts';
import { failure, fine, type Loaded } from '../value.ts';
import { containersOf, labelOf } from './containers.ts';
import { converge } from './converge.ts';
import { ensureImages } from './images.ts';
import { ensureNetworks, ensureVolumes } from './resources.ts';
import { inReverse, stopAndRemove } from './stop.ts';

/** Seconds of `--timeout`. */
export function timeoutOf(given: Given): { readonly timeout?: number } {
  const text = given.value('timeout');
  return text === undefined ? {} : { timeout: Number(text) };
}

/** Values of `--scale`, put into the project. Source: compose cmd/compose/up.go, create.go applyScaleOpts. */
export function applyScale(project: Project, given: Given): Loaded<undefined> {
  for (const one of given.values('scale')) {
    const [name = '', number, ...others] = one.split('=');
    if (number === undefined || others.length > 0)
      return failure(`invalid --scale option "${one}". Should be SERVICE=NUM`);
    if (!/^[-+]?\d+$/.test(number)) return failure(`strconv.Atoi: parsing "${number}": invalid syntax`);
    const service = project.services[name];
    if (!service) return failure(`no such service: ${name}: not found`);
    project.services[name] = {
      ...service,
      scale: Number(number),
      ...(service.deploy ? { deploy: { ...service.deploy, replicas: Number(number) } } : {}),
    };
  }
  return fine(undefined);
}

/** Containers of services that the project's file does not have. */
export function orphansOf(cli: ComposeCli, project: Project): ReturnType<typeof containersOf> {
  const known = new Set([...Object.keys(project.services), ...Object.keys(project.disabled)]);
  return containersOf(cli.daemon, project.name, true).filter((one) => !known.has(labelOf(one, 'service')));
}

/** Removes orphans, or warns of them. */
export function* tidyOrphans(cli: ComposeCli, project: Project, remove: boolean): Task<Loaded<undefined>> {
  if (cli.process.env.get('COMPOSE_IGNORE_ORPHANS') === 'true') return fine(undefined);
  const orphans = orphansOf(cli, project);
  if (orphans.length === 0) return fine(undefined);
  if (remove) return yield* inReverse(cli, orphans, (one) => stopAndRemove(cli, one, {}));
  cli.warn(
    `Found orphan containers ([${orphans.map(({ name }) => name).join(' ')}]) for this project. If you removed or renamed this service in your compose file, you can run this command with the --remove-orphans flag to clean it up.`,
  );
  return fine(undefined);
}

/** Makes images, networks, volumes and containers of a project ready; nothing is started. Source: compose pkg/compose/create.go create. */
export function* createProject(
  cli: ComposeCli,
  project: Project,
  { given, services }: { given: Given; services: readonly string[] },
): Task<Loaded<undefined>> {
  const pull = given.value('pull');
  for (const step of [
    () =>
      ensureImages(cli, project, {
        ...(given.on('build') ? { build: true } : given.on('no-build') ? { build: false } : {}),
        ...(pull === undefined ? {} : { pull }),
        quiet: given.on('quiet-pull'),
      }),
    () => ensureNetworks(cli, project),
    () => ensureVolumes(cli, project),
    () => tidyOrphans(cli, project, given.on('remove-orphans')),
    () =>
      converge(cli, project, {
        recreate: given.on('force-recreate') ? 'force' : given.on('no-recreate') ? 'never' : 'diverged',
        services,
        recreateDependencies: given.on('always-recreate-deps'),
        inherit: !given.on('renew-anon-volumes'),
        ...timeoutOf(given),
      }),
  ]) {
    const done = yield* step();
    if (!done.ok) return done;
  }
  return fine(undefined);
}

/** Refuses flags that exclude each other, as `up` and `create` share them. */
export function createFlagProblem(given: Given): string | undefined {
  if (given.on('build') && given.on('no-build')) return '--build and --no-build are incompatible';
  if (given.on('force-recreate') && given.on('no-recreate'))
    return '--force-recreate and --no-recreate are incompatible';
  if (given.on('no-recreate') && given.on('always-recreate-deps'))
    return '--always-recreate-deps and --no-recreate are incompatible';
  const pull = given.value('pull') ?? '';
  return ['', 'always', 'missing', 'never', 'build', 'policy', 'if_not_present'].includes(pull)
    ? undefined
    : `invalid --pull option "${pull}"`;
}
