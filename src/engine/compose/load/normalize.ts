import { isMapping, mapping, type Mapping, type Value } from '../value.ts';
import { cleanTargets, impliedDependencies } from './defaults.ts';
import type { Lookup } from './template.ts';

/**
 * Says what a project means without saying it: the network `default`, names of networks and volumes, values that come from the
 * environment, dependencies. Source: compose-go loader/normalize.go.
 */
export function normalize(file: Mapping, name: string, lookup: Lookup): void {
  const services = isMapping(file['services']) ? file['services'] : mapping();
  normalizeNetworks(file, services);
  for (const service of Object.values(services)) {
    if (!isMapping(service)) continue;
    if (service['pull_policy'] === 'if_not_present') service['pull_policy'] = 'missing';
    const build = service['build'];
    if (isMapping(build)) {
      build['context'] ??= '.';
      if (build['dockerfile'] === undefined && build['dockerfile_inline'] === undefined)
        build['dockerfile'] = 'Dockerfile';
      if (build['args'] !== undefined) build['args'] = resolve(build['args'], lookup, false);
    }
    if (service['environment'] !== undefined) service['environment'] = resolve(service['environment'], lookup, true);
    impliedDependencies(service);
    cleanTargets(service);
  }
  for (const kind of ['networks', 'volumes', 'configs', 'secrets']) nameResources(file[kind], name);
}

function normalizeNetworks(file: Mapping, services: Mapping): void {
  const networks = isMapping(file['networks']) ? file['networks'] : mapping();
  let used = false;
  for (const service of Object.values(services)) {
    if (!isMapping(service) || 'network_mode' in service) continue;
    const own = service['networks'];
    if (!isMapping(own) || Object.keys(own).length === 0) {
      service['networks'] = mapping([['default', null]]);
      used = true;
    } else if ('default' in own) used = true;
  }
  if (used && !('default' in networks)) networks['default'] = null;
  if (Object.keys(networks).length > 0) file['networks'] = networks;
}

/** Names without value take it from the environment; others are kept or dropped. */
function resolve(value: Value, lookup: Lookup, keep: boolean): Value {
  if (Array.isArray(value))
    return value.flatMap((one) => {
      if (typeof one !== 'string' || one.includes('=')) return [one];
      const found = lookup(one);
      if (found !== undefined) return [`${one}=${found}`];
      return keep ? [one] : [];
    });
  if (!isMapping(value)) return value;
  return mapping(
    Object.entries(value).flatMap(([key, one]) => {
      const found = one ?? lookup(key);
      return found !== undefined || keep ? [[key, found ?? null] as const] : [];
    }),
  );
}

function nameResources(resources: Value | undefined, project: string): void {
  if (!isMapping(resources)) return;
  for (const key of Object.keys(resources)) {
    const one = resources[key];
    const resource = isMapping(one) ? one : mapping();
    resource['name'] ??= resource['external'] === true ? key : `${project}_${key}`;
    resources[key] = resource;
  }
}
