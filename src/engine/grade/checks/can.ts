import { array, boolean, number, object, optional, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import { actorOf, becomeRoot, bind, chown, read, runs, write } from '../host/try-actions.ts';
import type { Actor, Refusal } from '../host/try-actions.ts';
import { defineCheck } from '../check.ts';
import type { Finding } from '../check.ts';
import { about, subjectShape } from '../host/subject.ts';
import type { Found } from '../host/subject.ts';
import { code, listed } from '../messages.ts';

const paths = array(string({ min: 1 }), { min: 1 });
const acts = object({
  write: optional(paths),
  read: optional(paths),
  chown: optional(paths),
  bind: optional(array(number({ integer: true, min: 1, max: 65_535 }), { min: 1 })),
  ping: optional(paths),
  root: optional(boolean('Becoming root.')),
  run: optional(array(string({ min: 1 }), { min: 1, description: 'commands of its shell that end with 0' })),
});
const params = object({
  ...subjectShape,
  user: optional(string({ min: 1, description: 'who tries; unless given who the container runs as' })),
  can: optional(acts),
  cannot: optional(acts),
});
type Params = Infer<typeof params>;
type Acts = Infer<typeof acts>;

export default defineCheck({
  summary:
    'What a process in a container can do and what it cannot: write, read, change owners, open ports, become root.',
  params,
  withoutBuild: true,
  machine: true,
  run(wanted, evidence) {
    const question = `can ${JSON.stringify(wanted)}`;
    // What is tried of paths and ports is undone at once; what runs needs a copy.
    const changes = [wanted.can, wanted.cannot].some((one) => one?.run !== undefined || one?.ping !== undefined);
    return about(evidence, { subject: wanted, question, changes, running: true, programs: true }, (found) =>
      judged(found, wanted),
    );
  },
});

function judged({ host, container, called }: Found, { user, can = {}, cannot = {} }: Params): Finding {
  const actor = actorOf(host, container, user);
  if (typeof actor === 'string')
    return { status: 'failed', message: `${called} has no user ${user ?? container.config.User}`, why: actor };
  const refused = all(actor, can).flatMap(({ what, refusal }) => (refusal === undefined ? [] : [{ what, refusal }]));
  const [first, ...rest] = refused;
  const more = rest.length === 0 ? '' : ` It also cannot ${listed(rest.map(({ what }) => what))}.`;
  if (first) return { status: 'failed', message: `${called} cannot ${first.what}`, why: `${first.refusal}${more}` };
  const allowed = all(actor, cannot).flatMap(({ what, refusal }) => (refusal === undefined ? [what] : []));
  if (allowed.length > 0)
    return {
      status: 'failed',
      message: `${called} can ${allowed[0] ?? ''}`,
      why: `Its processes run as ${actor.called}${allowed.length === 1 ? '' : `, and can also ${listed(allowed.slice(1))}`}.`,
    };
  return { status: 'passed', message: `${called} can do what it must, and no more` };
}

interface Tried {
  /** As the end of "it can …". */
  readonly what: string;
  readonly refusal: Refusal;
}

function all(actor: Actor, wanted: Acts): readonly Tried[] {
  return [
    ...each(
      wanted.write,
      (path) => `write to ${path}`,
      (path) => write(actor, path),
    ),
    ...each(
      wanted.read,
      (path) => `read ${path}`,
      (path) => read(actor, path),
    ),
    ...each(
      wanted.chown,
      (path) => `change the owner of ${path}`,
      (path) => chown(actor, path),
    ),
    ...each(
      wanted.bind,
      (port) => `listen on port ${port}`,
      (port) => bind(actor, port),
    ),
    ...each(
      wanted.ping,
      (host) => `ping ${host}`,
      (host) => runs(actor, ['ping', '-c', '1', '-W', '1', host]),
    ),
    ...each(
      wanted.root ? [0] : [],
      () => 'become root',
      () => becomeRoot(actor),
    ),
    ...each(
      wanted.run,
      (command) => `run ${code(command)}`,
      (command) => runs(actor, ['sh', '-c', command]),
    ),
  ];
}

function each<T>(list: readonly T[] | undefined, say: (one: T) => string, act: (one: T) => Refusal): readonly Tried[] {
  return (list ?? []).map((one) => ({ what: say(one), refusal: act(one) }));
}
