import { digestOf } from '../../base/digest.ts';
import { jsonText } from '../print/json.ts';
import { serviceShape } from '../print/shape.ts';
import { serviceMapping } from './mapping.ts';
import type { ServiceConfig } from './project.ts';

/** What of a service does not make another container of it. Source: compose pkg/compose/hash.go ServiceHash. */
const APART = new Set(['build', 'pull_policy', 'scale', 'profiles']);

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** 64 hexadecimal digits that change with what a service's containers are made of; other digits than the real tool's. */
export function configHash(name: string, service: ServiceConfig): string {
  const own = Object.fromEntries(
    Object.entries(service).filter(([key, value]) => !APART.has(key) && !(key === 'depends_on' && isEmpty(value))),
  ) as ServiceConfig;
  const replicas = own.deploy ? { deploy: { ...own.deploy, replicas: undefined } } : {};
  const shape = serviceShape(serviceMapping({ ...own, ...replicas } as ServiceConfig), 'json');
  return digestOf('compose', name, jsonText(shape)).replace(/^sha256:/, '');
}
