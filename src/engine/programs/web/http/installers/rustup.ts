import { digestOf } from '../../../../base/digest.ts';
import { append } from '../../../../toolchains/dpkg/place-package.ts';
import type { Process } from '../../../../kernel/system.ts';
import type { Installer } from '../installer.ts';
import { homeOf, machineOf, missingTool, placeProgram } from '../place-program.ts';

/** The stable release that is fetched; assumed. */
const STABLE = '1.97.1';
/**
 * Bytes and files below toolchains/; assumed (rustc with LLVM 330 MB, rust-std 150 MB, cargo 40 MB; docs 620 MB and clippy
 * and rustfmt 20 MB in the default profile).
 */
const MINIMAL = { bytes: 520_000_000, files: 420 };
const PROFILES: Readonly<Record<string, typeof MINIMAL>> = {
  minimal: MINIMAL,
  default: { bytes: 1_160_000_000, files: 41_000 },
};
/** rustup's own program, which is cargo, rustc and the others by name; assumed. */
const PROXY = 16_000_000;

/** rustup-init.sh and rustup-init. Texts: rust-lang/rustup, rustup-init.sh and src/cli/self_update.rs. */
const installer: Installer = {
  interpreter: '/bin/sh',
  serve: (address) => (address === 'sh.rustup.rs' ? { words: [] } : undefined),
  run(process, words) {
    if (['curl', 'wget'].every((name) => missingTool(process, [name]) !== undefined))
      return failed(process, "need 'curl or wget' (command not found)");
    process.err('info: downloading installer\n');
    if (!words.some((word) => /^-(?:y|\w*y)$/.test(word)))
      return failed(
        process,
        'Unable to run interactively. Run with -y to accept defaults, --help for additional options',
      );
    return install(process, words);
  },
};
export default installer;

function failed(process: Process, message: string): number {
  process.err(`rustup: ${message}\n`);
  return 1;
}

function install(process: Process, words: readonly string[]): number {
  const given = (name: string): string | undefined => {
    const at = words.indexOf(name);
    return (
      words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) ??
      (at === -1 ? undefined : words[at + 1])
    );
  };
  const profile = given('--profile') ?? 'default';
  const wanted = given('--default-toolchain') ?? 'stable';
  const figures = Object.hasOwn(PROFILES, profile) ? PROFILES[profile] : undefined;
  const strange = words.find((word) => /^(?:-c|--component|-t|--target|--default-host)(?:=|$)/.test(word));
  if (strange !== undefined || !figures)
    process.notSimulated(`option ${strange ?? `--profile ${profile}`} of rustup-init`);
  const version = wanted === 'stable' ? STABLE : wanted;
  if (!/^(?:none|\d+\.\d+(?:\.\d+)?)$/.test(version)) process.notSimulated(`toolchain ${wanted} of rustup`);
  const home = homeOf(process);
  const cargo = process.env.get('CARGO_HOME') ?? `${home}/.cargo`;
  const triple = `${machineOf(process)}-unknown-linux-${process.system.os.libc === 'musl' ? 'musl' : 'gnu'}`;
  for (const model of ['rustup', 'cargo', 'rustc', 'rustfmt', 'cargo-clippy'])
    if (!proxy(process, { cargo, model, version }))
      return failed(process, `could not create home directory: '${cargo}'`);
  process.files.write(`${cargo}/env`, {
    content: `#!/bin/sh\ncase ":\${PATH}:" in\n    *:"${cargo}/bin":*)\n        ;;\n    *)\n        export PATH="${cargo}/bin:$PATH"\n        ;;\nesac\n`,
  });
  if (!words.includes('--no-modify-path'))
    for (const file of ['.profile', '.bashrc']) append(process, `${home}/${file}`, `. "${cargo}/env"\n`);
  process.err(`info: profile set to '${profile}'\ninfo: default host triple is ${triple}\n`);
  if (wanted !== 'none') toolchain(process, { name: `${wanted}-${triple}`, version, figures: figures ?? MINIMAL });
  process.out('\nRust is installed now. Great!\n');
  return 0;
}

/** Every program is rustup's own under another name (hard links). */
function proxy(
  process: Process,
  { cargo, model, version }: { cargo: string; model: string; version: string },
): boolean {
  return placeProgram(process, { path: `${cargo}/bin/${model}`, model, size: model === 'rustup' ? PROXY : 0, version });
}

interface Toolchain {
  readonly name: string;
  readonly version: string;
  readonly figures: { readonly bytes: number; readonly files: number };
}

function toolchain(process: Process, { name, version, figures }: Toolchain): void {
  const folder = `${process.env.get('RUSTUP_HOME') ?? `${homeOf(process)}/.rustup`}/toolchains`;
  process.err(
    `info: syncing channel updates for '${name}'\ninfo: latest update for '${name}', rust version ${version}\n`,
  );
  process.files.mkdir(folder, { parents: true });
  process.files.write(`${folder}/${name}`, {
    bulk: { files: figures.files, size: figures.bytes },
    digest: digestOf('rust toolchain', name, version, String(figures.bytes)),
  });
  process.takes(figures.bytes / 20_000);
  process.err(`info: default toolchain set to '${name}'\n`);
  process.out(`\n  ${name} installed - rustc ${version}\n\n`);
}
