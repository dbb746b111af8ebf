import type { DnsAnswer, DnsType } from '../../../kernel/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import { findContainer } from '../../daemon/daemon.ts';
import type { Container, Network } from '../../model.ts';
import { readAddress } from '../ipam/address.ts';
import { attachedTo, isUserDefined } from '../find.ts';
import { namesOf } from '../endpoints/make-endpoints.ts';
import { pathTo, type Sender } from '../packets/route.ts';
import { attachments, type Attached } from '../endpoints/attached.ts';

/** Address of Docker's own name server within a container. */
export const EMBEDDED = '127.0.0.11';

/** Who answered for a name, and why. */
export interface DnsExplanation {
  readonly answer: DnsAnswer;
  /** `docker`: Docker's own name server; `lan`: that of the host's network. */
  readonly by: 'docker' | 'lan' | 'nobody';
  /** The network whose names were looked up. */
  readonly network?: string;
  /** Containers that have the name there, each with what it is to them. */
  readonly owners: readonly { readonly container: string; readonly as: 'name' | 'alias' | 'id' | 'link' }[];
}

/**
 * What a name server would answer to a container or the host, without its being asked: Docker's own one answers for names of the networks that the container is attached
 * to, and hands on everything else. Source: moby libnetwork/resolver.go, network.go ResolveName; recorded, net-dns-user.
 */
export function explainName(
  daemon: Daemon,
  from: Sender,
  question: { readonly name: string; readonly type: DnsType; readonly server: string },
): DnsExplanation {
  const { name, type, server } = question;
  if (server === EMBEDDED && from !== 'host') {
    const all = attachments(daemon, from).filter(({ network }) => isUserDefined(network.name));
    if (all.length === 0) return { answer: { kind: 'nobody' }, by: 'nobody', owners: [] };
    const found = type === 'PTR' ? reverse(daemon, all, name) : forward(daemon, all, { name, type });
    if (found) return found;
    const servers = serversOf(daemon, from);
    return handOn(daemon, from, { name, server: servers[0] ?? '', embedded: true });
  }
  return handOn(daemon, from, { name, server });
}

/** Asks: as `explainName`, but several addresses of one name come in a new order each time. Source: moby libnetwork/resolver.go. */
export function askName(daemon: Daemon, from: Sender, question: Parameters<typeof explainName>[2]): DnsAnswer {
  const { answer } = explainName(daemon, from, question);
  if (answer.kind !== 'answer' || answer.addresses.length < 2) return answer;
  const { addresses } = answer;
  const at = daemon.next('dns', 0) % addresses.length;
  return { ...answer, addresses: [...addresses.slice(at), ...addresses.slice(0, at)] };
}

/** Name servers that are asked for what Docker does not know. */
export function serversOf(daemon: Daemon, container: Container): readonly string[] {
  const { Dns } = container.hostConfig;
  return Dns.length > 0 ? Dns : [daemon.profile.lan.dns];
}

/** Asks a name server outside. Docker's own one asks it from the host when the container has no way out. */
function handOn(
  daemon: Daemon,
  from: Sender,
  { name, server, embedded = false }: { name: string; server: string; embedded?: boolean },
): DnsExplanation {
  const { profile } = daemon;
  const { probe } = pathTo(daemon, from, server);
  const nobody: DnsExplanation = { answer: { kind: 'nobody' }, by: 'nobody', owners: [] };
  const reached = probe.kind === 'answers' || probe.kind === 'world';
  if (!reached) return embedded ? { ...nobody, answer: { kind: 'NXDOMAIN' } } : nobody;
  if (server !== profile.lan.dns && probe.kind !== 'world') return nobody;
  const known = profile.worldNames && name.includes('.');
  return { answer: { kind: known ? 'world' : 'NXDOMAIN' }, by: 'lan', owners: [] };
}

type Owners = { readonly attached: Attached; readonly as: 'name' | 'alias' | 'id' | 'link' }[];

function forward(
  daemon: Daemon,
  all: readonly Attached[],
  { name, type }: { name: string; type: 'A' | 'AAAA' },
): DnsExplanation | undefined {
  const wanted = name.replace(/\.$/, '').toLowerCase();
  for (const own of all) {
    const { network } = own;
    const suffix = `.${network.name.toLowerCase()}`;
    const bare = wanted.endsWith(suffix) ? wanted.slice(0, -suffix.length) : undefined;
    const linked = linkedAs(daemon, own, wanted);
    const direct = ownersOf(daemon, network, wanted);
    const owners =
      linked.length > 0 ? linked : direct.length > 0 || bare === undefined ? direct : ownersOf(daemon, network, bare);
    if (owners.length === 0) continue;
    const addresses = owners.flatMap(({ attached: { endpoint } }) => {
      const address = type === 'A' ? endpoint.address : endpoint.address6;
      return address === '' ? [] : [address];
    });
    return {
      answer: { kind: 'answer', addresses },
      by: 'docker',
      network: network.name,
      owners: owners.map(({ attached, as }) => ({ container: attached.container.name, as })),
    };
  }
  return undefined;
}

function ownersOf(daemon: Daemon, network: Network, wanted: string): Owners {
  const owners: Owners = [];
  for (const { container, endpoint } of attachedTo(daemon, network)) {
    const names = namesOf(container, endpoint) ?? [];
    if (!names.some((one) => one.toLowerCase() === wanted)) continue;
    const as = container.name.toLowerCase() === wanted ? 'name' : container.id.startsWith(wanted) ? 'id' : 'alias';
    owners.push({ attached: { container, endpoint, network }, as });
  }
  return owners;
}

/** Names that a container gave to others by --link. */
function linkedAs(daemon: Daemon, { endpoint, network }: Attached, wanted: string): Owners {
  return (endpoint.links ?? []).flatMap((link) => {
    const [name = '', alias = name] = link.split(':');
    const found = alias.toLowerCase() === wanted ? findContainer(daemon, name) : undefined;
    if (!found?.ok) return [];
    const other = attachments(daemon, found.value).find((one) => one.network.id === network.id);
    return other ? [{ attached: other, as: 'link' as const }] : [];
  });
}

/** The name of an address: `container.network`. `name` is the address itself. */
function reverse(daemon: Daemon, all: readonly Attached[], name: string): DnsExplanation | undefined {
  if (!readAddress(name)) return undefined;
  for (const { network } of all)
    for (const { container, endpoint } of attachedTo(daemon, network))
      if (endpoint.address === name || endpoint.address6 === name)
        return {
          answer: { kind: 'answer', addresses: [], name: `${container.name}.${network.name}` },
          by: 'docker',
          network: network.name,
          owners: [{ container: container.name, as: 'name' }],
        };
  return undefined;
}
