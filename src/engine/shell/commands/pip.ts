import { digestOf } from '../../base/digest.ts';
import { has, placeFacts } from '../models/packages/place.ts';
import type { Command, PackageFacts, Process } from '../system.ts';

const VALUED =
  /^(?:-r|--requirement|-c|--constraint|-t|--target|-i|--index-url|--extra-index-url|--prefix|--root|--cache-dir|--timeout|--retries|--progress-bar|-f|--find-links|--only-binary|--no-binary|--python-version|--platform)$/;
const PLAIN =
  /^(?:--no-cache-dir|--no-cache|--upgrade|-U|--user|--quiet|-q+|--no-deps|--disable-pip-version-check|--root-user-action=.*|--break-system-packages|--require-hashes|--prefer-binary|--no-input|--no-compile|--pre|--no-warn-script-location|-v)$/;

/**
 * pip as a model: install of packages and requirement files, with the figures of content/packages/pip. A package not
 * listed there is not simulated. Left out: local projects, editable installs, other targets, freeze, wheel, download.
 */
const command: Command = {
  summary: 'pip install [-r FILE] [--no-cache-dir] PACKAGE…; packages as content/packages/pip lists them.',
  aliases: ['pip3'],
  example: '',
  run(process, args) {
    const [verb = '', ...rest] = args.filter((arg, index) => index > 0 || !arg.startsWith('--disable'));
    if (verb === '--version') {
      process.out('pip 25.3\n');
      return 0;
    }
    if (verb !== 'install') {
      process.notSimulated(`pip ${verb}`);
      return 0;
    }
    return install(process, rest);
  },
};
export default command;

interface Wanted {
  readonly names: readonly string[];
  readonly noCache: boolean;
}

function readArguments(process: Process, args: readonly string[]): Wanted | number {
  const names: string[] = [];
  let noCache = /^(?:1|true|yes|on)$/i.test(process.env.get('PIP_NO_CACHE_DIR') ?? '');
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [, name = arg, value] = /^(--?[^=]+)=(.*)$/.exec(arg) ?? [];
    if (name === '-r' || name === '--requirement') {
      const file = value ?? args[++at] ?? '';
      const text = process.files.read(process.path(file));
      if (!text.ok) {
        process.err(`ERROR: Could not open requirements file: [Errno 2] No such file or directory: '${file}'\n`);
        return 1;
      }
      names.push(...requirements(text.value ?? ''));
    } else if (VALUED.test(name)) {
      if (value === undefined) at++;
      if (!/^(?:-i|--index-url|--timeout|--retries|--progress-bar|-c|--constraint)$/.test(name))
        process.notSimulated(`flag ${name} of pip`);
    } else if (PLAIN.test(arg)) noCache ||= arg === '--no-cache-dir' || arg === '--no-cache';
    else if (arg.startsWith('-')) process.notSimulated(`flag ${arg} of pip`);
    else names.push(arg);
  }
  return { names, noCache };
}

function requirements(text: string): string[] {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/(?:^|\s)#.*$/, '')
        .replace(/\s*(?:--hash.*|\\)$/, '')
        .trim(),
    )
    .filter((line) => line && !line.startsWith('-'));
}

function install(process: Process, args: readonly string[]): number {
  const read = readArguments(process, args);
  if (typeof read === 'number') return read;
  if (read.names.length === 0) {
    process.err('ERROR: You must give at least one requirement to install (see "pip help install")\n');
    return 1;
  }
  const facts: PackageFacts[] = [];
  for (const text of read.names) {
    const name = (/^[\w.-]+/.exec(text)?.[0] ?? text).toLowerCase();
    const found = /^[./]|:\/\//.test(text) ? undefined : process.system.packages.find('pip', '', name);
    if (found) facts.push(found);
    else process.notSimulated(`package ${name} of pip`);
  }
  if (!process.system.network) {
    process.err(
      `ERROR: Could not find a version that satisfies the requirement ${read.names[0] ?? ''} (from versions: none)\nERROR: No matching distribution found for ${read.names[0] ?? ''}\n`,
    );
    return 1;
  }
  for (const entry of facts) {
    const failed = compile(process, entry);
    if (failed !== undefined) return failed;
    place(process, entry);
  }
  fillCache(process, facts, read.noCache);
  if (facts.length)
    process.out(
      `Successfully installed ${facts.flatMap(({ names, name, version }) => (names ?? [name]).map((part) => (part === name ? `${part}-${version}` : part))).join(' ')}\n`,
    );
  return 0;
}

/** Packages without a wheel need a compiler. */
function compile(process: Process, { name, builds }: PackageFacts): number | undefined {
  const musl = process.system.os.libc === 'musl';
  if (!builds?.includes('gcc')) return undefined;
  const missing = ['gcc', ...(builds.includes('libpq-dev') ? ['pg_config'] : [])].find(
    (tool) => process.find(tool) === undefined,
  );
  if (missing === undefined) {
    process.takes(musl ? 30_000 : 20_000);
    return undefined;
  }
  const reason =
    missing === 'gcc'
      ? "error: command 'gcc' failed: No such file or directory"
      : 'Error: pg_config executable not found.';
  process.err(
    `  error: subprocess-exited-with-error\n  × Building wheel for ${name} (pyproject.toml) did not run successfully.\n  ${reason}\nERROR: Failed building wheel for ${name}\nERROR: Failed to build installable wheels for some pyproject.toml based projects (${name})\n`,
  );
  return 1;
}

function place(process: Process, entry: PackageFacts): void {
  process.out(`Collecting ${entry.name}\n  Downloading ${entry.name}-${entry.version}-py3-none-any.whl\n`);
  const roots = ['/usr/local/lib', '/usr/lib'];
  const python = roots.flatMap((root) => {
    const names = process.files.list(root);
    return names.ok ? names.value.filter((name) => /^python3\.\d+$/.test(name)).map((name) => `${root}/${name}`) : [];
  })[0];
  placeFacts(process, entry, {
    libraries: `${python ?? '/usr/local/lib/python3'}/site-packages`,
    bytes: entry.installedBytes,
  });
  process.takes(400 + entry.downloadBytes / 15_000);
}

function fillCache(process: Process, facts: readonly PackageFacts[], noCache: boolean): void {
  if (noCache || facts.length === 0) return;
  const folder = process.env.get('PIP_CACHE_DIR') ?? `${process.env.get('HOME') ?? '/root'}/.cache/pip`;
  const bytes = facts.reduce((sum, { downloadBytes }) => sum + downloadBytes, 0);
  const key = digestOf('pip', ...facts.map(({ name, version }) => `${name}==${version}`));
  if (has(process, `${folder}/http-v2/${key.slice(7, 15)}`)) return;
  process.files.mkdir(`${folder}/http-v2`, { parents: true });
  process.files.write(`${folder}/http-v2/${key.slice(7, 15)}`, {
    bulk: { files: facts.length * 2, size: bytes },
    digest: key,
  });
}
