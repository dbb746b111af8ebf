import { append } from '../../../../toolchains/dpkg/place-package.ts';
import type { Installer } from '../installer.ts';
import { homeOf, missingTool, placeProgram } from '../place-program.ts';

/** Version and bytes of the program; assumed. */
const VERSION = '1.3.3';
const BYTES = 98_000_000;

/** Bun's installer: ~/.bun/bin/bun. Texts: oven-sh/bun, src/cli/install.sh. Bun itself is not simulated. */
const installer: Installer = {
  interpreter: '/usr/bin/env bash',
  serve: (address) =>
    address === 'bun.sh/install' || address === 'bun.com/install'
      ? { words: ['--'], guards: 'set -euo pipefail' }
      : /^bun\.(?:sh|com)\/install\./.test(address)
        ? 'missing'
        : undefined,
  run(process, [, tag]) {
    if (missingTool(process, ['unzip']) !== undefined) {
      process.err('error: unzip is required to install bun\n');
      return 1;
    }
    const folder = process.env.get('BUN_INSTALL') ?? `${homeOf(process)}/.bun`;
    const version = tag?.replace(/^bun-v/, '') ?? VERSION;
    process.takes(3000);
    if (!placeProgram(process, { path: `${folder}/bin/bun`, model: 'bun', size: BYTES, version })) {
      process.err(`error: Failed to create install directory "${folder}/bin"\n`);
      return 1;
    }
    process.files.symlink(`${folder}/bin/bunx`, 'bun');
    append(
      process,
      `${homeOf(process)}/.bashrc`,
      `\n# bun\nexport BUN_INSTALL="${folder}"\nexport PATH="$BUN_INSTALL/bin:$PATH"\n`,
    );
    process.out(`bun was installed successfully to ${folder}/bin/bun\n`);
    return 0;
  },
};
export default installer;
