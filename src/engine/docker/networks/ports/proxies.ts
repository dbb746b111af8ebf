import type { Proxy } from '../../../kernel/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import { publications } from './publications.ts';

/** Numbers of processes that stand beside that of a container. */
const BESIDE = 16;

/**
 * Who holds the published ports of a host: a `docker-proxy` for each, as long as its container runs. Their numbers are made from that of
 * the container's process. Source: moby 26.1 libnetwork/portmapper/proxy_linux.go.
 */
export function proxiesOf(daemon: Daemon): Proxy[] {
  const seen = new Map<string, number>();
  return publications(daemon).flatMap(({ hostIp, hostPort, protocol, container }) => {
    const at = seen.get(container.id) ?? 0;
    seen.set(container.id, at + 1);
    if (protocol !== 'tcp' && protocol !== 'udp') return [];
    const pid = (container.state.pid + 1000) * BESIDE + at;
    const udp = protocol === 'udp' ? { udp: true } : {};
    return [{ address: hostIp, port: hostPort, ...udp, pid, program: 'docker-proxy' }];
  });
}
