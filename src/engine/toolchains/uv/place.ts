import { digestOf } from '../../base/digest.ts';
import type { PackageFacts, Process } from '../../kernel/system.ts';
import { placeFacts } from '../dpkg/place-package.ts';
import type { Distribution, UvCache } from './cache.ts';

/** Bytes of a wheel of which no figure is known, and of the same unpacked per byte of wheel; assumed. */
const UNKNOWN_WHEEL = 200_000;
const UNPACKED = 4;

/** Where an environment keeps packages and commands. */
export interface Site {
  readonly libraries: string;
  readonly commands: string;
}

/** A distribution with what is known of it. */
export interface Wanted extends Distribution {
  readonly facts: PackageFacts | undefined;
  /** Names that are printed: with figures of content/packages/pip those that come with it too. */
  readonly names: readonly string[];
}

/** A package asked for by name, with all that it needs; undefined when content/packages/pip does not list it. */
export function wantedOf(process: Process, name: string, version: string | undefined): Wanted | undefined {
  const facts = process.system.packages.find('pip', '', name);
  if (!facts) return undefined;
  return {
    name,
    version: version ?? facts.version,
    downloadBytes: facts.downloadBytes,
    installedBytes: facts.installedBytes,
    files: facts.files ?? Math.max(1, facts.packages) * 40,
    facts,
    names: facts.names?.length ? facts.names : [name],
  };
}

/** One distribution of a lock file, without those that it needs: they have entries of their own. */
export function lockedOf(process: Process, name: string, locked: { version: string; wheelBytes: number }): Wanted {
  const facts = process.system.packages.find('pip', '', name);
  const others = Math.max(0, (facts?.packages ?? 1) - 1);
  const wheel = locked.wheelBytes || Math.max(UNKNOWN_WHEEL, (facts?.downloadBytes ?? 0) - others * UNKNOWN_WHEEL);
  return {
    name,
    version: locked.version,
    downloadBytes: wheel,
    installedBytes: facts
      ? Math.max(wheel, facts.installedBytes - others * UNKNOWN_WHEEL * UNPACKED)
      : wheel * UNPACKED,
    files: 40,
    facts,
    names: [name],
  };
}

/** Downloads or builds what is missing and lays everything down. Answers an exit code when something fails. */
export function lay(
  process: Process,
  { all, site, cache }: { all: readonly Wanted[]; site: Site; cache: UvCache },
): number | undefined {
  const missing = all.filter((one) => !cache.holds(one));
  if (missing.length && !process.system.network) return unreachable(process, missing[0]?.name ?? '');
  const start = process.now;
  for (const one of missing) {
    const failed = build(process, one);
    if (failed !== undefined) return failed;
    process.takes(60 + one.downloadBytes / 25_000);
    cache.keep(one);
  }
  if (missing.length) process.err(`Prepared ${counted(missing)} in ${duration(process.now - start)}\n`);
  for (const one of all) {
    const binaries = (one.facts?.binaries ?? []).map(
      (path) => `${site.commands}/${path.slice(path.lastIndexOf('/') + 1)}`,
    );
    placeFacts(
      process,
      { ...base(one), ...one.facts, version: one.version, binaries },
      { libraries: site.libraries, bytes: one.installedBytes },
    );
  }
  const took = 5 + all.length * 3;
  process.takes(took);
  if (all.length) process.err(`Installed ${counted(all)} in ${took}ms\n`);
  for (const { name, version, names } of all)
    for (const part of names) process.err(` + ${part}${part === name ? `==${version}` : ''}\n`);
  return undefined;
}

function base({ name, version, downloadBytes, installedBytes }: Wanted): PackageFacts {
  return { name, version, downloadBytes, installedBytes, packages: 1, binaries: [], assumed: true };
}

/** `7 packages`. */
export function counted(all: readonly Wanted[]): string {
  const count = all.reduce((sum, { names }) => sum + names.length, 0);
  return `${count} package${count === 1 ? '' : 's'}`;
}

/** As uv prints durations: `12ms`, `1.25s`. */
export function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)}ms` : `${(ms / 1000).toFixed(2)}s`;
}

/** The index cannot be reached; the chain of causes below is left out. */
export function unreachable(process: Process, name: string): number {
  process.err(
    `error: Request failed after 3 retries\n  Caused by: Failed to fetch: \`https://pypi.org/simple/${name}/\`\n`,
  );
  return 2;
}

/** A package without a wheel is built. */
function build(process: Process, { name, version, facts }: Wanted): number | undefined {
  if (!facts?.builds?.includes('gcc')) return undefined;
  const missing = ['gcc', ...(facts.builds.includes('libpq-dev') ? ['pg_config'] : [])].find(
    (tool) => process.find(tool) === undefined,
  );
  if (missing === undefined) {
    process.takes(process.system.os.libc === 'musl' ? 30_000 : 20_000);
    return undefined;
  }
  const reason =
    missing === 'gcc'
      ? "error: command 'gcc' failed: No such file or directory"
      : 'Error: pg_config executable not found.';
  process.err(
    `  × Failed to build \`${name}==${version}\`\n  ├─▶ The build backend returned an error\n  ╰─▶ Call to \`setuptools.build_meta:__legacy__.build_wheel\` failed (exit status: 1)\n      ${reason}\n`,
  );
  return 1;
}

/** Notes what a project needs so that the same sync changes nothing. */
export function stampOf(all: readonly Wanted[]): string {
  return digestOf('uv sync', ...all.map(({ name, version }) => `${name}==${version}`));
}
