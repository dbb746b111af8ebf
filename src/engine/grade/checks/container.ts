import { array, boolean, choice, number, object, optional, record, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import type { Host } from '../../docker/index.ts';
import { viewOf } from '../../docker/networks/names/container-files.ts';
import { defineCheck } from '../check.ts';
import type { Finding } from '../check.ts';
import { contentsShape, wrongContents } from '../host/folder-contents.ts';
import { differences, settingsShape } from '../host/container-settings.ts';
import { amount, bytesOfAmount } from '../memory-amounts.ts';
import { plainName } from '../host/find-container.ts';
import { listOf, texts } from '../params.ts';
import { about, calledOf, present, subjectShape } from '../host/subject.ts';
import type { Found } from '../host/subject.ts';
import { differing, listed, quoted } from '../messages.ts';

const params = object({
  ...subjectShape,
  exists: optional(boolean('False: there must be none.')),
  within: optional(number({ min: 0, description: 'Seconds in which it becomes so; health is waited for, else 0.' })),
  state: optional(choice(['created', 'running', 'paused', 'restarting', 'exited'])),
  exit: optional(number({ description: 'The exit code it ended with.' })),
  oomKilled: optional(boolean('Whether the kernel killed one of its processes for want of memory.')),
  health: optional(choice(['starting', 'healthy', 'unhealthy'])),
  memory: optional(amount),
  networks: optional(string({ description: 'Names of the networks it is in, with blanks between, in any order.' })),
  logs: optional(texts),
  lacks: optional(texts),
  pid1: optional(string({ min: 1, description: 'Name of its first process.' })),
  zombies: optional(number({ min: 0, description: 'So many ended processes at most that nobody waited for.' })),
  processes: optional(array(string({ min: 1 }), { description: 'Names of processes that must run in it.' })),
  restarts: optional(number({ min: 0, description: 'Its restart policy has started it again so often at most.' })),
  env: optional(record(string(), 'Variables that it has with these values.')),
  files: optional(object(contentsShape)),
  ...settingsShape,
});
type Params = Infer<typeof params>;

export default defineCheck({
  summary:
    'A container of the machine: whether it is there, its state, how it ended, its processes and how it is set up.',
  params,
  withoutBuild: true,
  machine: true,
  run(wanted, evidence) {
    const at = (waits: boolean): Finding =>
      about(
        evidence,
        {
          subject: wanted,
          question: `container ${waits} ${JSON.stringify(wanted)}`,
          changes: waits,
          programs: true,
          missing: (host) => missing(wanted, host),
        },
        (found) => judged(found, wanted, waits),
      );
    const first = at(false);
    return first.status === 'failed' && patience(wanted) > 0 ? at(true) : first;
  },
});

function bare(wanted: Params): string {
  return calledOf(wanted).replace(/^(the|a) /, '');
}

function missing(wanted: Params, host: Host): Finding {
  const message = `There is no ${bare(wanted)}`;
  return wanted.exists === false ? { status: 'passed', message } : { status: 'failed', message, why: present(host) };
}

/** How long it may take to become as wanted, in virtual ms; a health check takes its time. */
function patience({ within, health }: Params): number {
  return (within ?? (health === undefined ? 0 : 120)) * 1000;
}

function judged({ host, container, called }: Found, wanted: Params, waits: boolean): Finding {
  if (wanted.exists === false)
    return { status: 'failed', message: `There is still a ${bare(wanted)}`, try: `docker rm -f ${container.name}` };
  const { machines } = host.daemon;
  const find = (): readonly string[] => [
    ...states(host.daemon, container, wanted),
    ...differences(container, wanted),
    ...(wanted.files ? wrongContents({ tree: viewOf(container), root: '/' }, wanted.files) : []),
  ];
  if (waits) machines.run(machines.now + patience(wanted), () => find().length === 0);
  const wrong = find();
  if (wrong.length === 0) return { status: 'passed', message: `${called} is as it should be` };
  return { status: 'failed', ...differing(called, wrong) };
}

type Of = Found['container'];

/** What of a container is not as wanted, as the ends of sentences about it. */
function states(daemon: Found['host']['daemon'], container: Of, wanted: Params): string[] {
  const { state } = container;
  const found: string[] = [];
  const last = container.logs.at(-1)?.text.trim() ?? state.error;
  if (wanted.state !== undefined && state.status !== wanted.state)
    found.push(
      state.status === 'exited'
        ? `has ended with ${state.exitCode}${last === '' ? '' : ` (${quoted(last)})`} and is not ${wanted.state}`
        : `is ${state.status}, not ${wanted.state}`,
    );
  if (wanted.exit !== undefined && (state.exitCode !== wanted.exit || state.status === 'running'))
    found.push(state.status === 'running' ? 'has not ended' : `ended with ${state.exitCode}, not ${wanted.exit}`);
  if (wanted.oomKilled !== undefined && state.oomKilled !== wanted.oomKilled)
    found.push(wanted.oomKilled ? 'was not killed for want of memory' : 'was killed for want of memory');
  const health = state.health?.status;
  if (wanted.health !== undefined && health !== wanted.health)
    found.push(health === undefined ? 'has no health check' : `is ${health}, not ${wanted.health}${probe(container)}`);
  if (wanted.restarts !== undefined && container.restartCount > wanted.restarts)
    found.push(`was started again ${container.restartCount} times by its restart policy`);
  return [
    ...found,
    ...set(daemon, container, wanted),
    ...logs(container, wanted),
    ...processes(daemon, container, wanted),
  ];
}

function probe({ state }: Of): string {
  const said = state.health?.log.at(-1)?.output.trim() ?? '';
  return said === '' ? '' : `: its check says ${quoted(said)}`;
}

function set(daemon: Host['daemon'], { hostConfig, endpoints, config }: Of, wanted: Params): string[] {
  const found: string[] = [];
  const most = wanted.memory === undefined ? undefined : bytesOfAmount(wanted.memory);
  if (most !== undefined && (hostConfig.Memory === 0 || hostConfig.Memory > most))
    found.push(hostConfig.Memory === 0 ? 'has no memory limit' : `may use more memory than ${wanted.memory ?? ''}`);
  const called = (name: string): string => {
    const network = [...daemon.store.networks.values()].find((one) => one.name === name);
    return network ? plainName(network, 'network') : name;
  };
  const networks = [...endpoints.keys()].toSorted();
  const asked = wanted.networks?.split(/\s+/).toSorted();
  const same = [networks, networks.map(called).toSorted()].some((one) => one.join(' ') === asked?.join(' '));
  if (asked && !same)
    found.push(`is in ${networks.length === 0 ? 'no network' : listed(networks)}, not in ${listed(asked)}`);
  for (const [key, value] of Object.entries(wanted.env ?? {})) {
    const line = config.Env.find((one) => one.startsWith(`${key}=`));
    if (line !== `${key}=${value}`)
      found.push(line === undefined ? `has no variable ${key}` : `has ${line}, not ${value}`);
  }
  return found;
}

function logs(container: Of, wanted: Params): string[] {
  const text = container.logs.map((entry) => entry.text).join('');
  const last = text.trim().split('\n').at(-1) ?? '';
  return [
    ...listOf(wanted.logs)
      .filter((one) => !text.includes(one))
      .map(
        (one) =>
          `has not logged ${quoted(one)}${last === '' ? ': its log is empty' : `; its last line is ${quoted(last)}`}`,
      ),
    ...listOf(wanted.lacks)
      .filter((one) => text.includes(one))
      .map((one) => `has logged ${quoted(one)}`),
  ];
}

function processes({ live }: Found['host']['daemon'], container: Of, wanted: Params): string[] {
  if (wanted.pid1 === undefined && wanted.zombies === undefined && wanted.processes === undefined) return [];
  const all = live.get(container.id)?.machine.processes.processes();
  if (!all) return ['has no processes: it does not run'];
  const found: string[] = [];
  const first = all.find(({ pid }) => pid === 1);
  if (wanted.pid1 !== undefined && first && nameOf(first.argv) !== wanted.pid1)
    found.push(`runs \`${first.command}\` as its first process, not ${wanted.pid1}`);
  const dead = all.filter(({ state }) => state === 'zombie');
  if (wanted.zombies !== undefined && dead.length > wanted.zombies)
    found.push(
      `holds ${dead.length === 1 ? 'a zombie' : `${dead.length} zombies`}: ${listed(dead.map(({ argv }) => nameOf(argv)))}`,
    );
  for (const name of wanted.processes ?? [])
    if (!all.some(({ argv, state }) => state !== 'zombie' && nameOf(argv) === name))
      found.push(`runs no ${name}; its processes are ${listed(all.map(({ argv }) => nameOf(argv)))}`);
  return found;
}

function nameOf(argv: readonly string[]): string {
  return (argv[0] ?? '').replace(/^.*\//, '');
}
