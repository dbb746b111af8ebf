import { array, boolean, object, optional, string } from '../../base/schema.ts';
import { defineCheck } from '../check.ts';
import type { Finding } from '../check.ts';
import { unlessUnknown } from '../host/container-assumptions.ts';
import { lookAt } from '../host/host-evidence.ts';
import { isCalled, memberOf } from '../host/find-container.ts';
import { present } from '../host/subject.ts';
import { lookUp, whyUnknown } from '../host/traffic.ts';
import type { NameAnswer } from '../host/traffic.ts';
import { code, listed } from '../messages.ts';

export default defineCheck({
  summary: 'What a name stands for in a container: which containers, which addresses, or nobody.',
  params: object({
    from: string({ min: 1, description: 'container or service that asks, or host' }),
    name: string({ min: 1, description: 'the name asked for' }),
    expect: optional(boolean('False: nobody must answer for it.')),
    to: optional(array(string({ min: 1 }), { description: 'containers or services that it stands for, and no other' })),
    addresses: optional(array(string({ min: 1 }), { description: 'addresses that it stands for, and no other' })),
  }),
  withoutBuild: true,
  machine: true,
  run({ from, name, expect = true, to, addresses }, evidence) {
    const machine = lookAt(evidence);
    const { daemon } = machine.host;
    const sender = from === 'host' ? from : memberOf(daemon, from);
    if (!sender) return { status: 'error', message: `Needs the container ${from}`, why: present(machine.host) };
    if (sender !== 'host' && sender.state.status !== 'running')
      return { status: 'error', message: `Needs the container ${from} to run`, why: `It is ${sender.state.status}.` };
    const found = lookUp(daemon, sender, name);
    const sure = (finding: Finding): Finding =>
      sender === 'host' ? finding : unlessUnknown(finding, { machine, container: sender, programs: false });
    if (!expect) {
      if (found.addresses.length === 0) return { status: 'passed', message: `${from} finds nobody called ${name}` };
      return sure({ status: 'failed', message: `${from} finds ${name}`, why: `${told(found)}.` });
    }
    if (found.addresses.length === 0)
      return sure({ status: 'failed', message: `${from} does not find ${name}`, ...whyUnknown(daemon, sender, name) });
    const owners = found.owners.flatMap((one) => memberOf(daemon, one) ?? []);
    const missing = (to ?? []).filter((one) => !owners.some((owner) => isCalled(owner, one)));
    const more = owners.filter((owner) => to && !to.some((one) => isCalled(owner, one)));
    if (missing.length > 0 || more.length > 0)
      return sure({
        status: 'failed',
        message: `In ${from} ${code(name)} stands for ${found.owners.length === 0 ? listed(found.addresses) : listed(found.owners)}, not for ${listed(to ?? [])}`,
        why: `${told(found)}.`,
        try: 'Look at the names and aliases that the containers have in the network.',
      });
    const wrong = addresses !== undefined && found.addresses.join(' ') !== addresses.toSorted().join(' ');
    if (wrong)
      return sure({
        status: 'failed',
        message: `In ${from} ${code(name)} is ${listed(found.addresses)}, not ${listed(addresses)}`,
        why: `${told(found)}.`,
      });
    return { status: 'passed', message: `${from} finds ${name}` };
  },
});

/** Who answered. */
function told({ by, network, addresses, owners }: NameAnswer): string {
  const whose = owners.length === 0 ? '' : `, of ${listed(owners)}`;
  if (by === 'hosts') return `A line of its /etc/hosts says ${listed(addresses)}${whose}`;
  return `Docker’s name server answers ${listed(addresses)}${whose}${network === undefined ? '' : `, in the network ${network}`}`;
}
