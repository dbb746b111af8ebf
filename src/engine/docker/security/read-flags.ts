import type { Flag, Given } from '../cli/flags.ts';
import type { Asked } from '../daemon/asked.ts';
import type { Result } from '../daemon/daemon.ts';

/** Refuses a value of a flag about rights, in pflag's words, while flags are read. */
export function checkSecurityFlag(_flag: Flag, _value: string): string | undefined {
  return undefined;
}

/** Rights of a new container as its flags ask for them; refused in the client's words. */
export function readSecurity(given: Given): Result<Asked> {
  const some = (name: string): string[] | null => (given.has(name) ? [...given.values(name)] : null);
  return {
    ok: true,
    value: {
      hostConfig: {
        CapAdd: some('cap-add'),
        CapDrop: some('cap-drop'),
        GroupAdd: some('group-add'),
        SecurityOpt: some('security-opt'),
        Privileged: given.on('privileged'),
        ReadonlyRootfs: given.on('read-only'),
        UsernsMode: given.value('userns') ?? '',
        ...(given.has('sysctl')
          ? {
              Sysctls: Object.fromEntries(
                given.values('sysctl').map((one) => [one.split('=')[0], one.slice(one.indexOf('=') + 1)]),
              ),
            }
          : {}),
      },
    },
  };
}
