import { digestOf } from '../../base/digest.ts';
import type { Process } from '../../kernel/system.ts';
import { behaviourOf, missingInLock, type CargoProject, type Crate } from './project.ts';

/** Packed and unpacked bytes of one crate, and its compiled form for a release and a debug build; assumed. */
const CRATE = { packed: 120_000, unpacked: 600_000, release: 2_600_000, debug: 5_200_000 };
/** Milliseconds to compile one crate, and the project's own; assumed, two cores. */
const COMPILE = { release: 1400, debug: 700, own: 2500 };

export interface CargoOptions {
  readonly release: boolean;
  readonly locked: boolean;
  readonly offline: boolean;
  readonly quiet: boolean;
  /** `x86_64-unknown-linux-musl`, from `--target`. */
  readonly target: string | undefined;
  readonly targetFolder: string | undefined;
  readonly bin: string | undefined;
  /** Tests are built too. */
  readonly tests: boolean;
}

/** CARGO_HOME, where crates are kept. */
export function cargoHome(process: Process): string {
  const home = (process.env.get('HOME') ?? '/root').replace(/\/$/, '');
  return process.env.get('CARGO_HOME') ?? `${home}/.cargo`;
}

const status = (word: string, text: string): string => `${word.padStart(12)} ${text}\n`;

const say = (process: Process, { quiet }: CargoOptions, line: string): void => {
  if (!quiet) process.err(line);
};

/** Lock file, then downloads. Answers an exit code when something is missing. */
export function cargoFetch(process: Process, project: CargoProject, options: CargoOptions): number | undefined {
  const missing = missingInLock(project);
  const path = `${project.root}/Cargo.lock`;
  if (missing.length || !project.crates) {
    if (options.locked) {
      process.err(
        `error: the lock file ${path} needs to be updated but --locked was passed to prevent this\nIf you want to try to generate the lock file without accessing the network, remove the --locked flag and use --offline instead.\n`,
      );
      return 101;
    }
    if (missing.length) process.notSimulated('cargo without a lock file in step: which versions it takes');
    else
      process.files.write(path, {
        content: `version = 4\n\n[[package]]\nname = "${project.name}"\nversion = "${project.version}"\n`,
      });
  }
  for (const { name, git } of project.crates ?? [])
    if (git) process.notSimulated(`crate ${name} from a Git repository`);
  return download(process, registryCrates(project), options);
}

function registryCrates({ crates }: CargoProject): readonly Crate[] {
  return (crates ?? []).filter(({ registry }) => registry);
}

function download(process: Process, crates: readonly Crate[], options: CargoOptions): number | undefined {
  const registry = `${cargoHome(process)}/registry`;
  const pathOf = ({ name, version }: Crate, kind: string): string =>
    `${registry}/${kind}/index.crates.io/${name}-${version}`;
  const missing = crates.filter((crate) => !process.files.stat(`${pathOf(crate, 'cache')}.crate`).ok);
  const [first] = missing;
  if (!first) return undefined;
  if (options.offline || !process.system.network) {
    const reason = options.offline
      ? `attempting to make an HTTP request, but --offline was specified`
      : `[6] Could not resolve hostname (Could not resolve host: index.crates.io)`;
    process.err(`error: failed to download \`${first.name} v${first.version}\`\n\nCaused by:\n  ${reason}\n`);
    return 101;
  }
  say(process, options, status('Downloading', 'crates ...'));
  for (const kind of ['cache', 'src']) process.files.mkdir(`${registry}/${kind}/index.crates.io`, { parents: true });
  for (const crate of missing) {
    const digest = digestOf('crate', crate.name, crate.version);
    const written = process.files.write(`${pathOf(crate, 'cache')}.crate`, { size: CRATE.packed, digest });
    if (!written.ok) {
      process.err(
        `error: failed to open: ${pathOf(crate, 'cache')}.crate\n\nCaused by:\n  Permission denied (os error 13)\n`,
      );
      return 101;
    }
    process.files.write(pathOf(crate, 'src'), { bulk: { files: 30, size: CRATE.unpacked }, digest });
    process.takes(90);
    say(process, options, status('Downloaded', `${crate.name} v${crate.version}`));
  }
  return undefined;
}

/** Folder of the output: CARGO_TARGET_DIR, `--target-dir`, `target`. */
function outputFolder(process: Process, { root }: CargoProject, options: CargoOptions): string {
  const given = options.targetFolder ?? process.env.get('CARGO_TARGET_DIR');
  const base = given === undefined ? `${root}/target` : process.path(given).replace(/\/$/, '');
  return `${base}/${options.target === undefined ? '' : `${options.target}/`}${options.release ? 'release' : 'debug'}`;
}

/**
 * `cargo build`: crates and the project, each compiled once for a profile and a target. What changed is told by content;
 * Cargo goes by the time of change, which images do not keep apart. Answers the paths of programs, or an exit code.
 */
export function cargoBuild(process: Process, project: CargoProject, options: CargoOptions): readonly string[] | number {
  const failed = cargoFetch(process, project, options) ?? toolProblem(process, project, options);
  if (failed !== undefined) return failed;
  const folder = outputFolder(process, project, options);
  const made = process.files.mkdir(`${folder}/deps`, { parents: true });
  if (!made.ok) {
    process.err(`error: failed to create directory \`${folder}\`\n\nCaused by:\n  Permission denied (os error 13)\n`);
    return 101;
  }
  const start = process.now;
  const cost = options.release ? COMPILE.release : COMPILE.debug;
  for (const crate of registryCrates(project)) {
    const path = `${folder}/deps/lib${crate.name.replaceAll('-', '_')}-${digestOf(crate.version).slice(7, 15)}.rlib`;
    if (process.files.stat(path).ok) continue;
    say(process, options, status('Compiling', `${crate.name} v${crate.version}`));
    process.takes(cost);
    process.files.write(path, {
      size: options.release ? CRATE.release : CRATE.debug,
      digest: digestOf('rlib', crate.name, crate.version, folder),
    });
  }
  const programs = own(process, project, { options, folder });
  const profile = options.release ? '`release` profile [optimized]' : '`dev` profile [unoptimized + debuginfo]';
  say(process, options, status('Finished', `${profile} target(s) in ${((process.now - start) / 1000).toFixed(2)}s`));
  return programs;
}

function toolProblem(
  process: Process,
  { crates, bins, root }: CargoProject,
  options: CargoOptions,
): number | undefined {
  if (bins.length === 0 && !process.files.stat(`${root}/src/lib.rs`).ok) {
    process.err(
      `error: failed to parse manifest at \`${root}/Cargo.toml\`\n\nCaused by:\n  no targets specified in the manifest\n  either src/lib.rs, src/main.rs, a [lib] section, or [[bin]] section must be present\n`,
    );
    return 101;
  }
  if (process.find('cc') === undefined && process.find('gcc') === undefined) {
    process.err('error: linker `cc` not found\n  |\n  = note: No such file or directory (os error 2)\n\n');
    return 101;
  }
  if (options.target !== undefined && !hasTarget(process, options.target)) {
    process.err(
      `error[E0463]: can't find crate for \`std\`\n  |\n  = note: the \`${options.target}\` target may not be installed\n  = help: consider downloading the target with \`rustup target add ${options.target}\`\n\n`,
    );
    return 101;
  }
  const openssl = crates?.find(({ name }) => name === 'openssl-sys');
  if (!openssl || process.find('pkg-config') !== undefined) return undefined;
  process.err(
    `error: failed to run custom build command for \`openssl-sys v${openssl.version}\`\n\n  Could not find openssl via pkg-config:\n  Could not run \`PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 pkg-config --libs --cflags openssl\`\n  The pkg-config command could not be found.\n`,
  );
  return 101;
}

const machineOf = (process: Process): string =>
  process.system.platform.startsWith('linux/arm64') ? 'aarch64' : 'x86_64';

/** The target that a toolchain has without being asked. */
function hostTarget(process: Process): string {
  return `${machineOf(process)}-unknown-linux-${process.system.os.libc === 'musl' ? 'musl' : 'gnu'}`;
}

/** Where rustup keeps the standard library of a target: RUSTUP_HOME, `~/.rustup`, or where the rust images have it. */
export function targetFolder(process: Process, target: string): string {
  const rustup = `${(process.env.get('HOME') ?? '/root').replace(/\/$/, '')}/.rustup`;
  const folder = process.files.stat(rustup).ok ? rustup : '/usr/local/rustup';
  return `${process.env.get('RUSTUP_HOME') ?? folder}/targets/${target}`;
}

function hasTarget(process: Process, target: string): boolean {
  return target === hostTarget(process) || process.files.stat(targetFolder(process, target)).ok;
}

/** The project's own programs, compiled again when a source changed. */
function own(
  process: Process,
  project: CargoProject,
  { options, folder }: { options: CargoOptions; folder: string },
): readonly string[] {
  const sources = [...process.files.walk(`${project.root}/src`)].filter(([path]) => path.endsWith('.rs'));
  const digest = digestOf(
    'cargo',
    project.name,
    project.version,
    ...sources.map(([path, entry]) => `${path} ${entry.digest}`),
  );
  const mark = `${folder}/.fingerprint-${project.name}`;
  const known = process.files.read(mark);
  if (!known.ok || known.value !== digest) {
    say(process, options, status('Compiling', `${project.name} v${project.version} (${project.root || '/'})`));
    process.takes(COMPILE.own);
    process.files.write(mark, { content: digest });
  }
  const musl = (options.target ?? hostTarget(process)).endsWith('musl');
  const crates = registryCrates(project).length;
  const size = (options.release ? 420_000 : 3_800_000) + crates * (options.release ? 60_000 : 900_000);
  const texts = sources.map(([path]) => process.files.read(path)).map((text) => (text.ok ? (text.value ?? '') : ''));
  return project.bins
    .filter((name) => options.bin === undefined || name === options.bin)
    .map((name) => {
      const path = `${folder}/${name}`;
      process.files.write(path, {
        size: project.strips && options.release ? Math.round(size * 0.75) : size,
        mode: 0o755,
        digest: digestOf('cargo program', digest, name, folder),
        program: {
          format: 'elf',
          arch: (options.target ?? machineOf(process)).startsWith('aarch64') ? 'arm64' : 'amd64',
          libc: musl ? 'static' : 'glibc',
          model: 'rust-app',
          facts: behaviourOf(texts),
        },
      });
      return path;
    });
}
