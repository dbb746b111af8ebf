import type { Given } from '../../docker/cli/flags.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCli, ComposeCommand } from '../cli/command.ts';
import { exclusive, readProject } from '../cli/project.ts';
import type { Project } from '../model/project.ts';
import { attachAll } from '../run/attach.ts';
import { containersOf, labelOf, ofServices } from '../run/containers.ts';
import { logOf, shortName } from '../run/log-lines.ts';
import { startProject, waitFor } from '../run/start.ts';
import { applyScale, createFlagProblem, createProject, timeoutOf } from '../run/up.ts';
import { failure, type Loaded } from '../value.ts';

/** Flags that exclude each other. Source: compose cmd/compose/up.go validateFlags. */
function problems(given: Given): Loaded<undefined> {
  const attaching =
    ['abort-on-container-exit', 'attach', 'attach-dependencies'].some((flag) => given.has(flag)) ||
    given.has('exit-code-from');
  const shared = createFlagProblem(given);
  return exclusive([
    [
      given.on('wait') && attaching,
      '--wait cannot be combined with --abort-on-container-exit, --attach or --attach-dependencies',
    ],
    [
      given.on('detach') && attaching,
      '--detach cannot be combined with --abort-on-container-exit, --attach or --attach-dependencies',
    ],
    [shared !== undefined, shared ?? ''],
  ]);
}

function* attached(cli: ComposeCli, given: Given, project: Project): Task {
  const dependencies = given.on('attach-dependencies');
  const chosen = given.values('attach').length > 0 ? given.values('attach') : dependencies ? [] : given.args;
  const apart = given.values('no-attach');
  const all = ofServices(containersOf(cli.daemon, project.name), chosen)
    .filter((one) => {
      const name = labelOf(one, 'service');
      const service = project.services[name];
      // `attach: false` counts unless --attach names it
      const wanted = service?.attach !== false || given.values('attach').includes(name);
      return service !== undefined && wanted && !apart.includes(name);
    })
    .toReversed();
  cli.out(`Attaching to ${all.map(shortName).toSorted().join(', ')}\n`);
  const code = given.value('exit-code-from');
  const outcome = yield* attachAll(cli, all, {
    prefix: !given.on('no-log-prefix'),
    timestamps: given.on('timestamps'),
    abort: given.on('abort-on-container-exit') || code !== undefined,
    from: new Map(all.map((one) => [one.id, cli.daemon.live.has(one.id) ? 0 : logOf(cli, one).length])),
    // who stays with the containers sees what they print, not how they start. Source: compose pkg/compose/up.go; recorded
    start: startProject({ ...cli, progress: () => undefined }, project),
    ...timeoutOf(given),
    ...(code === undefined ? {} : { codeFrom: code }),
  });
  return outcome.failed ? cli.fail({ ok: false, ...outcome.failed }) : outcome.code;
}

function* start(cli: ComposeCli, given: Given, project: Project): Task {
  const started = yield* startProject(cli, project);
  if (!started.ok) return cli.fail(started);
  if (!given.on('wait')) return 0;
  const limit = Number(given.value('wait-timeout') ?? 0);
  const waited = yield* waitFor(cli, project, {
    dependant: project.name,
    dependencies: Object.fromEntries(
      Object.keys(project.services).map((name) => [name, { condition: 'running_or_healthy', required: true }]),
    ),
    ...(limit > 0 ? { until: cli.daemon.now + limit * 1000 } : {}),
  });
  if (waited.ok) return 0;
  const message = waited.message.replace(/^dependency failed to start: /, '');
  return cli.fail(
    message === 'context deadline exceeded' ? failure(`application not healthy after ${limit}s`) : failure(message),
  );
}

const command: ComposeCommand = {
  short: 'Create and start containers',
  usage: '[OPTIONS] [SERVICE...]',
  flags: `
      --abort-on-container-exit   Stops all containers if any container
                                  was stopped. Incompatible with -d
      --always-recreate-deps      Recreate dependent containers.
                                  Incompatible with --no-recreate.
      --attach stringArray        Restrict attaching to the specified
                                  services. Incompatible with
                                  --attach-dependencies.
      --attach-dependencies       Automatically attach to log output of
                                  dependent services
      --build                     Build images before starting containers
  -d, --detach                    Detached mode: Run containers in the
                                  background
      --dry-run                   Execute command in dry run mode
      --exit-code-from string     Return the exit code of the selected
                                  service container. Implies
                                  --abort-on-container-exit
      --force-recreate            Recreate containers even if their
                                  configuration and image haven't changed
      --no-attach stringArray     Do not attach (stream logs) to the
                                  specified services
      --no-build                  Don't build an image, even if it's policy
      --no-color                  Produce monochrome output
      --no-deps                   Don't start linked services
      --no-log-prefix             Don't print prefix in logs
      --no-recreate               If containers already exist, don't
                                  recreate them. Incompatible with
                                  --force-recreate.
      --no-start                  Don't start the services after creating them
      --pull string               Pull image before running
                                  ("always"|"missing"|"never") (default
                                  "policy")
      --quiet-pull                Pull without printing progress information
      --remove-orphans            Remove containers for services not
                                  defined in the Compose file
  -V, --renew-anon-volumes        Recreate anonymous volumes instead of
                                  retrieving data from the previous containers
      --scale scale               Scale SERVICE to NUM instances.
                                  Overrides the scale setting in the
                                  Compose file if present.
  -t, --timeout int               Use this timeout in seconds for
                                  container shutdown when attached or
                                  when containers are already running
      --timestamps                Show timestamps
      --wait                      Wait for services to be
                                  running|healthy. Implies detached mode.
      --wait-timeout int          Maximum duration to wait for the
                                  project to be running|healthy
  -w, --watch                     Watch source code and rebuild/refresh
                                  containers when files are updated.
`,
  *run(cli, given): Task {
    const wrong = problems(given);
    if (!wrong.ok) return cli.fail(wrong);
    if (given.on('watch')) cli.notSimulated('docker compose up --watch');
    const read = readProject(cli, given.args, given.on('no-deps') ? { dependencies: 'without' } : {});
    if (!read.ok) return cli.fail(read);
    const project = read.value;
    if (Object.keys(project.services).length === 0) return cli.fail('no service selected');
    const code = given.value('exit-code-from') ?? '';
    if (code !== '' && !(code in project.services)) return cli.fail(`no such service: ${code}: not found`);
    const strange = given.values('attach').filter((name) => !(name in project.services));
    if (strange.length > 0 && !given.on('detach'))
      return cli.fail(`cannot attach to services not included in up: ${strange.join(', ')}`);
    const scaled = applyScale(project, given);
    if (!scaled.ok) return cli.fail(scaled);
    const created = yield* createProject(cli, project, { given, services: given.args });
    if (!created.ok) return created.message === '' ? created.exit : cli.fail(created);
    if (given.on('no-start')) return 0;
    return given.on('detach') || given.on('wait')
      ? yield* start(cli, given, project)
      : yield* attached(cli, given, project);
  },
};
export default command;
