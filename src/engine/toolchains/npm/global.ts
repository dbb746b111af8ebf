import type { Process } from '../../kernel/system.ts';
import { denied, npmError } from './errors.ts';
import { unreachable } from './fetch.ts';
import { plural } from './install.ts';
import { COMMANDS } from './known-packages.ts';
import { placePackage } from './place-package.ts';
import type { Locked } from './project.ts';

/** Commands of packages that are installed globally; others are not simulated. Versions are assumed. */
const INSTALLABLE: typeof COMMANDS = { ...COMMANDS, pnpm: ['pnpm', 'pnpx'] };

/** npm itself and other package managers in their place: nothing that is modelled changes with them. */
const MANAGERS = /^(?:npm|corepack|yarn|node-gyp)$/;

/** `npm install -g PACKAGE…`: below the prefix of node. Answers the exit code. */
export function installGlobally(process: Process, words: readonly string[]): number {
  const names = words.map((word) => ({ name: word.replace(/(.)@.*$/, '$1'), range: /.@(.*)$/.exec(word)?.[1] }));
  const strange = names.filter(({ name }) => !Object.hasOwn(INSTALLABLE, name) && !MANAGERS.test(name));
  if (strange.length) {
    process.notSimulated(`npm install -g ${strange.map(({ name }) => name).join(' ')}`);
    return 0;
  }
  const node = process.find('node') ?? '/usr/local/bin/node';
  const prefix = node.replace(/\/bin\/[^/]*$/, '');
  if (!process.system.network)
    return npmError(process, unreachable(`https://registry.npmjs.org/${names[0]?.name ?? ''}`));
  for (const { name, range } of names.filter((each) => !MANAGERS.test(each.name))) {
    const failed = place(process, prefix, { name, range });
    if (failed !== undefined) return npmError(process, denied(failed), 243);
  }
  process.takes(2500);
  process.out(`\nadded ${plural(names.length)} in 2s\n`);
  return 0;
}

function place(
  process: Process,
  prefix: string,
  { name, range }: { name: string; range: string | undefined },
): string | undefined {
  const facts = process.system.packages.find('npm', '', name);
  const given = /^\d+\.\d+\.\d+$/.test(range ?? '') ? range : undefined;
  const version = given ?? (facts?.version || '1.0.0');
  const tools = INSTALLABLE[name] ?? [];
  const entry: Locked = {
    place: `lib/node_modules/${name}`,
    name,
    version,
    dev: false,
    optional: false,
    installScript: false,
    funding: false,
    bin: Object.fromEntries(tools.map((tool) => [tool, `bin/${tool}`])),
    dependencies: {},
    os: [],
    cpu: [],
    libc: [],
  };
  const failed = placePackage(process, prefix, entry);
  if (failed !== undefined) return failed;
  for (const tool of tools) process.files.symlink(`${prefix}/bin/${tool}`, `../lib/node_modules/${name}/bin/${tool}`);
  return undefined;
}
