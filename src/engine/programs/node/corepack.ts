import { digestOf } from '../../base/digest.ts';
import { readJson } from '../../toolchains/npm/project.ts';
import type { Command, Process } from '../../kernel/system.ts';

const SHIMS = ['pnpm', 'pnpx', 'yarn', 'yarnpkg'];
/** Bytes of a pnpm that is fetched; assumed. */
const PNPM = 17_000_000;

/**
 * corepack as a model: enable puts pnpm beside node, prepare, install and use fetch it into COREPACK_HOME. Its
 * Yarn is version 1 where package.json does not ask for another; `packageManager` of Yarn 2 and later is not simulated.
 */
const command: Command = {
  summary: 'corepack: enable, disable, prepare, install, use of pnpm; Yarn 2 and later are not simulated.',
  example: `
$ corepack enable && corepack prepare pnpm@10.24.0 --activate
Preparing pnpm@10.24.0 for immediate activation...
$ corepack frobnicate
! Unknown Syntax Error: Command not found; did you mean one of: enable, disable, prepare, install, use
`,
  run(process, args) {
    const [verb = '', ...rest] = args;
    const names = rest.filter((arg) => !arg.startsWith('-'));
    if (verb === '--version' || verb === '-v') {
      process.out('0.34.5\n');
      return 0;
    }
    if (verb === 'enable') return enable(process, names);
    if (verb === 'disable') {
      const folder = folderOf(process);
      for (const name of ['pnpm', 'pnpx']) process.files.remove(`${folder}/${name}`);
      return 0;
    }
    if (/^(?:prepare|install|use)$/.test(verb)) return prepare(process, names, verb);
    process.err(
      'Unknown Syntax Error: Command not found; did you mean one of: enable, disable, prepare, install, use\n',
    );
    return 1;
  },
};
export default command;

const folderOf = (process: Process): string => (process.find('node') ?? '/usr/local/bin/node').replace(/\/[^/]*$/, '');

function enable(process: Process, names: readonly string[]): number {
  const folder = folderOf(process);
  for (const name of names.length ? names : SHIMS) {
    const target = `${folder.replace(/\/bin$/, '')}/lib/node_modules/corepack/dist/${name}.js`;
    process.files.mkdir(target.slice(0, target.lastIndexOf('/')), { parents: true });
    const model = name.startsWith('yarn') ? 'yarn' : 'pnpm';
    const written = process.files.write(target, {
      size: 300,
      mode: 0o755,
      digest: digestOf('corepack', name),
      program: { format: 'script', model, facts: { corepack: true } },
    });
    process.files.remove(`${folder}/${name}`);
    const linked = process.files.symlink(`${folder}/${name}`, `../lib/node_modules/corepack/dist/${name}.js`);
    if (!written.ok || !linked.ok) {
      process.err(
        `Internal Error: EACCES: permission denied, symlink '../lib/node_modules/corepack/dist/${name}.js' -> '${folder}/${name}'\n`,
      );
      return 1;
    }
  }
  return 0;
}

/** Fetches a package manager: the one given, else that of package.json. */
function prepare(process: Process, names: readonly string[], verb: string): number {
  const json = readJson(process, process.path('package.json'));
  const own = json?.['packageManager'];
  const wanted = names[0] ?? (typeof own === 'string' ? own.replace(/\+.*$/, '') : undefined);
  if (wanted === undefined) {
    process.err(
      "Usage Error: Couldn't find a project in the local directory - please specify the package manager to pack, or run this command from a valid project\n",
    );
    return 1;
  }
  const [, name = wanted, version = ''] = /^([^@]+)@?(.*)$/.exec(wanted) ?? [];
  if (name === 'yarn' && !version.startsWith('1.')) process.notSimulated(`corepack ${verb} ${wanted}`);
  if (!process.system.network) {
    process.err(
      `Internal Error: Error when performing the request to https://registry.npmjs.org/${name}/-/${name}-${version}.tgz\n`,
    );
    return 1;
  }
  process.out(`Preparing ${wanted} for immediate activation...\n`);
  const home = (process.env.get('HOME') ?? '/root').replace(/\/$/, '');
  const folder = `${process.env.get('COREPACK_HOME') ?? `${home}/.cache/node/corepack`}/v1/${name}`;
  process.files.mkdir(folder, { parents: true });
  process.files.write(`${folder}/${version === '' ? 'latest' : version}`, {
    bulk: { files: 800, size: PNPM },
    digest: digestOf('corepack', wanted),
  });
  process.takes(1200);
  return 0;
}
