import type { EndpointRequest } from '../../docker/daemon/containers/endpoint-request.ts';
import type { CreateRequest } from '../../docker/daemon/containers/create.ts';
import type { Container, Config, Healthcheck } from '../../docker/model.ts';
import { clientOptions } from '../../docker/security/security-options.ts';
import type { ComposeCli } from '../cli/command.ts';
import { join } from '../load/paths.ts';
import { configHash } from '../model/hash.ts';
import type { HealthcheckConfig, Project, ServiceConfig } from '../model/project.ts';
import { failure, type Loaded } from '../value.ts';
import { containersOf, labelOf } from './containers.ts';
import { hostConfigOf, networkNames, portsOf, type ContainerOf } from './host-config.ts';
import { LABEL } from './labels.ts';
import { mountsOf, type Injected } from './mounts.ts';

/** A container that a service is to have. */
export interface Wanted {
  readonly project: Project;
  /** Name of the service. */
  readonly service: string;
  readonly config: ServiceConfig;
  readonly name: string;
  readonly number: number;
  /** Made by `run`. */
  readonly oneOff?: boolean;
  readonly autoRemove?: boolean;
  /** Without the names of the service on its networks. */
  readonly anonymous?: boolean;
  readonly old?: Container;
}

/** Image of a service: what it says, or what is built for it. Source: compose pkg/api/api.go GetImageNameOrDefault. */
export function imageOf(project: Project, name: string, { image }: ServiceConfig): string {
  return image ?? `${project.name}-${name}`;
}

/** Name of a container of a service. Source: compose pkg/compose/convergence.go getContainerName. */
export function containerName(project: Project, name: string, number: number): string {
  return project.services[name]?.container_name ?? `${project.name}-${name}-${number}`;
}

function healthOf(check: HealthcheckConfig | undefined): Healthcheck | undefined {
  if (!check) return undefined;
  if (check.disable) return { Test: ['NONE'] };
  return {
    Test: check.test ?? [],
    ...(check.interval === undefined ? {} : { Interval: check.interval }),
    ...(check.timeout === undefined ? {} : { Timeout: check.timeout }),
    ...(check.start_period === undefined ? {} : { StartPeriod: check.start_period }),
    ...(check.start_interval === undefined ? {} : { StartInterval: check.start_interval }),
    ...(check.retries === undefined ? {} : { Retries: check.retries }),
  };
}

function labelsOf(cli: ComposeCli, wanted: Wanted): Record<string, string> {
  const { project, config, service, number } = wanted;
  const depends = Object.entries(config.depends_on ?? {}).map(
    ([name, { condition = 'service_started', restart = false }]) => `${name}:${condition}:${String(restart)}`,
  );
  return {
    ...config.labels,
    [LABEL.hash]: configHash(service, config),
    [LABEL.number]: String(number),
    [LABEL.dependencies]: depends.join(','),
    [LABEL.image]: imageId(cli, wanted),
    [LABEL.oneOff]: wanted.oneOff ? 'True' : 'False',
    [LABEL.project]: project.name,
    [LABEL.files]: project.files.join(','),
    [LABEL.folder]: project.workingDir,
    [LABEL.service]: service,
    [LABEL.version]: cli.daemon.profile.compose,
    ...(wanted.old ? { [LABEL.replaces]: `${service}-${number}` } : {}),
  };
}

function imageId(cli: ComposeCli, { project, service, config }: Wanted): string {
  const tag = imageOf(project, service, config);
  const full = /:[^/]*$/.test(tag) ? tag : `${tag}:latest`;
  return [...cli.daemon.store.images.values()].find(({ tags }) => tags.includes(full))?.id ?? '';
}

function endpointsOf({ project, service, config, name, anonymous }: Wanted): EndpointRequest[] {
  if (config.network_mode) return [];
  return networkNames(config).map((key) => {
    const own = config.networks?.[key];
    const ip = {
      ...(own?.ipv4_address ? { IPv4Address: own.ipv4_address } : {}),
      ...(own?.ipv6_address ? { IPv6Address: own.ipv6_address } : {}),
    };
    const mac = own?.mac_address ?? config.mac_address;
    return {
      network: project.networks[key]?.name ?? key,
      aliases: [name, ...(anonymous ? [] : [service, ...(own?.aliases ?? [])])],
      // one that says anything of the network sends addresses, be it none. Source: create.go createEndpointSettings; recorded
      ...(own ? { ipamConfig: ip } : {}),
      ...(own?.driver_opts ? { driverOpts: own.driver_opts } : {}),
      ...(own?.link_local_ips ? { linkLocal: own.link_local_ips } : {}),
      ...(mac ? { mac } : {}),
    };
  });
}

/** What of a service belongs to its container. */
function containerConfig(cli: ComposeCli, wanted: Wanted): Partial<Config> {
  const { config } = wanted;
  const ports = [
    ...Object.keys(portsOf(config)),
    ...(config.expose ?? []).map((one) => (one.includes('/') ? one : `${one}/tcp`)),
  ];
  const health = healthOf(config.healthcheck);
  return {
    Hostname: config.hostname ?? '',
    Domainname: config.domainname ?? '',
    User: config.user ?? '',
    ...(ports.length > 0 ? { ExposedPorts: Object.fromEntries(ports.map((port) => [port, {}])) } : {}),
    Tty: config.tty ?? false,
    OpenStdin: config.stdin_open ?? false,
    StdinOnce: false,
    AttachStdout: true,
    AttachStderr: true,
    Cmd: config.command ?? null,
    Entrypoint: config.entrypoint ?? null,
    WorkingDir: config.working_dir ?? '',
    Labels: labelsOf(cli, wanted),
    Env: Object.entries(config.environment ?? {}).flatMap(([key, value]) =>
      value === null ? [] : [`${key}=${value}`],
    ),
    ...(config.stop_signal ? { StopSignal: config.stop_signal } : {}),
    ...(config.stop_grace_period === undefined ? {} : { StopTimeout: Math.trunc(config.stop_grace_period / 1e9) }),
    ...(health ? { Healthcheck: health } : {}),
  };
}

/** What compose asks the engine for. Source: compose pkg/compose/create.go getCreateConfigs. */
export function requestOf(
  cli: ComposeCli,
  wanted: Wanted,
): Loaded<{ request: CreateRequest; files: readonly Injected[] }> {
  const { project, config, service } = wanted;
  const containerOf: ContainerOf = (name) =>
    containersOf(cli.daemon, project.name).find((one) => labelOf(one, 'service') === name)?.id ?? name;
  const mounting = mountsOf(project, config, wanted.old);
  if (!mounting.ok) return mounting;
  for (const warning of mounting.value.warnings) cli.warn(warning);
  const security = clientOptions(config.security_opt ?? [], (path) => {
    const file = cli.files.read(join(project.workingDir, path));
    return typeof file === 'object'
      ? { ok: true, value: file.text }
      : { ok: false, message: `open ${join(project.workingDir, path)}: no such file or directory` };
  });
  if (!security.ok) return failure(security.message);
  const made = containerConfig(cli, wanted);
  return {
    ok: true,
    value: {
      files: mounting.value.files,
      request: {
        image: imageOf(project, service, config),
        name: wanted.name,
        config: made,
        hostConfig: {
          ...hostConfigOf(project, config, containerOf),
          ...mounting.value.hostConfig,
          ...(security.value.length > 0 ? { SecurityOpt: [...security.value] } : {}),
          ...(wanted.autoRemove ? { AutoRemove: true } : {}),
        },
        endpoints: endpointsOf(wanted),
        ...(config.platform ? { platform: config.platform } : {}),
      },
    },
  };
}
