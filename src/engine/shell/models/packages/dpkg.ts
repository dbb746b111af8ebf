import type { PackageFacts, Process } from '../../system.ts';
import { append } from './place.ts';

const STATUS = '/var/lib/dpkg/status';
const INFO = '/var/lib/dpkg/info';

/** Names of installed packages, as /var/lib/dpkg/status lists them. */
export function installedPackages(process: Process): ReadonlySet<string> {
  const status = process.files.read(STATUS);
  return new Set(
    [...((status.ok ? status.value : undefined) ?? '').matchAll(/^Package: (.+)$/gm)].map(([, name = '']) => name),
  );
}

/** Notes a package and the files it made. */
export function record(process: Process, { name, version }: PackageFacts, files: readonly string[]): void {
  append(process, STATUS, `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\n\n`);
  process.files.mkdir(INFO, { parents: true });
  process.files.write(`${INFO}/${name}.list`, { content: files.map((path) => `${path}\n`).join('') });
}

/** Removes what the packages made. */
export function removePackages(process: Process, names: readonly string[]): void {
  for (const name of names) {
    const list = process.files.read(`${INFO}/${name}.list`);
    for (const path of ((list.ok ? list.value : undefined) ?? '').split('\n'))
      if (path) process.files.remove(path, { recursive: true });
    process.files.remove(`${INFO}/${name}.list`);
    process.out(`Removing ${name} ...\n`);
  }
  const status = process.files.read(STATUS);
  const kept = ((status.ok ? status.value : undefined) ?? '')
    .split('\n\n')
    .filter((entry) => !names.includes(/^Package: (.+)$/m.exec(entry)?.[1] ?? ''));
  process.files.write(STATUS, { content: kept.join('\n\n') });
}

/** As apt prints sizes: `4,908 kB`, `14.6 MB`. */
export function formatMegabytes(bytes: number): string {
  return bytes >= 10_000_000
    ? `${(bytes / 1_000_000).toFixed(1)} MB`
    : `${Math.round(bytes / 1000).toLocaleString('en-US')} kB`;
}
