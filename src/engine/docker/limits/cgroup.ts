import { isWithin, type Tree } from '../../files/index.ts';
import type { Cgroup } from '../../kernel/index.ts';
import type { Daemon } from '../daemon/daemon.ts';
import { describe } from '../daemon/event-attributes.ts';
import type { Container } from '../model.ts';
import { cgroupFiles } from './cgroup-files.ts';
import { speedOf } from './contention.ts';
import { cpusOf } from './cpus.ts';
import { beginPeaks, noteMemory } from './peaks.ts';
import { quotaOf } from './quota.ts';
import { throttlingOf } from './throttling.ts';

/** The control group of a container. It reads the container's settings whenever it is asked, so `docker update` counts at once. */
export function cgroupOf(daemon: Daemon, container: Container, tree: Tree): Cgroup {
  const { hostConfig } = container;
  const peaks = beginPeaks(container);
  return {
    get cpus() {
      return cpusOf(daemon, hostConfig);
    },
    get speed() {
      const live = quotaOf(hostConfig) && daemon.live.get(container.id);
      if (live) throttlingOf(container, live.machine.processes);
      return speedOf(daemon, container);
    },
    get processes() {
      const { PidsLimit } = hostConfig;
      const most = PidsLimit !== null && PidsLimit > 0 ? PidsLimit : Number.POSITIVE_INFINITY;
      // the kernel asks before each fork: with as many as there may be, that one fails
      const now = daemon.live.get(container.id)?.machine.processes.usage().processes ?? 0;
      if (now >= most) peaks.refused++;
      return most;
    },
    get memory() {
      return limitOf(daemon, container);
    },
    get waits() {
      return hostConfig.OomKillDisable === true;
    },
    inFiles: () => bytesInFiles(container, tree),
    inMemory: (path) => [...placesOf(container)].some((place) => isWithin(place, path)),
    seen: (bytes) => noteMemory(peaks, Math.min(bytes, limitOf(daemon, container))),
    killed() {
      peaks.kills++;
      container.state.oomKilled = true;
      if (hostConfig.Memory > 0)
        daemon.emit({ type: 'container', action: 'oom', id: container.id, attributes: describe(container) });
    },
    membership: membershipOf(daemon, container),
    files: (usage) => cgroupFiles(daemon, container, { ...usage, memory: usage.memory + usage.files }),
    total: daemon.profile.memory,
  };
}

/** Bytes. The hosts have no swap: what MemorySwap allows beyond Memory is not there. */
function limitOf(daemon: Daemon, { hostConfig }: Container): number {
  return hostConfig.Memory > 0 ? hostConfig.Memory : daemon.profile.memory;
}

/** Bytes of everything that lies in memory: tmpfs mounts and /dev/shm. Their pages count as memory of the container. */
function bytesInFiles(container: Container, tree: Tree): number {
  let bytes = 0;
  for (const place of placesOf(container)) if (tree.stat(place).ok) bytes += tree.size(place);
  return bytes;
}

function placesOf({ hostConfig, mounts }: Container): Set<string> {
  return new Set([
    '/dev/shm',
    ...Object.keys(hostConfig.Tmpfs ?? {}),
    ...mounts.filter(({ Type }) => Type === 'tmpfs').map(({ Destination }) => Destination),
  ]);
}

const CONTROLLERS = ['cpu', 'cpuacct', 'cpuset', 'memory', 'devices', 'freezer', 'blkio', 'pids', 'name=systemd'];

/** Text of /proc/PID/cgroup. Source: cgroups(7); the hierarchies are those of the recorded host. */
function membershipOf(daemon: Daemon, { id, hostConfig }: Container): string {
  const path = hostConfig.CgroupnsMode === 'private' ? '/' : `/docker/${id}`;
  if (daemon.profile.cgroup === 2) return `0::${path}\n`;
  const rows = CONTROLLERS.map((name, at) => `${at + 1}:${name}:${path}`).toReversed();
  return [...rows, `0::${path}`, ''].join('\n');
}
