import { digestOf } from '../../base/digest.ts';
import type { Process } from '../../kernel/system.ts';
import { nodeVersion } from '../node/errors.ts';
import type { Locked } from './project.ts';

/** Bytes and files of a package of which no figure is known; assumed. */
const UNKNOWN = { bytes: 240_000, files: 40 };

/** Packages whose install script fetches a ready addon for common platforms, and the file it leaves. */
const PREBUILT: Readonly<Record<string, string>> = {
  'better-sqlite3': 'build/Release/better_sqlite3.node',
  sqlite3: 'build/Release/node_sqlite3.node',
  bcrypt: 'lib/binding/napi-v3/bcrypt_lib.node',
  canvas: 'build/Release/canvas.node',
  argon2: 'build/Release/argon2.node',
};

/** Of these, the ones that are bound to the ABI of one Node release; the others use Node-API, which all releases share. */
const BOUND_TO_NODE = /^(?:better-sqlite3|canvas)$/;

/** Install scripts that only check or announce something. */
const HARMLESS = /^(?:esbuild|core-js|fsevents|husky|nx|@parcel\/watcher|unrs-resolver|msw)$/;

const CPU: Readonly<Record<string, string>> = {
  amd64: 'x64',
  arm64: 'arm64',
  arm: 'arm',
  '386': 'ia32',
  ppc64le: 'ppc64',
  s390x: 's390x',
  riscv64: 'riscv64',
};

/** True when npm installs the package here: `os`, `cpu` and `libc` fit. */
export function fits(process: Process, { os, cpu, libc }: Locked): boolean {
  const machine = CPU[process.system.platform.split('/')[1] ?? 'amd64'] ?? 'x64';
  return suits(os, 'linux') && suits(cpu, machine) && suits(libc, process.system.os.libc ?? 'glibc');
}

/** `["linux"]`, or `["!win32"]`: everything but. */
function suits(wanted: readonly string[], own: string): boolean {
  if (wanted.includes(`!${own}`)) return false;
  return wanted.includes(own) || wanted.every((word) => word.startsWith('!'));
}

/** Bytes of one package without those it depends on. */
export function sizeOf(process: Process, { name, dependencies, alone }: Locked): { bytes: number; files: number } {
  const facts = process.system.packages.find('npm', '', name);
  if (!facts)
    return Object.keys(dependencies).length > 8 ? { bytes: UNKNOWN.bytes * 4, files: UNKNOWN.files * 3 } : UNKNOWN;
  if (alone === true)
    return { bytes: facts.installedBytes, files: Math.max(5, facts.files ?? UNKNOWN.files * facts.packages) };
  // figures of the registry file count the dependencies too; those of them are laid down by themselves
  const others = (facts.packages - 1) * UNKNOWN.bytes;
  return {
    bytes: Math.max(facts.installedBytes - others, facts.installedBytes * 0.2),
    files: Math.max(5, Math.round((facts.files ?? UNKNOWN.files) / facts.packages)),
  };
}

/** How many packages an entry stands for. */
export function countOf(process: Process, { name, alone }: Locked): number {
  return alone === true ? (process.system.packages.find('npm', '', name)?.packages ?? 1) : 1;
}

/** Writes one package below `root`. Answers a message when a file cannot be written. */
export function placePackage(process: Process, root: string, entry: Locked): string | undefined {
  const folder = `${root}/${entry.place}`;
  const { bytes, files } = sizeOf(process, entry);
  const identity = digestOf('npm package', entry.name, entry.version, String(bytes));
  const parent = process.files.mkdir(folder.slice(0, folder.lastIndexOf('/')), { parents: true });
  const written = parent.ok
    ? process.files.write(folder, { bulk: { files, size: Math.round(bytes) }, mode: 0o755, digest: identity })
    : parent;
  if (!written.ok) return folder;
  const json = { name: entry.name, version: entry.version, bin: entry.bin, dependencies: entry.dependencies };
  process.files.write(`${folder}/package.json`, { content: `${JSON.stringify(json, undefined, 2)}\n`, mode: 0o644 });
  for (const [name, path] of Object.entries(entry.bin))
    linkTool(process, { root, entry, name, path: path.replace(/^\.\//, '') });
  return undefined;
}

/** The file behind a `bin` and the link in node_modules/.bin. */
function linkTool(
  process: Process,
  { root, entry, name, path }: { root: string; entry: Locked; name: string; path: string },
): void {
  const file = `${root}/${entry.place}/${path}`;
  process.files.mkdir(file.slice(0, file.lastIndexOf('/')), { parents: true });
  process.files.write(file, {
    size: 1200,
    mode: 0o755,
    digest: digestOf('npm bin', entry.name, entry.version, name),
    program: {
      format: 'script',
      model: 'node-tool',
      facts: { tool: name, package: entry.name, version: entry.version },
    },
  });
  const above = entry.place.slice(0, entry.place.lastIndexOf('node_modules/'));
  const links = `${root}/${above}node_modules/.bin`;
  process.files.mkdir(links, { parents: true });
  if (!process.files.stat(`${links}/${name}`, { follow: false }).ok)
    process.files.symlink(`${links}/${name}`, `../${entry.name}/${path}`);
}

/** Runs a package's install script. Answers npm's error lines when it fails. */
export function runInstallScript(
  process: Process,
  { root, entry, fromSource }: { root: string; entry: Locked; fromSource: boolean },
): readonly string[] | undefined {
  const file = PREBUILT[entry.name];
  if (HARMLESS.test(entry.name)) return undefined;
  const folder = `${root}/${entry.place}`;
  if (file !== undefined && !fromSource) {
    writeAddon(process, `${folder}/${file}`, entry);
    process.takes(1500);
    return undefined;
  }
  const missing = ['python3', 'make', 'g++'].find((tool) => process.find(tool) === undefined);
  if (missing === undefined) {
    const own = `build/Release/${entry.name.slice(entry.name.lastIndexOf('/') + 1).replaceAll('-', '_')}.node`;
    writeAddon(process, `${folder}/${file ?? own}`, entry);
    process.takes(25_000);
    return undefined;
  }
  if (file !== undefined) return noToolchain(folder, missing);
  process.notSimulated(`install script of ${entry.name}`);
  return undefined;
}

/** node-gyp without one of its tools. */
function noToolchain(folder: string, missing: string): readonly string[] {
  const reason =
    missing === 'python3'
      ? [
          'gyp ERR! find Python Python is not set from command line or npm configuration',
          'gyp ERR! stack Error: Could not find any Python installation to use',
        ]
      : [`gyp ERR! build error`, `gyp ERR! stack Error: not found: ${missing}`];
  return [
    'code 1',
    `path ${folder}`,
    'command failed',
    'command sh -c prebuild-install || node-gyp rebuild --release',
    ...reason,
  ];
}

function writeAddon(process: Process, path: string, { name, version }: Locked): void {
  const { libc } = process.system.os;
  const arch = process.system.platform.split('/')[1] ?? 'amd64';
  const node = BOUND_TO_NODE.test(name) ? Number.parseInt(nodeVersion(process), 10) : undefined;
  process.files.mkdir(path.slice(0, path.lastIndexOf('/')), { parents: true });
  process.files.write(path, {
    size: 2_100_000,
    mode: 0o755,
    digest: digestOf('addon', name, version, arch, libc ?? '', String(node ?? '')),
    program: {
      format: 'elf',
      arch,
      libc: libc ?? 'glibc',
      model: 'native-addon',
      ...(node === undefined ? {} : { facts: { node } }),
    },
  });
}
