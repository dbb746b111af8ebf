import { append } from '../../../../toolchains/dpkg/place-package.ts';
import type { Installer } from '../installer.ts';
import { homeOf, missingTool } from '../place-program.ts';

const VERSION = 'v0.40.3';

/**
 * nvm's install.sh: ~/.nvm/nvm.sh and lines in ~/.bashrc. The shell function itself is left out: our nvm.sh hands on to a
 * model command that says what it does not do. Texts: nvm-sh/nvm, install.sh.
 */
const installer: Installer = {
  interpreter: '/usr/bin/env bash',
  serve(address) {
    const [, host, version] =
      /^(raw\.githubusercontent\.com|nvm\.sh)\/nvm-sh\/nvm\/([^/]+)\/install\.sh$/.exec(address) ?? [];
    if (host === undefined || version === undefined) return undefined;
    if (!/^(?:v0\.\d+\.\d+|HEAD|master)$/.test(version)) return 'missing';
    return {
      words: [version.startsWith('v') ? version : VERSION],
      guards: `if [ -z "\${BASH_VERSION}" ]; then\n  echo 'Error: the install instructions explicitly say to pipe the install script to \`bash\`; please follow them' >&2\n  exit 1\nfi`,
    };
  },
  run(process, [version = VERSION]) {
    const folder = process.env.get('NVM_DIR') ?? `${homeOf(process)}/.nvm`;
    if (process.env.get('NVM_DIR') !== undefined && !process.files.stat(folder).ok) {
      process.err(
        `You have $NVM_DIR set to "${folder}", but that directory does not exist. Check your profile files and environment.\n`,
      );
      return 1;
    }
    if (
      missingTool(process, ['git']) !== undefined &&
      missingTool(process, ['curl']) !== undefined &&
      missingTool(process, ['wget']) !== undefined
    ) {
      process.err('You need git, curl, or wget to install nvm\n');
      return 1;
    }
    const withGit = missingTool(process, ['git']) === undefined;
    process.out(
      withGit ? `=> Downloading nvm from git to '${folder}'\n` : `=> Downloading nvm as script to '${folder}'\n`,
    );
    process.files.mkdir(folder, { parents: true });
    // bytes of nvm.sh 150 kB, of a shallow clone 1.2 MB (assumed)
    process.files.write(`${folder}/nvm.sh`, {
      content: nvmScript(version, folder),
      mode: 0o644,
    });
    process.files.write(`${folder}/.files`, { bulk: { files: withGit ? 60 : 2, size: withGit ? 1_350_000 : 160_000 } });
    append(
      process,
      `${homeOf(process)}/.bashrc`,
      `\nexport NVM_DIR="${folder}"\n[ -s "$NVM_DIR/nvm.sh" ] && \\. "$NVM_DIR/nvm.sh"  # This loads nvm\n`,
    );
    process.out(
      `=> Appending nvm source string to ${homeOf(process)}/.bashrc\n=> Close and reopen your terminal to start using nvm or run the following to use it now:\n`,
    );
    process.takes(2000);
    return 0;
  },
};
export default installer;

/** The function: what it installs goes in front of PATH, which only the shell itself can change. */
function nvmScript(version: string, folder: string): string {
  return `# Stand-in for nvm.sh ${version}: the real function is not part of the simulator.
export NVM_DIR="${folder}"
nvm() {
  drydock-installer nvm-node "$@" || return
  case "$1" in
    install | use) PATH="$(drydock-installer nvm-node bin "$2"):$PATH"; export PATH ;;
  esac
}
if [ -s "$NVM_DIR/alias/default" ]; then
  PATH="$(drydock-installer nvm-node bin default):$PATH"; export PATH
fi
`;
}
