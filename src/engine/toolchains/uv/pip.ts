import type { Process } from '../../kernel/system.ts';
import { readArguments as readRequirements, type Requirement } from '../pip/arguments.ts';
import { cacheFolder, openCache } from './cache.ts';
import { activeEnvironment, interpreter, siteBelow } from './environment.ts';
import { isOn, readArguments, valueOf, type UvArguments } from './options.ts';
import { counted, duration, lay, unreachable, wantedOf, type Site } from './place.ts';

/** `uv pip install` and `uv pip sync` (which takes files; what is there and not asked for stays). Answers the exit code. */
export function uvPip(process: Process, args: readonly string[]): number {
  const read = readArguments(process, args);
  const [verb = '', ...words] = read.words;
  if (verb !== 'install' && verb !== 'sync') {
    process.notSimulated(`uv pip ${verb}`);
    return 0;
  }
  const files = [...(read.values.get('requirements') ?? []), ...(verb === 'sync' ? words : [])];
  const missing = files.find((file) => !process.files.stat(process.path(file)).ok);
  if (missing !== undefined) {
    process.err(`error: File not found: \`${missing}\`\n`);
    return 2;
  }
  const list = readRequirements(process, [...files.flatMap((file) => ['-r', file]), ...(verb === 'sync' ? [] : words)]);
  if (typeof list === 'number') return list;
  if (list.requirements.length === 0) {
    process.err(
      'error: the following required arguments were not provided:\n  <PACKAGE|--requirements <REQUIREMENTS>|--editable <EDITABLE>|--group <GROUP>>\n',
    );
    return 2;
  }
  const site = siteOf(process, read);
  return typeof site === 'number' ? site : install(process, read, { site, requirements: list.requirements });
}

/** Where `uv pip` installs; an exit code when there is no environment. */
function siteOf(process: Process, read: UvArguments): Site | number {
  const system = isOn(process, read, { flags: ['--system'], env: 'UV_SYSTEM_PYTHON' });
  const python = interpreter(process);
  const environment = system ? undefined : activeEnvironment(process);
  if (system && python === undefined) {
    process.err('error: No system Python installation found; run `uv python install` to install Python\n');
    return 2;
  }
  if (!system && environment === undefined && read.values.get('python') === undefined) {
    process.err(
      'error: No virtual environment found; run `uv venv` to create an environment, or pass `--system` to install into a non-virtual environment\n',
    );
    return 2;
  }
  const root = environment ?? (python ?? '/usr/local/bin/python3').replace(/\/bin\/[^/]*$/, '');
  if (environment === undefined) {
    if (root === '/usr' && !read.flags.has('--break-system-packages')) {
      process.err(`error: The interpreter at ${root} is externally managed, and indicates the following:\n`);
      return 2;
    }
    process.err(`Using Python ${String(versionOf(process, root))} environment at: ${root}\n`);
  }
  const target = valueOf(read, 'target');
  if (target !== undefined) {
    const folder = process.path(target).replace(/\/$/, '');
    return { libraries: folder, commands: `${folder}/bin` };
  }
  const prefix = valueOf(read, 'prefix');
  return siteBelow(process, prefix === undefined ? root : process.path(prefix).replace(/\/$/, ''));
}

/** The version that the interpreter says of itself, else that of its library folder. */
function versionOf(process: Process, root: string): string | number | boolean {
  const entry = process.files.stat(`${root}/bin/python3`);
  const own = entry.ok ? entry.value.program?.facts?.['version'] : undefined;
  return own ?? siteBelow(process, root).libraries.replace(/^.*\/python([\d.]+)\/.*$/, '$1');
}

function install(
  process: Process,
  read: UvArguments,
  { site, requirements }: { site: Site; requirements: readonly Requirement[] },
): number {
  const found = requirements.map((one) => ({
    one,
    wanted: one.foreign ? undefined : wantedOf(process, one.name, one.version),
  }));
  for (const { one, wanted } of found) if (!wanted) process.notSimulated(`package ${one.typed} of uv`);
  const all = found.flatMap(({ wanted }) => (wanted ? [wanted] : []));
  const none = isOn(process, read, { flags: ['--no-cache', '--no-cache-dir', '-n'], env: 'UV_NO_CACHE' });
  const made = process.files.mkdir(site.libraries, { parents: true });
  if (!made.ok) {
    process.err(
      `error: Failed to install: ${requirements[0]?.name ?? ''}\n  Caused by: failed to create directory \`${site.libraries}\`: Permission denied (os error 13)\n`,
    );
    return 2;
  }
  const cache = openCache(process, {
    folder: cacheFolder(process, valueOf(read, 'cache-dir')),
    none,
    site: site.libraries,
    linkMode: valueOf(read, 'link-mode') ?? process.env.get('UV_LINK_MODE') ?? '',
  });
  const warm = all.every((one) => cache.holds(one));
  if (!warm && !process.system.network) return unreachable(process, all[0]?.name ?? '');
  const took = (warm ? 8 : 90) + all.length * (warm ? 2 : 30);
  process.takes(took);
  process.err(`Resolved ${counted(all)} in ${duration(took)}\n`);
  return lay(process, { all, site, cache }) ?? 0;
}
