import { NEVER, rfc3339 } from '../format/times.ts';
import {
  embedded,
  field,
  int,
  optional,
  pointer,
  slice,
  str,
  stringMap,
  strings,
  struct,
  type Value,
} from '../format/value.ts';
import type { Container, Health, Mount, State } from '../model.ts';
import { configValue } from './config.ts';
import { hostConfigValue } from './host-config.ts';
import { networkSettingsValue } from './network-settings.ts';
import { flag, text } from './plain.ts';
import { layerFolders } from './graph-driver.ts';

function healthValue(health: Health): Value {
  const log = health.log.map(({ start, end, exitCode, output }) =>
    struct(
      'types.HealthcheckResult',
      [
        text('Start', rfc3339(start)),
        text('End', rfc3339(end)),
        field('ExitCode', int(exitCode, 'int')),
        text('Output', output),
      ],
      true,
    ),
  );
  return struct(
    'types.Health',
    [
      text('Status', health.status),
      field('FailingStreak', int(health.failingStreak, 'int')),
      field('Log', slice(log, '[]*types.HealthcheckResult')),
    ],
    true,
  );
}

/** `Running` stays true while a container is paused or about to be restarted. Source: moby container/state.go. */
function stateValue(state: State): Value {
  const { status } = state;
  return struct(
    'types.ContainerState',
    [
      text('Status', status),
      flag('Running', status === 'running' || status === 'paused' || status === 'restarting'),
      flag('Paused', status === 'paused'),
      flag('Restarting', status === 'restarting'),
      flag('OOMKilled', state.oomKilled),
      flag('Dead', status === 'dead'),
      field('Pid', int(state.pid, 'int')),
      field('ExitCode', int(state.exitCode, 'int')),
      text('Error', state.error),
      text('StartedAt', rfc3339(state.startedAt)),
      text('FinishedAt', state.startedAt === undefined && state.error === '' ? NEVER : rfc3339(state.finishedAt)),
      optional(
        'Health',
        state.health
          ? healthValue(state.health)
          : { kind: 'pointer', type: '*types.Health', fields: ['Status', 'FailingStreak', 'Log'] },
      ),
    ],
    true,
  );
}

function mountValue(mount: Mount): Value {
  return struct('types.MountPoint', [
    optional('Type', str(mount.Type, 'mount.Type')),
    optional('Name', str(mount.Name ?? '')),
    text('Source', mount.Source),
    text('Destination', mount.Destination),
    optional('Driver', str(mount.Driver ?? '')),
    text('Mode', mount.Mode),
    flag('RW', mount.RW),
    field('Propagation', str(mount.Propagation, 'mount.Propagation')),
  ]);
}

/** Sizes of a container's own files and of all it sees, in bytes. */
export interface ContainerSizes {
  readonly own: number;
  readonly whole: number;
}

const size = (bytes: number | undefined): Value => pointer(bytes === undefined ? null : int(bytes), '*int64');

/** What `docker inspect` shows of a container, in the order of the API. Source: moby api/types/types.go ContainerJSON; recorded, run-inspect. */
export function containerValue(container: Container, sizes?: ContainerSizes): Value {
  const folder = `/var/lib/docker/containers/${container.id}`;
  // the daemon writes these files at the first start
  const file = (name: string): string =>
    container.state.startedAt === undefined && container.state.exitCode === 0 ? '' : `${folder}/${name}`;
  const base = struct(
    'types.ContainerJSONBase',
    [
      text('ID', container.id, 'Id'),
      text('Created', rfc3339(container.created)),
      text('Path', container.path),
      field('Args', strings(container.args)),
      field('State', stateValue(container.state)),
      text('Image', container.image.id),
      text('ResolvConfPath', file('resolv.conf')),
      text('HostnamePath', file('hostname')),
      text('HostsPath', file('hosts')),
      text('LogPath', container.hostConfig.LogConfig.Type === 'json-file' ? file(`${container.id}-json.log`) : ''),
      text('Name', `/${container.name}`),
      field('RestartCount', int(container.restartCount, 'int')),
      text('Driver', 'overlay2'),
      text('Platform', 'linux'),
      text('MountLabel', ''),
      text('ProcessLabel', ''),
      text('AppArmorProfile', ''),
      field('ExecIDs', strings(container.execIds.length > 0 ? container.execIds : null)),
      field('HostConfig', hostConfigValue(container.hostConfig)),
      field('GraphDriver', graphValue(container)),
      optional('SizeRw', size(sizes?.own)),
      optional('SizeRootFs', size(sizes?.whole)),
    ],
    true,
  );
  return struct('types.ContainerJSON', [
    embedded('ContainerJSONBase', base),
    field('Mounts', slice(container.mounts.map(mountValue), '[]types.MountPoint')),
    field('Config', configValue(container.config)),
    field('NetworkSettings', networkSettingsValue(container)),
  ]);
}

function graphValue({ id, image }: Container): Value {
  return struct('types.GraphDriverData', [
    field('Data', stringMap(layerFolders(id, image.layers))),
    text('Name', 'overlay2'),
  ]);
}
