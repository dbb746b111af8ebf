import { array, boolean, object, optional, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import type { Host } from '../../docker/index.ts';
import { defineCheck } from '../check.ts';
import type { Finding } from '../check.ts';
import { unlessUnknown } from '../host/container-assumptions.ts';
import { lookAt } from '../host/host-evidence.ts';
import { memberOf } from '../host/find-container.ts';
import { present } from '../host/subject.ts';
import { addressesOf, DESTINATION, isReached, reaches, readDestination, whyNot } from '../host/traffic.ts';
import type { Destination, Sender } from '../host/traffic.ts';

const pairShape = {
  from: string({ min: 1, description: 'container or service that connects, host, or lan: another machine' }),
  to: string({ pattern: DESTINATION, description: 'must be a name or address with a port: db:5432, udp://dns:53' }),
  expect: optional(boolean('False: it must not be reachable, by whatever name or address.')),
};
const pair = object(pairShape);
type Pair = Infer<typeof pair>;

export default defineCheck({
  summary: 'Who reaches whom: a connection from a container or the host to a name or an address and a port.',
  params: object({
    from: optional(pairShape.from),
    to: optional(pairShape.to),
    expect: pairShape.expect,
    pairs: optional(array(pair, { min: 1, description: 'several; all must hold' })),
  }),
  withoutBuild: true,
  machine: true,
  run({ from, to, pairs = [], ...rest }, evidence) {
    const single = from !== undefined && to !== undefined ? [{ from, to, ...rest }] : [];
    const all = [...single, ...pairs];
    if (all.length === 0)
      return { status: 'error', message: 'The check is not written correctly', why: 'It has no from and to.' };
    const machine = lookAt(evidence);
    for (const one of all) {
      const finding = judged(machine.host, one);
      const container = memberOf(machine.host.daemon, one.from);
      const sure = container ? unlessUnknown(finding, { machine, container, programs: false }) : finding;
      if (sure.status !== 'passed') return sure;
    }
    const [first] = all;
    if (first && all.length === 1)
      return {
        status: 'passed',
        message: `${first.from} ${first.expect === false ? 'does not reach' : 'reaches'} ${first.to}`,
      };
    return { status: 'passed', message: `All ${all.length} connections are as they should be` };
  },
});

/** One pair. What must not be reachable is tried at every address of its container; it must be there, and listen. */
function judged(host: Host, { from, to, expect = true }: Pair): Finding {
  const { daemon } = host;
  const sender: Sender | undefined = from === 'host' || from === 'lan' ? 'host' : memberOf(daemon, from);
  if (!sender) return { status: 'error', message: `Needs the container ${from}`, why: present(host) };
  if (sender !== 'host' && sender.state.status !== 'running')
    return { status: 'error', message: `Needs the container ${from} to run`, why: `It is ${sender.state.status}.` };
  const target = fromLan(daemon, from, readDestination(to));
  const straight = reaches(daemon, sender, target);
  if (expect) {
    if (isReached(straight)) return { status: 'passed', message: '' };
    return { status: 'failed', message: `${from} does not reach ${to}`, ...whyNot(daemon, sender, target) };
  }
  const others = addressesOf(daemon, target.host).map((address) => ({ ...target, host: address }));
  const all = [{ at: target, found: straight }, ...others.map((at) => ({ at, found: reaches(daemon, sender, at) }))];
  const open = all.find(({ found }) => isReached(found));
  if (open) {
    const over = open.found.network === undefined ? '' : ` over the network ${open.found.network}`;
    const by = open.at === target ? '' : ` at its address ${open.at.host}`;
    return {
      status: 'failed',
      message: `${from} reaches ${to}`,
      why: `The connection arrives${by}${over}.`,
      try: 'Leave them no network that both are in, and no published port on the way.',
    };
  }
  return (
    unproven(
      host,
      { from, to },
      all.map(({ found }) => found),
    ) ?? { status: 'passed', message: '' }
  );
}

/** Another machine sees of this one what the host sees at its own address in the LAN. */
function fromLan({ profile }: Host['daemon'], from: string, to: Destination): Destination {
  return from === 'lan' && to.host === 'host' ? { ...to, host: profile.lan.address } : to;
}

/** That nobody is reached who is not there, or does not listen, proves nothing. */
function unproven(
  host: Host,
  { to }: Pick<Pair, 'from' | 'to'>,
  found: readonly ReturnType<typeof reaches>[],
): Finding | undefined {
  const { host: name, port, udp } = readDestination(to);
  const first = found[0];
  if (first?.outcome === 'no-name' && !memberOf(host.daemon, name) && name !== 'host')
    return { status: 'error', message: `Needs the container ${name}`, why: present(host) };
  const member = memberOf(host.daemon, name);
  if (!member) return undefined;
  const self = reaches(host.daemon, member, { host: '127.0.0.1', port, udp });
  if (isReached(self) || member.state.status !== 'running' || found.some(({ reason }) => reason === 'loopback-only'))
    return member.state.status === 'running'
      ? undefined
      : { status: 'error', message: `Needs the container ${name} to run`, why: `It is ${member.state.status}.` };
  const bound = [...member.endpoints.values()].some(({ address }) =>
    isReached(reaches(host.daemon, member, { host: address, port, udp })),
  );
  return bound
    ? undefined
    : {
        status: 'error',
        message: `Needs a server on port ${port} of ${name}`,
        why: 'Nothing listens there, so nobody could reach it.',
      };
}
