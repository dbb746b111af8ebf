import type { Daemon } from '../../daemon/daemon.ts';
import { isUserDefined } from '../../networks/find.ts';
import { attachments } from '../../networks/endpoints/attached.ts';
import type { Pair } from './story.ts';
import { common, listed, networkNames, onLoopback } from './phrases.ts';

/** Why nothing arrives, in one sentence. */
export function whyShut(daemon: Daemon, pair: Pair): string {
  const { row, column, from, target, way } = pair;
  const own = networkNames(daemon, from);
  const theirs = networkNames(daemon, target);
  if (target && theirs.length === 0) return `${column.name} has no network: nobody else gets to it.`;
  if (from !== 'host' && own.length === 0) return `${row.name} has no network.`;
  if (onLoopback(from, column))
    return 'It is published on the loopback address of the host, which containers do not share.';
  if (way === undefined) return `${column.name} has no address.`;
  const { reason, network = '', to = '' } = way.found;
  switch (reason) {
    case 'loopback-only':
      return `The server in ${to} listens on 127.0.0.1 alone, which is the container’s own.`;
    case 'no-listener':
      return `It arrives at ${to}, and nobody listens on that port there.`;
    case 'icc-off':
      return `The network ${network} was made with enable_icc=false: its containers do not reach each other.`;
    case 'macvlan-host':
      return 'A macvlan device and its own host do not see each other.';
    case 'isolated':
    case 'internal':
    case 'no-network':
      if (column.kind !== 'container')
        return `${listed(own)} ${own.length > 1 ? 'are' : 'is'} internal: nothing leads out.`;
      return `They share no network: ${row.name} is on ${listed(own)}, ${column.name} on ${listed(theirs)}.`;
    default:
      return `Nobody answers at \`${way.text}\`.`;
  }
}

/** What would open the way; undefined where nothing simple does. */
export function adviceOf(daemon: Daemon, pair: Pair): string | undefined {
  const { row, column, from, target, way } = pair;
  const reason = way?.found.reason;
  if (onLoopback(from, column)) return 'Put both containers on one network: there the port need not be published.';
  if (reason === 'loopback-only') return 'Let the server listen on 0.0.0.0.';
  if (reason === 'no-listener') return 'Publish the port that the server listens on.';
  if (from === 'host') return undefined;
  if (column.kind === 'world' && (reason === 'internal' || networkNames(daemon, from).length === 0))
    return `A network that is not internal leads out: \`docker network connect bridge ${row.name}\`.`;
  if (!target || reason === 'icc-off' || common(daemon, from, target).length > 0) return undefined;
  const shared = attachments(daemon, target).find(({ network }) => isUserDefined(network.name))?.network.name;
  if (from.hostConfig.NetworkMode === 'none') return `Run ${row.name} on a network that ${column.name} is on.`;
  return shared === undefined
    ? 'Put both on a network of their own: `docker network create` makes one.'
    : `\`docker network connect ${shared} ${from.name}\` gives both a network.`;
}
