import type { Process } from '../../system.ts';

/** Options with a value that pip's model understands. */
const KNOWN =
  /^(?:-r|--requirement|-c|--constraint|-t|--target|--prefix|--cache-dir|-f|--find-links|-w|--wheel-dir|-d|--dest|-i|--index-url|--timeout|--retries|--progress-bar|--root-user-action)$/;
/** Options with a value that change what is installed in ways that are left out. */
const LEFT_OUT =
  /^(?:--root|--only-binary|--no-binary|--python-version|--platform|--extra-index-url|-e|--editable|--src|--config-settings|--abi|--implementation)$/;
const PLAIN =
  /^(?:--no-cache-dir|--no-cache|--no-index|--upgrade|-U|--user|--quiet|-q+|--no-deps|--disable-pip-version-check|--break-system-packages|--require-hashes|--prefer-binary|--no-input|--no-compile|--compile|--pre|--no-warn-script-location|-v+|--verbose|--no-color|--isolated|--no-build-isolation|--only-deps|--force-reinstall|-I|--ignore-installed)$/;

/** One package as it was asked for. */
export interface Requirement {
  /** In lower case, dashes for underscores: PEP 503. */
  readonly name: string;
  readonly typed: string;
  /** The version behind `==`. */
  readonly version: string | undefined;
  /** A local project, an address or an archive, which are left out. */
  readonly foreign: boolean;
}

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
}

const LONG: Readonly<Record<string, string>> = { '-t': 'target', '-f': 'find-links', '-w': 'wheel-dir', '-d': 'dest' };
const isOn = (value: string | undefined): boolean => /^(?:1|true|yes|on)$/i.test(value ?? '');

/** Reads `pip install …`, `pip wheel …`. Answers an exit code when a requirements file cannot be opened. */
export function readArguments(process: Process, args: readonly string[]): Arguments | number {
  const requirements: Requirement[] = [];
  const values = new Map<string, string>();
  const findLinks: string[] = [];
  const flags = new Set<string>();
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [, name = arg, equals] = /^(--?[^=]+)=(.*)$/.exec(arg) ?? [];
    if (KNOWN.test(name) || LEFT_OUT.test(name)) {
      const value = equals ?? args[++at] ?? '';
      if (LEFT_OUT.test(name)) process.notSimulated(`flag ${name} of pip`);
      else if (name === '-r' || name === '--requirement') {
        const text = process.files.read(process.path(value));
        if (!text.ok) {
          process.err(`ERROR: Could not open requirements file: [Errno 2] No such file or directory: '${value}'\n`);
          return 1;
        }
        requirements.push(...fileLines(text.value ?? '').map(requirement));
      } else if (name === '-f' || name === '--find-links') findLinks.push(value);
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
  };
}

function fileLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/(?:^|\s)#.*$/, '')
        .replace(/\s*(?:--hash.*|\\)$/, '')
        .trim(),
    )
    .filter((line) => line && !line.startsWith('-'));
}

function requirement(typed: string): Requirement {
  const wheel = /(?:^|\/)([\w.]+?)-(\d[\w.]*)-[^/]*\.whl$/.exec(typed);
  const name = wheel?.[1] ?? /^[\w.-]+/.exec(typed)?.[0] ?? typed;
  return {
    name: name.toLowerCase().replaceAll('_', '-'),
    typed,
    version: wheel?.[2] ?? /==\s*([\w.]+)/.exec(typed)?.[1],
    foreign: wheel === null && /^[./]|:\/\/|\.(?:whl|zip|tar\.gz)$/.test(typed),
  };
}
