import type { CacheExport, CacheImport } from '../../../builder/index.ts';
import type { Cli } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import type { Result } from '../../daemon/daemon.ts';
import { refused } from '../../daemon/daemon.ts';
import { buildersOf, type Builder } from '../buildx/builders.ts';
import { csvFields, cut } from './fields.ts';
import { reason } from './secrets.ts';

/** What --cache-from and --cache-to ask for. */
export interface Caches {
  readonly from: readonly CacheImport[];
  readonly to: readonly CacheExport[];
  /** Said before the build begins. */
  readonly warnings: readonly string[];
}

const PLACES = ['inline', 'registry', 'local', 'gha'] as const;

/**
 * Reads both flags. The engine's own builder exports nothing but inline caches. Source: docker/buildx util/buildflags/cache.go, build/build.go;
 * moby/buildkit client/solve.go parseCacheOptions; recorded, img-buildx; measured.
 */
export function readCaches(cli: Cli, given: Given, builder: Builder): Result<Caches> {
  const from: CacheImport[] = [];
  const warnings: string[] = [];
  for (const value of given.values('cache-from')) {
    const read = readPlace(value);
    if (!read.ok) return read;
    const { type, fields } = read.value;
    if (type === undefined) continue;
    if (type === 'registry' && !fields.has('ref')) return refused('registry cache importer requires ref');
    if (type === 'local' && !fields.has('src')) return refused('local cache importer requires src');
    const name = nameOf(type, fields);
    const missing = type === 'local' ? missingLocal(cli, name) : undefined;
    if (missing !== undefined) {
      warnings.push(`WARNING: local cache import at ${name} not found due to err: ${missing}`);
      continue;
    }
    from.push({ type, name, found: buildersOf(cli.daemon).exported.get(`${type} ${cli.process.path(name)}`) });
  }
  const to: CacheExport[] = [];
  for (const value of given.values('cache-to')) {
    const read = readPlace(value);
    if (!read.ok) return read;
    const { type, fields } = read.value;
    if (builder.driver === 'docker' && type !== 'inline')
      return refused(
        `Cache export is not supported for the docker driver.
Switch to a different driver, or turn on the containerd image store, and try again.
Learn more at https://docs.docker.com/go/build-cache-backends/`,
      );
    if (type === undefined) continue;
    if (type === 'registry' && !fields.has('ref')) return refused('registry cache exporter requires ref');
    if (type === 'local' && !fields.has('dest')) return refused('local cache exporter requires dest');
    const mode = fields.get('mode');
    to.push({ type, name: nameOf(type, fields), ...(mode === 'max' || mode === 'min' ? { mode } : {}) });
  }
  return { ok: true, value: { from, to, warnings } };
}

type Place = { readonly type: CacheExport['type'] | undefined; readonly fields: ReadonlyMap<string, string> };

function readPlace(value: string): Result<Place> {
  const parts = csvFields(value);
  if (!value.includes('=')) return { ok: true, value: { type: 'registry', fields: new Map([['ref', value]]) } };
  const fields = new Map<string, string>();
  for (const part of parts) {
    const pair = cut(part);
    if (!pair) return refused(`invalid value ${part}`);
    fields.set(pair[0].toLowerCase(), pair[1]);
  }
  const type = fields.get('type') ?? '';
  if (type === '') return refused(`type required form> ${JSON.stringify(value)}`);
  return { ok: true, value: { type: PLACES.find((one) => one === type), fields } };
}

function nameOf(type: CacheExport['type'], fields: ReadonlyMap<string, string>): string {
  if (type === 'registry') return fields.get('ref') ?? '';
  if (type === 'gha') return fields.get('scope') ?? 'buildkit';
  return fields.get('src') ?? fields.get('dest') ?? '';
}

/** Why nothing can be read at a folder. */
function missingLocal(cli: Cli, name: string): string | undefined {
  const { files } = cli.process;
  const folder = files.stat(cli.process.path(name));
  if (!folder.ok)
    return `could not lock ${name}/index.json.lock: open ${name}/index.json.lock: ${reason(folder.errno)}`;
  const index = files.stat(`${cli.process.path(name)}/index.json`);
  const shown = name.replace(/^\.\/?/, '');
  return index.ok
    ? undefined
    : `could not read index.json: open ${shown === '' ? '' : `${shown}/`}index.json: ${reason(index.errno)}`;
}
