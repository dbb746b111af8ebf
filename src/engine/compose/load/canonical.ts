import {
  invalid,
  isMapping,
  mapping,
  matches,
  text,
  type Loaded,
  type Mapping,
  type Refused,
  type Value,
} from '../value.ts';
import { parsePort } from './ports.ts';
import { parseVolume } from './volume.ts';

/** What canonical forms are made with. */
interface Making {
  readonly warn: (message: string) => void;
  /** Forms that cannot be read stay as they are: variables are still in them. */
  readonly lenient: boolean;
  readonly problems: Refused[];
}

type Transform = (value: Value, path: readonly string[], making: Making) => Value;

const inner: Transform = (value, path, making) =>
  isMapping(value)
    ? mapping(Object.entries(value).map(([key, one]) => [key, walk(one, [...path, key], making)] as const))
    : value;

const build: Transform = (value, path, making) =>
  typeof value === 'string' ? mapping([['context', value]]) : inner(value, path, making);

const textList: Transform = (value) => (typeof value === 'string' ? [value] : value);

const envFiles: Transform = (value) =>
  (Array.isArray(value) ? value : [value]).map((one) =>
    isMapping(one)
      ? mapping([...Object.entries(one), ...(one['required'] === undefined ? [['required', true] as const] : [])])
      : mapping([
          ['path', one],
          ['required', true],
        ]),
  );

const dependsOn: Transform = (value) => {
  const entries = Array.isArray(value)
    ? value.map((one) => [text(one), mapping()] as const)
    : isMapping(value)
      ? Object.entries(value)
      : [];
  return mapping(
    entries.map(([name, one]) => [
      name,
      mapping([['condition', 'service_started'], ['required', true], ...(isMapping(one) ? Object.entries(one) : [])]),
    ]),
  );
};

const networkNames: Transform = (value) =>
  Array.isArray(value) ? mapping(value.map((one) => [text(one), null] as const)) : value;

const pairs: Transform = (value, path, making) => {
  if (!Array.isArray(value)) return value;
  const bad = value.find((one) => !text(one).includes('='));
  if (bad !== undefined) {
    if (!making.lenient)
      making.problems.push(invalid(`${path.join('.')}: invalid value ${text(bad)}, expected key=value`));
    return value;
  }
  return mapping(
    value.map((one) => {
      const line = text(one);
      return [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const;
    }),
  );
};

const volume: Transform = (value, _path, making) => {
  if (typeof value !== 'string') return value;
  const read = parseVolume(value);
  if (read.ok) return read.value;
  if (!making.lenient) making.problems.push(read);
  return value;
};

const device: Transform = (value, _path, making) => {
  if (typeof value !== 'string') return value;
  const [source = '', target = source, permissions = 'rwm', ...others] = value.split(':');
  if (others.length > 0 && !making.lenient)
    making.problems.push(invalid(`confusing device mapping, please use long syntax: ${value}`));
  return mapping([
    ['source', source],
    ['target', target],
    ['permissions', permissions],
  ]);
};

const fileMount: Transform = (value) => (typeof value === 'string' ? mapping([['source', value]]) : value);

const ports: Transform = (value, _path, making) => {
  if (!Array.isArray(value)) return value;
  const made: Value[] = [];
  for (const one of value) {
    if (isMapping(one)) {
      made.push(one);
      continue;
    }
    const read = parsePort(text(one));
    if (!read.ok && making.lenient) return value;
    if (read.ok) made.push(...read.value);
    else making.problems.push(read);
  }
  return made;
};

const ulimit: Transform = (value) => (typeof value === 'number' ? mapping([['single', value]]) : value);

const external: Transform = (value, path, making) => {
  const made = inner(value, path, making);
  if (!isMapping(made) || !isMapping(made['external'])) return made;
  const old = made['external']['name'];
  made['external'] = true;
  if (old === undefined) return made;
  making.warn(`${path.join('.')}: external.name is deprecated. Please set name and external: true`);
  if (made['name'] !== undefined && made['name'] !== old)
    making.problems.push(invalid(`${path.join('.')}: name and external.name conflict; only use name`));
  made['name'] ??= old;
  return made;
};

const ssh: Transform = (value) => {
  if (!Array.isArray(value)) return value;
  return mapping(
    value.map((one) => {
      const line = text(one);
      const at = line.indexOf('=');
      return at === -1 ? ([line, null] as const) : ([line.slice(0, at), line.slice(at + 1)] as const);
    }),
  );
};

const gpus: Transform = (value) => (typeof value === 'string' ? [mapping([['count', 'all']])] : value);

/** Short forms and what makes the long form of them. Source: compose-go transform/canonical.go. */
const TRANSFORMS: readonly (readonly [pattern: string, transform: Transform])[] = [
  ['services.*.build', build],
  ['services.*.build.ssh', ssh],
  ['services.*.build.secrets.*', fileMount],
  ['services.*.build.additional_contexts', pairs],
  ['services.*.build.ulimits.*', ulimit],
  ['services.*.depends_on', dependsOn],
  ['services.*.env_file', envFiles],
  ['services.*.label_file', textList],
  ['services.*.gpus', gpus],
  ['services.*.networks', networkNames],
  ['services.*.volumes.*', volume],
  ['services.*.dns', textList],
  ['services.*.devices.*', device],
  ['services.*.secrets.*', fileMount],
  ['services.*.configs.*', fileMount],
  ['services.*.ports', ports],
  ['services.*.ulimits.*', ulimit],
  ['volumes.*', external],
  ['networks.*', external],
  ['secrets.*', external],
  ['configs.*', external],
];

function walk(value: Value, path: readonly string[], making: Making): Value {
  const transform = TRANSFORMS.find(([pattern]) => matches(path, pattern))?.[1];
  if (transform) return transform(value, path, making);
  if (Array.isArray(value)) return value.map((one) => walk(one, [...path, '[]'], making));
  return inner(value, path, making);
}

/** The file with every short form written out. */
export function canonical(file: Mapping, how: Pick<Making, 'warn' | 'lenient'>): Loaded<Mapping> {
  const problems: Refused[] = [];
  const made = walk(file, [], { ...how, problems }) as Mapping;
  return problems[0] ?? { ok: true, value: made };
}
