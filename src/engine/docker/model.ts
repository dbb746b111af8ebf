import type { BuildCache } from '../builder/result.ts';
import type { Tree, WritableTree } from '../files/index.ts';
import type { OperatingSystem } from '../kernel/index.ts';

/**
 * What the daemon keeps, in the words and shapes of Docker's own API (v1.45), so that `inspect` reads them off. All of it is
 * mutable and belongs to one host; what leaves the host is copied (view.ts). Times are virtual milliseconds of the host.
 */

/** Config of an image or container. Source: moby api/types/container/config.go (26.1). */
export interface Config {
  Hostname: string;
  Domainname: string;
  User: string;
  AttachStdin: boolean;
  AttachStdout: boolean;
  AttachStderr: boolean;
  ExposedPorts?: Record<string, Record<string, never>>;
  Tty: boolean;
  OpenStdin: boolean;
  StdinOnce: boolean;
  Env: string[];
  Cmd: string[] | null;
  /** Set by BuildKit with every CMD; only images have it. */
  ArgsEscaped?: boolean;
  Healthcheck?: Healthcheck;
  Image: string;
  Volumes: Record<string, Record<string, never>> | null;
  WorkingDir: string;
  Entrypoint: string[] | null;
  MacAddress?: string;
  OnBuild: string[] | null;
  Labels: Record<string, string> | null;
  StopSignal?: string;
  /** Seconds. */
  StopTimeout?: number;
  Shell?: string[];
}

/** Durations in nanoseconds, as the API has them. */
export interface Healthcheck {
  Test: string[];
  Interval?: number;
  Timeout?: number;
  StartPeriod?: number;
  StartInterval?: number;
  Retries?: number;
}

export interface PortBinding {
  HostIp: string;
  HostPort: string;
}

export interface MountSpec {
  Type: 'bind' | 'volume' | 'tmpfs';
  Source?: string;
  Target: string;
  ReadOnly?: boolean;
  Consistency?: string;
  BindOptions?: Record<string, unknown>;
  VolumeOptions?: {
    NoCopy?: boolean;
    Labels?: Record<string, string>;
    Subpath?: string;
    DriverConfig?: { Name?: string; Options?: Record<string, string> };
  };
  TmpfsOptions?: { SizeBytes?: number; Mode?: number };
}

export interface Ulimit {
  Name: string;
  Hard: number;
  Soft: number;
}

/** What belongs to the host rather than the image. Bytes, nanoseconds, as the API. Source: api/types/container/hostconfig.go. */
export interface HostConfig {
  Binds: string[] | null;
  NetworkMode: string;
  PortBindings: Record<string, PortBinding[]>;
  RestartPolicy: { Name: 'no' | 'always' | 'on-failure' | 'unless-stopped'; MaximumRetryCount: number };
  AutoRemove: boolean;
  VolumesFrom: string[] | null;
  /** Of volumes that `-v` makes. */
  VolumeDriver?: string;
  CapAdd: string[] | null;
  CapDrop: string[] | null;
  CgroupnsMode: 'host' | 'private';
  Dns: string[];
  DnsOptions: string[];
  DnsSearch: string[];
  ExtraHosts: string[] | null;
  GroupAdd: string[] | null;
  IpcMode: string;
  PidMode: string;
  UTSMode: string;
  UsernsMode: string;
  Links: string[] | null;
  OomScoreAdj: number;
  Privileged: boolean;
  PublishAllPorts: boolean;
  ReadonlyRootfs: boolean;
  SecurityOpt: string[] | null;
  Tmpfs?: Record<string, string>;
  Mounts?: MountSpec[];
  ShmSize: number;
  Sysctls?: Record<string, string>;
  Runtime: string;
  Init?: boolean;
  LogConfig: { Type: string; Config: Record<string, string> };
  CpuShares: number;
  Memory: number;
  NanoCpus: number;
  CpuPeriod: number;
  CpuQuota: number;
  CpusetCpus: string;
  CpusetMems: string;
  BlkioWeight: number;
  /** Flags as given that only appear in `inspect`. */
  Extra: Record<string, unknown>;
  MemoryReservation: number;
  MemorySwap: number;
  MemorySwappiness: number | null;
  OomKillDisable: boolean | null;
  PidsLimit: number | null;
  Ulimits: Ulimit[];
  Devices: { PathOnHost: string; PathInContainer: string; CgroupPermissions: string }[];
}

/** What is asked of one network of a container, and what it got. Source: api/types/network/endpoint.go. */
export interface Endpoint {
  /** Name of the network. */
  network: string;
  networkId: string;
  /** As asked for: --ip, --ip6. */
  ipamConfig: { IPv4Address?: string; IPv6Address?: string } | null;
  aliases: string[] | null;
  links: string[] | null;
  driverOpts: Record<string, string> | null;
  /** Empty while the container does not run. */
  endpointId: string;
  address: string;
  prefix: number;
  gateway: string;
  address6: string;
  prefix6: number;
  gateway6: string;
  mac: string;
  /** Names that the embedded DNS answers for; null on the default bridge. */
  dnsNames: string[] | null;
}

/** A mount of a container as `inspect` shows it under Mounts. */
export interface Mount {
  Type: 'bind' | 'volume' | 'tmpfs';
  /** Name of a volume. */
  Name?: string;
  Source: string;
  Destination: string;
  Driver?: string;
  Mode: string;
  RW: boolean;
  Propagation: string;
}

export type Status = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

export interface State {
  status: Status;
  /** Pid on the host; 0 while it does not run. */
  pid: number;
  exitCode: number;
  error: string;
  oomKilled: boolean;
  /** Undefined: never. */
  startedAt?: number;
  finishedAt?: number;
  health?: Health;
}

export interface Health {
  status: 'starting' | 'healthy' | 'unhealthy';
  failingStreak: number;
  log: { start: number; end: number; exitCode: number; output: string }[];
}

/** One piece of output of a container. */
export interface LogEntry {
  at: number;
  fd: 1 | 2;
  text: string;
}

export interface Container {
  readonly id: string;
  /** Without the slash. */
  name: string;
  readonly created: number;
  readonly image: Image;
  config: Config;
  hostConfig: HostConfig;
  /** What `docker run` is told to run: first word and the others. */
  path: string;
  args: string[];
  state: State;
  restartCount: number;
  /** True once somebody stopped or killed it: restart policies leave it alone. */
  stoppedByHand: boolean;
  endpoints: Map<string, Endpoint>;
  mounts: Mount[];
  /** The container's own layer over the image. */
  tree: WritableTree;
  logs: LogEntry[];
  execIds: string[];
  /** Ports as published while it runs: `80/tcp` → bindings. */
  ports: Record<string, PortBinding[] | null>;
  hostnamePath: string;
}

export interface Image {
  /** `sha256:…` */
  readonly id: string;
  /** `alpine:3.20`, without docker.io/library/. */
  tags: string[];
  digests: string[];
  readonly created: number;
  readonly config: Config;
  readonly tree: Tree;
  readonly os: OperatingSystem;
  readonly platform: string;
  /** Bytes. */
  readonly size: number;
  readonly history: readonly HistoryEntry[];
  /** Digests of the layers, lowest first. */
  readonly layers: readonly string[];
  readonly assumed: boolean;
  readonly author?: string;
  readonly comment?: string;
  /** Id of the image that a committed container was made of. */
  readonly parent?: string;
}

export interface HistoryEntry {
  readonly createdBy: string;
  readonly created: number;
  /** Bytes. */
  readonly size: number;
  readonly comment: string;
  readonly empty: boolean;
}

export interface IpamPool {
  Subnet: string;
  IPRange?: string;
  Gateway?: string;
  AuxiliaryAddresses?: Record<string, string>;
}

/** A block of a network as its addresses are given out. */
export interface NetworkPool {
  readonly Subnet: string;
  readonly IPRange?: string;
  readonly Gateway: string;
  /** Asked for by its user: static addresses are allowed. */
  readonly given: boolean;
}

export interface Network {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly driver: string;
  readonly scope: 'local';
  readonly enableIPv6: boolean;
  readonly ipam: { Driver: string; Options: Record<string, string> | null; Config: IpamPool[] };
  /** True when the user gave a subnet: static addresses are allowed. */
  readonly configured: boolean;
  /** Its blocks with the gateways that were chosen; `ipam` shows only what was asked for. */
  readonly pools?: readonly NetworkPool[];
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly ingress: boolean;
  readonly options: Record<string, string>;
  readonly labels: Record<string, string>;
  /** Only settings for others, which name it in `configFrom`. */
  readonly configOnly?: boolean;
  readonly configFrom?: string;
  /** Addresses in use: address → id of the endpoint (or `gateway`, `aux NAME`). */
  readonly leases: Map<string, string>;
}

export interface Volume {
  readonly name: string;
  readonly created: number;
  readonly driver: string;
  readonly options: Record<string, string> | null;
  readonly labels: Record<string, string> | null;
  readonly anonymous: boolean;
  /** Its files, shared by all containers that mount it. */
  readonly tree: WritableTree;
}

/** An event as `docker events` prints it. */
export interface Event {
  readonly at: number;
  readonly type: 'container' | 'image' | 'network' | 'volume' | 'builder' | 'daemon';
  readonly action: string;
  readonly id: string;
  /** Printed in this order. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What the build cache shows of one thing it keeps (`docker buildx du`). Source: moby/buildkit client/diskusage.go UsageInfo. */
export interface CacheRecord {
  /** 25 letters and digits. */
  readonly id: string;
  readonly parent?: string;
  readonly type: 'regular' | 'source.local' | 'exec.cachemount';
  readonly description: string;
  readonly created: number;
  lastUsed: number;
  usageCount: number;
  /** Bytes. */
  size: number;
  readonly mutable: boolean;
  /** Id of the stack of layers that it holds; images may stand on the same. */
  readonly chain?: string;
  /** Keys of the build cache that go with it. */
  readonly keys: readonly string[];
}

/** Everything the daemon of one host keeps. */
export interface Store {
  readonly containers: Map<string, Container>;
  readonly images: Map<string, Image>;
  readonly networks: Map<string, Network>;
  readonly volumes: Map<string, Volume>;
  readonly events: Event[];
  cache: BuildCache;
  /** What the build cache is made of, by what each stands for. */
  readonly records: Map<string, CacheRecord>;
}
