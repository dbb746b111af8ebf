import { cargoBuild, cargoFetch, cargoHome, type CargoOptions } from '../../toolchains/cargo/build.ts';
import { findProject, type CargoProject } from '../../toolchains/cargo/project.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

/**
 * cargo as a model: build, check, test, run, fetch, install --path, clean. Crates come from the lock file, each with the
 * same assumed size and compile time; sources are read for what the program plainly does, never compiled. Left out:
 * choosing versions, workspaces, features, crates from Git, build scripts but that of openssl-sys.
 */
const command: Command = {
  summary: 'cargo: build, check, run, fetch, install --path, clean as Cargo.lock says; Rust is not compiled.',
  example: `
$ cd /tmp && cargo build
! error: could not find \`Cargo.toml\` in \`/tmp\` or any parent directory
$ mkdir -p /tmp/src && cd /tmp && printf '[package]\\nname = "app"\\nversion = "0.1.0"\\n' > Cargo.toml && cargo build --locked
! error: the lock file /tmp/Cargo.lock needs to be updated but --locked was passed to prevent this
! If you want to try to generate the lock file without accessing the network, remove the --locked flag and use --offline instead.
`,
  run(process, args) {
    const words = args.filter((arg) => !arg.startsWith('+'));
    const verb = words.find((arg) => !arg.startsWith('-')) ?? '';
    if (/^(?:--version|-V)$/.test(words[0] ?? '')) {
      process.out(`cargo ${versionOf(process)}\n`);
      return 0;
    }
    const play = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (!play || (verb === 'install' && !installsPath(words))) {
      process.notSimulated(`cargo ${words.join(' ')}`.trimEnd());
      return 0;
    }
    const project = findProject(process);
    if (!project) {
      process.err(`error: could not find \`Cargo.toml\` in \`${process.cwd}\` or any parent directory\n`);
      return 101;
    }
    if (project.workspace) {
      process.notSimulated('a Cargo workspace');
      return 0;
    }
    return play(process, project, { options: optionsOf(process, words), args: words });
  },
};
export default command;

/** What rustup installed, else RUST_VERSION of the image, else a release of 2026. */
export function versionOf(process: Process): string {
  const own = process.program?.facts?.['version'];
  return typeof own === 'string' ? own : (process.env.get('RUST_VERSION') ?? '1.97.1');
}

interface Given {
  readonly options: CargoOptions;
  readonly args: readonly string[];
}
type Verb = (process: Process, project: CargoProject, given: Given) => number | Task;

const VALUED =
  /^(?:--target|--target-dir|--bin|--root|--path|--profile|--features|-F|--jobs|-j|--manifest-path|-p|--package|--message-format|--color)$/;
const PLAIN =
  /^(?:--release|-r|--locked|--frozen|--offline|-q|--quiet|-v|-vv|--verbose|--bins|--all-targets|--no-fail-fast|--no-track|--force|-f)$/;
const LEFT_OUT = /^(?:--features|-F|--manifest-path|-p|--package)$/;

const build: Verb = (process, project, { options }) => {
  const built = cargoBuild(process, project, options);
  return typeof built === 'number' ? built : 0;
};

const VERBS: Readonly<Record<string, Verb>> = {
  build,
  b: build,
  check: build,
  fetch: (process, project, { options }) => cargoFetch(process, project, options) ?? 0,
  clean: (process, project) => {
    process.files.remove(process.env.get('CARGO_TARGET_DIR') ?? `${project.root}/target`, { recursive: true });
    return 0;
  },
  test: (process, project, given) => {
    process.notSimulated('tests of Rust');
    return build(process, project, given);
  },
  run: start,
  r: start,
  install,
};

function* start(process: Process, project: CargoProject, { options, args }: Given): Task {
  const built = cargoBuild(process, project, options);
  if (typeof built === 'number') return built;
  const at = args.indexOf('--');
  const [program = ''] = built;
  return yield* process.exec([program, ...(at === -1 ? [] : args.slice(at + 1))]);
}

/** `cargo install` of a crate is left out, that of the project is not. */
function installsPath(args: readonly string[]): boolean {
  return args.some((arg) => arg === '--path' || arg.startsWith('--path='));
}

function install(process: Process, project: CargoProject, { options, args }: Given): number {
  const built = cargoBuild(process, project, { ...options, release: true });
  if (typeof built === 'number') return built;
  const at = args.indexOf('--root');
  const root = at === -1 ? cargoHome(process) : process.path(args[at + 1] ?? '.').replace(/\/$/, '');
  process.files.mkdir(`${root}/bin`, { parents: true });
  for (const path of built) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    process.files.remove(`${root}/bin/${name}`);
    const entry = process.files.stat(path);
    if (entry.ok) process.files.put(`${root}/bin/${name}`, entry.value);
    process.err(`  Installing ${root}/bin/${name}\n`);
  }
  return 0;
}

function optionsOf(process: Process, args: readonly string[]): CargoOptions {
  const end = args.indexOf('--');
  const own = end === -1 ? args : args.slice(0, end);
  const values = new Map<string, string>();
  const flags = new Set<string>();
  for (let at = 0; at < own.length; at++) {
    const arg = own[at] ?? '';
    const [, name = arg, value] = /^(--?[^=]+)=(.*)$/.exec(arg) ?? [];
    if (!arg.startsWith('-')) continue;
    if (LEFT_OUT.test(name) || (!VALUED.test(name) && !PLAIN.test(name))) process.notSimulated(`flag ${name} of cargo`);
    if (VALUED.test(name)) values.set(name, value ?? own[++at] ?? '');
    else flags.add(name);
  }
  const has = (...names: readonly string[]): boolean => names.some((name) => flags.has(name));
  return {
    release: has('--release', '-r') || values.get('--profile') === 'release',
    locked: has('--locked', '--frozen'),
    offline: has('--offline', '--frozen'),
    quiet: has('-q', '--quiet'),
    target: values.get('--target') ?? process.env.get('CARGO_BUILD_TARGET'),
    targetFolder: values.get('--target-dir'),
    bin: values.get('--bin'),
    tests: false,
  };
}
