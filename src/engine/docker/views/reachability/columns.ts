import type { Daemon } from '../../daemon/daemon.ts';
import { publications } from '../../networks/ports/publications.ts';
import { senderOf } from '../../networks/packets/reachability.ts';
import { namespaceOf } from '../../networks/packets/sandbox.ts';

/** A port that may be asked for. */
export interface ReachColumn {
  readonly key: string;
  /** `container`: somebody listens there; `host`: the host publishes it, or a program of the host listens; `world`: the internet. */
  readonly kind: 'container' | 'host' | 'world';
  /** Whose port it is. */
  readonly name: string;
  /** Id of the container; empty for the others. */
  readonly id: string;
  readonly port: number;
  readonly udp: boolean;
  /** Of a published port: to where it leads, `web:80`, and the address of the host that has it (empty: every one). */
  readonly leads?: string;
  readonly address?: string;
}

/** The internet: an address that is nobody's here. Source: RFC 5737. */
export const OUTSIDE: ReachColumn & { readonly address: string } = {
  key: 'world',
  kind: 'world',
  name: 'Internet',
  id: '',
  port: 443,
  udp: false,
  address: '203.0.113.1',
};

/** Each port that somebody in a container listens on, then the ports of the host, then the internet. */
export function columnsOf(daemon: Daemon): ReachColumn[] {
  const containers = [...daemon.store.containers.values()];
  return [...containers.flatMap(({ id }) => listening(daemon, id)), ...ofHost(daemon), OUTSIDE];
}

function listening(daemon: Daemon, id: string): ReachColumn[] {
  const container = daemon.store.containers.get(id);
  const shares =
    container && (container.hostConfig.NetworkMode === 'host' || senderOf(daemon, container) !== container);
  if (!container || !daemon.live.has(id) || shares) return [];
  const open = namespaceOf(daemon, container)?.listeners ?? [];
  return unique(
    open.map(({ port, udp = false }) => ({
      key: `${id} ${printPort({ port, udp })}`,
      kind: 'container',
      name: container.name,
      id,
      port,
      udp,
    })),
  );
}

function ofHost(daemon: Daemon): ReachColumn[] {
  const published = publications(daemon).map(
    ({ hostIp, hostPort, protocol, containerPort, container }): ReachColumn => {
      const udp = protocol === 'udp';
      const address = hostIp === '0.0.0.0' || hostIp === '::' ? '' : hostIp;
      const leads = `${container.name}:${containerPort}`;
      const key = `host ${address} ${printPort({ port: hostPort, udp })}`;
      return { key, kind: 'host', name: 'host', id: '', port: hostPort, udp, leads, address };
    },
  );
  const own = (namespaceOf(daemon, 'host')?.listeners ?? []).map(({ port, udp = false }): ReachColumn => {
    return { key: `host  ${printPort({ port, udp })}`, kind: 'host', name: 'host', id: '', port, udp };
  });
  return unique([...published, ...own]);
}

function unique(columns: readonly ReachColumn[]): ReachColumn[] {
  const known = new Map<string, ReachColumn>();
  for (const column of columns) if (!known.has(column.key)) known.set(column.key, column);
  return [...known.values()].toSorted((one, other) => one.port - other.port || Number(one.udp) - Number(other.udp));
}

/** `80`, `53/udp`. */
export function printPort({ port, udp }: Pick<ReachColumn, 'port' | 'udp'>): string {
  return `${port}${udp ? '/udp' : ''}`;
}
