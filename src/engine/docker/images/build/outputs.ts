import type { Result } from '../../daemon/daemon.ts';
import { refused } from '../../daemon/daemon.ts';
import { csvFields, cut } from './fields.ts';

/** Where a build goes. `store`: the engine's images. */
export type Output =
  | { readonly type: 'store'; readonly names: readonly string[]; readonly push: boolean }
  | { readonly type: 'local'; readonly dest: string }
  /** `-`: standard output. */
  | { readonly type: 'tar'; readonly dest: string }
  | { readonly type: 'none' };

function fieldsOf(text: string): Map<string, string> | string {
  const fields = new Map<string, string>();
  for (const field of csvFields(text)) {
    const pair = cut(field);
    if (!pair) return `invalid value ${field}`;
    fields.set(pair[0].trim().toLowerCase(), pair[1]);
  }
  return fields;
}

function unsupported(name: string): string {
  return `${name} exporter is not supported for the docker driver.
Switch to a different driver, or turn on the containerd image store, and try again.
Learn more at https://docs.docker.com/go/build-exporters/`;
}

/**
 * Reads `-o`, `--load` and `--push`. Source: docker/buildx util/buildflags/export.go ParseExports, controller/build, build/build.go;
 * measured with buildx 0.13.1.
 */
export function readOutputs(
  values: readonly string[],
  given: {
    readonly tags: readonly string[];
    readonly push: boolean;
    readonly load: boolean;
    readonly driver: 'docker' | 'docker-container';
  },
): Result<readonly Output[]> {
  const outputs: Output[] = [];
  for (const value of values) {
    const output = readOutput(value, given.tags);
    if (!output.ok) return output;
    outputs.push(output.value);
  }
  const stores = outputs.some(({ type }) => type === 'store');
  // a builder of its own keeps what nobody asked for in its cache
  if (outputs.length === 0 && given.driver !== 'docker' && !given.push && !given.load)
    return { ok: true, value: [{ type: 'none' }] };
  const store: Output = { type: 'store', names: given.tags, push: given.push };
  if (given.push && stores)
    return { ok: true, value: outputs.map((one) => (one.type === 'store' ? { ...one, push: true } : one)) };
  if (outputs.length === 0 || ((given.load || given.push) && !stores)) return { ok: true, value: [store, ...outputs] };
  return { ok: true, value: outputs };
}

function readOutput(value: string, tags: readonly string[]): Result<Output> {
  // a single field that names no type is a path: `-o out` is type=local, `-o -` an archive on standard output
  if (value === '-') return { ok: true, value: { type: 'tar', dest: '-' } };
  if (csvFields(value).length === 1 && !value.startsWith('type='))
    return { ok: true, value: { type: 'local', dest: value } };
  const fields = fieldsOf(value);
  if (typeof fields === 'string') return refused(fields);
  const type = fields.get('type');
  const dest = fields.get('dest') ?? '';
  if (type === undefined || type === '') return refused('type is required for output');
  const names = tags.length > 0 ? tags : (fields.get('name')?.split(',') ?? []);
  const push = /^(?:1|t|true)$/i.test(fields.get('push') ?? 'false');
  switch (type) {
    case 'local':
      return dest === '' ? refused('dest is required for local exporter') : { ok: true, value: { type, dest } };
    case 'tar':
      return { ok: true, value: { type, dest: dest === '' ? '-' : dest } };
    case 'docker':
      return dest === '' ? { ok: true, value: { type: 'store', names, push: false } } : refused(unsupported('Docker'));
    case 'image':
    case 'moby':
      return { ok: true, value: { type: 'store', names, push } };
    case 'registry':
      return { ok: true, value: { type: 'store', names, push: true } };
    case 'oci':
      return refused(unsupported('OCI'));
    case 'cacheonly':
      return { ok: true, value: { type: 'none' } };
    default:
      return refused(`failed to solve: exporter ${JSON.stringify(type)} could not be found`);
  }
}
