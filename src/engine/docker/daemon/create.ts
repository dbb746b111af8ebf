import { overlay } from '../../files/index.ts';
import type { Config, Container, HostConfig } from '../model.ts';
import { makeMounts } from '../volumes/attach.ts';
import type { EndpointRequest } from './asked.ts';
import { describe } from './attributes.ts';
import type { Daemon, Result } from './daemon.ts';
import { refused } from './daemon.ts';
import { findImage } from './find-image.ts';
import { newName } from './names.ts';

/** What `POST /containers/create` takes; what is left out comes from the image or is Docker's default. */
export interface CreateRequest {
  readonly image: string;
  readonly name?: string;
  readonly config: Partial<Config>;
  readonly hostConfig: Partial<HostConfig>;
  /** Networks in the order given; without any it is `hostConfig.NetworkMode`. */
  readonly endpoints?: readonly EndpointRequest[];
  /** `linux/arm64`, as asked for by --platform. */
  readonly platform?: string;
  /** What the client warns of before it asks. */
  readonly warnings?: readonly string[];
}

/** Docker's defaults. Source: recorded, `docker inspect` of a plain container (run-inspect). */
export function defaultHostConfig(daemon: Daemon): HostConfig {
  return {
    Binds: null,
    NetworkMode: 'bridge',
    PortBindings: {},
    RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
    AutoRemove: false,
    VolumesFrom: null,
    CapAdd: null,
    CapDrop: null,
    CgroupnsMode: daemon.profile.cgroup === 1 ? 'host' : 'private',
    Dns: [],
    DnsOptions: [],
    DnsSearch: [],
    ExtraHosts: null,
    GroupAdd: null,
    IpcMode: 'private',
    PidMode: '',
    UTSMode: '',
    UsernsMode: '',
    Links: null,
    OomScoreAdj: 0,
    Privileged: false,
    PublishAllPorts: false,
    ReadonlyRootfs: false,
    SecurityOpt: null,
    ShmSize: 67_108_864,
    Runtime: 'runc',
    LogConfig: { Type: 'json-file', Config: {} },
    CpuShares: 0,
    Memory: 0,
    NanoCpus: 0,
    CpuPeriod: 0,
    CpuQuota: 0,
    CpusetCpus: '',
    CpusetMems: '',
    BlkioWeight: 0,
    Extra: {},
    MemoryReservation: 0,
    MemorySwap: 0,
    MemorySwappiness: null,
    OomKillDisable: false,
    PidsLimit: null,
    Ulimits: [],
    Devices: [],
  };
}

/** Creates a container from an image of the host. Refused in the daemon's words. */
export function createContainer(daemon: Daemon, request: CreateRequest): Result<Container> {
  const image = findImage(daemon, request.image);
  if (!image) return refused(`No such image: ${request.image}`);
  const { containers } = daemon.store;
  const name = request.name ?? newName(daemon);
  if (!/^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name))
    return refused(`Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  const taken = [...containers.values()].find((one) => one.name === name);
  if (taken)
    return refused(
      `Conflict. The container name "/${name}" is already in use by container "${taken.id}". You have to remove (or rename) that container to be able to reuse that name`,
    );
  const id = daemon.newId();
  const config = configOf(id, image.config, request);
  const [path = '', ...args] = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  if (path === '') return refused('No command specified');
  const hostConfig = { ...defaultHostConfig(daemon), ...request.hostConfig };
  const container: Container = {
    id,
    name,
    created: daemon.now,
    image,
    config,
    hostConfig,
    path,
    args,
    state: { status: 'created', pid: 0, exitCode: 0, error: '', oomKilled: false },
    restartCount: 0,
    stoppedByHand: false,
    endpoints: new Map(),
    mounts: [],
    tree: overlay(image.tree),
    logs: [],
    execIds: [],
    ports: {},
    hostnamePath: '',
  };
  const mounted = makeMounts(daemon, container);
  if (!mounted.ok) return mounted;
  containers.set(id, container);
  daemon.emit({ type: 'container', action: 'create', id, attributes: describe(container) });
  return { ok: true, value: container };
}

/** The image's config with what was asked for over it. Source: moby daemon/commit.go merge. */
function configOf(id: string, image: Config, request: CreateRequest): Config {
  const asked = request.config;
  const entrypoint = asked.Entrypoint;
  const names = new Set((asked.Env ?? []).map((line) => line.split('=')[0]));
  const inherited = image.Env.filter((line) => !names.has(line.split('=')[0] ?? ''));
  return {
    ...image,
    ...asked,
    Hostname: asked.Hostname || id.slice(0, 12),
    Image: request.image,
    Env: [...(asked.Env ?? []), ...inherited],
    Entrypoint:
      entrypoint === undefined || entrypoint === null
        ? image.Entrypoint
        : entrypoint.length === 0 || entrypoint[0] === ''
          ? null
          : entrypoint,
    Cmd: asked.Cmd ?? (entrypoint ? null : image.Cmd),
    Labels: { ...image.Labels, ...asked.Labels },
    User: asked.User || image.User,
    WorkingDir: asked.WorkingDir || image.WorkingDir,
    ...(image.ExposedPorts || asked.ExposedPorts
      ? { ExposedPorts: { ...image.ExposedPorts, ...asked.ExposedPorts } }
      : {}),
  };
}
