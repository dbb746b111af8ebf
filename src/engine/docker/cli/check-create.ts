import { checkLimitFlag } from '../limits/read-flags.ts';
import { checkNetworkFlag } from '../networks/flags/read-flags.ts';
import { checkVolumeFlag } from '../volumes/read-flags.ts';
import type { Flag } from './flags.ts';

/** Refuses values of flags of `run` and `create` as the client does while it reads them; everything after `flag: `. */
export function checkCreateFlag(flag: Flag, value: string): string | undefined {
  return (
    ownCheck(flag, value) ??
    checkNetworkFlag(flag, value) ??
    checkVolumeFlag(flag, value) ??
    checkLimitFlag(flag, value)
  );
}

/** Source: docker/cli opts/env.go, opts/opts.go ValidateLabel, cli/command/container/opts.go validateAttach. */
function ownCheck({ name }: Flag, value: string): string | undefined {
  const key = value.split('=')[0] ?? '';
  if (name === 'env' && key === '') return `invalid environment variable: ${value}`;
  if (name === 'label' && key === '') return `invalid label '${value}': empty name`;
  if (name === 'attach' && !/^(?:stdin|stdout|stderr)$/i.test(value))
    return 'valid streams are STDIN, STDOUT and STDERR';
  return undefined;
}
