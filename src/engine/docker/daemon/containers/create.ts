import { overlay } from '../../../files/index.ts';
import { adaptLimits, verifyLimits } from '../../limits/verify.ts';
import type { Config, Container, HostConfig, Image } from '../../model.ts';
import { makeEndpoints } from '../../networks/endpoints/make-endpoints.ts';
import { modeWarnings } from '../../networks/endpoints/network-mode.ts';
import { verifyCapabilities } from '../../security/capabilities.ts';
import { withLabelOption } from '../../security/label-options.ts';
import { daemonOptions } from '../../security/security-options.ts';
import { beginningOf } from '../../volumes/init-layer.ts';
import { missingImage } from '../../images/missing-image.ts';
import { makeMounts } from '../../volumes/make.ts';
import type { EndpointRequest } from './endpoint-request.ts';
import { describe } from '../event-attributes.ts';
import type { Daemon, Result } from '../daemon.ts';
import { done, findContainer, refused } from '../daemon.ts';
import { defaultHostConfig } from './default-host-config.ts';
import { findImage } from '../find-image.ts';
import { verifyLogDriver } from '../logs/log-driver.ts';
import { mergeConfig } from './merge-config.ts';
import { newName, verifyName } from './random-name.ts';
import { verifySettings } from './verify-settings.ts';

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

/** A new container, with what the daemon warns of; or its words. */
export type Created =
  | { readonly ok: true; readonly value: Container; readonly warnings: readonly string[] }
  | {
      readonly ok: false;
      readonly message: string;
      /** The host does not have the image: the client may pull it. */
      readonly noImage?: boolean;
      /** Virtual ms that pass before the answer. */
      readonly after?: number;
    };

/** Creates a container from an image of the host. Source of the order: moby daemon/create.go containerCreate, create. */
export function createContainer(daemon: Daemon, request: CreateRequest): Created {
  const verified = verify(daemon, request);
  if (!verified.ok) return verified;
  const image = findImage(daemon, request.image);
  if (!image || (request.platform !== undefined && image.platform !== request.platform))
    return { ...refused(missingImage(request.image)), noImage: true };
  const hostConfig: HostConfig = { ...defaultHostConfig(daemon.profile), ...request.hostConfig };
  hostConfig.SecurityOpt = withLabelOption(hostConfig);
  const warnings = [...adaptLimits(daemon.profile, hostConfig), ...modeWarnings(hostConfig)];
  const made = newContainer(daemon, request, { image, hostConfig });
  if (!made.ok) return made;
  const container = made.value;
  const { containers } = daemon.store;
  for (const step of [
    () => verifyStorage(hostConfig),
    () => findNeighbours(daemon, hostConfig),
    () => makeMounts(daemon, container),
    () => makeWorkingDir(container),
    () => makeEndpoints(daemon, container, request.endpoints ?? []),
  ]) {
    const result = step();
    if (!result.ok) return result;
  }
  containers.set(container.id, container);
  daemon.emit({ type: 'container', action: 'create', id: container.id, attributes: describe(container) });
  return { ok: true, value: container, warnings };
}

function verify(daemon: Daemon, { config, hostConfig }: CreateRequest): Result {
  const settings = verifySettings(config, hostConfig);
  if (!settings.ok) return settings;
  const capabilities = verifyCapabilities({ CapAdd: null, CapDrop: null, ...hostConfig });
  return capabilities.ok ? verifyLimits(daemon.profile, hostConfig) : capabilities;
}

function newContainer(
  daemon: Daemon,
  request: CreateRequest,
  made: { image: Image; hostConfig: HostConfig },
): Extract<Created, { ok: false }> | { ok: true; value: Container } {
  const { image, hostConfig } = made;
  const id = daemon.newId();
  const hostname = hostConfig.NetworkMode === 'host' ? daemon.profile.hostname : id.slice(0, 12);
  const config = mergeConfig(request.config, image.config, { id, image: request.image, hostname });
  const [path = '', ...args] = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  if (path === '' && !config.Entrypoint?.length && !config.Cmd?.length) return refused('no command specified');
  const driver = verifyLogDriver(hostConfig.LogConfig);
  if (!driver.ok) return driver;
  const named = verifyName(daemon, request.name);
  if (!named.ok) return named;
  const security = daemonOptions(hostConfig.SecurityOpt ?? []);
  if (!security.ok) return security;
  const container: Container = {
    id,
    name: request.name?.replace(/^\//, '') ?? newName(daemon),
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
    tree: overlay(beginningOf(image)),
    logs: [],
    execIds: [],
    ports: {},
    hostnamePath: '',
  };
  return { ok: true, value: container };
}

/** Source: moby daemon/graphdriver/overlay2/overlay.go CreateReadWrite; no host here keeps its layers on xfs with quotas. */
function verifyStorage({ Extra }: HostConfig): Result {
  const options = Object.keys((Extra['StorageOpt'] ?? {}) as Record<string, string>);
  if (options.length === 0) return done;
  return options.includes('size')
    ? refused(`--storage-opt is supported only for overlay over xfs with 'pquota' mount option`)
    : refused(`Unknown option ${options[0] ?? ''}`);
}

/** Containers whose namespaces a new one asks for. Source: moby daemon/create.go, daemon/container_operations_unix.go. */
function findNeighbours(daemon: Daemon, { IpcMode, PidMode }: HostConfig): Result {
  for (const mode of [IpcMode, PidMode]) {
    if (!mode.startsWith('container:')) continue;
    const found = findContainer(daemon, mode.slice('container:'.length));
    if (!found.ok) return found;
  }
  return done;
}

/** Source: moby container/container.go SetupWorkingDirectory; recorded, run-created. */
function makeWorkingDir({ tree, config }: Container): Result {
  const folder = config.WorkingDir;
  if (folder === '') return done;
  const found = tree.stat(folder);
  if (found.ok) return found.value.kind === 'dir' ? done : refused(`Cannot mkdir: ${folder} is not a directory`);
  return tree.mkdir(folder, { parents: true }).ok ? done : refused(`Cannot mkdir: ${folder} is not a directory`);
}
