import type { HostConfig, PortBinding } from '../../docker/model.ts';
import type { Project, ServiceConfig } from '../model/project.ts';

/** Drops what is undefined: the daemon's default stays. */
function given(config: { [Key in keyof HostConfig]?: HostConfig[Key] | undefined }): Partial<HostConfig> {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined)) as Partial<HostConfig>;
}

/** Limits of a service. Source: compose pkg/compose/create.go getDeployResources, setLimits, setReservations. */
function limitsOf(service: ServiceConfig): Partial<HostConfig> {
  const limits = service.deploy?.resources?.limits;
  const reservations = service.deploy?.resources?.reservations;
  const cpus = limits?.cpus ?? service.cpus;
  return given({
    Memory: limits?.memory ?? service.mem_limit,
    MemorySwap: service.memswap_limit,
    MemoryReservation: reservations?.memory ?? service.mem_reservation,
    MemorySwappiness: service.mem_swappiness,
    NanoCpus: cpus === undefined ? undefined : Math.round(cpus * 1e9),
    CpuPeriod: service.cpu_period,
    CpuQuota: service.cpu_quota,
    CpuShares: service.cpu_shares,
    CpusetCpus: service.cpuset,
    PidsLimit: limits?.pids ?? service.pids_limit,
    OomKillDisable: service.oom_kill_disable,
    OomScoreAdj: service.oom_score_adj,
    BlkioWeight: typeof service.blkio_config?.['weight'] === 'number' ? service.blkio_config['weight'] : undefined,
    Ulimits:
      service.ulimits &&
      Object.entries(service.ulimits).map(([Name, { single = 0, soft, hard }]) => ({
        Name,
        Soft: soft ?? single,
        Hard: hard ?? single,
      })),
    Devices: service.devices?.map(({ source, target, permissions }) => ({
      PathOnHost: source,
      PathInContainer: target || source,
      CgroupPermissions: permissions || 'rwm',
    })),
    ShmSize: service.shm_size,
  });
}

const CONDITIONS: Readonly<Record<string, HostConfig['RestartPolicy']['Name']>> = {
  none: 'no',
  'on-failure': 'on-failure',
  any: 'unless-stopped',
};

/** Source: create.go getRestartPolicy. */
function restartOf({ restart, deploy }: ServiceConfig): HostConfig['RestartPolicy'] {
  if (restart) {
    const [name = 'no', count = '0'] = restart.split(':');
    return { Name: name as HostConfig['RestartPolicy']['Name'], MaximumRetryCount: Number(count) || 0 };
  }
  const policy = deploy?.restart_policy;
  if (!policy) return { Name: 'no', MaximumRetryCount: 0 };
  return {
    Name: CONDITIONS[policy.condition ?? 'any'] ?? 'unless-stopped',
    MaximumRetryCount: policy.max_attempts ?? 0,
  };
}

/** Published ports as the API has them. */
export function portsOf({ ports = [] }: ServiceConfig): Record<string, PortBinding[]> {
  const bindings: Record<string, PortBinding[]> = {};
  for (const { target = 0, protocol = 'tcp', host_ip: HostIp = '', published: HostPort = '' } of ports) {
    const key = `${target}/${protocol}`;
    bindings[key] = [...(bindings[key] ?? []), { HostIp, HostPort }];
  }
  return bindings;
}

/** A namespace of another service is that of its container. */
export type ContainerOf = (service: string) => string;

function shared(mode: string | undefined, containerOf: ContainerOf): string | undefined {
  return mode?.startsWith('service:') ? `container:${containerOf(mode.slice('service:'.length))}` : mode;
}

/** The mode of a service's network: the first of its networks by priority, unless it says another. */
export function networkModeOf(project: Project, service: ServiceConfig, containerOf: ContainerOf): string {
  if (service.network_mode) return shared(service.network_mode, containerOf) ?? 'none';
  const [first] = networkNames(service);
  if (first === undefined) return 'none';
  return project.networks[first]?.name ?? first;
}

/** Networks of a service, the one with the highest priority first. Source: compose-go NetworksByPriority. */
export function networkNames({ networks = {} }: ServiceConfig): string[] {
  return Object.keys(networks).toSorted((one, other) => {
    const [left, right] = [networks[one]?.priority ?? 0, networks[other]?.priority ?? 0];
    return left === right ? (one < other ? -1 : 1) : right - left;
  });
}

/** What of a service belongs to the host, mounts and rights apart. Source: compose pkg/compose/create.go getCreateConfigs. */
export function hostConfigOf(project: Project, service: ServiceConfig, containerOf: ContainerOf): Partial<HostConfig> {
  const { logging } = service;
  return {
    ...limitsOf(service),
    ...given({
      NetworkMode: networkModeOf(project, service, containerOf),
      PortBindings: portsOf(service),
      RestartPolicy: restartOf(service),
      CapAdd: service.cap_add,
      CapDrop: service.cap_drop,
      GroupAdd: service.group_add,
      Init: service.init,
      ReadonlyRootfs: service.read_only,
      Privileged: service.privileged,
      Sysctls: service.sysctls,
      Dns: service.dns,
      DnsOptions: service.dns_opt,
      DnsSearch: service.dns_search,
      ExtraHosts:
        service.extra_hosts &&
        Object.entries(service.extra_hosts).flatMap(([host, all]) => all.map((address) => `${host}:${address}`)),
      IpcMode: shared(service.ipc, containerOf),
      PidMode: shared(service.pid, containerOf),
      UTSMode: service.uts,
      UsernsMode: service.userns_mode,
      Runtime: service.runtime,
      CgroupnsMode: service.cgroup as HostConfig['CgroupnsMode'] | undefined,
      LogConfig: logging && { Type: logging.driver ?? 'json-file', Config: logging.options ?? {} },
      Tmpfs:
        service.tmpfs &&
        Object.fromEntries(
          service.tmpfs.map((one) => {
            const at = one.indexOf(':');
            return at === -1 ? [one, ''] : [one.slice(0, at), one.slice(at + 1)];
          }),
        ),
      VolumesFrom: service.volumes_from?.map((one) => {
        if (one.startsWith('container:')) return one.slice('container:'.length);
        const [name = '', ...mode] = one.split(':');
        return [containerOf(name), ...mode].join(':');
      }),
    }),
  };
}
