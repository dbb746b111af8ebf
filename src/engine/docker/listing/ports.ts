import type { PortBinding } from '../model.ts';

/** One port of a container as lists know it. */
export interface Port {
  readonly ip: string;
  readonly private: number;
  /** 0: not published. */
  readonly public: number;
  readonly type: string;
}

/** The ports of a container, each binding by itself. */
export function portsOf(ports: Readonly<Record<string, readonly PortBinding[] | null>>): Port[] {
  return Object.entries(ports).flatMap(([name, bindings]): Port[] => {
    const [number = '', type = 'tcp'] = name.split('/');
    if (!bindings || bindings.length === 0) return [{ ip: '', private: Number(number), public: 0, type }];
    return bindings.map(({ HostIp, HostPort }) => ({
      ip: HostIp,
      private: Number(number),
      public: Number(HostPort),
      type,
    }));
  });
}

function byNumber(one: Port, other: Port): number {
  if (one.private !== other.private) return one.private - other.private;
  if (one.ip !== other.ip) return one.ip < other.ip ? -1 : 1;
  if (one.public !== other.public) return one.public - other.public;
  return one.type < other.type ? -1 : one.type > other.type ? 1 : 0;
}

interface Group {
  first: number;
  last: number;
}

function groupText(key: string, { first, last }: Group): string {
  const slash = key.indexOf('/');
  const ip = slash < 0 ? '' : key.slice(0, slash);
  const type = slash < 0 ? key : key.slice(slash + 1);
  const range = first === last ? String(first) : `${first}-${last}`;
  return `${ip === '' ? range : `${ip}:${range}->${range}`}/${type}`;
}

/**
 * Ports as `docker ps` prints them: `0.0.0.0:8080->80/tcp, 443/tcp`; neighbours that are published under their own numbers
 * are one range. Source: docker/cli formatter/container.go DisplayablePorts.
 */
export function portsText(ports: readonly Port[]): string {
  const groups = new Map<string, Group>();
  const ended: string[] = [];
  const mapped: string[] = [];
  for (const port of ports.toSorted(byNumber)) {
    if (port.ip !== '' && port.public !== port.private) {
      mapped.push(`${port.ip}:${port.public}->${port.private}/${port.type}`);
      continue;
    }
    const key = port.ip === '' ? port.type : `${port.ip}/${port.type}`;
    const group = groups.get(key);
    if (group && port.private === group.last + 1) {
      group.last = port.private;
      continue;
    }
    if (group) ended.push(groupText(key, group));
    groups.set(key, { first: port.private, last: port.private });
  }
  return [...ended, ...[...groups].map(([key, group]) => groupText(key, group)), ...mapped].join(', ');
}
