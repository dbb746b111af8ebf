import type { Locked } from './project.ts';

/** Commands of packages whose lock files do not name them (those of Yarn and pnpm, global installs). General knowledge. */
export const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  typescript: ['tsc', 'tsserver'],
  nodemon: ['nodemon'],
  tsx: ['tsx'],
  'ts-node': ['ts-node'],
  vite: ['vite'],
  vitest: ['vitest'],
  jest: ['jest'],
  mocha: ['mocha'],
  eslint: ['eslint'],
  prettier: ['prettier'],
};

/** Packages that compile or fetch an addon when they are installed. */
const SCRIPTED = /^(?:better-sqlite3|sqlite3|bcrypt|canvas|argon2|esbuild|sharp|core-js)$/;

/** Fills in what only package.json of the package itself says: its commands and whether it has an install script. */
export function completed(entry: Locked): Locked {
  const tools = Object.hasOwn(COMMANDS, entry.name) ? (COMMANDS[entry.name] ?? []) : [];
  return {
    ...entry,
    bin: Object.fromEntries(tools.map((tool) => [tool, `bin/${tool}`])),
    installScript: SCRIPTED.test(entry.name),
  };
}
