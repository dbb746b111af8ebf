import { digestOf } from '../../base/digest.ts';
import type { Process } from '../../kernel/system.ts';
import type { Config } from './config.ts';
import { cacheFolder, denied, npmError } from './errors.ts';
import { fillCache, unreachable } from './fetch.ts';
import { COMMANDS } from './known-packages.ts';
import { placePackage } from './place-package.ts';
import { freshEntry } from './resolve.ts';
import { invalidSpec, readSpec, releaseOf } from './spec.ts';

/** What npx shall run. */
export interface NpxWish {
  /** The package: `--package`, else the command itself. */
  readonly word: string;
  readonly command: string;
  /** `--yes`: nothing is said. */
  readonly yes: boolean;
  /** `--no`: nothing is fetched. */
  readonly no: boolean;
  readonly config: Config;
}

/**
 * Fetches a package for one run below `_npx` of npm's cache. Answers the path of the command, an exit code, or undefined when
 * the package, its commands or its release are not known here. Words as npm 11.19.1; without a terminal it goes on by itself
 * (libnpmexec lib/index.js).
 */
export function fetchForRun(
  process: Process,
  { word, command, yes, no, config }: NpxWish,
): string | number | undefined {
  const wrong = invalidSpec(word);
  if (wrong) return npmError(process, wrong);
  const spec = readSpec(word);
  const tools = spec && Object.hasOwn(COMMANDS, spec.name) ? (COMMANDS[spec.name] ?? []) : [];
  const tool = tools.find((name) => name === command) ?? (tools.length === 1 ? tools[0] : undefined);
  const release = spec && releaseOf(process, spec);
  if (!spec || release === undefined || tools.length === 0) return undefined;
  if (tool === undefined) return npmError(process, ['could not determine executable to run']);
  const entry = freshEntry(spec.name, release, 'dependencies');
  const key = digestOf('npx', word).slice(7, 23);
  const root = `${cacheFolder(process)}/_npx/${key}`;
  const path = `${root}/node_modules/.bin/${tool}`;
  if (process.files.stat(path).ok) return path;
  const label = `${spec.name}@${release}`;
  if (no) return npmError(process, [`npx canceled due to missing packages and no YES option: ["${label}"]`]);
  if (!process.system.network) return npmError(process, unreachable(`https://registry.npmjs.org/${spec.name}`));
  if (!yes) process.err(`npm warn exec The following package was not found and will be installed: ${label}\n`);
  const problem = fillCache(process, [entry], { offline: false, config });
  if (problem) return npmError(process, problem);
  const failed = placePackage(process, root, entry);
  if (failed !== undefined) return npmError(process, denied(failed), 243);
  return path;
}
