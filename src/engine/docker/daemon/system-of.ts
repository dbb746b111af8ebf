import type { System } from '../../shell/index.ts';
import type { Container } from '../model.ts';
import { attachMounts } from '../volumes/attach.ts';
import type { Daemon, Result } from './daemon.ts';

/** What the processes of a container run in: its files with everything mounted, its network, limits and rights. */
export function systemOf(daemon: Daemon, container: Container): Result<System> {
  const { tree, image } = container;
  if (container.config.WorkingDir !== '' && !tree.stat(container.config.WorkingDir).ok)
    tree.mkdir(container.config.WorkingDir, { parents: true });
  const mounted = attachMounts(daemon, container, tree);
  if (!mounted.ok) return mounted;
  return {
    ok: true,
    value: {
      tree,
      os: image.os,
      platform: image.platform,
      packages: daemon.world.packages,
      network: container.hostConfig.NetworkMode !== 'none',
      credentials: { sshAgent: false },
    },
  };
}
