import { digestOf } from '../../../../base/digest.ts';
import type { Process } from '../../../../kernel/system.ts';
import type { Installer } from '../installer.ts';
import { homeOf, placeProgram } from '../place-program.ts';

/** Newest release of each line; assumed. `lts/*` and no version: the first. */
const NEWEST: Readonly<Record<string, string>> = {
  '24': '24.11.1',
  '22': '22.21.1',
  '20': '20.19.6',
  '18': '18.20.8',
  '25': '25.2.1',
};
/** Bytes of node, and of what lies beside it (npm, headers); assumed. */
const NODE = 120_000_000;
const REST = { files: 5300, size: 75_000_000 };

/**
 * The function nvm: install, use, alias default, current, --version. Releases are Node's own builds, which need glibc.
 * Texts: nvm-sh/nvm, nvm.sh. It is no page of its own.
 */
const installer: Installer = {
  interpreter: '/bin/bash',
  serve: () => undefined,
  run(process, words) {
    const [verb = '', name] = words.filter((word) => !/^--(?:no-progress|latest-npm)$/.test(word));
    if (verb === 'install') return install(process, name);
    if (verb === 'use' || verb === 'bin') return switchTo(process, verb, name);
    if (verb === 'alias' && name === 'default') return setDefault(process, words[2] ?? '');
    if (verb === '--version') process.out('0.40.3\n');
    else process.notSimulated(`nvm ${words.join(' ')}`.trimEnd());
    return 0;
  },
};
export default installer;

const folderOf = (process: Process): string => process.env.get('NVM_DIR') ?? `${homeOf(process)}/.nvm`;

/** `22`, `v22.21.1`, `lts/*`, `--lts`, `default`, nothing (.nvmrc): a full version, undefined when it cannot be known. */
function versionOf(process: Process, name: string | undefined): string | undefined {
  const file = (path: string): string | undefined => {
    const found = process.files.read(path);
    return found.ok ? found.value?.trim() : undefined;
  };
  const typed = name ?? file(process.path('.nvmrc')) ?? '';
  const wanted = typed === 'default' ? (file(`${folderOf(process)}/alias/default`) ?? '') : typed;
  const plain = wanted.replace(/^v/, '');
  if (/^(?:lts\/\*|--lts|)$/.test(plain)) return NEWEST['24'];
  if (plain === 'node' || plain === 'stable') return NEWEST['25'];
  if (/^\d+\.\d+\.\d+$/.test(plain)) return plain;
  return Object.hasOwn(NEWEST, plain) ? NEWEST[plain] : undefined;
}

function install(process: Process, name: string | undefined): number {
  const version = versionOf(process, name);
  if (version === undefined) {
    process.notSimulated(`nvm install ${name ?? ''}: which version that is`);
    return 0;
  }
  const folder = `${folderOf(process)}/versions/node/v${version}`;
  if (process.files.stat(folder).ok) {
    process.err(`v${version} is already installed.\n`);
    return 0;
  }
  if (!process.system.network) {
    process.out(`Version '${name ?? ''}' not found - try \`nvm ls-remote\` to browse available versions.\n`);
    return 3;
  }
  process.out(`Downloading and installing node v${version}...\n`);
  place(process, folder, version);
  process.out(`Now using node v${version}\n`);
  const alias = `${folderOf(process)}/alias/default`;
  if (process.files.stat(alias).ok) return 0;
  process.out(`Creating default alias: default -> ${name ?? version} (-> v${version})\n`);
  return setDefault(process, version);
}

function place(process: Process, folder: string, version: string): void {
  placeProgram(process, { path: `${folder}/bin/node`, model: 'node', size: NODE, version, libc: 'glibc' });
  for (const tool of ['npm', 'npx', 'corepack']) {
    process.files.write(`${folder}/bin/${tool}`, {
      size: 54,
      mode: 0o755,
      digest: digestOf('nvm', tool),
      program: { format: 'script', model: tool },
    });
  }
  process.files.mkdir(`${folder}/lib`, { parents: true });
  process.files.write(`${folder}/lib/node_modules`, { bulk: REST, digest: digestOf('node release', version) });
  process.takes(6000);
}

function setDefault(process: Process, name: string): number {
  process.files.mkdir(`${folderOf(process)}/alias`, { parents: true });
  process.files.write(`${folderOf(process)}/alias/default`, { content: `${name}\n` });
  return 0;
}

/** `bin` prints the folder for PATH. */
function switchTo(process: Process, verb: string, name: string | undefined): number {
  const version = versionOf(process, name);
  const folder = `${folderOf(process)}/versions/node/v${version ?? ''}`;
  if (version === undefined || !process.files.stat(folder).ok) {
    const wanted = name ?? '';
    process.err(
      `N/A: version "${wanted}" is not yet installed.\n\nYou need to run \`nvm install ${wanted}\` to install and use it.\n`,
    );
    return 3;
  }
  process.out(verb === 'bin' ? `${folder}/bin\n` : `Now using node v${version}\n`);
  return 0;
}
