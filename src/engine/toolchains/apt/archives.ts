import { digestOf } from '../../base/digest.ts';
import { has } from '../dpkg/place-package.ts';
import type { PackageFacts, Process } from '../../kernel/system.ts';

const ARCHIVES = '/var/cache/apt/archives';

/** One file stands for a package and what comes with it; with recommends there are more of them. */
function pathOf({ name, version }: PackageFacts, bytes: number): string {
  return `${ARCHIVES}/${name}_${version.replaceAll(':', '%3a')}_${digestOf(name, String(bytes)).slice(7, 11)}.deb`;
}

/** Bytes that have to be downloaded: what earlier installs left in the archives is not fetched again. */
export function missingBytes(process: Process, wanted: readonly (readonly [PackageFacts, number])[]): number {
  return wanted.reduce((sum, [facts, bytes]) => sum + (has(process, pathOf(facts, bytes)) ? 0 : bytes), 0);
}

/**
 * Keeps the downloaded files where apt does. docker-clean deletes them after each run, which is why a cache mount there
 * stays empty; `apt` keeps none without Keep-Downloaded-Packages, `apt-get` does (facts 8.2-10, observed).
 */
export function keepArchives(process: Process, wanted: readonly (readonly [PackageFacts, number])[]): void {
  if (wanted.length === 0) return;
  if (has(process, '/etc/apt/apt.conf.d/docker-clean')) return clean(process);
  if (process.name === 'apt' && !saysKeep(process)) return;
  process.files.mkdir(ARCHIVES, { parents: true });
  for (const [facts, bytes] of wanted)
    process.files.write(pathOf(facts, bytes), { size: bytes, digest: digestOf('deb', facts.name, facts.version) });
}

function saysKeep(process: Process): boolean {
  const folder = '/etc/apt/apt.conf.d';
  const names = process.files.list(folder);
  return (names.ok ? names.value : []).some((name) => {
    const text = process.files.read(`${folder}/${name}`);
    return /^[^#/]*Keep-Downloaded-Packages\s+"?(?:true|1|yes)/im.test((text.ok ? text.value : undefined) ?? '');
  });
}

/** `apt-get clean`, and what docker-clean does. */
export function clean(process: Process): void {
  const names = process.files.list(ARCHIVES);
  for (const name of names.ok ? names.value : [])
    if (name.endsWith('.deb')) process.files.remove(`${ARCHIVES}/${name}`);
}
