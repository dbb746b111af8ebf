import type { Mapping, Value } from '../value.ts';

/** Durations in nanoseconds, sizes in bytes; fields as compose names them (model/fields.ts). */
export interface ServiceConfig {
  readonly profiles?: string[];
  readonly annotations?: Record<string, string>;
  readonly attach?: boolean;
  readonly build?: BuildConfig;
  readonly blkio_config?: Record<string, Value>;
  readonly cap_add?: string[];
  readonly cap_drop?: string[];
  readonly cgroup?: string;
  readonly cgroup_parent?: string;
  readonly command?: string[];
  readonly configs?: FileMount[];
  readonly container_name?: string;
  readonly cpu_period?: number;
  readonly cpu_quota?: number;
  readonly cpus?: number;
  readonly cpuset?: string;
  readonly cpu_shares?: number;
  readonly depends_on?: Record<string, Dependency>;
  readonly deploy?: DeployConfig;
  readonly devices?: { source: string; target: string; permissions: string }[];
  readonly dns?: string[];
  readonly dns_opt?: string[];
  readonly dns_search?: string[];
  readonly domainname?: string;
  readonly entrypoint?: string[];
  environment?: Record<string, string | null>;
  env_file?: { path: string; required?: boolean; format?: string }[];
  readonly expose?: string[];
  readonly external_links?: string[];
  readonly extra_hosts?: Record<string, string[]>;
  readonly group_add?: string[];
  readonly gpus?: Value[];
  readonly hostname?: string;
  readonly healthcheck?: HealthcheckConfig;
  readonly image?: string;
  readonly init?: boolean;
  readonly ipc?: string;
  readonly isolation?: string;
  labels?: Record<string, string>;
  label_file?: string[];
  readonly links?: string[];
  readonly logging?: { driver?: string; options?: Record<string, string> };
  readonly mem_limit?: number;
  readonly mem_reservation?: number;
  readonly memswap_limit?: number;
  readonly mem_swappiness?: number;
  readonly mac_address?: string;
  readonly network_mode?: string;
  readonly networks?: Record<string, Attachment | null>;
  readonly oom_kill_disable?: boolean;
  readonly oom_score_adj?: number;
  readonly pid?: string;
  readonly pids_limit?: number;
  readonly platform?: string;
  readonly ports?: PortConfig[];
  readonly privileged?: boolean;
  readonly pull_policy?: string;
  readonly read_only?: boolean;
  readonly restart?: string;
  readonly runtime?: string;
  scale?: number;
  readonly secrets?: FileMount[];
  readonly security_opt?: string[];
  readonly shm_size?: number;
  readonly stdin_open?: boolean;
  readonly stop_grace_period?: number;
  readonly stop_signal?: string;
  readonly storage_opt?: Record<string, string>;
  readonly sysctls?: Record<string, string>;
  readonly tmpfs?: string[];
  readonly tty?: boolean;
  readonly ulimits?: Record<string, { single?: number; soft?: number; hard?: number }>;
  readonly user?: string;
  readonly userns_mode?: string;
  readonly uts?: string;
  readonly volumes?: VolumeMount[];
  readonly volumes_from?: string[];
  readonly working_dir?: string;
  readonly post_start?: Value[];
  readonly pre_stop?: Value[];
  readonly develop?: { watch?: Trigger[] };
}

/** What happens when files below a path change. */
export interface Trigger {
  readonly path?: string;
  readonly action?: string;
  readonly target?: string;
  readonly ignore?: readonly string[];
}

export interface BuildConfig {
  readonly context?: string;
  readonly dockerfile?: string;
  readonly dockerfile_inline?: string;
  readonly args?: Record<string, string | null>;
  readonly labels?: Record<string, string>;
  readonly cache_from?: string[];
  readonly cache_to?: string[];
  readonly no_cache?: boolean;
  readonly additional_contexts?: Record<string, string>;
  readonly pull?: boolean;
  readonly network?: string;
  readonly target?: string;
  readonly secrets?: FileMount[];
  readonly tags?: string[];
  readonly platforms?: string[];
  readonly ssh?: Record<string, string | null>;
}

export interface FileMount {
  readonly source?: string;
  readonly target?: string;
  readonly uid?: string;
  readonly gid?: string;
  readonly mode?: number;
}

export interface Dependency {
  readonly condition?: string;
  readonly restart?: boolean;
  readonly required?: boolean;
}

export interface DeployConfig {
  readonly replicas?: number;
  readonly labels?: Record<string, string>;
  readonly resources?: {
    readonly limits?: { readonly cpus?: number; readonly memory?: number; readonly pids?: number };
    readonly reservations?: { readonly cpus?: number; readonly memory?: number };
  };
  readonly restart_policy?: { readonly condition?: string; readonly max_attempts?: number };
}

export interface HealthcheckConfig {
  readonly test?: string[];
  readonly timeout?: number;
  readonly interval?: number;
  readonly retries?: number;
  readonly start_period?: number;
  readonly start_interval?: number;
  readonly disable?: boolean;
}

export interface Attachment {
  readonly priority?: number;
  readonly aliases?: string[];
  readonly ipv4_address?: string;
  readonly ipv6_address?: string;
  readonly link_local_ips?: string[];
  readonly mac_address?: string;
  readonly driver_opts?: Record<string, string>;
}

export interface PortConfig {
  readonly mode?: string;
  readonly host_ip?: string;
  readonly target?: number;
  readonly published?: string;
  readonly protocol?: string;
}

export interface VolumeMount {
  readonly type?: string;
  readonly source?: string;
  readonly target?: string;
  readonly read_only?: boolean;
  readonly bind?: { readonly propagation?: string; readonly create_host_path?: boolean; readonly selinux?: string };
  readonly volume?: { readonly nocopy?: boolean; readonly subpath?: string };
  readonly tmpfs?: { readonly size?: number; readonly mode?: number };
}

export interface NetworkConfig {
  readonly name?: string;
  readonly driver?: string;
  readonly driver_opts?: Record<string, string>;
  readonly ipam?: {
    readonly driver?: string;
    readonly config?: {
      readonly subnet?: string;
      readonly gateway?: string;
      readonly ip_range?: string;
      readonly aux_addresses?: Record<string, string>;
    }[];
  };
  readonly external?: boolean;
  readonly internal?: boolean;
  readonly attachable?: boolean;
  readonly labels?: Record<string, string>;
  readonly enable_ipv6?: boolean;
}

export interface VolumeConfig {
  readonly name?: string;
  readonly driver?: string;
  readonly driver_opts?: Record<string, string>;
  readonly external?: boolean;
  readonly labels?: Record<string, string>;
}

export interface FileConfig {
  readonly name?: string;
  readonly file?: string;
  readonly environment?: string;
  readonly content?: string;
  readonly external?: boolean;
}

/** A project, loaded. */
export interface Project {
  readonly name: string;
  readonly workingDir: string;
  readonly files: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  /** Services whose profiles are active, by name, sorted. */
  services: Record<string, ServiceConfig>;
  /** Services that are not: no profile of theirs is active, or nobody selected them. */
  disabled: Record<string, ServiceConfig>;
  networks: Record<string, NetworkConfig>;
  volumes: Record<string, VolumeConfig>;
  secrets: Record<string, FileConfig>;
  configs: Record<string, FileConfig>;
  readonly profiles: readonly string[];
  /** `x-` keys of the file. */
  readonly extensions: Mapping;
}

/** How many containers a service is to have. */
export function scaleOf(service: ServiceConfig): number {
  return service.scale ?? service.deploy?.replicas ?? 1;
}

/** A record in the order of Go's sorted keys, without inherited keys. */
export function record<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const made = Object.create(null) as Record<string, T>;
  for (const [key, value] of [...entries].toSorted(([one], [other]) => (one < other ? -1 : one === other ? 0 : 1)))
    made[key] = value;
  return made;
}
