import type { Daemon, Result } from '../daemon/daemon.ts';
import { findContainer, refused } from '../daemon/daemon.ts';
import { findImage } from '../daemon/find-image.ts';
import {
  booleanFilter,
  equalsFilter,
  matchesFilter,
  matchesLabels,
  readFilters,
  type Filters,
} from '../format/filters.ts';
import type { Container } from '../model.ts';
import { portsOf } from './ports.ts';

const ACCEPTED =
  'ancestor before exited expose health id is-task isolation label name network publish since status volume'.split(' ');
const STATES = new Set(['paused', 'restarting', 'removing', 'running', 'dead', 'created', 'exited']);

/** Which containers a list has. */
export interface Choice {
  /** `name=value` each. */
  readonly filters: readonly string[];
  /** Those that do not run too. */
  readonly all: boolean;
  /** Only the newest so many, of whatever state; 0 or less: all. */
  readonly last: number;
}

type Test = (container: Container) => boolean;

/** The containers of a list, newest first; or the daemon's words. Source: moby daemon/list.go. */
export function chooseContainers(daemon: Daemon, { filters: given, all, last }: Choice): Result<Container[]> {
  const read = readFilters(given, ACCEPTED);
  if (!read.ok) return read;
  const filters = read.value;
  const tests: Test[] = [];
  for (const make of [stateTests, placeTests, portTests, imageTests]) {
    const made = make(daemon, filters);
    if (!made.ok) return made;
    tests.push(...made.value);
  }
  const everyState = all || last > 0 || filters.has('status');
  if (!everyState) tests.push(({ state }) => state.pid > 0 || state.status === 'restarting');
  tests.push(
    ({ name }) => matchesFilter(filters, 'name', name) || matchesFilter(filters, 'name', `/${name}`),
    ({ id }) => matchesFilter(filters, 'id', id),
    ({ config }) => matchesLabels(filters, config.Labels),
  );
  const chosen = [...daemon.store.containers.values()].toReversed().filter((one) => tests.every((test) => test(one)));
  return { ok: true, value: last > 0 ? chosen.slice(0, last) : chosen };
}

function stateTests(_daemon: Daemon, filters: Filters): Result<Test[]> {
  const codes: number[] = [];
  for (const value of filters.get('exited') ?? []) {
    if (!/^[-+]?\d+$/.test(value))
      return refused(
        `invalid filter 'exited=${value}': strconv.Atoi: parsing ${JSON.stringify(value)}: invalid syntax`,
      );
    codes.push(Number(value));
  }
  const wrong = (filters.get('status') ?? []).find((value) => !STATES.has(value));
  if (wrong !== undefined) return refused(`invalid filter 'status=${wrong}'`);
  const task = booleanFilter(filters, 'is-task');
  if (!task.ok) return task;
  const health = (filters.get('health') ?? []).find((value) => !/^(?:starting|healthy|unhealthy|none)$/.test(value));
  if (health !== undefined) return refused(`unrecognized filter value for health: ${health}`);
  return {
    ok: true,
    value: [
      ({ state }) =>
        codes.length === 0 || (codes.includes(state.exitCode) && state.pid === 0 && state.startedAt !== undefined),
      ({ state }) => equalsFilter(filters, 'status', state.status),
      ({ state }) => equalsFilter(filters, 'health', state.health?.status ?? 'none'),
      () => task.value !== true,
    ],
  };
}

/** `before`, `since`, `volume`, `network`. */
function placeTests(daemon: Daemon, filters: Filters): Result<Test[]> {
  const order = [...daemon.store.containers.keys()];
  const tests: Test[] = [];
  for (const name of ['before', 'since'] as const)
    for (const value of filters.get(name) ?? []) {
      const found = findContainer(daemon, value);
      if (!found.ok) return found;
      const at = order.indexOf(found.value.id);
      tests.push(({ id }) => (name === 'before' ? order.indexOf(id) < at : order.indexOf(id) > at));
    }
  const volumes = filters.get('volume');
  if (volumes)
    tests.push(({ mounts }) =>
      mounts.some(
        ({ Name, Destination }) => volumes.includes(Destination) || (Name !== undefined && volumes.includes(Name)),
      ),
    );
  const networks = filters.get('network');
  if (networks)
    tests.push(({ endpoints }) =>
      [...endpoints.values()].some(({ network, networkId }) =>
        networks.some((wanted) => wanted === network || (wanted !== '' && networkId.startsWith(wanted))),
      ),
    );
  return { ok: true, value: tests };
}

function portTests(_daemon: Daemon, filters: Filters): Result<Test[]> {
  const wanted: { published: boolean; first: number; last: number; type: string }[] = [];
  for (const name of ['publish', 'expose'] as const)
    for (const value of filters.get(name) ?? []) {
      const [range = '', type = 'tcp'] = value.split('/');
      const ends = range.split('-');
      const bad = ends.find((end) => !/^\d+$/.test(end) || Number(end) > 65_535);
      if (bad !== undefined) {
        const why = /^\d+$/.test(bad) ? 'value out of range' : 'invalid syntax';
        return refused(
          `error while looking up for ${name} ${value}: strconv.ParseUint: parsing ${JSON.stringify(bad)}: ${why}`,
        );
      }
      wanted.push({ published: name === 'publish', first: Number(ends[0]), last: Number(ends[1] ?? ends[0]), type });
    }
  if (wanted.length === 0) return { ok: true, value: [] };
  const test: Test = ({ ports }) =>
    portsOf(ports).some((port) =>
      wanted.some(({ published, first, last, type }) => {
        const number = published ? port.public : port.private;
        return port.type === type && number >= first && number <= last;
      }),
    );
  return { ok: true, value: [test] };
}

function imageTests(daemon: Daemon, filters: Filters): Result<Test[]> {
  const ancestors = filters.get('ancestor');
  if (!ancestors) return { ok: true, value: [] };
  const ids = new Set(ancestors.map((reference) => findImage(daemon, reference)?.id));
  return { ok: true, value: [({ image }) => ids.has(image.id)] };
}
