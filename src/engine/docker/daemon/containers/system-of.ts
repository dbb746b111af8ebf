import { sealed } from '../../../files/index.ts';
import type { System } from '../../../kernel/index.ts';
import { cgroupOf } from '../../limits/cgroup.ts';
import { hostMemory } from '../../limits/host-memory.ts';
import { counting } from '../../limits/peaks.ts';
import { verifyStart } from '../../limits/start-errors.ts';
import { ulimitsOf } from '../../limits/ulimits.ts';
import type { Container } from '../../model.ts';
import { mountFiles } from '../../networks/names/container-files.ts';
import { namespaceOf } from '../../networks/packets/sandbox.ts';
import { filteredTree } from '../../security/filtered-tree.ts';
import { ownProfile, rightsOf, verifyRights } from '../../security/rights.ts';
import { attachMounts } from '../../volumes/attach.ts';
import { mountTable } from '../../volumes/mount-table.ts';
import { done, findContainer, refused, type Daemon, type Result } from '../daemon.ts';
import { beginRun } from '../history.ts';

/** What the processes of a container run in: its files with everything mounted, its network, limits and rights. */
export function systemOf(daemon: Daemon, container: Container): Result<System> {
  const { image } = container;
  const { hostConfig } = container;
  const startable = verifyStart(daemon.profile, container);
  if (!startable.ok) return startable;
  const profiled = verifyRights(hostConfig);
  if (!profiled.ok) return profiled;
  const joined = verifyIpc(daemon, container);
  if (!joined.ok) return joined;
  const rights = rightsOf(hostConfig);
  const mounted = attachMounts(daemon, container);
  if (!mounted.ok) return mounted;
  // runc makes the folder where it will be seen, which may be in a volume
  const { WorkingDir } = container.config;
  if (WorkingDir !== '' && !mounted.value.stat(WorkingDir).ok) mounted.value.mkdir(WorkingDir, { parents: true });
  mountFiles(container, mounted.value);
  const seen = sealed(mounted.value, rights.root);
  const filtered = ownProfile(hostConfig);
  const net = namespaceOf(daemon, container);
  return {
    ok: true,
    value: {
      tree: filtered ? filteredTree(seen, (call) => rights.refuses(call)) : seen,
      os: image.os,
      platform: image.platform,
      packages: daemon.world.packages,
      network: hostConfig.NetworkMode !== 'none',
      ...(net ? { net } : {}),
      rights,
      memory: () => hostMemory(daemon),
      cgroup: cgroupOf(daemon, container, mounted.value),
      ulimits: ulimitsOf(daemon.profile, hostConfig),
      shm: hostConfig.ShmSize,
      mounts: () => mountTable(daemon, container),
      credentials: { sshAgent: false },
      clock: () => daemon.now,
      onProcessEvent: counting(daemon, container, beginRun(daemon, container)),
    },
  };
}

/** Whether the namespace of another container may be joined. Source: moby daemon/container_operations_unix.go getIPCContainer. */
function verifyIpc(daemon: Daemon, { hostConfig }: Container): Result {
  if (!hostConfig.IpcMode.startsWith('container:')) return done;
  const found = findContainer(daemon, hostConfig.IpcMode.slice('container:'.length));
  if (!found.ok) return refused(`failed to join IPC namespace: ${found.message}`);
  const { id, hostConfig: other } = found.value;
  if (!daemon.live.has(id)) return refused(`failed to join IPC namespace: container ${id} is not running`);
  if (other.IpcMode === 'shareable' || other.IpcMode === 'host') return done;
  return refused(
    `failed to join IPC namespace: container ${id}: non-shareable IPC (hint: use IpcMode:shareable for the donor container)`,
  );
}
