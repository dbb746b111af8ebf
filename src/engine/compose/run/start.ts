import { STARTED, STARTING } from '../../docker/daemon/assumed-durations.ts';
import { startContainer } from '../../docker/daemon/lifecycle/start.ts';
import type { Container } from '../../docker/model.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCli } from '../cli/command.ts';
import { scaleOf, type Dependency, type Project } from '../model/project.ts';
import { failure, fine, type Loaded } from '../value.ts';
import { containersOf, ofServices, titleOf } from './containers.ts';
import { dependencyRows } from './order.ts';
import { parallel } from './parallel.ts';

/** Virtual ms between looks at what is waited for. Source: compose pkg/compose/convergence.go waitDependencies. */
const LOOK = 500;

/** Starts the containers of a project, each service after what it depends on. Source: compose pkg/compose/start.go, convergence.go startService. */
export function* startProject(cli: ComposeCli, project: Project): Task<Loaded<undefined>> {
  for (const row of dependencyRows(project)) {
    const all = yield* parallel(
      cli.process,
      byNetworks(project, row).map((name) => startService(cli, project, name)),
    );
    const failed = all.find((one) => !one.ok);
    if (failed) return failed;
  }
  return fine(undefined);
}

/** Started side by side, who joins fewer networks has its address first: they are joined one after another. Source: recorded, cmp-networks. */
function byNetworks(project: Project, names: readonly string[]): string[] {
  const count = (name: string): number => Object.keys(project.services[name]?.networks ?? {}).length;
  return names.toSorted((one, other) => count(one) - count(other));
}

function* startService(cli: ComposeCli, project: Project, name: string): Task<Loaded<undefined>> {
  const service = project.services[name];
  if (!service || service.deploy?.replicas === 0) return fine(undefined);
  const waited = yield* waitFor(cli, project, { dependant: name, dependencies: service.depends_on ?? {} });
  if (!waited.ok) return waited;
  const containers = ofServices(containersOf(cli.daemon, project.name), [name]);
  if (containers.length === 0)
    return scaleOf(service) === 0 ? fine(undefined) : failure(`service "${name}" has no container to start`);
  for (const container of containers) {
    if (container.state.status === 'running') continue;
    const started = yield* startOne(cli, container);
    if (!started.ok) return started;
  }
  return fine(undefined);
}

/** Starts a container, and says so. */
export function* startOne(cli: ComposeCli, container: Container): Task<Loaded<undefined>> {
  cli.progress(titleOf(container), 'Starting');
  yield* cli.process.sleep(STARTING);
  const started = startContainer(cli.daemon, container);
  if (!started.ok) return failure(`Error response from daemon: ${started.message}`);
  yield* cli.process.sleep(STARTED);
  cli.progress(titleOf(container), 'Started');
  return fine(undefined);
}

/** Whom somebody waits for, and until what. */
export interface Waiting {
  readonly dependant: string;
  readonly dependencies: Readonly<Record<string, Dependency>>;
  /** Virtual ms of the host at which waiting ends. */
  readonly until?: number;
}

/** Waits for what a service depends on. Source: convergence.go waitDependencies. */
export function* waitFor(cli: ComposeCli, project: Project, waiting: Waiting): Task<Loaded<undefined>> {
  const tasks: Task<Loaded<undefined>>[] = [];
  for (const [name, dependency] of Object.entries(waiting.dependencies)) {
    const { condition = 'service_started', required = true } = dependency;
    if (condition === 'service_started' || !(name in project.services)) continue;
    const containers = ofServices(containersOf(cli.daemon, project.name), [name]);
    for (const one of containers) cli.progress(titleOf(one), 'Waiting');
    if (containers.length === 0) {
      if (required) return failure(`${waiting.dependant} is missing dependency ${name}`);
      cli.warn(`${waiting.dependant} is missing dependency ${name}`);
      continue;
    }
    tasks.push(waitOne(cli, { name, condition, required, containers, until: waiting.until }));
  }
  const all = yield* parallel(cli.process, tasks);
  return all.find((one) => !one.ok) ?? fine(undefined);
}

interface One {
  readonly name: string;
  readonly condition: string;
  readonly required: boolean;
  readonly containers: readonly Container[];
  readonly until: number | undefined;
}

type State = { readonly done: string } | { readonly problem: string; readonly shown: string } | undefined;

function* waitOne(cli: ComposeCli, one: One): Task<Loaded<undefined>> {
  for (;;) {
    yield* cli.process.sleep(LOOK);
    const state = stateOf(one);
    if (!state) {
      if (one.until !== undefined && cli.daemon.now >= one.until) return failure('context deadline exceeded');
      continue;
    }
    if ('done' in state) {
      for (const container of one.containers) cli.progress(titleOf(container), state.done);
      return fine(undefined);
    }
    if (!one.required) {
      const why = `optional dependency "${one.name}" failed to start: ${state.problem}`;
      for (const container of one.containers) cli.progress(titleOf(container), `Skipped - ${why}`);
      cli.warn(why);
      return fine(undefined);
    }
    if (one.condition !== 'running_or_healthy')
      for (const container of one.containers) cli.progress(titleOf(container), state.shown);
    return failure(state.shown === 'Error' ? `dependency failed to start: ${state.problem}` : state.problem);
  }
}

function stateOf({ name, condition, containers }: One): State {
  if (condition === 'service_completed_successfully') {
    const ended = containers.find(({ state }) => state.status === 'exited');
    if (!ended) return undefined;
    if (ended.state.exitCode === 0) return { done: 'Exited' };
    const problem = `service "${name}" didn't complete successfully: exit ${ended.state.exitCode}`;
    return { problem, shown: problem };
  }
  const fallback = condition === 'running_or_healthy';
  let healthy = true;
  for (const container of containers) {
    const problem = healthProblem(container, fallback);
    if (problem !== undefined) return { problem, shown: 'Error' };
    const { health, status } = container.state;
    healthy &&= fallback && !health ? status === 'running' : health?.status === 'healthy';
  }
  return healthy ? { done: 'Healthy' } : undefined;
}

/** Source: convergence.go isServiceHealthy. */
function healthProblem({ name, state, config }: Container, fallback: boolean): string | undefined {
  if (state.status === 'exited') return `container ${name} exited (${state.exitCode})`;
  const [kind] = config.Healthcheck?.Test ?? [];
  if (kind === undefined || kind === 'NONE')
    return fallback ? undefined : `container ${name} has no healthcheck configured`;
  return state.health?.status === 'unhealthy' ? `container ${name} is unhealthy` : undefined;
}
