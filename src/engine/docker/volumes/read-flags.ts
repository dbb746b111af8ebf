import type { Flag, Given } from '../cli/flags.ts';
import type { Asked } from '../daemon/asked.ts';
import type { Result } from '../daemon/daemon.ts';

/** Refuses a value of a flag about mounts, in pflag's words, while flags are read. */
export function checkVolumeFlag(_flag: Flag, _value: string): string | undefined {
  return undefined;
}

/** Mounts of a new container as its flags ask for them; `cwd` is the client's folder. Refused in the client's words. */
export function readVolumes(given: Given, cwd: string): Result<Asked> {
  const binds: string[] = [];
  const anonymous: string[] = [];
  for (const one of given.values('volume'))
    if (!one.includes(':')) anonymous.push(one);
    else binds.push(one.startsWith('.') ? `${cwd}/${one}` : one);
  return {
    ok: true,
    value: {
      config: { Volumes: anonymous.length > 0 ? Object.fromEntries(anonymous.map((one) => [one, {}])) : null },
      hostConfig: {
        Binds: binds.length > 0 ? binds : null,
        VolumesFrom: given.has('volumes-from') ? [...given.values('volumes-from')] : null,
        ...(given.has('tmpfs')
          ? {
              Tmpfs: Object.fromEntries(
                given.values('tmpfs').map((one) => [one.split(':')[0], one.split(':').slice(1).join(':')]),
              ),
            }
          : {}),
      },
    },
  };
}
