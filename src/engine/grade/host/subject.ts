import { choice, optional, string } from '../../base/schema.ts';
import { findImage } from '../../docker/daemon/find-image.ts';
import { keepBuilt } from '../../docker/images/base-of-build.ts';
import type { Container, Host } from '../../docker/index.ts';
import type { Evidence, Finding } from '../check.ts';
import { isAnyDoubt, imageDoubt, unjudged } from '../assumptions.ts';
import { needsBuild } from '../judge.ts';
import { unlessUnknown } from './container-assumptions.ts';
import { lookAt, printedBy, tried } from './host-evidence.ts';
import type { Machine } from './host-evidence.ts';
import { listOf, texts } from '../params.ts';
import { SETTLES, typeAll } from './type-log.ts';
import { listed, quoted } from '../messages.ts';

/** Whose container a check is about: one of these, as it stands in front matter. */
export const subjectShape = {
  name: optional(string({ min: 1, description: 'name of the container' })),
  service: optional(string({ min: 1, description: 'service of a compose project' })),
  of: optional(string({ min: 1, description: 'any container of this image' })),
  image: optional(choice(['build'], 'a container of the image that the editor builds')),
  run: optional(string({ description: 'options of docker run, for image: build' })),
  command: optional(string({ description: 'what follows the image in docker run, for image: build' })),
  after: optional(texts),
};
/** The same, read. */
export interface Subject {
  readonly name?: string | undefined;
  readonly service?: string | undefined;
  readonly of?: string | undefined;
  readonly image?: 'build' | undefined;
  readonly run?: string | undefined;
  readonly command?: string | undefined;
  /** Commands typed on a copy of the machine before it is looked at. */
  readonly after?: string | readonly string[] | undefined;
}

/** What a check looks at. */
export interface Found {
  readonly machine: Machine;
  readonly host: Host;
  readonly container: Container;
  /** "The container web": begins a sentence. */
  readonly called: string;
}

/** How a check looks. */
export interface Looking {
  readonly subject: Subject;
  /** Stands for all that is asked: kind and parameters. */
  readonly question: string;
  /** It runs or changes something: on a copy. */
  readonly changes?: boolean;
  /** The container must run. */
  readonly running?: boolean;
  /** What its programs did counts, not only how it is set up: what they met that is not simulated puts the finding in doubt. */
  readonly programs?: boolean;
  /** What is said when it is not there; an error unless given. */
  readonly missing?: (host: Host) => Finding;
}

/**
 * What a check finds out about one container: `error` when it is not there, `not-simulated` when the finding hangs on something
 * that is not modelled.
 */
export function about(evidence: Evidence, looking: Looking, find: (found: Found) => Finding): Finding {
  const { subject: who, question } = looking;
  const after = listOf(who.after);
  const changes = looking.changes === true || after.length > 0;
  const judge = (machine: Machine, container: Container | undefined): Finding => {
    if (!container) return (looking.missing ?? ((host) => absent(host, who)))(machine.host);
    if (looking.running && container.state.status !== 'running') return stopped(container, who);
    const finding = find({ machine, host: machine.host, container, called: capital(calledOf(who)) });
    return unlessUnknown(finding, { machine, container, programs: looking.programs ?? false });
  };
  if (who.image !== undefined) return ofBuild(evidence, looking, judge);
  const seen = after.length === 0 ? lookAt(evidence) : undefined;
  const there = seen && containerOf(seen.host, who);
  const hopeless = looking.running && there?.state.status !== 'running';
  if (seen && (!changes || !there || hopeless)) return judge(seen, there);
  return tried(
    evidence,
    question,
    (machine) => typeAll(machine.host, after) ?? judge(machine, containerOf(machine.host, who)),
  );
}

/** Name that a container of the editor's image is started under, and that of the image. */
const BUILT = 'drydock-check';

function ofBuild(
  evidence: Evidence,
  { subject: { run = '', command = '', after }, question, programs }: Looking,
  judge: (machine: Machine, container: Container) => Finding,
): Finding {
  if (!evidence.build.ok) return needsBuild(evidence);
  const doubt = imageDoubt(evidence);
  if (isAnyDoubt(doubt) && programs) return unjudged(doubt);
  return tried(evidence, `${buildKey(evidence)} ${question}`, (machine) => {
    const { host } = machine;
    keepBuilt(host.daemon, evidence.build, `${BUILT}:latest`);
    const answer = host.type(`docker run -d --name ${BUILT} ${run} ${BUILT} ${command}`);
    const { machines } = host.daemon;
    machines.run(machines.now + SETTLES, () => false);
    const container = containerOf(host, { name: BUILT });
    if (answer.exit === 0 && container) return typeAll(host, listOf(after)) ?? judge(machine, container);
    const said = printedBy(answer, 2).trim().split('\n')[0] ?? '';
    if (answer.notSimulated.length > 0)
      return unjudged({ everything: true, paths: [], what: answer.notSimulated.map(({ what }) => what) });
    return { status: 'failed', message: 'A container of the image does not start', why: `docker run says: ${said}` };
  });
}

/** The build that is asked about: the memory of machines knows the files alone, not a changed build of them. */
function buildKey({ build, exercise }: Evidence): string {
  return JSON.stringify([exercise.build, build.image?.layers.map(({ layer }) => layer.id), build.image?.config]);
}

/** The container that is meant, running ones first. */
export function containerOf({ daemon }: Host, who: Subject): Container | undefined {
  const all = [...daemon.store.containers.values()].filter(fits(daemon, who));
  return all.find(({ state }) => state.status === 'running') ?? all[0];
}

function fits(daemon: Host['daemon'], { name, service, of }: Subject): (container: Container) => boolean {
  if (name !== undefined) return (one) => one.name === name;
  if (service !== undefined) return (one) => serviceOf(one) === service;
  if (of === undefined) return () => true;
  const id = findImage(daemon, of)?.id;
  return (one) => one.image.id === id || one.config.Image === of;
}

/** The compose service that a container belongs to. */
export function serviceOf({ config }: Container): string | undefined {
  return config.Labels?.['com.docker.compose.service'];
}

/** How a container is called in a sentence: "the container web". */
export function calledOf({ name, service, of, image }: Subject): string {
  if (image !== undefined) return 'the container';
  if (name !== undefined) return `the container ${name}`;
  if (service !== undefined) return `the service ${service}`;
  return of === undefined ? 'a container' : `a container of ${of}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a check says whose container is not there. */
function absent(host: Host, who: Subject): Finding {
  return { status: 'error', message: `Needs ${calledOf(who)}`, why: present(host) };
}

/** The containers that there are, as a sentence. */
export function present({ daemon }: Host): string {
  const names = [...daemon.store.containers.values()].map(({ name }) => name);
  return names.length === 0 ? 'The machine has no containers.' : `The machine has ${listed(names)}.`;
}

function stopped(container: Container, who: Subject): Finding {
  const { status, exitCode, error } = container.state;
  const last = container.logs.at(-1)?.text.trim() ?? '';
  const ended = status === 'exited' ? `It has ended with ${exitCode}` : `It is ${status}`;
  const said = error !== '' ? error : last;
  return {
    status: 'error',
    message: `Needs ${calledOf(who)} to run`,
    why: `${ended}${said === '' ? '.' : `: ${quoted(said)}.`}`,
  };
}
