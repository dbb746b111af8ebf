import { array, boolean, number, object, optional, record, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import type { Host } from '../../docker/index.ts';
import { openVolume } from '../../docker/volumes/local-driver.ts';
import { defineCheck } from '../check.ts';
import type { Finding } from '../check.ts';
import { contentsShape, wrongContents } from '../host/folder-contents.ts';
import { unlessUnknownOf } from '../host/container-assumptions.ts';
import { lookAt, tried } from '../host/host-evidence.ts';
import type { Machine } from '../host/host-evidence.ts';
import { isCalled, plainName } from '../host/find-container.ts';
import { listOf, texts } from '../params.ts';
import { typeAll } from '../host/type-log.ts';
import { differing, listed } from '../messages.ts';

const params = object({
  name: optional(string({ min: 1, description: 'its name; without one any volume with a name' })),
  exists: optional(boolean('False: there must be none of that name.')),
  after: optional(texts),
  ...contentsShape,
  usedBy: optional(array(string({ min: 1 }), { description: 'containers or services that mount it' })),
  unused: optional(boolean('Whether no container mounts it.')),
  driver: optional(string({ min: 1 })),
  options: optional(record(string(), 'options of the driver: { type: nfs }')),
  labels: optional(record(string())),
  anonymous: optional(number({ min: 0, integer: true, description: 'So many volumes without a name at most.' })),
});
type Params = Infer<typeof params>;
type Daemon = Host['daemon'];
type Volume = NonNullable<ReturnType<Daemon['store']['volumes']['get']>>;

export default defineCheck({
  summary:
    'A volume of the machine: whether it is there, what lies in it, who uses it; now, or after further commands.',
  params,
  withoutBuild: true,
  machine: true,
  run(wanted, evidence) {
    const after = listOf(wanted.after);
    const judge = (machine: Machine): Finding => {
      const refused = typeAll(machine.host, after);
      if (refused) return refused;
      const finding = judged(machine.host.daemon, wanted);
      return wanted.name === undefined ? finding : unlessUnknownOf(finding, machine, wanted.name);
    };
    return after.length === 0 ? judge(lookAt(evidence)) : tried(evidence, `volume ${JSON.stringify(wanted)}`, judge);
  },
});

function judged(daemon: Daemon, wanted: Params): Finding {
  const { name, exists = true, anonymous } = wanted;
  const all = [...daemon.store.volumes.values()];
  const left = all.filter((volume) => volume.anonymous);
  if (anonymous !== undefined && left.length > anonymous)
    return {
      status: 'failed',
      message: `The machine has ${left.length === 1 ? 'a volume' : `${left.length} volumes`} without a name`,
      why: `${left.map((volume) => volume.name.slice(0, 12)).join(', ')}: nobody will find again what lies in there.`,
      try: 'Name volumes whose data counts; docker rm -v and docker volume prune take the others away.',
    };
  if (anonymous !== undefined && name === undefined)
    return { status: 'passed', message: `The machine has no more than ${anonymous} volumes without a name` };
  const called = name === undefined ? 'volume with a name' : `volume ${name}`;
  const candidates = all.filter((volume) =>
    name === undefined ? !volume.anonymous : volume.name === name || plainName(volume, 'volume') === name,
  );
  if (!exists)
    return candidates.length === 0
      ? { status: 'passed', message: `There is no ${called}` }
      : {
          status: 'failed',
          message: `There is still a ${called}`,
          try: `docker volume rm ${candidates[0]?.name ?? ''}`,
        };
  const judgedOnes = candidates.map((volume) => ({ volume, wrong: differences(daemon, volume, wanted) }));
  const best = judgedOnes.toSorted((one, other) => one.wrong.length - other.wrong.length)[0];
  if (!best) return { status: 'failed', message: `There is no ${called}`, why: present(all) };
  if (best.wrong.length === 0)
    return { status: 'passed', message: `The volume ${best.volume.name} is as it should be` };
  return { status: 'failed', ...differing(`The volume ${best.volume.name}`, best.wrong) };
}

function present(all: readonly Volume[]): string {
  if (all.length === 0) return 'The machine has no volumes.';
  const names = all.map(({ name, anonymous }) => (anonymous ? `${name.slice(0, 12)} (without a name)` : name));
  return `The machine has ${listed(names)}.`;
}

function differences(daemon: Daemon, volume: Volume, wanted: Params): string[] {
  const users = [...daemon.store.containers.values()].filter(({ mounts }) =>
    mounts.some(({ Name }) => Name === volume.name),
  );
  const names = users.map(({ name }) => name);
  const found: string[] = [];
  for (const name of wanted.usedBy ?? [])
    if (!users.some((one) => isCalled(one, name)))
      found.push(names.length === 0 ? 'is mounted by no container' : `is mounted by ${listed(names)}, not by ${name}`);
  if (wanted.unused !== undefined && wanted.unused !== (users.length === 0))
    found.push(wanted.unused ? `is mounted by ${listed(names)}` : 'is mounted by no container');
  if (wanted.driver !== undefined && volume.driver !== wanted.driver)
    found.push(`has the driver ${volume.driver}, not ${wanted.driver}`);
  found.push(...pairs('option', volume.options, wanted.options), ...pairs('label', volume.labels, wanted.labels));
  const opened = openVolume(
    daemon,
    volume,
    users.some(({ state }) => state.status === 'running'),
  );
  if (!opened.ok) return [...found, `cannot be opened: ${opened.message}`];
  return [...found, ...wrongContents({ tree: opened.value.tree, root: opened.value.from }, wanted)];
}

function pairs(
  what: string,
  actual: Readonly<Record<string, string>> | null,
  wanted: Readonly<Record<string, string>> = {},
): string[] {
  return Object.entries(wanted).flatMap(([key, value]) => {
    const own = actual?.[key];
    if (own === value) return [];
    return [own === undefined ? `has no ${what} ${key}` : `has the ${what} ${key}=${own}, not ${value}`];
  });
}
