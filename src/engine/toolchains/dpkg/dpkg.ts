import { grouped } from '../../base/bytes.ts';
import type { PackageFacts, Process } from '../../kernel/system.ts';
import { append } from './place-package.ts';

const STATUS = '/var/lib/dpkg/status';
const INFO = '/var/lib/dpkg/info';

/** Text of the list of packages. */
function status(process: Process): string {
  const found = process.files.read(STATUS);
  return (found.ok ? found.value : undefined) ?? '';
}

/** Names of packages installed since the base image, as /var/lib/dpkg/status lists them. */
export function installedPackages(process: Process): ReadonlySet<string> {
  return new Set([...status(process).matchAll(/^Package: (.+)$/gm)].map(([, name = '']) => name));
}

/** Version of an installed package; empty when there is none. */
export function versionOf(process: Process, name: string): string {
  const entry = status(process)
    .split('\n\n')
    .find((each) => each.startsWith(`Package: ${name}\n`));
  return /^Version: (.+)$/m.exec(entry ?? '')?.[1] ?? '';
}

/** Notes a package and the files it made. */
export function record(process: Process, { name, version }: PackageFacts, files: readonly string[]): void {
  append(process, STATUS, `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\n\n`);
  process.files.mkdir(INFO, { parents: true });
  process.files.write(`${INFO}/${name}.list`, { content: files.map((path) => `${path}\n`).join('') });
  process.files.remove(`${INFO}/${name}.left`);
}

/** The files that a package made, as its list says; the last is the folder of its libraries. */
export function pathsOf(process: Process, name: string): readonly string[] {
  const list = process.files.read(`${INFO}/${name}.list`);
  return ((list.ok ? list.value : undefined) ?? '').split('\n').filter(Boolean);
}

/** Takes packages off the lists; their files are somebody else's business. */
export function forget(process: Process, names: readonly string[]): void {
  for (const name of names) process.files.remove(`${INFO}/${name}.list`);
  const kept = status(process)
    .split('\n\n')
    .filter((entry) => !names.includes(/^Package: (.+)$/m.exec(entry)?.[1] ?? ''));
  process.files.write(STATUS, { content: kept.join('\n\n') });
}

/** What came with a package that was removed and is still there. */
export interface Leftover {
  readonly name: string;
  /** How many packages that is. */
  readonly packages: number;
  readonly paths: readonly string[];
}

/** All of them. */
export function leftovers(process: Process): readonly Leftover[] {
  const names = process.files.list(INFO);
  return (names.ok ? names.value : [])
    .filter((name) => name.endsWith('.left'))
    .map((file) => {
      const text = process.files.read(`${INFO}/${file}`);
      const [count = '1', ...paths] = ((text.ok ? text.value : undefined) ?? '').split('\n').filter(Boolean);
      return { name: file.slice(0, -'.left'.length), packages: Number(count), paths };
    });
}

/** Notes what stays of a package that goes, or that nothing stays. */
export function setLeftovers(process: Process, { name, packages, paths }: Leftover): void {
  const file = `${INFO}/${name}.left`;
  if (paths.length === 0) process.files.remove(file);
  else process.files.write(file, { content: [String(packages), ...paths].map((line) => `${line}\n`).join('') });
}

/** As apt prints sizes: `4,908 kB`, `14.6 MB`. */
export function formatMegabytes(bytes: number): string {
  return bytes >= 10_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${grouped(Math.round(bytes / 1000))} kB`;
}
