import type { Installer } from '../installer.ts';
import { homeOf, missingTool, placeProgram } from '../place-program.ts';

/** Version and bytes of the program; assumed. */
const VERSION = 'v2.5.6';
const BYTES = 132_000_000;

/** Deno's installer: ~/.deno/bin/deno. Texts: denoland/deno_install, install.sh. Deno itself is not simulated. */
const installer: Installer = {
  interpreter: '/bin/sh',
  serve: (address) =>
    /^(?:deno\.land(?:\/x\/install)?\/install\.sh|deno\.land\/install\.sh)$/.test(address)
      ? { words: [], guards: 'set -e' }
      : undefined,
  run(process, words) {
    const tools = ['unzip', '7z'].every((name) => missingTool(process, [name]) !== undefined);
    if (tools) {
      process.err(
        'Error: either unzip or 7z is required to install Deno (see: https://github.com/denoland/deno_install#either-unzip-or-7z-is-required ).\n',
      );
      return 1;
    }
    const version = words.find((word) => /^v?\d/.test(word)) ?? VERSION;
    const folder = process.env.get('DENO_INSTALL') ?? `${homeOf(process)}/.deno`;
    process.takes(3500);
    if (
      !placeProgram(process, {
        path: `${folder}/bin/deno`,
        model: 'deno',
        size: BYTES,
        version: version.replace(/^v/, ''),
      })
    )
      return 1;
    process.out(`Deno was installed successfully to ${folder}/bin/deno\n`);
    if (process.find('deno') === undefined) process.out(`Run '${folder}/bin/deno --help' to get started\n`);
    else process.out("Run 'deno --help' to get started\n");
    return 0;
  },
};
export default installer;
