import { context } from '../format/context.ts';
import { shortId } from '../format/text.ts';
import { goTime } from '../format/times.ts';
import type { Struct } from '../format/value.ts';
import type { Network } from '../model.ts';
import { labelMethod, labelsText } from './containers.ts';

/** Headings of `docker network ls`. Source: docker/cli network/formatter.go. */
export const NETWORK_HEADINGS = {
  ID: 'NETWORK ID',
  Name: 'NAME',
  Driver: 'DRIVER',
  Scope: 'SCOPE',
  IPv6: 'IPV6',
  Internal: 'INTERNAL',
  Labels: 'LABELS',
  CreatedAt: 'CREATED AT',
} as const;

/** A network as a row of `docker network ls`. */
export function networkRow(network: Network, truncate: boolean): Struct {
  return context('*network.networkContext', {
    ID: truncate ? shortId(network.id) : network.id,
    Name: network.name,
    Driver: network.driver,
    Scope: network.scope,
    IPv6: String(network.enableIPv6),
    Internal: String(network.internal),
    Labels: () => labelsText(network.labels),
    Label: labelMethod(network.labels),
    CreatedAt: () => goTime(network.created, true),
  });
}
