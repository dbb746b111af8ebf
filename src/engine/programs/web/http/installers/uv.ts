import { append } from '../../../../toolchains/dpkg/place-package.ts';
import type { Installer } from '../installer.ts';
import { homeOf, machineOf, missingTool, placeProgram } from '../place-program.ts';

/** Version and bytes of the two programs; assumed. */
const VERSION = '0.9.13';
const BYTES = { uv: 57_000_000, uvx: 370_000 };

/** uv's installer, made by cargo-dist. Texts and variables: docs.astral.sh/uv, "Installing uv", "Installer options". */
const installer: Installer = {
  interpreter: '/bin/sh',
  serve(address) {
    const [, version, file] = /^astral\.sh\/uv(?:\/(\d+\.\d+\.\d+))?\/(install\.sh|[^/]*)$/.exec(address) ?? [];
    if (file === undefined) return undefined;
    return file === 'install.sh' ? { words: version === undefined ? [] : [version] } : 'missing';
  },
  run(process, words) {
    const version = words.find((word) => /^\d/.test(word)) ?? VERSION;
    const home = homeOf(process);
    const fetches = missingTool(process, ['curl']) === undefined || missingTool(process, ['wget']) === undefined;
    if (!fetches || missingTool(process, ['tar']) !== undefined) {
      process.err(`need '${fetches ? 'tar' : 'curl or wget'}' (command not found)\n`);
      return 1;
    }
    const given = process.env.get('UV_INSTALL_DIR') ?? process.env.get('UV_UNMANAGED_INSTALL');
    const folder = given ?? process.env.get('XDG_BIN_HOME') ?? `${home}/.local/bin`;
    const triple = `${machineOf(process)}-unknown-linux-${process.system.os.libc === 'musl' ? 'musl' : 'gnu'}`;
    process.err(`downloading uv ${version} ${triple}\n`);
    process.takes(2500);
    for (const name of ['uv', 'uvx'] as const)
      if (!placeProgram(process, { path: `${folder}/${name}`, model: name, size: BYTES[name], version })) {
        process.err(`ERROR: command failed: mkdir -p ${folder}\n`);
        return 1;
      }
    process.err(`installing to ${folder}\n  uv\n  uvx\neverything's installed!\n`);
    const keeps = ['UV_NO_MODIFY_PATH', 'INSTALLER_NO_MODIFY_PATH'].some((name) => process.env.get(name));
    if (keeps || process.env.get('UV_UNMANAGED_INSTALL')) return 0;
    process.files.write(`${folder}/env`, {
      content: `#!/bin/sh\ncase ":\${PATH}:" in\n    *:"${folder}":*)\n        ;;\n    *)\n        export PATH="${folder}:$PATH"\n        ;;\nesac\n`,
    });
    for (const file of ['.profile', '.bashrc']) append(process, `${home}/${file}`, `. "${folder}/env"\n`);
    return 0;
  },
};
export default installer;
