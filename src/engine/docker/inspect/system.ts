import type { Daemon } from '../daemon/daemon.ts';
import { VERSIONS } from '../daemon/versions.ts';
import { rfc3339 } from '../format/times.ts';
import { embedded, field, int, pointer, slice, str, strings, struct, type Field, type Value } from '../format/value.ts';
import type { Container } from '../model.ts';
import { flag, list, plain, text } from './plain.ts';

/** Log drivers and networks that the engine brings. Source: `docker info` of Engine 26.1.5. */
export const LOG_DRIVERS = 'awslogs fluentd gcplogs gelf journald json-file local splunk syslog'.split(' ');
export const NETWORK_DRIVERS = 'bridge host ipvlan macvlan null overlay'.split(' ');
/** Facts of the storage driver, name and value. */
export const STORAGE = [
  ['Backing Filesystem', 'extfs'],
  ['Supports d_type', 'true'],
  ['Using metacopy', 'false'],
  ['Native Overlay Diff', 'true'],
  ['userxattr', 'false'],
] as const;

/** The engine's id: made up, the same in each replay. */
export const ENGINE_ID = '5b0c7f4e-3d3a-4c55-9a54-2f6f0d1c9b7e';

/** How many containers there are of each kind. */
export function countContainers(containers: Iterable<Container>): {
  all: number;
  running: number;
  paused: number;
  stopped: number;
} {
  const all = [...containers];
  const paused = all.filter(({ state }) => state.status === 'paused').length;
  const running = all.filter(({ state }) => state.status === 'running' || state.status === 'restarting').length;
  return { all: all.length, running, paused, stopped: all.length - running - paused };
}

const number = (name: string, value: number, json = name): Field => field(name, int(value, 'int'), json);

/** Kernel features: all there. */
function features(cgroup: 1 | 2): Field[] {
  const old = cgroup === 1;
  return [
    flag('MemoryLimit', true),
    flag('SwapLimit', true),
    ...(old ? [flag('KernelMemoryTCP', true)] : []),
    flag('CPUCfsPeriod', true, 'CpuCfsPeriod'),
    flag('CPUCfsQuota', true, 'CpuCfsQuota'),
    flag('CPUShares', true),
    flag('CPUSet', true),
    flag('PidsLimit', true),
    flag('IPv4Forwarding', true),
    flag('BridgeNfIptables', true),
    flag('BridgeNfIP6tables', true, 'BridgeNfIp6tables'),
    flag('Debug', false),
    number('NFd', 22),
    flag('OomKillDisable', old),
    number('NGoroutines', 47),
  ];
}

function commit(name: string, id: string): Field {
  return field(name, struct('system.Commit', [text('ID', id), text('Expected', id)]));
}

/** The host and the programs of the engine. */
function software({ profile, now }: Daemon): Field[] {
  return [
    text('SystemTime', rfc3339(now)),
    text('LoggingDriver', 'json-file'),
    text('CgroupDriver', profile.cgroup === 1 ? 'cgroupfs' : 'systemd'),
    text('CgroupVersion', String(profile.cgroup)),
    number('NEventsListener', 0),
    text('KernelVersion', profile.kernel),
    text('OperatingSystem', 'Debian GNU/Linux 13 (trixie)'),
    text('OSVersion', '13'),
    text('OSType', 'linux'),
    text('Architecture', 'x86_64'),
    field('NCPU', int(profile.cpus, 'int')),
    field('MemTotal', int(profile.memory)),
    text('DockerRootDir', '/var/lib/docker'),
    text('HTTPProxy', '', 'HttpProxy'),
    text('HTTPSProxy', '', 'HttpsProxy'),
    text('NoProxy', ''),
    text('Name', profile.hostname),
    list('Labels', []),
    flag('ExperimentalBuild', false),
    text('ServerVersion', profile.engine.version),
    text('DefaultRuntime', 'runc'),
    field(
      'Swarm',
      plain({
        NodeID: '',
        NodeAddr: '',
        LocalNodeState: 'inactive',
        ControlAvailable: false,
        Error: '',
        RemoteManagers: null,
      }),
    ),
    flag('LiveRestoreEnabled', false),
    field('Isolation', str('', 'container.Isolation')),
    text('InitBinary', 'docker-init'),
    commit('ContainerdCommit', VERSIONS.containerd.commit),
    commit('RuncCommit', VERSIONS.runc.commit),
    commit('InitCommit', ''),
    list('SecurityOptions', securityOptions(profile.cgroup)),
    list('CDISpecDirs', []),
    list('Warnings', null),
  ];
}

/** What `docker info` knows, for templates and JSON. Source: moby api/types/system/info.go; docker/cli system/info.go. */
export function systemValue(daemon: Daemon): Value {
  const { profile, store } = daemon;
  const counts = countContainers(store.containers.values());
  const info = struct(
    'system.Info',
    [
      text('ID', ENGINE_ID),
      number('Containers', counts.all),
      number('ContainersRunning', counts.running),
      number('ContainersPaused', counts.paused),
      number('ContainersStopped', counts.stopped),
      number('Images', store.images.size),
      text('Driver', 'overlay2'),
      field(
        'DriverStatus',
        slice(
          STORAGE.map((pair) => strings(pair)),
          '[][2]string',
        ),
      ),
      field(
        'Plugins',
        struct('system.PluginsInfo', [
          list('Volume', ['local']),
          list('Network', NETWORK_DRIVERS),
          list('Authorization', null),
          list('Log', LOG_DRIVERS),
        ]),
      ),
      ...features(profile.cgroup),
      ...software(daemon),
    ],
    true,
  );
  return struct('system.dockerInfo', [
    embedded('Info', info),
    field('ClientInfo', pointer(clientValue(daemon), '*system.clientInfo')),
  ]);
}

/** `name=seccomp,profile=builtin` and, on cgroup v2, private control groups. */
export function securityOptions(cgroup: 1 | 2): string[] {
  return ['name=seccomp,profile=builtin', ...(cgroup === 2 ? ['name=cgroupns'] : [])];
}

const plugin = (name: string, version: string, title: string): Value =>
  plain({
    SchemaVersion: '0.1.0',
    Vendor: 'Docker Inc.',
    Version: version,
    ShortDescription: title,
    Name: name,
    Path: `/usr/libexec/docker/cli-plugins/docker-${name}`,
  });

function clientValue({ profile }: Daemon): Value {
  return struct(
    'system.clientInfo',
    [
      flag('Debug', false),
      text('Version', profile.engine.version),
      text('GitCommit', profile.engine.commit),
      text('GoVersion', VERSIONS.go),
      text('Os', 'linux'),
      text('Arch', 'amd64'),
      text('BuildTime', VERSIONS.built),
      text('Context', 'default'),
      field(
        'Plugins',
        slice(
          [
            plugin('buildx', `${profile.buildx}+ds1`, 'Docker Buildx'),
            plugin('compose', `${profile.compose}-4`, 'Docker Compose'),
          ],
          '[]manager.Plugin',
        ),
      ),
      list('Warnings', null),
    ],
    true,
  );
}
