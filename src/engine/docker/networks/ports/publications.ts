import type { Daemon } from '../../daemon/daemon.ts';
import type { Container } from '../../model.ts';

/** A port of the host that leads to a container. */
export interface Publication {
  readonly hostIp: string;
  readonly hostPort: number;
  readonly protocol: string;
  readonly containerPort: number;
  readonly container: Container;
}

/** Ports that running containers have published on the host. */
export function publications(daemon: Daemon): Publication[] {
  const found: Publication[] = [];
  for (const id of daemon.live.keys()) {
    const container = daemon.store.containers.get(id);
    if (container) found.push(...publishedBy(container));
  }
  return found;
}

function publishedBy(container: Container): Publication[] {
  return Object.entries(container.ports).flatMap(([port, bindings]) => {
    const [number = '', protocol = 'tcp'] = port.split('/');
    return (bindings ?? []).map(({ HostIp, HostPort }) => ({
      hostIp: HostIp,
      hostPort: Number(HostPort),
      protocol,
      containerPort: Number(number),
      container,
    }));
  });
}
