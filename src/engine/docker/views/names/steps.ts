import type { Daemon } from '../../daemon/daemon.ts';
import { serversOf, type DnsExplanation } from '../../networks/names/dns.ts';
import { attachedTo, isUserDefined } from '../../networks/find.ts';
import { EMBEDDED } from '../../networks/names/dns.ts';
import { namesOf } from '../../networks/endpoints/make-endpoints.ts';
import { attachments } from '../../networks/endpoints/attached.ts';
import type { Network } from '../../model.ts';
import { listed } from '../reachability/phrases.ts';
import type { Asked, NameStep } from './story.ts';

/** What Docker's own name server does: it looks at one network of the asker after the other. */
export function networkSteps(daemon: Daemon, { sender, asker }: Asked, told: DnsExplanation): readonly NameStep[] {
  if (sender === 'host') return [];
  const all = attachments(daemon, sender).filter(({ network }) => isUserDefined(network.name));
  if (all.length === 0) return [];
  const names = all.map(({ network }) => network.name);
  const until = names.indexOf(told.network ?? '');
  const looked = until === -1 ? all : all.slice(0, until + 1);
  return [
    {
      text: `127.0.0.11 looks at the networks of ${asker}`,
      detail: names.length === 1 ? `Only ${names[0] ?? ''}.` : `${listed(names)}, in this order.`,
      verdict: 'goes on',
    },
    ...looked.map(({ network }, at): NameStep => {
      if (at === until) return { text: `${network.name} knows the name`, detail: ownersOf(told), verdict: 'goes on' };
      return { text: `${network.name} does not know it`, detail: namesOn(daemon, network), verdict: 'goes on' };
    }),
  ];
}

const AS = { name: 'its own name', alias: 'an alias there', id: 'the beginning of its id', link: 'a link' } as const;

function ownersOf({ owners }: DnsExplanation): string {
  return owners.map(({ container, as }) => `${container}: ${AS[as]}`).join('; ');
}

const MOST = 12;

function namesOn(daemon: Daemon, network: Network): string {
  const names = attachedTo(daemon, network).flatMap(({ container, endpoint }) =>
    (namesOf(container, endpoint) ?? []).filter((name) => !container.id.startsWith(name)),
  );
  const shown = names.length > MOST ? [...names.slice(0, MOST), `${names.length - MOST} more`] : names;
  return `Names there: ${listed(shown)}.`;
}

/** What a name server outside says to what Docker does not know. */
export function passedOn(daemon: Daemon, { sender, server }: Asked, told: DnsExplanation): NameStep {
  const own = server === EMBEDDED && sender !== 'host';
  const outside = own ? (serversOf(daemon, sender)[0] ?? '') : server;
  const text = own ? `127.0.0.11 hands the question on to ${outside}` : `${outside} is asked`;
  if (told.answer.kind === 'world') return { text, detail: 'It knows names of the internet.', verdict: 'found' };
  const detail =
    told.answer.kind === 'nobody' || told.by === 'nobody'
      ? 'Nothing leads there from this network, so nobody answers.'
      : 'It has never heard of the name: NXDOMAIN.';
  return { text, detail, verdict: 'missing' };
}
