import { createContainer } from '../../docker/daemon/containers/create.ts';
import { CREATING } from '../../docker/daemon/assumed-durations.ts';
import { removeContainer } from '../../docker/daemon/containers/remove.ts';
import { renameContainer } from '../../docker/daemon/containers/rename.ts';
import { mayStart, startContainer } from '../../docker/daemon/lifecycle/start.ts';
import { stopAndSettle } from '../../docker/daemon/lifecycle/stop.ts';
import type { Container } from '../../docker/model.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCli } from '../cli/command.ts';
import { configHash } from '../model/hash.ts';
import { scaleOf, type Project } from '../model/project.ts';
import { failure, fine, type Loaded } from '../value.ts';
import { containersOf, isRunning, labelOf, numberOf, ofServices, titleOf } from './containers.ts';
import { dependencyRows } from './order.ts';
import { parallel } from './parallel.ts';
import { containerName, imageOf, requestOf, type Wanted } from './request.ts';
import { stopAndRemove } from './stop.ts';
import { findImage } from '../../docker/daemon/find-image.ts';

/** When containers that are there are made anew. */
export interface Converging {
  /** --force-recreate, --no-recreate, or when something differs. */
  readonly recreate: 'force' | 'never' | 'diverged';
  /** Services that were asked for; others come along as dependencies. */
  readonly services: readonly string[];
  /** --always-recreate-deps. */
  readonly recreateDependencies?: boolean;
  /** Anonymous volumes go on in a new container. */
  readonly inherit: boolean;
  /** Seconds. */
  readonly timeout?: number;
}

/** Makes the containers of a project what its file says, row by row of what depends on what. Source: compose pkg/compose/convergence.go. */
export function* converge(cli: ComposeCli, project: Project, asked: Converging): Task<Loaded<undefined>> {
  const how = { ...asked, renewed: new Set<string>() };
  for (const row of dependencyRows(project)) {
    const all = yield* parallel(
      cli.process,
      row.map((name) => ensureService(cli, project, { name, how })),
    );
    const failed = all.find((one) => !one.ok);
    if (failed) return failed;
  }
  return fine(undefined);
}

function policyOf(name: string, { recreate, services, recreateDependencies }: Converging): Converging['recreate'] {
  if (services.length === 0 || services.includes(name)) return recreate;
  if (recreate === 'never') return 'never';
  return recreateDependencies ? 'force' : 'diverged';
}

function* ensureService(
  cli: ComposeCli,
  project: Project,
  { name, how }: { name: string; how: Converging & { readonly renewed: Set<string> } },
): Task<Loaded<undefined>> {
  const config = project.services[name];
  if (!config) return fine(undefined);
  const scale = scaleOf(config);
  if (scale > 1 && config.container_name)
    return failure(
      `WARNING: The "${name}" service is using the custom container name "${config.container_name}". Docker requires each container to have a unique name. Remove the custom name to scale the service.\n`,
    );
  const policy = policyOf(name, how);
  const hash = configHash(name, config);
  const image = findImage(cli.daemon, imageOf(project, name, config));
  // who depends on what is made anew is made anew too. Source: convergence.go setDependentLifecycle, mustRecreate
  const along = policy !== 'never' && Object.keys(config.depends_on ?? {}).some((one) => how.renewed.has(one));
  const stale = (one: Container): boolean =>
    policy === 'force' ||
    along ||
    (policy === 'diverged' && (labelOf(one, 'hash') !== hash || (image !== undefined && one.image.id !== image.id)));
  const known = ofServices(containersOf(cli.daemon, project.name), [name]).toSorted(
    (one, other) => Number(stale(one)) - Number(stale(other)) || numberOf(one) - numberOf(other),
  );
  const tasks: Task<Loaded<undefined>>[] = [];
  known.forEach((container, at) => {
    if (at >= scale)
      tasks.push(stopAndRemove(cli, container, how.timeout === undefined ? {} : { timeout: how.timeout }));
    else if (stale(container)) {
      how.renewed.add(name);
      tasks.push(
        makeAnew(
          cli,
          { project, service: name, config, name: container.name, number: numberOf(container) },
          { old: container, how },
        ),
      );
    } else if (container.state.status === 'running') cli.progress(titleOf(container), 'Running');
    else if (container.state.status === 'exited') cli.progress(titleOf(container), 'Created');
    else if (container.state.status === 'paused') tasks.push(startAgain(cli, container));
  });
  const next = Math.max(0, ...known.map(numberOf)) + 1;
  for (let at = 0; at < scale - known.length; at++) {
    const number = next + at;
    tasks.push(create(cli, { project, service: name, config, name: containerName(project, name, number), number }));
  }
  const all = yield* parallel(cli.process, tasks);
  return all.find((one) => !one.ok) ?? fine(undefined);
}

/** What neither runs nor ended is started at once, which a paused container refuses. Source: convergence.go ensureService, startContainer; recorded. */
function* startAgain(cli: ComposeCli, container: Container): Task<Loaded<undefined>> {
  cli.progress(titleOf(container), 'Restart');
  yield* cli.process.sleep(CREATING);
  const may = mayStart(container);
  if (!may.ok) return failure(`Error response from daemon: ${may.message}`);
  const started = startContainer(cli.daemon, container);
  if (!started.ok) return failure(`Error response from daemon: ${started.message}`);
  cli.progress(titleOf(container), 'Restarted');
  return fine(undefined);
}

function* create(cli: ComposeCli, wanted: Wanted): Task<Loaded<undefined>> {
  const title = `Container ${wanted.name}`;
  cli.progress(title, 'Creating');
  yield* cli.process.sleep(CREATING);
  const made = make(cli, wanted);
  if (!made.ok) return made;
  cli.progress(title, 'Created');
  return fine(undefined);
}

/** Makes a container, with the files that are put into it. */
export function make(cli: ComposeCli, wanted: Wanted): Loaded<Container> {
  const asked = requestOf(cli, wanted);
  if (!asked.ok) return asked;
  const created = createContainer(cli.daemon, asked.value.request);
  if (!created.ok) return failure(`Error response from daemon: ${created.message}`);
  for (const file of asked.value.files) {
    if (file.problem !== undefined) return failure(file.problem);
    const folder = file.path.slice(0, file.path.lastIndexOf('/')) || '/';
    created.value.tree.mkdir(folder, { parents: true });
    created.value.tree.write(file.path, { content: file.content, mode: file.mode });
    created.value.tree.chown(file.path, { uid: file.uid, gid: file.gid });
  }
  return fine(created.value);
}

/** A container in the place of another: made under a name of its own, then named as the old one. Source: convergence.go recreateContainer. */
function* makeAnew(
  cli: ComposeCli,
  wanted: Wanted,
  { old, how }: { old: Container; how: Converging },
): Task<Loaded<undefined>> {
  const title = titleOf(old);
  cli.progress(title, 'Recreate');
  yield* cli.process.sleep(CREATING);
  const made = make(cli, {
    ...wanted,
    name: `${old.id.slice(0, 12)}_${wanted.name}`,
    ...(how.inherit ? { old } : {}),
  });
  if (!made.ok) return made;
  if (isRunning(old)) yield* stopAndSettle(cli.daemon, old, how.timeout === undefined ? {} : { grace: how.timeout });
  removeContainer(cli.daemon, old, {});
  const renamed = renameContainer(cli.daemon, made.value, wanted.name);
  if (!renamed.ok) return failure(`Error response from daemon: ${renamed.message}`);
  for (const endpoint of made.value.endpoints.values())
    if (endpoint.aliases)
      endpoint.aliases = endpoint.aliases.map((alias) =>
        alias === `${old.id.slice(0, 12)}_${wanted.name}` ? wanted.name : alias,
      );
  cli.progress(title, 'Recreated');
  return fine(undefined);
}
