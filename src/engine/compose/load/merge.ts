import {
  byText,
  clone,
  invalid,
  isMapping,
  mapping,
  matches,
  text,
  type Loaded,
  type Mapping,
  type Value,
} from '../value.ts';

/** Thrown inside this module only: two kinds of value at one place. */
interface Clash {
  message: string | undefined;
}

type Merger = (base: Value, over: Value, given: { path: readonly string[]; clash: Clash }) => Value;

const replace: Merger = (_base, over) => over;
const sequences: Merger = (base, over) => [...sequence(base), ...sequence(over)];
const hosts: Merger = (base, over) => {
  const known = sequence(base);
  return [...known, ...sequence(over).filter((one) => !known.includes(one))];
};
const names: Merger = (base, over, given) => mappings(fromNames(base, null), fromNames(over, null), given);
const started = { condition: 'service_started', required: true };
const dependencies: Merger = (base, over, given) => mappings(fromNames(base, started), fromNames(over, started), given);
const builds: Merger = (base, over, given) => mappings(toBuild(base), toBuild(over), given);
const logging: Merger = (base, over, given) => {
  if (!isMapping(base) || !isMapping(over)) return over;
  const apart = base['driver'] !== undefined && over['driver'] !== undefined && base['driver'] !== over['driver'];
  return apart ? over : mappings(base, over, given);
};
const pools: Merger = (base, over, given) => {
  const merged: Mapping[] = [];
  for (const one of Array.isArray(base) ? base : [])
    for (const other of Array.isArray(over) ? over : []) {
      if (!isMapping(one) || !isMapping(other)) continue;
      const same = (subnet: Value | undefined): number => merged.findIndex((pool) => pool['subnet'] === subnet);
      if (other['subnet'] !== one['subnet'] && same(other['subnet']) === -1) {
        merged.push(other);
        continue;
      }
      const both = mappings(clone(one), other, given);
      const at = same(both['subnet']);
      if (at >= 0) merged[at] = both;
      else merged.push(both);
    }
  return merged;
};

/** How compose merges what is not merged by kind. Source: compose-go override/merge.go mergeSpecials. */
const SPECIALS: readonly (readonly [pattern: string, merger: Merger])[] = [
  ['networks.*.ipam.config', pools],
  ...'networks.*.labels volumes.*.labels services.*.annotations services.*.build.args services.*.build.additional_contexts services.*.build.labels services.*.deploy.labels services.*.dns services.*.dns_opt services.*.dns_search services.*.env_file services.*.label_file services.*.environment services.*.labels services.*.sysctls services.*.tmpfs'
    .split(' ')
    .map((path) => [path, sequences] as const),
  ...'services.*.command services.*.entrypoint services.*.healthcheck.test services.*.ulimits.*'
    .split(' ')
    .map((path) => [path, replace] as const),
  ['services.*.build', builds],
  ['services.*.build.extra_hosts', hosts],
  ['services.*.extra_hosts', hosts],
  ['services.*.depends_on', dependencies],
  ['services.*.networks', names],
  ['services.*.logging', logging],
];

/** One file laid over another. Source: compose-go override/merge.go. */
export function merge(base: Mapping, over: Mapping): Loaded<Mapping> {
  return mergeAt(base, over, []);
}

/** A service laid over the one that it extends. Source: compose-go override/extends.go. */
export function mergeService(base: Mapping, over: Mapping): Loaded<Mapping> {
  return mergeAt(base, over, ['services', 'x']);
}

function mergeAt(base: Mapping, over: Mapping, path: readonly string[]): Loaded<Mapping> {
  const clash: Clash = { message: undefined };
  const merged = values(clone(base), over, { path, clash });
  return clash.message === undefined ? { ok: true, value: merged as Mapping } : invalid(clash.message);
}

const values: Merger = (base, over, given) => {
  const special = SPECIALS.find(([pattern]) => matches(given.path, pattern));
  if (special) return special[1](base, over, given);
  if (over === null) return base;
  if (isMapping(base)) return isMapping(over) ? mappings(base, over, given) : clashes(base, given);
  if (Array.isArray(base)) return Array.isArray(over) ? [...base, ...over] : clashes(base, given);
  return over;
};

function clashes(base: Value, { path, clash }: { path: readonly string[]; clash: Clash }): Value {
  clash.message ??= `cannot override ${path.join('.')}`;
  return base;
}

function mappings(base: Mapping, over: Mapping, given: { path: readonly string[]; clash: Clash }): Mapping {
  const merged = mapping(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    const known = merged[key];
    merged[key] =
      known === undefined || key.startsWith('x-')
        ? value
        : values(known, value, { path: [...given.path, key], clash: given.clash });
  }
  return merged;
}

function toBuild(value: Value): Mapping {
  if (isMapping(value)) return value;
  return mapping(typeof value === 'string' ? [['context', value]] : []);
}

function fromNames(value: Value, each: Record<string, Value> | null): Mapping {
  if (isMapping(value)) return value;
  const list = Array.isArray(value) ? value : [];
  return mapping(list.map((one) => [text(one), each === null ? null : mapping(Object.entries(each))]));
}

/** `key=value` lines of a mapping, sorted; a list as it is. Source: override/merge.go convertIntoSequence. */
export function sequence(value: Value): Value[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return [value];
  if (!isMapping(value)) return [];
  return Object.entries(value)
    .flatMap(([key, one]) => {
      if (one === null) return [key];
      return (Array.isArray(one) ? one : [one]).map((each) => `${key}=${text(each)}`);
    })
    .toSorted(byText);
}
