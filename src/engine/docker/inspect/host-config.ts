import {
  bool,
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
  type Field,
  type Value,
} from '../format/value.ts';
import type { HostConfig, MountSpec } from '../model.ts';
import { flag, list, number, optionalMap, plain, portMap, text } from './plain.ts';

/** Paths that runc hides or locks. Source: recorded, run-inspect; moby oci/defaults.go. */
const MASKED = [
  '/proc/asound',
  '/proc/acpi',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys/firmware',
  '/sys/devices/virtual/powercap',
];
const READ_ONLY = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];

const named = (name: string, value: string, type: string): Field => field(name, str(value, type));

/** What was given only for `inspect` to show, or the value of who gave nothing. */
function extra(host: HostConfig, name: string, otherwise: Value): Value {
  const given = host.Extra[name];
  return given === undefined ? otherwise : plain(given);
}

const options = (given: unknown, type: string): Value => pointer(given === undefined ? null : plain(given), type);

function mountValue(mount: MountSpec): Value {
  return struct('mount.Mount', [
    optional('Type', str(mount.Type, 'mount.Type')),
    optional('Source', str(mount.Source ?? '')),
    optional('Target', str(mount.Target)),
    optional('ReadOnly', bool(mount.ReadOnly ?? false)),
    optional('Consistency', str(mount.Consistency ?? '', 'mount.Consistency')),
    optional('BindOptions', options(mount.BindOptions, '*mount.BindOptions')),
    optional('VolumeOptions', options(mount.VolumeOptions, '*mount.VolumeOptions')),
    optional('TmpfsOptions', options(mount.TmpfsOptions, '*mount.TmpfsOptions')),
    optional('ClusterOptions', pointer(null, '*mount.ClusterOptions')),
  ]);
}

/** The HostConfig of a container, field by field in the order of the API. Source: moby api/types/container/hostconfig.go. */
export function hostConfigValue(host: HostConfig): Value {
  const { LogConfig, RestartPolicy } = host;
  return struct(
    'container.HostConfig',
    [
      list('Binds', host.Binds),
      field('ContainerIDFile', extra(host, 'ContainerIDFile', str(''))),
      field(
        'LogConfig',
        struct('container.LogConfig', [text('Type', LogConfig.Type), field('Config', stringMap(LogConfig.Config))]),
      ),
      named('NetworkMode', host.NetworkMode, 'container.NetworkMode'),
      field('PortBindings', portMap(host.PortBindings)),
      field(
        'RestartPolicy',
        struct('container.RestartPolicy', [
          named('Name', RestartPolicy.Name, 'container.RestartPolicyMode'),
          field('MaximumRetryCount', int(RestartPolicy.MaximumRetryCount, 'int')),
        ]),
      ),
      flag('AutoRemove', host.AutoRemove),
      field(
        'VolumeDriver',
        host.VolumeDriver === undefined ? extra(host, 'VolumeDriver', str('')) : str(host.VolumeDriver),
      ),
      list('VolumesFrom', host.VolumesFrom),
      field('ConsoleSize', slice([int(0, 'uint'), int(0, 'uint')], '[2]uint')),
      ...(host.Extra['Annotations'] === undefined
        ? []
        : [optionalMap('Annotations', host.Extra['Annotations'] as Record<string, string>)]),
      ...namespaces(host),
      ...resources(host),
      optional('Mounts', slice(host.Mounts?.map(mountValue) ?? null, '[]mount.Mount')),
      list('MaskedPaths', unmasked(host, 'systempaths') ? null : MASKED),
      list('ReadonlyPaths', unmasked(host, 'systempaths') ? null : READ_ONLY),
      optional('Init', pointer(host.Init === undefined ? null : bool(host.Init), '*bool')),
    ],
    true,
  );
}

/** A privileged container, or one under `systempaths=unconfined`, has nothing hidden. */
function unmasked({ Privileged, SecurityOpt }: HostConfig, option: string): boolean {
  return Privileged || (SecurityOpt ?? []).some((one) => one.replace(':', '=') === `${option}=unconfined`);
}

function namespaces(host: HostConfig): Field[] {
  return [
    field('CapAdd', strings(host.CapAdd, 'strslice.StrSlice')),
    field('CapDrop', strings(host.CapDrop, 'strslice.StrSlice')),
    named('CgroupnsMode', host.CgroupnsMode, 'container.CgroupnsMode'),
    list('DNS', host.Dns, 'Dns'),
    list('DNSOptions', host.DnsOptions, 'DnsOptions'),
    list('DNSSearch', host.DnsSearch, 'DnsSearch'),
    list('ExtraHosts', host.ExtraHosts),
    list('GroupAdd', host.GroupAdd),
    named('IpcMode', host.IpcMode, 'container.IpcMode'),
    field('Cgroup', str('', 'container.CgroupSpec')),
    list('Links', host.Links),
    field('OomScoreAdj', int(host.OomScoreAdj, 'int')),
    named('PidMode', host.PidMode, 'container.PidMode'),
    flag('Privileged', host.Privileged),
    flag('PublishAllPorts', host.PublishAllPorts),
    flag('ReadonlyRootfs', host.ReadonlyRootfs),
    list('SecurityOpt', host.SecurityOpt),
    ...(host.Extra['StorageOpt'] === undefined
      ? []
      : [optionalMap('StorageOpt', host.Extra['StorageOpt'] as Record<string, string>)]),
    optionalMap('Tmpfs', host.Tmpfs),
    named('UTSMode', host.UTSMode, 'container.UTSMode'),
    named('UsernsMode', host.UsernsMode, 'container.UsernsMode'),
    number('ShmSize', host.ShmSize),
    optionalMap('Sysctls', host.Sysctls),
    text('Runtime', host.Runtime),
    field('Isolation', str('', 'container.Isolation')),
  ];
}

/** Fields of the embedded Resources. */
function resources(host: HostConfig): Field[] {
  const none = slice([], '[]*blkiodev.WeightDevice');
  const values = [
    number('CPUShares', host.CpuShares, 'CpuShares'),
    number('Memory', host.Memory),
    number('NanoCPUs', host.NanoCpus, 'NanoCpus'),
    field('CgroupParent', extra(host, 'CgroupParent', str(''))),
    field('BlkioWeight', int(host.BlkioWeight, 'uint16')),
    ...[
      'BlkioWeightDevice',
      'BlkioDeviceReadBps',
      'BlkioDeviceWriteBps',
      'BlkioDeviceReadIOps',
      'BlkioDeviceWriteIOps',
    ].map((name) => field(name, extra(host, name, none))),
    number('CPUPeriod', host.CpuPeriod, 'CpuPeriod'),
    number('CPUQuota', host.CpuQuota, 'CpuQuota'),
    field('CPURealtimePeriod', extra(host, 'CpuRealtimePeriod', int(0)), 'CpuRealtimePeriod'),
    field('CPURealtimeRuntime', extra(host, 'CpuRealtimeRuntime', int(0)), 'CpuRealtimeRuntime'),
    text('CpusetCpus', host.CpusetCpus),
    text('CpusetMems', host.CpusetMems),
    field(
      'Devices',
      slice(
        host.Devices.map((one) =>
          struct('container.DeviceMapping', [
            text('PathOnHost', one.PathOnHost),
            text('PathInContainer', one.PathInContainer),
            text('CgroupPermissions', one.CgroupPermissions),
          ]),
        ),
        '[]container.DeviceMapping',
      ),
    ),
    field('DeviceCgroupRules', extra(host, 'DeviceCgroupRules', strings(null))),
    field('DeviceRequests', extra(host, 'DeviceRequests', slice(null, '[]container.DeviceRequest'))),
    optional('KernelMemory', extra(host, 'KernelMemory', int(0))),
    number('MemoryReservation', host.MemoryReservation),
    number('MemorySwap', host.MemorySwap),
    field('MemorySwappiness', pointer(host.MemorySwappiness === null ? null : int(host.MemorySwappiness), '*int64')),
    field('OomKillDisable', pointer(host.OomKillDisable === null ? null : bool(host.OomKillDisable), '*bool')),
    field('PidsLimit', pointer(host.PidsLimit === null ? null : int(host.PidsLimit), '*int64')),
    field(
      'Ulimits',
      slice(
        host.Ulimits.map(({ Name, Hard, Soft }) => ({
          ...struct('units.Ulimit', [text('Name', Name), number('Hard', Hard), number('Soft', Soft)], true),
          shown: `${Name}=${Soft}:${Hard}`,
        })),
        '[]*units.Ulimit',
      ),
    ),
    number('CPUCount', 0, 'CpuCount'),
    number('CPUPercent', 0, 'CpuPercent'),
    field('IOMaximumIOps', int(0, 'uint64')),
    field('IOMaximumBandwidth', int(0, 'uint64')),
  ];
  return [embedded('Resources', struct('container.Resources', values))];
}
