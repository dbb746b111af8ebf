import type { Process } from '../../kernel/system.ts';
import { readRequirementFile, requirement, type Requirement } from './requirements.ts';

export type { Requirement };

/** Options with a value that pip's model understands. */
const KNOWN =
  /^(?:-r|--requirement|-c|--constraint|-e|--editable|-t|--target|--prefix|--cache-dir|-f|--find-links|-w|--wheel-dir|-d|--dest|-i|--index-url|--timeout|--retries|--progress-bar|--root-user-action)$/;
/** Options with a value that change what is installed in ways that are left out. */
const LEFT_OUT =
  /^(?:--root|--only-binary|--no-binary|--python-version|--platform|--extra-index-url|--src|--config-settings|--abi|--implementation)$/;
const PLAIN =
  /^(?:--no-cache-dir|--no-cache|--no-index|--upgrade|-U|--user|--quiet|-q+|--no-deps|--disable-pip-version-check|--break-system-packages|--require-hashes|--prefer-binary|--no-input|--no-compile|--compile|--pre|--no-warn-script-location|-v+|--verbose|--no-color|--isolated|--no-build-isolation|--only-deps|--force-reinstall|-I|--ignore-installed)$/;

/** What stood on the command line, requirement files read. */
export interface Arguments {
  readonly requirements: readonly Requirement[];
  readonly noCache: boolean;
  readonly noIndex: boolean;
  readonly quiet: boolean;
  readonly user: boolean;
  /** By the long name without dashes: `target`, `prefix`, `cache-dir`, `wheel-dir`, `dest`. */
  readonly values: ReadonlyMap<string, string>;
  readonly findLinks: readonly string[];
  /** Versions that hold where a requirement has none. */
  readonly constraints: readonly Requirement[];
  readonly requireHashes: boolean;
  readonly noDeps: boolean;
}

const LONG: Readonly<Record<string, string>> = { '-t': 'target', '-f': 'find-links', '-w': 'wheel-dir', '-d': 'dest' };
const isOn = (value: string | undefined): boolean => /^(?:1|true|yes|on)$/i.test(value ?? '');

/** Reads `pip install …`, `pip wheel …`. Answers an exit code when a requirements file cannot be opened. */
export function readArguments(process: Process, args: readonly string[]): Arguments | number {
  const requirements: Requirement[] = [];
  const values = new Map<string, string>();
  const findLinks: string[] = [];
  const constraints: Requirement[] = [];
  const flags = new Set<string>();
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [, name = arg, equals] = /^(--?[^=]+)=(.*)$/.exec(arg) ?? [];
    if (KNOWN.test(name) || LEFT_OUT.test(name)) {
      const value = equals ?? args[++at] ?? '';
      if (LEFT_OUT.test(name)) process.notSimulated(`flag ${name} of pip`);
      else if (name === '-r' || name === '--requirement') {
        const file = readRequirementFile(process, value);
        if (typeof file === 'number') return file;
        requirements.push(...file.requirements);
        constraints.push(...file.constraints);
        for (const option of file.options) readOption(process, option, { flags, findLinks });
      } else if (name === '-c' || name === '--constraint') {
        const file = readRequirementFile(process, value);
        if (typeof file === 'number') return file;
        constraints.push(...file.requirements, ...file.constraints);
      } else if (name === '-e' || name === '--editable') requirements.push({ ...requirement(value), editable: true });
      else if (name === '-f' || name === '--find-links') findLinks.push(value);
      else values.set(LONG[name] ?? name.replace(/^-+/, ''), value);
    } else if (PLAIN.test(arg)) flags.add(arg);
    else if (arg.startsWith('-')) process.notSimulated(`flag ${arg} of pip`);
    else requirements.push(requirement(arg));
  }
  return {
    requirements,
    noCache: flags.has('--no-cache-dir') || flags.has('--no-cache') || isOn(process.env.get('PIP_NO_CACHE_DIR')),
    noIndex: flags.has('--no-index') || isOn(process.env.get('PIP_NO_INDEX')),
    quiet: [...flags].some((flag) => /^(?:--quiet|-q+)$/.test(flag)),
    user: flags.has('--user'),
    values,
    findLinks,
    constraints,
    requireHashes: flags.has('--require-hashes') || isOn(process.env.get('PIP_REQUIRE_HASHES')),
    noDeps: flags.has('--no-deps'),
  };
}

/** An option that stands in a requirements file. */
function readOption(
  process: Process,
  text: string,
  to: { readonly flags: Set<string>; readonly findLinks: string[] },
): void {
  const [, name = text, value = ''] = /^(--?[a-z-]+)(?:[=\s]+(.*))?$/.exec(text) ?? [];
  if (name === '-f' || name === '--find-links') to.findLinks.push(value);
  else if (PLAIN.test(name)) to.flags.add(name);
  else if (!/^(?:-i|--index-url)$/.test(name)) process.notSimulated(`option ${name} in a requirements file of pip`);
}
