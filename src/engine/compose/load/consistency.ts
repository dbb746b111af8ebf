import { scaleOf, type Project, type ServiceConfig } from '../model/project.ts';
import { failure, invalid, type Loaded, type Refused } from '../value.ts';

/**
 * What does not fit together in a project. Source: compose-go loader/validate.go checkConsistency, graph/cycle.go; services are asked
 * in the order of their names, which Go leaves open.
 */
export function checkConsistency(project: Project): Loaded<undefined> {
  for (const [name, service] of Object.entries(project.services)) {
    const problem =
      source(name, service) ??
      network(project, name, service) ??
      health(service) ??
      dependencies(project, name, service) ??
      mounts(project, name, service) ??
      doubled(name, service);
    if (problem !== undefined) return invalid(problem);
  }
  return cycle(project) ?? { ok: true, value: undefined };
}

const INVALID = ': invalid compose project';

function source(name: string, { build, image, platform }: ServiceConfig): string | undefined {
  if (!build && !image) return `service "${name}" has neither an image nor a build context specified${INVALID}`;
  if (build?.dockerfile_inline && build.dockerfile)
    return `service "${name}" declares mutualy exclusive dockerfile and dockerfile_inline${INVALID}`;
  const platforms = build?.platforms ?? [];
  if (platforms.length > 0 && platform && !platforms.includes(platform))
    return `service.build.platforms MUST include service.platform "${platform}"${INVALID}`;
  return undefined;
}

function network(project: Project, name: string, service: ServiceConfig): string | undefined {
  const names = Object.keys(service.networks ?? {});
  if (service.network_mode && names.length > 0)
    return `service ${name} declares mutually exclusive \`network_mode\` and \`networks\`${INVALID}`;
  const missing = names.find((one) => !(one in project.networks));
  return missing === undefined ? undefined : `service "${name}" refers to undefined network ${missing}${INVALID}`;
}

function health({ healthcheck }: ServiceConfig): string | undefined {
  const [first] = healthcheck?.test ?? [];
  return first === undefined || ['CMD', 'CMD-SHELL', 'NONE'].includes(first)
    ? undefined
    : 'healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"';
}

function dependencies(project: Project, name: string, service: ServiceConfig): string | undefined {
  for (const [other, { required = true }] of Object.entries(service.depends_on ?? {})) {
    if (other in project.services || (other in project.disabled && !required)) continue;
    return `service "${name}" depends on undefined service "${other}"${INVALID}`;
  }
  return undefined;
}

function mounts(project: Project, name: string, service: ServiceConfig): string | undefined {
  const refers = (kind: string, what: string): string =>
    `service "${name}" refers to undefined ${kind} ${what}${INVALID}`;
  for (const { type, source: volume } of service.volumes ?? [])
    if (type === 'volume' && volume && !(volume in project.volumes)) return refers('volume', volume);
  for (const { source: secret = '' } of service.build?.secrets ?? [])
    if (!(secret in project.secrets)) return refers('build secret', secret);
  for (const { source: config = '' } of service.configs ?? [])
    if (!(config in project.configs)) return refers('config', config);
  for (const { source: secret = '' } of service.secrets ?? [])
    if (!(secret in project.secrets)) return refers('secret', secret);
  return undefined;
}

/** Whether a setting differs from the one of a group that is there. */
function differ(one: number | undefined, group: object | undefined, other: number | undefined): boolean {
  return one !== undefined && one !== 0 && group !== undefined && (other ?? 0) !== one;
}

/** Settings that can be given in two places. */
function doubled(name: string, service: ServiceConfig): string | undefined {
  const { deploy } = service;
  const distinct = (one: string, other: string): string =>
    `services.${name}: can't set distinct values on '${one}' and '${other}'${INVALID}`;
  if (service.scale !== undefined && deploy?.replicas !== undefined && deploy.replicas !== service.scale)
    return distinct('scale', 'deploy.replicas');
  const limits = deploy?.resources?.limits;
  const reservations = deploy?.resources?.reservations;
  if (differ(service.cpus, limits, limits?.cpus)) return distinct('cpus', 'deploy.resources.limits.cpus');
  if (differ(service.mem_limit, limits, limits?.memory)) return distinct('mem_limit', 'deploy.resources.limits.memory');
  if (differ(service.mem_reservation, reservations, reservations?.memory))
    return distinct('mem_reservation', 'deploy.resources.reservations.memory');
  if (differ(service.pids_limit, limits, limits?.pids)) return distinct('pids_limit', 'deploy.resources.limits.pids');
  if (scaleOf(service) > 1 && service.container_name)
    return `services.${service.scale === undefined ? 'deploy.replicas' : 'scale'}: can't set container_name and ${name} as container name must be unique${INVALID}`;
  const watched = (service.develop?.watch ?? []).find(
    ({ target, action }) => !target && action !== 'rebuild' && action !== 'restart',
  );
  return watched && `services.${name}.develop.watch: target is required for non-rebuild actions${INVALID}`;
}

function cycle(project: Project): Refused | undefined {
  const done = new Set<string>();
  const search = (path: readonly string[]): string | undefined => {
    const last = path.at(-1) ?? '';
    for (const name of Object.keys(project.services[last]?.depends_on ?? {}).toSorted()) {
      const at = path.indexOf(name);
      if (at >= 0) return `dependency cycle detected: ${path.slice(at).join(' -> ')} -> ${name}`;
      if (done.has(name)) continue;
      const found = search([...path, name]);
      if (found !== undefined) return found;
    }
    done.add(last);
    return undefined;
  };
  for (const name of Object.keys(project.services)) {
    const found = search([name]);
    if (found !== undefined) return invalid(found);
  }
  return undefined;
}

/** Refuses a service that a project does not have. */
export function noSuchService(name: string): Refused {
  return failure(`no such service: ${name}`);
}
