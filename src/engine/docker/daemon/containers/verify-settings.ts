import type { Config, HostConfig } from '../../model.ts';
import type { Result } from '../daemon.ts';
import { done, refused } from '../daemon.ts';
import { signalOf } from '../lifecycle/signal-names.ts';

/**
 * What the daemon asks of the settings of a container before it looks for the image. Source: moby daemon/container.go
 * validateContainerConfig, validateHostConfig; texts recorded in run-created, run-health, run-restart.
 */
export function verifySettings(config: Partial<Config>, hostConfig: Partial<HostConfig>): Result {
  const folder = config.WorkingDir ?? '';
  if (folder !== '' && !folder.startsWith('/'))
    return refused(`the working directory '${folder}' is invalid, it needs to be an absolute path`);
  const signal = config.StopSignal ?? '';
  if (signal !== '' && signalOf(signal) === undefined) return refused(`invalid signal: ${signal}`);
  const { IpcMode = '' } = hostConfig;
  if (!/^(?:|none|private|shareable|host|container:.+)$/.test(IpcMode)) return refused(`invalid IPC mode: ${IpcMode}`);
  const health = verifyHealth(config);
  if (!health.ok) return health;
  if (hostConfig.AutoRemove && (hostConfig.RestartPolicy?.Name ?? 'no') !== 'no')
    return refused(`can't create 'AutoRemove' container with restart policy`);
  const restart = verifyRestart(hostConfig.RestartPolicy);
  return restart.ok ? verifyPlatform(hostConfig) : restart;
}

/** Source: moby runconfig/hostconfig_unix.go validateIsolation, daemon/runtime_unix.go. */
function verifyPlatform({ Runtime = '', Extra = {} }: Partial<HostConfig>): Result {
  const isolation = String(Extra['Isolation'] ?? '');
  if (!/^(?:|default)$/i.test(isolation))
    return refused(`Invalid isolation: ${JSON.stringify(isolation)} - linux only supports 'default'`);
  const known = /^(?:|runc|io\.containerd\.runc\.v2)$/.test(Runtime);
  return known ? done : refused(`unknown or invalid runtime name: ${Runtime}`);
}

/** Durations below a millisecond are refused, unless they are zero. */
function verifyHealth({ Healthcheck: health }: Partial<Config>): Result {
  if (!health) return done;
  const times = [
    ['Interval', health.Interval],
    ['Timeout', health.Timeout],
    ['StartPeriod', health.StartPeriod],
    ['StartInterval', health.StartInterval],
  ] as const;
  const short = times.find(([, nanoseconds]) => nanoseconds !== undefined && nanoseconds !== 0 && nanoseconds < 1e6);
  if (short) return refused(`${short[0]} in Healthcheck cannot be less than 1ms`);
  return (health.Retries ?? 0) < 0 ? refused('Retries in Healthcheck cannot be negative') : done;
}

const POLICIES = ['no', 'always', 'on-failure', 'unless-stopped'];

function invalid(why: string): Result {
  return refused(`invalid restart policy: ${why}`);
}

/** Refuses a restart policy in the daemon's words. Source: moby api/types/container/hostconfig.go ValidateRestartPolicy. */
export function verifyRestart(policy: HostConfig['RestartPolicy'] | undefined): Result {
  if (!policy) return done;
  const { Name, MaximumRetryCount: most } = policy;
  if (!POLICIES.includes(Name))
    return invalid(`unknown policy '${String(Name)}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`);
  if (Name === 'on-failure') return most < 0 ? invalid('maximum retry count cannot be negative') : done;
  if (most === 0) return done;
  return invalid(`maximum retry count can only be used with 'on-failure'${most < 0 ? ' and cannot be negative' : ''}`);
}
