import type { Daemon } from '../../daemon/daemon.ts';
import { namespaceOf } from '../../networks/packets/sandbox.ts';
import { attachments } from '../../networks/endpoints/attached.ts';
import { isOpen, type Way } from './cell.ts';
import { printPort } from './columns.ts';
import type { Pair, ReachStep } from './story.ts';
import { listed, networkNames } from './phrases.ts';

/** What is decided on the way of a connection, in order; it ends where it arrives or is stopped. */
export function steps(daemon: Daemon, pair: Pair): readonly ReachStep[] {
  const { way } = pair;
  if (!way) return [{ text: 'No address leads there', verdict: 'shut' }];
  const all = [...nameStep(daemon, pair, way), routeStep(daemon, pair, way), ...endSteps(daemon, pair, way)];
  const end = all.findIndex(({ verdict }) => verdict === 'shut');
  return end === -1 ? all : all.slice(0, end + 1);
}

/** How the name becomes an address. The host knows no names of containers. */
function nameStep(daemon: Daemon, { row, column, from, ways }: Pair, way: Way): readonly ReachStep[] {
  if (column.kind !== 'container' || from === 'host') return [];
  if (way.kind === 'name')
    return [
      {
        text: `${row.name} asks for \`${way.text}\``,
        detail: `The answer is ${way.found.address ?? ''}.`,
        verdict: 'goes on',
      },
    ];
  const unknown = ways.filter(({ kind }) => kind === 'name').every(({ found }) => found.reason === 'unknown-name');
  if (!unknown) return [];
  return [
    {
      text: `${row.name} does not know the name \`${column.name}\``,
      detail: `Names are known on networks that both are on. Suppose it knows the address ${way.text}.`,
      verdict: 'goes on',
    },
  ];
}

/** Where the packet goes. What is refused at its end has come there over a network, or by a port of the host. */
function routeStep(daemon: Daemon, { row, from }: Pair, way: Way): ReachStep {
  const { reason, address = way.host, network, published } = way.found;
  const near = network !== undefined && published === undefined && way.kind !== 'published';
  const own = networkNames(daemon, from);
  const stopped = STOPPED[reason];
  if (stopped) return stopped({ address, network: network ?? '', name: row.name, own });
  if (reason === 'world') return outward(network, from === 'host');
  if (!near) return { text: `${way.text} is an address of the host`, verdict: 'goes on' };
  return from === 'host'
    ? { text: `${address} is on ${network}`, detail: 'The host is the gateway of that network.', verdict: 'goes on' }
    : {
        text: `${address} is on ${network}, and so is ${row.name}`,
        detail: 'The packet goes there without a router.',
        verdict: 'goes on',
      };
}

interface Stop {
  readonly address: string;
  readonly network: string;
  readonly name: string;
  readonly own: readonly string[];
}

const shut = (text: string, detail?: string): ReachStep => ({
  text,
  ...(detail === undefined ? {} : { detail }),
  verdict: 'shut',
});

/** What ends a way before it comes to anybody. */
const STOPPED: Readonly<Partial<Record<Way['found']['reason'], (stop: Stop) => ReachStep>>> = {
  isolated: ({ address, name, own }) =>
    shut(
      `${address} is on none of ${name}’s networks (${listed(own)})`,
      'The packet goes to the host, which keeps bridges apart: it is dropped, and whoever waits for an answer hangs.',
    ),
  internal: ({ address, name, own }) =>
    shut(
      `${address} is on none of ${name}’s networks (${listed(own)})`,
      `${own.length > 1 ? 'They are' : 'It is'} internal: there is no route out, and the program is told so at once.`,
    ),
  'no-network': ({ name }) => shut(`${name} has no network`, 'There is no route to anywhere.'),
  'icc-off': ({ network }) => shut(`${network} has enable_icc=false`, 'What goes between its containers is dropped.'),
  'macvlan-host': ({ network }) =>
    shut(`${network} is a macvlan network`, 'The kernel drops what goes between it and its host.'),
  'no-such-address': ({ address }) => shut(`Nobody has the address ${address}`),
  'no-answer': ({ address }) => shut('The packet leaves the host', `Nothing comes back from ${address}.`),
};

function outward(network: string | undefined, isHost: boolean): ReachStep {
  if (isHost || network === undefined) return { text: 'The host has a route of its own', verdict: 'goes on' };
  return {
    text: `An address of the internet is on none of its networks: the packet goes out through ${network}`,
    detail: 'The host forwards it under its own address (masquerading).',
    verdict: 'goes on',
  };
}

function endSteps(daemon: Daemon, { column }: Pair, way: Way): readonly ReachStep[] {
  const { reason, published, to = '' } = way.found;
  if (column.kind === 'world')
    return [
      { text: 'It leaves the simulated host', detail: 'What answers out there is not simulated.', verdict: 'there' },
    ];
  const forwarded: readonly ReachStep[] = published
    ? [
        {
          text: `Port ${published.hostPort} is published: it leads to ${to}, port ${published.containerPort}`,
          verdict: 'goes on',
        },
      ]
    : [];
  const place = `${to}, port ${printPort({ port: published?.containerPort ?? column.port, udp: column.udp })}`;
  if (isOpen(way))
    return [
      ...forwarded,
      { text: `${place}: somebody listens on ${boundOf(daemon, to, { column, way })}`, verdict: 'there' },
    ];
  return [
    ...forwarded,
    reason === 'loopback-only'
      ? {
          text: `${place}: the server listens on 127.0.0.1 alone`,
          detail: 'That is the container’s own loopback: refused at once.',
          verdict: 'shut',
        }
      : { text: `${place}: nobody listens`, detail: 'Refused at once.', verdict: 'shut' },
  ];
}

/** The address that the server is bound to. */
function boundOf(daemon: Daemon, name: string, { column, way }: { column: Pair['column']; way: Way }): string {
  const port = way.found.published?.containerPort ?? column.port;
  const container = [...daemon.store.containers.values()].find((one) => one.name === name);
  const open = namespaceOf(daemon, container ?? 'host')?.listeners ?? [];
  const found = open.filter((one) => one.port === port && (one.udp ?? false) === column.udp);
  const own = container ? attachments(daemon, container).map(({ endpoint }) => endpoint.address) : [];
  const all = found.find(({ address }) => address === '0.0.0.0' || address === '::');
  const address = (all ?? found.find((one) => own.includes(one.address)) ?? found[0])?.address ?? '';
  return address === '0.0.0.0' || address === '::' ? 'every address' : address;
}
