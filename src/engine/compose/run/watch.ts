import { copyIn } from '../../docker/archive/copy.ts';
import { membersOf } from '../../docker/archive/members.ts';
import { runDocker } from '../../docker/cli/dispatch.ts';
import type { Container } from '../../docker/model.ts';
import type { Process, Task } from '../../docker/plugins.ts';
import type { ComposeCli } from '../cli/command.ts';
import { readProject } from '../cli/project.ts';
import type { Project } from '../model/project.ts';
import { failure, fine, type Loaded } from '../value.ts';
import { containersOf, ofServices } from './containers.ts';
import { converge } from './converge.ts';
import { buildService } from './images.ts';
import { restartAll, withDependents } from './restart.ts';
import { startProject } from './start.ts';
import type { WatchRule } from './watch-rules.ts';

/** Changes within so many ms belong together. Source: compose pkg/compose/watch.go quietPeriod. */
const QUIET = 500;

/** A file that has changed, or is gone, and what that means. */
interface Change {
  readonly rule: WatchRule;
  readonly path: string;
}

/** Watches files for ever, and syncs, restarts or builds anew what they belong to. Source: compose pkg/compose/watch.go. */
export function* watchFiles(cli: ComposeCli, project: Project, rules: readonly WatchRule[]): Task<never> {
  cli.out('Watch enabled\n');
  let before = rules.map((rule) => stampsOf(cli, rule));
  for (;;) {
    yield* cli.process.sleep(QUIET);
    const after = rules.map((rule) => stampsOf(cli, rule));
    const changes = rules.flatMap((rule, at) =>
      differing(before[at] ?? new Map(), after[at] ?? new Map()).map((path) => ({ rule, path })),
    );
    before = after;
    for (const service of new Set(changes.map(({ rule }) => rule.service))) {
      const own = changes.filter(({ rule }) => rule.service === service);
      const done = yield* handle(cli, project, { service, changes: own });
      if (!done.ok) cli.warn(`Error handling changed files for service ${service}: ${done.message}`);
    }
  }
}

/** What a rule's files are made of at the moment. */
function stampsOf({ daemon }: ComposeCli, { path, ignores }: WatchRule): Map<string, string> {
  const stamps = new Map<string, string>();
  if (!daemon.hostTree.stat(path).ok) return stamps;
  for (const [at, entry] of daemon.hostTree.walk(path))
    if (entry.kind !== 'dir' && !ignores(at)) stamps.set(at, `${entry.digest} ${entry.mode}`);
  return stamps;
}

function differing(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
}

interface Batch {
  readonly service: string;
  readonly changes: readonly Change[];
}

function* handle(cli: ComposeCli, project: Project, { service, changes }: Batch): Task<Loaded<undefined>> {
  if (changes.some(({ rule }) => rule.action === 'rebuild')) return yield* rebuild(cli, project, service);
  // Source: writeWatchSyncMessage; up to ten files are not counted
  if (changes.length <= 10) cli.out(`Syncing ${JSON.stringify(service)} after changes were detected\n`);
  else cli.out(`Syncing service ${JSON.stringify(service)} after ${changes.length} changes were detected\n`);
  const containers = ofServices(containersOf(cli.daemon, project.name), [service]);
  for (const container of containers) {
    const synced = yield* sync(cli, container, changes);
    if (!synced.ok) return synced;
  }
  if (!changes.some(({ rule }) => rule.action === 'sync+restart')) return fine(undefined);
  const all = ofServices(containersOf(cli.daemon, project.name), withDependents(project, [service]));
  return yield* restartAll(cli, all);
}

/** Source: compose internal/sync/tar.go Sync: what is gone is removed by a program of the container, the rest is unpacked into it. */
function* sync(cli: ComposeCli, container: Container, changes: readonly Change[]): Task<Loaded<undefined>> {
  const { hostTree } = cli.daemon;
  const inside = ({ rule, path }: Change): string => `${rule.target ?? ''}${path.slice(rule.path.length)}`;
  const gone = changes.filter(({ path }) => !hostTree.stat(path, { follow: false }).ok);
  if (gone.length > 0) {
    const argv = ['exec', container.id, 'rm', '-rf', ...gone.map(inside)];
    const status = yield* runDocker(cli.daemon, silent(cli.process), argv);
    if (status !== 0) return failure(`deleting paths in ${container.id}: exit code ${status}`);
  }
  const kept = changes.filter((change) => !gone.includes(change));
  const members = kept.flatMap((change) => membersOf(hostTree, change.path, inside(change).replace(/^\/+/, '')));
  const placed = { folder: '/', members };
  const copied = copyIn(cli.daemon, container, { placed, named: container.id, archive: false });
  return copied.ok
    ? fine(undefined)
    : failure(`copying files to ${container.id}: Error response from daemon: ${copied.message}`);
}

function silent(process: Process): Process {
  const nothing = { value: (): void => undefined };
  return Object.create(process, { out: nothing, err: nothing }) as Process;
}

function* rebuild(cli: ComposeCli, project: Project, name: string): Task<Loaded<undefined>> {
  const quoted = JSON.stringify(name);
  cli.out(`Rebuilding service ${quoted} after changes were detected...\n`);
  const service = project.services[name];
  const built = service ? yield* buildService(cli, project, { name, service }) : fine(undefined);
  if (!built.ok) {
    cli.out(`Build failed.${built.message === '' ? '' : ` Error: ${built.message}`}\n`);
    return built;
  }
  cli.out(`service ${quoted} successfully built\n`);
  const only = readProject(cli, [name], { dependencies: 'without' });
  if (!only.ok) return only;
  const how = { recreate: 'force', services: [name], recreateDependencies: false, inherit: true } as const;
  const made = yield* converge(cli, only.value, how);
  if (!made.ok) {
    cli.out(`Failed to recreate service after update. Error: ${made.message}\n`);
    return made;
  }
  const started = yield* startProject(cli, only.value);
  if (!started.ok) cli.out(`Application failed to start after update. Error: ${started.message}\n`);
  return fine(undefined);
}
