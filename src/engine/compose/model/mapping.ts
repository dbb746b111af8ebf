import { mapping, type Mapping, type Value } from '../value.ts';
import type { Project, ServiceConfig } from './project.ts';

function table(all: Record<string, unknown>): Mapping {
  return mapping(Object.entries(all) as [string, Value][]);
}

/** A project as a model to print. */
export function projectMapping(project: Project): Mapping {
  return mapping([
    ['name', project.name],
    ['services', table(project.services)],
    ['networks', table(project.networks)],
    ['volumes', table(project.volumes)],
    ['secrets', table(project.secrets)],
    ['configs', table(project.configs)],
    ...Object.entries(project.extensions),
  ]);
}

/** A service as a model to print. */
export function serviceMapping(service: ServiceConfig): Mapping {
  return mapping(Object.entries(service) as [string, Value][]);
}
