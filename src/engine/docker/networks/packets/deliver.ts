import type { Place } from '../../../kernel/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import type { Container } from '../../model.ts';
import { pathTo, type Sender } from './route.ts';
import { attachments, hostAddresses, outward } from '../endpoints/attached.ts';
import { publications, type Publication } from '../ports/publications.ts';

/** Where a connection ends: in a container or on the host, and at which place there. */
export interface Delivery {
  readonly to: Container | 'host';
  readonly place: Place;
  readonly source: string;
  /** The published port that led there. */
  readonly published?: Publication;
}

/** Follows a connection; undefined when it stays with its sender or does not arrive at all. */
export function deliver(daemon: Daemon, from: Sender, place: Place): Delivery | undefined {
  const path = pathTo(daemon, from, place.address);
  const own = from === 'host' || from.hostConfig.NetworkMode === 'host';
  const source = path.source ?? place.address;
  if (path.to === undefined || (path.to === 'self' && !own)) return undefined;
  if (typeof path.to === 'object') return { to: path.to.container, place, source };
  const published = publishedAt(daemon, place);
  const inner = published && innerPlace(daemon, published, place);
  // an internal network reaches its gateway, but nothing is forwarded for it
  if (published && inner && !path.over?.internal) return { to: published.container, place: inner, source, published };
  return path.to === 'host' ? { to: 'host', place, source } : undefined;
}

/** The published port behind an address of the host. */
export function publishedAt(daemon: Daemon, { address, port, udp = false }: Place): Publication | undefined {
  const six = address.includes(':');
  const local = address.startsWith('127.') || address === '::1' || hostAddresses(daemon).includes(address);
  if (!local) return undefined;
  return publications(daemon).find(
    ({ hostIp, hostPort, protocol }) =>
      hostPort === port &&
      protocol === (udp ? 'udp' : 'tcp') &&
      (hostIp === address || (hostIp === '0.0.0.0' && !six) || (hostIp === '::' && six)),
  );
}

function innerPlace(daemon: Daemon, { container, containerPort }: Publication, { udp }: Place): Place | undefined {
  const out = outward(attachments(daemon, container));
  if (!out) return undefined;
  return { address: out.endpoint.address, port: containerPort, ...(udp ? { udp } : {}) };
}
