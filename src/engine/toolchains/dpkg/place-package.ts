import { digestOf } from '../../base/digest.ts';
import type { Program } from '../../files/tree.ts';
import type { PackageFacts, Process } from '../../kernel/system.ts';

/** Where a package manager lays down what is no command: one entry stands for all libraries and data of a package. */
export interface Placement {
  /** Folder for the rest, e.g. `/usr/lib/x86_64-linux-gnu`. */
  readonly libraries: string;
  /** Bytes that the package and its dependencies take in the layer. */
  readonly bytes: number;
}

/** Commands that are more than their own name: which model plays them. */
const MODELS: Readonly<Record<string, string>> = {
  'g++': 'g++',
  python3: 'python3',
  'dumb-init': 'tini',
  nodejs: 'node',
};

/** Packages whose folder people copy by name. */
const FOLDERS: Readonly<Record<string, string>> = { tzdata: '/usr/share/zoneinfo' };

/** Lays down a package. Answers the paths that it made; root may always write, others are refused earlier. */
export function placeFacts(process: Process, facts: PackageFacts, { libraries, bytes }: Placement): readonly string[] {
  const made: string[] = [];
  const each = Math.min(900_000, Math.floor((bytes * 0.5) / Math.max(1, facts.binaries.length)));
  for (const path of facts.binaries) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    put(process, path, {
      size: each,
      mode: 0o755,
      digest: digestOf('package', facts.name, facts.version, path, libcOf(process)),
      program: programOf(process, name, facts),
    });
    made.push(path);
  }
  if (facts.name.startsWith('ca-certificates')) made.push(...certificates(process));
  const rest = Math.max(0, bytes - each * facts.binaries.length);
  const folder = FOLDERS[facts.name] ?? `${libraries}/${facts.name}`;
  process.files.mkdir(folder.slice(0, folder.lastIndexOf('/')), { parents: true });
  process.files.write(folder, {
    bulk: { files: Math.max(1, (facts.files ?? 40) - facts.binaries.length), size: rest },
    digest: digestOf('package', facts.name, facts.version, String(rest)),
  });
  return [...made, folder];
}

function libcOf(process: Process): string {
  return `${process.system.os.libc ?? ''} ${process.system.platform}`;
}

/** Interpreters say the version of their package: `20.19.2+dfsg-1` is 20.19.2. */
function programOf(process: Process, name: string, { version }: PackageFacts): Program {
  const own = /^(?:node|nodejs|python3)$/.test(name) ? /^(?:\d+:)?(\d+\.\d+\.\d+)/.exec(version)?.[1] : undefined;
  const arch = process.system.platform.split('/')[1] ?? 'amd64';
  return {
    format: 'elf',
    arch,
    libc: process.system.os.libc ?? 'static',
    model: MODELS[name] ?? name,
    ...(own === undefined ? {} : { facts: { version: own } }),
  };
}

function certificates(process: Process): string[] {
  const bundle = '/etc/ssl/certs/ca-certificates.crt';
  put(process, bundle, { size: 219_000, mode: 0o644, digest: digestOf('ca bundle') });
  return [bundle];
}

function put(process: Process, path: string, file: Parameters<Process['files']['write']>[1]): void {
  process.files.mkdir(path.slice(0, path.lastIndexOf('/')), { parents: true });
  process.files.remove(path);
  process.files.write(path, file);
}

/** Adds lines to a text file that may not be there yet. */
export function append(process: Process, path: string, text: string): void {
  const known = process.files.read(path);
  process.files.mkdir(path.slice(0, path.lastIndexOf('/')), { parents: true });
  process.files.write(path, { content: ((known.ok ? known.value : undefined) ?? '') + text });
}

/** True when an entry is there. */
export function has(process: Process, path: string): boolean {
  return process.files.stat(path).ok;
}
