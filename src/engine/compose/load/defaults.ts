import { invalid, isMapping, mapping, type Loaded, type Mapping, type Value } from '../value.ts';
import { clean, join } from './paths.ts';

/** Services of a file, as mappings. */
function servicesOf(file: Mapping): Mapping[] {
  const services = file['services'];
  return isMapping(services) ? Object.values(services).filter(isMapping) : [];
}

function lists(value: Value | undefined): Mapping[] {
  return Array.isArray(value) ? value.filter(isMapping) : [];
}

/** Fills in what is not said. Source: compose-go transform/defaults.go. */
export function setDefaults(file: Mapping): void {
  for (const service of servicesOf(file)) {
    const build = service['build'];
    if (isMapping(build)) build['context'] ??= '.';
    for (const port of lists(service['ports'])) {
      port['protocol'] ??= 'tcp';
      port['mode'] ??= 'ingress';
    }
    for (const secret of lists(service['secrets'])) secret['target'] ??= `/run/secrets/${String(secret['source'])}`;
    for (const request of lists(service['gpus'])) if (!('device_ids' in request)) request['count'] ??= 'all';
  }
}

/** What a file may not say that its schema lets pass. Source: compose-go validation/validation.go. */
export function checkResources(file: Mapping): Loaded<undefined> {
  const all = (kind: string): [string, Mapping][] => {
    const resources = file[kind];
    return isMapping(resources)
      ? Object.entries(resources).flatMap(([name, one]) => (isMapping(one) ? [[name, one] as [string, Mapping]] : []))
      : [];
  };
  for (const [name, volume] of all('volumes')) {
    if (volume['external'] !== true) continue;
    const other = Object.keys(volume).find((key) => key !== 'name' && key !== 'external' && !key.startsWith('x-'));
    if (other !== undefined)
      return invalid(`volumes.${name}: conflicting parameters "external" and ${JSON.stringify(other)} specified`);
  }
  for (const [kind, keys] of [
    ['configs', ['file', 'environment', 'content']],
    ['secrets', ['file', 'environment']],
  ] as const)
    for (const [name, one] of all(kind)) {
      const count = keys.filter((key) => key in one).length;
      if (count > 1) return invalid(`${kind}.${name}: ${keys.join('|')} attributes are mutually exclusive`);
      if (count === 0 && !('driver' in one) && !('external' in one))
        return invalid(`${kind}.${name}: one of ${keys.join('|')} must be set`);
    }
  return { ok: true, value: undefined };
}

/** Makes the paths of a file absolute in `folder`. Source: compose-go paths/resolve.go. */
export function resolvePaths(file: Mapping, folder: string, home: string): Loaded<undefined> {
  const absolute = (value: Value | undefined): Value => {
    if (typeof value !== 'string' || value === '') return value ?? null;
    return join(folder, value.startsWith('~') ? home + value.slice(1) : value);
  };
  const at = (one: Mapping, key: string): void => {
    if (typeof one[key] === 'string') one[key] = absolute(one[key]);
  };
  for (const service of servicesOf(file)) {
    const build = service['build'];
    if (isMapping(build)) buildPaths(build, absolute);
    for (const env of lists(service['env_file'])) at(env, 'path');
    const labels = service['label_file'];
    if (Array.isArray(labels)) service['label_file'] = labels.map(absolute);
    for (const volume of lists(service['volumes'])) {
      if (volume['type'] !== 'bind') continue;
      if (!('source' in volume)) return invalid('invalid mount config for type "bind": field Source must not be empty');
      if (typeof volume['source'] === 'string' && !/^(?:\/|[A-Za-z]:[\\/])/.test(volume['source']))
        at(volume, 'source');
    }
    const develop = service['develop'];
    if (isMapping(develop)) for (const watch of lists(develop['watch'])) at(watch, 'path');
  }
  for (const kind of ['configs', 'secrets'] as const)
    for (const one of isMapping(file[kind]) ? Object.values(file[kind]) : []) if (isMapping(one)) at(one, 'file');
  for (const one of isMapping(file['volumes']) ? Object.values(file['volumes']) : []) {
    const options = isMapping(one) && one['driver'] === 'local' ? one['driver_opts'] : undefined;
    if (isMapping(options) && options['o'] === 'bind') at(options, 'device');
  }
  return { ok: true, value: undefined };
}

const REMOTE =
  /^(?:https?:\/\/|git:\/\/|ssh:\/\/|github\.com\/|git@|service:|docker-image:\/\/|oci-layout:\/\/|target:)/;

function buildPaths(build: Mapping, absolute: (value: Value | undefined) => Value): void {
  const local = (value: Value | undefined): Value =>
    typeof value === 'string' && !REMOTE.test(value) ? absolute(value) : (value ?? null);
  if ('context' in build) build['context'] = local(build['context']);
  const contexts = build['additional_contexts'];
  if (isMapping(contexts)) for (const key of Object.keys(contexts)) contexts[key] = local(contexts[key]);
}

/** Cleans targets of mounts. Source: compose-go loader/normalize.go. */
export function cleanTargets(service: Mapping): void {
  for (const volume of lists(service['volumes']))
    if (typeof volume['target'] === 'string') volume['target'] = clean(volume['target']);
}

/** A copy of `service` with `depends_on` for everything that it refers to. */
export function impliedDependencies(service: Mapping): void {
  const known = service['depends_on'];
  const all = mapping(isMapping(known) ? Object.entries(known) : []);
  const add = (name: string, restart: boolean): void => {
    all[name] ??= mapping([
      ['condition', 'service_started'],
      ['restart', restart],
      ['required', true],
    ]);
  };
  const texts = (key: string): string[] =>
    (Array.isArray(service[key]) ? service[key] : []).filter((one) => typeof one === 'string');
  for (const link of texts('links')) {
    const parts = link.split(':');
    add(parts.length === 2 ? (parts[0] ?? '') : link, true);
  }
  for (const key of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup']) {
    const reference = service[key];
    if (typeof reference === 'string' && reference.startsWith('service:'))
      add(reference.slice('service:'.length), true);
  }
  for (const one of texts('volumes_from')) if (!one.startsWith('container:')) add(one.split(':')[0] ?? '', false);
  if (Object.keys(all).length > 0) service['depends_on'] = all;
}
