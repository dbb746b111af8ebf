import { array, either, object, optional, record, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import type { Container, Host } from '../../docker/index.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { unjudged } from '../assumptions.ts';
import { judge } from '../judge.ts';
import { lookAfter, lookAt, printedBy } from '../host/host-evidence.ts';
import { anything, innerChecks, listOf, texts } from '../params.ts';
import { serviceOf } from '../host/subject.ts';
import { code, listed, quoted } from '../messages.ts';

const params = object({
  up: optional(string({ min: 1, description: 'what is typed: docker compose up -d' })),
  fails: optional(texts),
  services: optional(
    record(either(innerChecks, record(anything())), 'service → parameters of container, or checks of its container'),
  ),
  only: optional(array(string({ min: 1 }), { description: 'services that have containers, and no other' })),
  order: optional(array(string({ min: 1 }), { min: 2, description: 'each starts once the one before is ready' })),
  checks: optional(innerChecks),
});
type Params = Infer<typeof params>;

export default defineCheck({
  summary: 'What `docker compose up` makes of the learner’s file: services, their containers, networks and order.',
  params,
  withoutBuild: true,
  machine: true,
  run(wanted, evidence) {
    const up = wanted.up ?? 'docker compose up -d';
    const { answer, evidence: after } = lookAfter(evidence, up);
    if (answer.notSimulated.length > 0)
      return unjudged({ everything: true, paths: [], what: answer.notSimulated.map(({ what }) => what) });
    const said = printedBy(answer).trim();
    if (wanted.fails !== undefined) return failure(wanted.fails, { up, exit: answer.exit, said });
    if (answer.exit !== 0)
      return {
        status: 'failed',
        message: `${code(up)} fails`,
        why: `It ends with ${answer.exit}: ${quoted(said.split('\n').at(-1) ?? '')}.`,
        try: 'Read the message from its end: it names the line or the service.',
      };
    return settled(wanted, after) ?? { status: 'passed', message: `${code(up)} brings up what it should` };
  },
});

interface Outcome {
  readonly up: string;
  readonly exit: number;
  readonly said: string;
}

function failure(wanted: string | readonly string[], { up, exit, said }: Outcome): Finding {
  if (exit === 0) return { status: 'failed', message: `${code(up)} works` };
  const missing = listOf(wanted).find((one) => !said.includes(one));
  if (missing === undefined) return { status: 'passed', message: `${code(up)} fails as expected` };
  return { status: 'failed', message: `${code(up)} does not say ${quoted(missing)}`, why: `It says ${quoted(said)}.` };
}

/** The first thing that is not as wanted on the machine that compose left. */
function settled({ services = {}, only, order, checks = [] }: Params, after: Evidence): Finding | undefined {
  const { host } = lookAt(after);
  const own = [...host.daemon.store.containers.values()].filter((one) => serviceOf(one) !== undefined);
  const there = [...new Set(own.flatMap((one) => serviceOf(one) ?? []))];
  for (const name of [...Object.keys(services), ...(only ?? []), ...(order ?? [])])
    if (!there.includes(name))
      return {
        status: 'failed',
        message: `There is no container of the service ${name}`,
        why: there.length === 0 ? 'Compose has started nothing.' : `There are containers of ${listed(there)}.`,
      };
  const more = only ? there.filter((name) => !only.includes(name)) : [];
  if (more.length > 0) return { status: 'failed', message: `Compose also starts ${listed(more)}` };
  const inner = [
    ...Object.entries(services).flatMap(([service, asked]) =>
      (isList(asked) ? asked : [{ kind: 'container', with: asked }]).map((one) => ({
        kind: one.kind,
        with: { service, ...one.with },
        try: 'try' in one ? one.try : undefined,
      })),
    ),
    ...checks,
  ];
  for (const one of inner) {
    const finding = judge(one.kind, one.with ?? {}, after);
    const advice = finding.status === 'failed' && one.try !== undefined ? { try: one.try } : {};
    if (finding.status !== 'passed') return { ...finding, ...advice };
  }
  return order ? ordered(host, own, order) : undefined;
}

function isList<T, U>(value: readonly T[] | U): value is readonly T[] {
  return Array.isArray(value);
}

/** Whether each service began when the one before was ready: healthy where it has a health check, ended where it is a task. */
function ordered(host: Host, own: readonly Container[], order: readonly string[]): Finding | undefined {
  const at = (name: string): Container | undefined => own.find((one) => serviceOf(one) === name);
  for (const [index, name] of order.slice(1).entries()) {
    const [before, after] = [at(order[index] ?? ''), at(name)];
    if (!before || !after) continue;
    const ready = readyAt(host, before);
    const began = after.state.startedAt;
    const called = order[index] ?? '';
    if (began === undefined) return { status: 'failed', message: `${name} has not been started` };
    if (ready.at === undefined || began < ready.at)
      return {
        status: 'failed',
        message: `${name} starts before ${called} ${ready.what}`,
        why: `${name} was started at ${seconds(began)}; ${called} ${ready.at === undefined ? `never ${ready.what}` : `${ready.what} at ${seconds(ready.at)}`}.`,
        try: 'Say in depends_on what it has to wait for: condition.',
      };
  }
  return undefined;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function readyAt({ daemon }: Host, container: Container): { readonly at: number | undefined; readonly what: string } {
  const { state, config, id } = container;
  const test = config.Healthcheck?.Test ?? [];
  if (test.length > 0 && test[0] !== 'NONE') {
    const event = daemon.store.events.find((one) => one.id === id && one.action === 'health_status: healthy');
    return { at: event?.at, what: 'was healthy' };
  }
  if (state.status === 'exited')
    return { at: state.exitCode === 0 ? state.finishedAt : undefined, what: 'had ended well' };
  return { at: state.startedAt, what: 'was started' };
}
