import { findImage } from '../../docker/daemon/find-image.ts';
import { removeImage } from '../../docker/images/remove.ts';
import { removeNetwork } from '../../docker/networks/remove.ts';
import { attachedTo } from '../../docker/networks/find.ts';
import type { Task } from '../../docker/plugins.ts';
import { removeVolume, usersOf } from '../../docker/volumes/store.ts';
import type { ComposeCli } from '../cli/command.ts';
import type { Project } from '../model/project.ts';
import { failure, fine, type Loaded } from '../value.ts';
import { containersOf, labelOf } from './containers.ts';
import { LABEL } from './labels.ts';
import { imageOf } from './request.ts';
import { inReverse, stopAndRemove, type StopHow } from './stop.ts';

/** What `down` takes down. */
export interface Downing extends StopHow {
  readonly services: readonly string[];
  readonly removeOrphans: boolean;
  readonly images?: string;
}

/** Virtual ms that the engine takes to remove a network. */
const REMOVING = 40;

/** Stops and removes what a project has. Source: compose pkg/compose/down.go. */
export function* takeDown(
  cli: ComposeCli,
  { name, project }: { name: string; project?: Project },
  how: Downing,
): Task<Loaded<undefined>> {
  // containers of `run` are left, as orphans are. Source: recorded, Compose 2.26.1
  const all = containersOf(cli.daemon, name, how.removeOrphans).filter((one) => {
    const service = labelOf(one, 'service');
    if (how.services.length > 0) return how.services.includes(service);
    // what a profile has that is not active stays, and is no orphan
    return !project || service in project.services || (how.removeOrphans && !(service in project.disabled));
  });
  const stopped = yield* inReverse(cli, all, (one) => stopAndRemove(cli, one, how));
  if (!stopped.ok) return stopped;
  if (all.length === 0 && !hasResources(cli, { name, ...(project ? { project } : {}) }, how))
    cli.err(`Warning: No resource found to remove for project "${name}".\n`);
  const images = removeImages(cli, project, how.images);
  if (!images.ok) return images;
  if (how.volumes) {
    const volumes = yield* removeVolumes(cli, { name, ...(project ? { project } : {}) });
    if (!volumes.ok) return volumes;
  }
  return yield* removeNetworks(cli, { name, ...(project ? { project } : {}) });
}

/** Whether there is anything that might be removed beside containers. */
function hasResources(cli: ComposeCli, { name, project }: { name: string; project?: Project }, how: Downing): boolean {
  if (how.images !== undefined || how.volumes) return true;
  if (project) return Object.values(project.networks).some(({ external }) => !external);
  return [...cli.daemon.store.networks.values()].some((one) => one.labels[LABEL.project] === name);
}

function* removeNetworks(
  cli: ComposeCli,
  { name, project }: { name: string; project?: Project },
): Task<Loaded<undefined>> {
  const external = new Set(
    Object.values(project?.networks ?? {}).flatMap((one) => (one.external ? [one.name ?? ''] : [])),
  );
  const wanted = project ? new Set(Object.values(project.networks).map((one) => one.name ?? '')) : undefined;
  const networks = [...cli.daemon.store.networks.values()];
  for (const network of networks) {
    if (network.labels[LABEL.project] !== name || external.has(network.name)) continue;
    if (wanted && !wanted.has(network.name)) continue;
    const title = `Network ${network.name}`;
    cli.progress(title, 'Removing');
    yield* cli.process.sleep(REMOVING);
    if (attachedTo(cli.daemon, network).length > 0) {
      cli.progress(title, 'Resource is still in use');
      continue;
    }
    const removed = removeNetwork(cli.daemon, network);
    if (!removed.ok) {
      cli.progress(title, 'Error');
      return failure(`failed to remove network ${network.name}: Error response from daemon: ${removed.message}`);
    }
    cli.progress(title, 'Removed');
  }
  return fine(undefined);
}

function* removeVolumes(
  cli: ComposeCli,
  { name, project }: { name: string; project?: Project },
): Task<Loaded<undefined>> {
  const names = project
    ? Object.values(project.volumes).flatMap((one) => (one.external ? [] : [one.name ?? '']))
    : [...cli.daemon.store.volumes.values()].flatMap((one) => (one.labels?.[LABEL.project] === name ? [one.name] : []));
  for (const volume of names) {
    if (!cli.daemon.store.volumes.has(volume)) continue;
    const title = `Volume ${volume}`;
    cli.progress(title, 'Removing');
    yield* cli.process.sleep(10);
    if (usersOf(cli.daemon, volume).length > 0) {
      cli.progress(title, 'Resource is still in use');
      continue;
    }
    const removed = removeVolume(cli.daemon, volume);
    if (!removed.ok) return failure(`Error response from daemon: ${removed.message}`);
    cli.progress(title, 'Removed');
  }
  return fine(undefined);
}

/**
 * Tags that `--rmi` means: those of images that were built for the project, without the names that services ask for by `image:`; under
 * `all` these too. Source: compose pkg/compose/image_pruner.go; recorded.
 */
function tagsOf(cli: ComposeCli, project: Project, which: string): string[] {
  const named = Object.values(project.services).flatMap(({ image }) => (image ? [fullTag(image)] : []));
  const built = [...cli.daemon.store.images.values()]
    .filter(({ config }) => config.Labels?.[LABEL.project] === project.name)
    .flatMap(({ tags }) => tags);
  const tags = new Set([
    ...built,
    ...Object.entries(project.services).map(([name, service]) => fullTag(imageOf(project, name, service))),
  ]);
  return [...tags].filter((tag) => which === 'all' || !named.includes(tag)).toSorted();
}

function fullTag(image: string): string {
  return /:[^/]*$/.test(image) ? image : `${image}:latest`;
}

function removeImages(cli: ComposeCli, project: Project | undefined, which: string | undefined): Loaded<undefined> {
  if (which === undefined || !project) return fine(undefined);
  for (const tag of tagsOf(cli, project, which)) {
    if (!findImage(cli.daemon, tag)) continue;
    const title = `Image ${tag}`;
    cli.progress(title, 'Removing');
    const removed = removeImage(cli.daemon, tag, {});
    if (removed.ok) cli.progress(title, 'Removed');
    else if (removed.message.startsWith('conflict')) cli.progress(title, 'Resource is still in use');
    else return failure(`Error response from daemon: ${removed.message}`);
  }
  return fine(undefined);
}
