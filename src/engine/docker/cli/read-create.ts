import type { Asked } from '../daemon/containers/endpoint-request.ts';
import type { CreateRequest } from '../daemon/containers/create.ts';
import { refused, type Result } from '../daemon/daemon.ts';
import { readLimits } from '../limits/read-flags.ts';
import type { Config, HostConfig } from '../model.ts';
import { readNetworks } from '../networks/flags/read-flags.ts';
import { readSecurity } from '../security/read-flags.ts';
import { readVolumes } from '../volumes/read-flags.ts';
import type { Cli } from './command.ts';
import type { Given } from './flags.ts';
import { readHealth } from './read-health.ts';
import { readEnvironment, readPairs } from './read-pairs.ts';
import { readRestart } from './read-restart.ts';

/**
 * What the flags of `docker run` and `docker create` ask for; refused in the client's words. Each part of the engine reads its own
 * flags (`readNetworks`, `readVolumes`, `readLimits`, `readSecurity`). Source: docker/cli cli/command/container/opts.go parse.
 */
export function readCreate(cli: Cli, given: Given): Result<CreateRequest> {
  const parts: Asked[] = [];
  for (const read of [
    readNetworks(given),
    readVolumes(given, cli.process.cwd),
    readLimits(given),
    readSecurity(given, cli.process),
    readConfig(cli, given),
    readHost(given),
  ]) {
    if (!read.ok) return read;
    parts.push(read.value);
  }
  const name = given.value('name') ?? '';
  const platform = given.value('platform') ?? '';
  const hostConfig: Partial<HostConfig> = Object.assign({}, ...parts.map((part) => part.hostConfig ?? {}));
  hostConfig.Extra = Object.assign({}, ...parts.map((part) => part.hostConfig?.Extra ?? {})) as HostConfig['Extra'];
  if (hostConfig.AutoRemove && hostConfig.RestartPolicy && hostConfig.RestartPolicy.Name !== 'no')
    return refused('Conflicting options: --restart and --rm');
  return {
    ok: true,
    value: {
      image: given.args[0] ?? '',
      ...(name === '' ? {} : { name }),
      ...(platform === '' ? {} : { platform }),
      config: Object.assign({}, ...parts.map((part) => part.config ?? {})) as Partial<Config>,
      hostConfig,
      endpoints: parts.flatMap((part) => part.endpoints ?? []),
      warnings: parts.flatMap((part) => part.warnings ?? []),
    },
  };
}

function readConfig({ process }: Cli, given: Given): Result<Asked> {
  const env = readEnvironment(process, given);
  if (!env.ok) return env;
  const labels = readPairs(process, given, { files: 'label-file', flag: 'label' });
  if (!labels.ok) return labels;
  const health = readHealth(given);
  if (!health.ok) return health;
  const command = given.args.slice(1);
  const entrypoint = given.value('entrypoint');
  const attach = given.values('attach').map((one) => one.toLowerCase());
  const interactive = given.on('interactive');
  const detached = given.on('detach');
  const attached = (stream: string): boolean => !detached && attach.includes(stream);
  const outputs = attach.length === 0 && !detached;
  const AttachStdin = !detached && (interactive || attach.includes('stdin'));
  const config: Partial<Config> = {
    Hostname: given.value('hostname') ?? '',
    Domainname: given.value('domainname') ?? '',
    User: given.value('user') ?? '',
    Tty: given.on('tty'),
    OpenStdin: interactive,
    AttachStdin,
    AttachStdout: outputs || attached('stdout'),
    AttachStderr: outputs || attached('stderr'),
    StdinOnce: interactive && AttachStdin,
    Env: env.value,
    Cmd: command.length > 0 ? command : null,
    Entrypoint: entrypoint === undefined ? null : [entrypoint],
    WorkingDir: given.value('workdir') ?? '',
    Labels: Object.fromEntries(
      labels.value.map((line) => line.split(/=(.*)/s)).map(([key = '', value = '']) => [key, value]),
    ),
    ...(given.has('stop-signal') ? { StopSignal: given.value('stop-signal') ?? '' } : {}),
    ...(given.has('stop-timeout') ? { StopTimeout: Number(given.value('stop-timeout')) } : {}),
    ...(health.value ? { Healthcheck: health.value } : {}),
  };
  return { ok: true, value: { config } };
}

/** Modes of namespaces that the client lets pass. Source: moby api/types/container/hostconfig.go Valid. */
const MODES: readonly (readonly [flag: string, pattern: RegExp, kind: string])[] = [
  ['pid', /^(?:|host|private|container:.+)$/, 'PID'],
  ['uts', /^(?:|host|private)$/, 'UTS'],
  ['userns', /^(?:|host|private)$/, 'USER'],
  ['cgroupns', /^(?:|host|private)$/, 'CGROUP'],
];

/** `all`, a count, or pairs. Source: docker/cli opts/gpus.go Set. */
function gpuRequest(text: string): Record<string, unknown> {
  const pairs = new Map(
    text.split(',').map((part): [string, string | undefined] => {
      const [key = '', value] = part.split('=');
      return [key, value];
    }),
  );
  const count = pairs.get('count') ?? [...pairs].find(([, value]) => value === undefined)?.[0] ?? '';
  return {
    Driver: pairs.get('driver') ?? '',
    Count: count === 'all' ? -1 : Number(count) || 0,
    DeviceIDs: pairs.get('device') === undefined ? null : [pairs.get('device')],
    Capabilities: [['gpu']],
    Options: {},
  };
}

function readHost(given: Given): Result<Asked> {
  for (const [flag, pattern, kind] of MODES)
    if (!pattern.test(given.value(flag) ?? '')) return refused(`--${flag}: invalid ${kind} mode`);
  const restart = readRestart(given.value('restart') ?? 'no');
  if (!restart.ok) return restart;
  const driver = given.value('log-driver') ?? '';
  const options = given.values('log-opt');
  if (driver === 'none' && options.length > 0) return refused('invalid logging opts for driver none');
  if (given.values('storage-opt').some((one) => !one.includes('='))) return refused('invalid storage option');
  const storage = given.values('storage-opt').map((one) => one.split(/=(.*)/s));
  const cgroupns = given.value('cgroupns') ?? '';
  const hostConfig: Partial<HostConfig> = {
    RestartPolicy: restart.value,
    AutoRemove: given.on('rm'),
    LogConfig: {
      Type: driver === '' ? 'json-file' : driver,
      Config: Object.fromEntries(options.map((one) => [one.split('=')[0], one.slice(one.indexOf('=') + 1)])),
    },
    PidMode: given.value('pid') ?? '',
    UTSMode: given.value('uts') ?? '',
    IpcMode: given.value('ipc') || 'private',
    Runtime: given.value('runtime') || 'runc',
    ...(cgroupns === '' ? {} : { CgroupnsMode: cgroupns as HostConfig['CgroupnsMode'] }),
    ...(given.has('init') ? { Init: given.on('init') } : {}),
    Extra: {
      ...(storage.length > 0 ? { StorageOpt: Object.fromEntries(storage.map(([key, value]) => [key, value])) } : {}),
      ...(given.has('isolation') ? { Isolation: given.value('isolation') } : {}),
      ...(given.has('gpus') ? { DeviceRequests: [gpuRequest(given.value('gpus') ?? '')] } : {}),
    },
  };
  return { ok: true, value: { hostConfig } };
}
