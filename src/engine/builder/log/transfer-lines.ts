import type { CacheImport, CachePlace, ExportedCache } from '../cache/cache-transfer.ts';
import { importMs, layersOf } from '../timing/transfer-times.ts';

function importTitle({ type, name }: Pick<CacheImport, 'type' | 'name'>): string {
  return `importing cache manifest from ${type === 'gha' || type === 'local' ? `${type}:` : ''}${name}`;
}

function doneAfter(ms: number): string {
  return `DONE ${(ms / 1000).toFixed(1)}s`;
}

/** Source of the texts: moby/buildkit solver/llbsolver/bridge.go and cache/remotecache. */
export function importLines({ type, name, found }: CacheImport): string[] {
  const title = importTitle({ type, name });
  // An empty GitHub cache is no error.
  if (found || type === 'gha') return [title, doneAfter(importMs({ type }))];
  return [
    title,
    `ERROR: failed to configure ${type === 'inline' ? 'registry' : type} cache importer: ${name}: not found`,
  ];
}

/** What is said once more at the end about each import that failed (measured, buildx 0.13.1). */
export function failedImports(imports: readonly CacheImport[] = []): string {
  const failed = imports.filter(({ type, found }) => !found && type !== 'gha');
  return failed.map((one) => `------\n > ${importTitle(one)}:\n------\n`).join('');
}

const EXPORTS: Readonly<Record<CachePlace, string>> = {
  inline: 'preparing layers for inline cache',
  registry: 'exporting cache to registry',
  local: 'exporting cache to client directory',
  gha: 'exporting to GitHub Actions Cache',
};

export function exportLines({ type, steps, ms }: ExportedCache & { readonly ms: number }): string[] {
  if (type === 'inline') return [EXPORTS.inline, doneAfter(ms)];
  const written = layersOf({ steps }).map(({ id }) => `writing layer ${id} done`);
  const prepared = `preparing build cache for export ${(ms / 1000).toFixed(1)}s done`;
  return [EXPORTS[type], 'preparing build cache for export', ...written, prepared, doneAfter(ms)];
}
