import { clean } from '../../files/index.ts';
import type { Flag, Given } from '../cli/flags.ts';
import type { Asked } from '../daemon/containers/endpoint-request.ts';
import { refused, type Result } from '../daemon/daemon.ts';
import type { HostConfig, MountSpec } from '../model.ts';
import { parseMount } from './parse-mount.ts';
import { parseVolume } from './parse-volume.ts';

/** Refuses a value of a flag about mounts, in pflag's words, while flags are read. */
export function checkVolumeFlag({ name }: Flag, value: string): string | undefined {
  if (name !== 'mount') return undefined;
  const read = parseMount(value, '/');
  return read.ok ? undefined : read.message;
}

/**
 * Mounts of a new container as its flags ask for them; `cwd` is the client's folder. Refused in the client's words. Source:
 * docker/cli cli/command/container/opts.go parse (26.1).
 */
export function readVolumes(given: Given, cwd: string): Result<Asked> {
  const binds: string[] = [];
  const anonymous: string[] = [];
  for (const one of new Set(given.values('volume'))) {
    const parsed = parseVolume(one);
    if (!parsed.ok) return refused(parsed.message);
    if (parsed.value.source === undefined) anonymous.push(one);
    else binds.push(absolute(one, cwd));
  }
  const mounts: MountSpec[] = [];
  for (const one of given.values('mount')) {
    const parsed = parseMount(one, cwd);
    if (!parsed.ok) return refused(parsed.message);
    mounts.push(parsed.value);
  }
  const tmpfs = given.values('tmpfs').map((one) => {
    const at = one.indexOf(':');
    return at === -1 ? ([one, ''] as const) : ([one.slice(0, at), one.slice(at + 1)] as const);
  });
  const driver = given.value('volume-driver') ?? '';
  const hostConfig: Partial<HostConfig> = {
    Binds: binds.length > 0 ? binds : null,
    VolumesFrom: given.has('volumes-from') ? [...given.values('volumes-from')] : null,
    ...(driver === '' ? {} : { VolumeDriver: driver }),
    ...(mounts.length > 0 ? { Mounts: mounts } : {}),
    ...(tmpfs.length > 0 ? { Tmpfs: Object.fromEntries(tmpfs) } : {}),
  };
  const Volumes = anonymous.length > 0 ? Object.fromEntries(anonymous.map((one) => [one, {}])) : null;
  return { ok: true, value: { config: { Volumes }, hostConfig } };
}

/** Only `.` and what begins with `.//` is made absolute by the client; `../x` is left to the daemon, which refuses it. */
function absolute(bind: string, cwd: string): string {
  const at = bind.indexOf(':');
  const source = bind.slice(0, at);
  return source === '.' || source.startsWith('./') ? `${clean(`${cwd}/${source}`)}${bind.slice(at)}` : bind;
}
