import { digestOf } from '../../base/digest.ts';
import { has } from '../dpkg/place-package.ts';
import type { PackageFacts, Process } from '../../kernel/system.ts';

/** Where indexes go, and packages too once the cache is switched on. */
export interface ApkCache {
  readonly folder: string;
  /** Packages are kept: /etc/apk/cache is there, as a folder, a link or a mount, or `--cache-dir` was given. */
  readonly active: boolean;
}

/** The cache of one run. Source: apk-tools src/database.c, setup_cache; Alpine's wiki, "Local APK cache". */
export function cacheOf(process: Process, given: string | undefined): ApkCache {
  if (given !== undefined) return { folder: process.path(given).replace(/\/$/, ''), active: true };
  const active = has(process, '/etc/apk/cache');
  return { folder: active ? '/etc/apk/cache' : '/var/cache/apk', active };
}

/** Index files that lie in the cache. */
export function indexFiles(process: Process, { folder }: ApkCache): readonly string[] {
  const names = process.files.list(folder);
  return names.ok ? names.value.filter((name) => name.startsWith('APKINDEX')) : [];
}

/** Leaves the index in the cache. */
export function keepIndex(process: Process, { folder }: ApkCache, bytes: number): void {
  process.files.mkdir(folder, { parents: true });
  process.files.write(`${folder}/APKINDEX.main.tar.gz`, { size: bytes });
}

/** Bytes that a package has to be downloaded with; what an active cache holds is not. It is kept from then on. */
export function fetchPackage(process: Process, cache: ApkCache | undefined, facts: PackageFacts): number {
  if (!cache?.active) return facts.downloadBytes;
  const digest = digestOf('apk', facts.name, facts.version);
  const path = `${cache.folder}/${facts.name}-${facts.version}.${digest.slice(7, 15)}.apk`;
  if (has(process, path)) return 0;
  process.files.mkdir(cache.folder, { parents: true });
  process.files.write(path, { size: facts.downloadBytes, digest });
  return facts.downloadBytes;
}
