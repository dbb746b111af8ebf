import { runDocker } from '../../docker/cli/dispatch.ts';
import { STARTED, STARTING } from '../../docker/daemon/assumed-durations.ts';
import { startContainer } from '../../docker/daemon/lifecycle/start.ts';
import type { Given } from '../../docker/cli/flags.ts';
import type { Container } from '../../docker/model.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCli, ComposeCommand } from '../cli/command.ts';
import { readProject } from '../cli/project.ts';
import { noSuchService } from '../load/consistency.ts';
import { parseVolume } from '../load/volume.ts';
import { parsePort } from '../load/ports.ts';
import { record, type PortConfig, type Project, type ServiceConfig, type VolumeMount } from '../model/project.ts';
import { commandWords } from '../model/command-words.ts';
import { make } from '../run/converge.ts';
import { ensureImages } from '../run/images.ts';
import { startProject, waitFor } from '../run/start.ts';
import { createProject } from '../run/up.ts';
import { failure, fine, type Loaded } from '../value.ts';

/** The service as this one container is to have it. Source: compose cmd/compose/run.go apply, pkg/compose/run.go applyRunOptions. */
function changed(cli: ComposeCli, given: Given, service: ServiceConfig): Loaded<ServiceConfig> {
  const environment = new Map(Object.entries(service.environment ?? {}));
  for (const line of given.values('env')) {
    const at = line.indexOf('=');
    if (at === -1) environment.set(line, cli.process.env.get(line) ?? null);
    else environment.set(line.slice(0, at), line.slice(at + 1));
  }
  const labels = Object.entries(service.labels ?? {});
  for (const line of given.values('label')) labels.push([line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]);
  const ports: PortConfig[] = given.on('service-ports') ? [...(service.ports ?? [])] : [];
  for (const one of given.values('publish')) {
    const read = parsePort(one);
    if (!read.ok) return failure(read.message);
    ports.push(...(read.value as PortConfig[]));
  }
  const volumes: VolumeMount[] = [...(service.volumes ?? [])];
  for (const one of given.values('volume')) {
    const read = parseVolume(one);
    if (!read.ok) return read;
    volumes.push(read.value as VolumeMount);
  }
  const entrypoint = given.value('entrypoint');
  const argv = given.args.slice(1);
  const { container_name: _name, restart: _restart, deploy, ...rest } = service;
  return fine({
    ...rest,
    ...(deploy ? { deploy: { ...deploy, replicas: 1, restart_policy: { condition: 'none' } } } : {}),
    environment: record(environment),
    labels: record(labels),
    ports,
    volumes,
    tty: cli.daemon.profile.tty && !given.on('no-TTY') && !given.on('detach'),
    stdin_open: !given.has('interactive') || given.on('interactive'),
    ...(argv.length > 0 ? { command: argv } : {}),
    ...(entrypoint === undefined
      ? {}
      : { entrypoint: commandWords(entrypoint) ?? [], ...(argv.length > 0 ? {} : { command: [] }) }),
    ...(given.has('user') ? { user: given.value('user') ?? '' } : {}),
    ...(given.has('workdir') ? { working_dir: given.value('workdir') ?? '' } : {}),
    cap_add: [...(service.cap_add ?? []), ...given.values('cap-add')],
    cap_drop: [...(service.cap_drop ?? []), ...given.values('cap-drop')],
    scale: 1,
  });
}

/** Makes and starts what the service depends on, and the networks of all. */
function* prepare(cli: ComposeCli, given: Given, project: Project): Task<Loaded<ServiceConfig>> {
  const [name = ''] = given.args;
  const own = project.services[name];
  if (!own) return noSuchService(name);
  const dependencies: Project = {
    ...project,
    services: record(Object.entries(project.services).filter(([other]) => other !== name)),
  };
  const images = yield* ensureImages(
    cli,
    { ...project, services: record([[name, own]]) },
    { ...(given.on('build') ? { build: true } : {}), quiet: given.on('quiet-pull') },
  );
  if (!images.ok) return images;
  const created = yield* createProject(
    cli,
    given.on('no-deps')
      ? { ...dependencies, services: record<ServiceConfig>([]), disabled: { ...project.disabled, ...project.services } }
      : { ...dependencies, disabled: { ...project.disabled, [name]: own } },
    { given, services: [] },
  );
  if (!created.ok) return created;
  if (!given.on('no-deps')) {
    const started = yield* startProject(cli, dependencies);
    if (!started.ok) return started;
    const waited = yield* waitFor(cli, project, { dependant: name, dependencies: own.depends_on ?? {} });
    if (!waited.ok) return waited;
  }
  return changed(cli, given, own);
}

function* stay(cli: ComposeCli, given: Given, container: Container): Task {
  if (!given.on('detach')) {
    const stdin = container.config.OpenStdin ? ['-i'] : [];
    return yield* runDocker(cli.daemon, cli.process, ['start', '-a', ...stdin, container.id]);
  }
  yield* cli.process.sleep(STARTING);
  const started = startContainer(cli.daemon, container);
  if (!started.ok) return cli.refuse(started.message);
  yield* cli.process.sleep(STARTED);
  cli.out(`${container.id}\n`);
  return 0;
}

const command: ComposeCommand = {
  short: 'Run a one-off command on a service',
  usage: '[OPTIONS] SERVICE [COMMAND] [ARGS...]',
  flags: `
      --build                 Build image before starting container
      --cap-add list          Add Linux capabilities
      --cap-drop list         Drop Linux capabilities
  -d, --detach                Run container in background and print
                              container ID
      --dry-run               Execute command in dry run mode
      --entrypoint string     Override the entrypoint of the image
  -e, --env stringArray       Set environment variables
  -i, --interactive           Keep STDIN open even if not attached
                              (default true)
  -l, --label stringArray     Add or override a label
      --name string           Assign a name to the container
  -T, --no-TTY                Disable pseudo-TTY allocation (default:
                              auto-detected) (default true)
      --no-deps               Don't start linked services
  -p, --publish stringArray   Publish a container's port(s) to the host
      --quiet-pull            Pull without printing progress information
      --remove-orphans        Remove containers for services not defined
                              in the Compose file
      --rm                    Automatically remove the container when it exits
  -P, --service-ports         Run command with all service's ports
                              enabled and mapped to the host
      --use-aliases           Use the service's network useAliases in the
                              network(s) the container connects to
  -u, --user string           Run as specified username or uid
  -v, --volume stringArray    Bind mount a volume
  -w, --workdir string        Working directory inside the container
`,
  args: { least: 1 },
  stops: true,
  *run(cli, given): Task {
    const [name = ''] = given.args;
    const read = readProject(cli, [name], given.on('no-deps') ? { dependencies: 'without' } : {});
    if (!read.ok) return cli.fail(read);
    const project = read.value;
    const config = yield* prepare(cli, given, project);
    if (!config.ok) return config.message === '' ? config.exit : cli.fail(config);
    const slug = cli.daemon.newId().slice(0, 12);
    const made = make(cli, {
      project: { ...project, services: record([...Object.entries(project.services), [name, config.value]]) },
      service: name,
      config: config.value,
      name: given.value('name') ?? `${project.name}-${name}-run-${slug}`,
      number: 1,
      oneOff: true,
      autoRemove: given.on('rm'),
      anonymous: !given.on('use-aliases'),
    });
    return made.ok ? yield* stay(cli, given, made.value) : cli.fail(made);
  },
};
export default command;
