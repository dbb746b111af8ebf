import { done, refused, type Result } from '../daemon/daemon.ts';
import type { Container } from '../model.ts';
import type { Profile } from '../profiles/profile.ts';

const RUNC =
  'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ';

function runc(why: string): Result {
  return refused(`${RUNC}${why}: unknown`);
}

/** Bytes that runc itself needs in the control group before the program starts. Source: recorded, lim-memory-bad (7,585,792). */
const RUNC_MEMORY = 7_585_792;

/**
 * Limits that the daemon lets pass and the runtime or the kernel refuses when a container starts. Source: recorded, lim-cpu-bad;
 * opencontainers/runc libcontainer/cgroups/fs/cpu.go CheckCpushares.
 */
export function verifyStart(profile: Profile, { id, hostConfig }: Pick<Container, 'id' | 'hostConfig'>): Result {
  const cgroup = 'error setting cgroup config for procHooks process: ';
  const { CpuShares, NanoCpus, Memory, Ulimits } = hostConfig;
  if (CpuShares < 0) return refused('shares: invalid argument');
  if (profile.cgroup === 1 && CpuShares === 1) return runc(`${cgroup}the minimum allowed cpu-shares is 2`);
  if (profile.cgroup === 1 && CpuShares > 262_144) return runc(`${cgroup}the maximum allowed cpu-shares is 262144`);
  const quota = Math.trunc(NanoCpus / 10_000);
  if (NanoCpus > 0 && quota < 1000) {
    const [text, file] =
      profile.cgroup === 1
        ? [String(quota), `/sys/fs/cgroup/cpu/docker/${id}/cpu.cfs_quota_us`]
        : [`${quota} 100000`, `/sys/fs/cgroup/system.slice/docker-${id}.scope/cpu.max`];
    return runc(`${cgroup}failed to write ${JSON.stringify(text)}: write ${file}: invalid argument`);
  }
  if (profile.cgroup === 1 && Memory > 0 && Memory < RUNC_MEMORY)
    return runc(
      `${cgroup}unable to set memory limit to ${Memory} (current usage: ${RUNC_MEMORY}, peak usage: ${RUNC_MEMORY})`,
    );
  const runtime = hostConfig.Extra['CpuRealtimeRuntime'];
  if (profile.cgroup === 1 && typeof runtime === 'number' && runtime !== 0)
    return refused(
      `${RUNC.replace('error during container init: ', '')}unable to apply cgroup configuration: failed to write ${JSON.stringify(String(runtime))}: write /sys/fs/cgroup/cpu/docker/${id}/cpu.rt_runtime_us: invalid argument: unknown`,
    );
  const raised = Ulimits.find(({ Name, Hard }) => isRaised(profile, Name, Hard));
  if (!raised) return done;
  const type = RLIMITS.indexOf(raised.Name);
  return runc(`error setting rlimits for ready process: error setting rlimit type ${type}: operation not permitted`);
}

/** Limits by their number. Source: asm-generic/resource.h. */
const RLIMITS =
  'cpu fsize data stack core rss nproc nofile memlock as locks sigpending msgqueue nice rtprio rttime'.split(' ');

/** Whether a hard limit is above the daemon's own, which it may not raise where it lacks CAP_SYS_RESOURCE; -1 and less are more than any. */
function isRaised({ ulimits, lacks }: Profile, name: string, hard: number): boolean {
  if (!ulimits || !lacks?.includes('SYS_RESOURCE')) return false;
  const { nofile, nproc } = ulimits;
  const most = new Map([
    ['nofile', nofile],
    ['nproc', nproc],
    ['sigpending', nproc],
    ['memlock', 8_388_608],
    ['msgqueue', 819_200],
    ['nice', 0],
    ['rtprio', 0],
  ]).get(name);
  return most !== undefined && (hard > most || hard < 0);
}
