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
import { parseVolume } from './volume.ts';

type Index = (value: Value) => string;

const key: Index = (value) => (typeof value === 'string' ? (value.split('=')[0] ?? '') : text(value));
const plain: Index = (value) => text(value);
const target: Index = (value) => {
  if (isMapping(value)) return text(value['target'] ?? '');
  const volume = typeof value === 'string' ? parseVolume(value) : undefined;
  return volume?.ok ? text(volume.value['target'] ?? '') : text(value);
};
const device: Index = (value) =>
  isMapping(value) ? text(value['target'] ?? value['source'] ?? '') : (text(value).split(':')[1] ?? text(value));
const mountAt =
  (folder: string): Index =>
  (value) =>
    isMapping(value) ? text(value['target'] ?? `${folder}/${text(value['source'] ?? '')}`) : `${folder}/${text(value)}`;
const port: Index = (value) =>
  isMapping(value)
    ? `${text(value['host_ip'] ?? '0.0.0.0')}:${text(value['published'] ?? null)}:${text(value['target'] ?? '')}/${text(value['protocol'] ?? 'tcp')}`
    : text(value);
const envFile: Index = (value) => (isMapping(value) ? text(value['path'] ?? '') : text(value));

/** Lists in which a later entry takes the place of an earlier one. Source: compose-go override/uncity.go. */
const UNIQUE: readonly (readonly [pattern: string, index: Index])[] = [
  ...'networks.*.labels services.*.annotations services.*.build.args services.*.build.additional_contexts services.*.build.tags services.*.build.labels services.*.cap_add services.*.cap_drop services.*.deploy.labels services.*.dns services.*.dns_opt services.*.dns_search services.*.environment services.*.labels services.*.links services.*.networks.*.aliases services.*.networks.*.link_local_ips services.*.profiles services.*.sysctls services.*.tmpfs'
    .split(' ')
    .map((path) => [path, key] as const),
  ['services.*.devices', device],
  ['services.*.configs', mountAt('')],
  ['services.*.secrets', mountAt('/run/secrets')],
  ['services.*.env_file', envFile],
  ['services.*.expose', plain],
  ['services.*.ports', port],
  ['services.*.volumes', target],
];

/** The file with only the last of entries that stand for the same thing; mounts and ports without a target are refused. */
export function unique(file: Mapping): Loaded<Mapping> {
  const problems: Refused[] = [];
  const made = walk(file, [], problems) as Mapping;
  return problems[0] ?? { ok: true, value: made };
}

function walk(value: Value, path: readonly string[], problems: Refused[]): Value {
  if (isMapping(value))
    return mapping(Object.entries(value).map(([name, one]) => [name, walk(one, [...path, name], problems)] as const));
  if (!Array.isArray(value)) return value;
  const index = UNIQUE.find(([pattern]) => matches(path, pattern))?.[1];
  if (!index) return value;
  const places = new Map<string, number>();
  const kept: Value[] = [];
  value.forEach((one, at) => {
    const lacks = strange(path, one, { at, index }) ?? lacking(path, one, at);
    if (lacks !== undefined) problems.push(invalid(lacks));
    const name = index(one);
    const place = places.get(name);
    if (place === undefined) places.set(name, kept.push(one) - 1);
    else kept[place] = one;
  });
  return kept;
}

/** Lists of `KEY=value` take texts only, and say so before the schema does, in Go's names of types. Source: uncity.go keyValueIndexer. */
function strange(
  path: readonly string[],
  value: Value,
  { at, index }: { at: number; index: Index },
): string | undefined {
  if (index !== key || typeof value === 'string') return undefined;
  return `${path.join('.')}.[${at}]: unexpected type ${goType(value)}`;
}

function goType(value: Value): string {
  if (value === null) return '<nil>';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}

function lacking(path: readonly string[], value: Value, at: number): string | undefined {
  if (!isMapping(value) || value['target'] !== undefined) return undefined;
  const where = `${path.join('.')}.[${at}]`;
  if (path.at(-1) === 'volumes') return `service volume ${where} is missing a mount target`;
  return path.at(-1) === 'ports' ? `service ports ${where} is missing a target port` : undefined;
}
