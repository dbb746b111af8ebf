import type { Process } from '../../kernel/system.ts';

/** npm's configuration as one command sees it: command line, then environment, then .npmrc of the project and of the user. */
export interface Config {
  get(name: string): string | undefined;
  /** Switched on: `--name`, `--name=true`. */
  is(name: string): boolean;
  /** Switched off: `--no-name`, `--name=false`. */
  isOff(name: string): boolean;
}

/** What stood on the command line. */
export interface Arguments {
  readonly words: readonly string[];
  /** Flags by name without dashes; `no-x` as `x` = `false`. A flag given more than once keeps all values. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  /** Behind `--`. */
  readonly rest: readonly string[];
}

const SHORT: Readonly<Record<string, string>> = {
  g: 'global',
  s: 'silent',
  q: 'quiet',
  f: 'force',
  y: 'yes',
  S: 'save',
  D: 'save-dev',
  E: 'save-exact',
  O: 'save-optional',
  P: 'save-prod',
  v: 'version',
  d: 'info',
  w: 'workspace',
  ws: 'workspaces',
  C: 'prefix',
};

// Flags whose value is the next word.
const VALUED = new Set(
  (
    'omit include only prefix registry cache loglevel workspace userconfig depth fetch-retries ' +
    'fetch-timeout fetch-retry-mintimeout fetch-retry-maxtimeout network-timeout maxsockets ' +
    'install-strategy script-shell location node-options cpu os libc tag save-prefix'
  ).split(' '),
);
// Flags that change nothing that is modelled, and those that the model knows.
const SWITCHES = new Set(
  (
    'production audit fund ignore-scripts progress prefer-offline offline silent quiet optional ' +
    'if-present force legacy-peer-deps save save-dev save-exact save-prod global update-notifier ' +
    'package-lock verbose yes foreground-scripts dev strict-peer-deps info engine-strict color timing ' +
    'bin-links save-optional strict-ssl version prefer-online workspaces include-workspace-root'
  ).split(' '),
);
/** Flags that are left out; saying them makes the command not simulated. */
const LEFT_OUT = new Set('prefix dry-run cpu os libc install-links json'.split(' '));

/** Reads the command line. Flags that npm does not know are warned of as npm 11 does, and kept. */
export function readArguments(process: Process, args: readonly string[]): Arguments {
  const words: string[] = [];
  const flags = new Map<string, readonly string[]>();
  const warnings: string[] = [];
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') break;
    if (!arg.startsWith('-') || arg === '-') {
      words.push(arg);
      continue;
    }
    const [, long, letter = '', value] = /^(?:--([^=]+)|-(ws|\w))(?:=(.*))?$/.exec(arg) ?? [];
    const typed = long ?? SHORT[letter] ?? letter;
    const off = typed.startsWith('no-');
    const name = off ? typed.slice(3) : typed;
    if (LEFT_OUT.has(name)) process.notSimulated(`flag ${arg} of npm`);
    else if (!VALUED.has(name) && !SWITCHES.has(name))
      warnings.push(`Unknown cli config "--${name}". This will stop working in the next major version of npm.`);
    const next = args[at + 1] ?? '';
    const given = off
      ? 'false'
      : (value ?? (VALUED.has(name) || (SWITCHES.has(name) && /^(?:true|false)$/.test(next)) ? next : 'true'));
    if (!off && value === undefined && given === next && next !== '') at++;
    flags.set(name, [...(flags.get(name) ?? []), given]);
  }
  for (const warning of warnings) process.err(`npm warn ${warning}\n`);
  return { words, flags, rest: args.slice(at + 1) };
}

/** The configuration for these arguments. */
export function configOf(process: Process, { flags }: Arguments): Config {
  const home = process.env.get('HOME') ?? '/root';
  const environment = new Map(
    [...process.env].flatMap(([name, value]) => {
      const key = /^npm_config_(\w+)$/i.exec(name)?.[1];
      return key === undefined || value === '' ? [] : [[key.toLowerCase().replaceAll('_', '-'), value] as const];
    }),
  );
  const own = flags.get('userconfig')?.at(-1) ?? environment.get('userconfig') ?? `${home === '/' ? '' : home}/.npmrc`;
  const written = [process.path('.npmrc'), process.path(own)].map((path) =>
    expanded(process, settingsOf(process, path)),
  );
  const get = (name: string): string | undefined =>
    flags.get(name)?.at(-1) ??
    environment.get(name) ??
    written.map((settings) => settings.get(name)).find((value) => value !== undefined);
  return { get, is: (name) => get(name) === 'true', isOff: (name) => get(name) === 'false' };
}

/** `name=value` lines of an .npmrc. */
function settingsOf(process: Process, path: string): ReadonlyMap<string, string> {
  const found = process.files.read(path);
  const lines = ((found.ok ? found.value : undefined) ?? '').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, name, value = 'true'] = /^\s*([\w@:/.-]+)\s*(?:=\s*(.*?)\s*)?$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value.replace(/^(["'])(.*)\1$/, '$2')] as const];
    }),
  );
}

/** `${NAME}` in values is a variable of the environment; an unknown one stays as it stands (npm 11.19, observed). */
function expanded(process: Process, settings: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const fill = (value: string): string =>
    value.replaceAll(
      /\$\{(\w+)(\??)\}/g,
      (text, name: string, empty: string) => process.env.get(name) ?? (empty === '' ? text : ''),
    );
  return new Map([...settings].map(([name, value]) => [name, fill(value)]));
}

/** `npm config set NAME VALUE`, `NAME=VALUE`: a line in the user's .npmrc. Answers the exit code. */
export function setConfig(process: Process, words: readonly string[]): number {
  const pairs = words[0]?.includes('=') ? words.map((word) => word.split('=', 2)) : [words.slice(0, 2)];
  const home = process.env.get('HOME') ?? '/root';
  const set = process.env.get('npm_config_userconfig') ?? process.env.get('NPM_CONFIG_USERCONFIG');
  const path = set ?? `${home === '/' ? '' : home}/.npmrc`;
  const known = new Map(settingsOf(process, path));
  for (const [name = '', value = ''] of pairs) known.set(name, value);
  const written = process.files.write(path, {
    content: [...known].map(([name, value]) => `${name}=${value}\n`).join(''),
    mode: 0o600,
  });
  return written.ok ? 0 : 243;
}

/** Kinds of dependencies that are left out, with npm's warnings about old spellings (npm 11.19, observed). */
export function omitted(process: Process, { flags }: Arguments, config: Config): ReadonlySet<string> {
  const omit = new Set(flags.get('omit') ?? config.get('omit')?.split(/[\s,]+/) ?? []);
  // --silent is --loglevel=silent, which shows no warnings: recorded, img-seed-chapter
  const quiet = config.is('silent') || /^(?:silent|error)$/.test(config.get('loglevel') ?? '');
  const warn = (text: string): void => (quiet ? undefined : process.err(text));
  const only = config.get('only');
  if (only === 'prod' || only === 'production') {
    omit.add('dev');
    warn('npm warn config only Use `--omit=dev` to omit dev dependencies from the install.\n');
  } else if (only !== undefined)
    warn(
      `npm warn invalid config only="${only}" set in command line options\nnpm warn invalid config Must be one of: null, prod, production\n`,
    );
  if (config.is('production')) {
    omit.add('dev');
    warn('npm warn config production Use `--omit=dev` instead.\n');
  }
  if (config.is('dev')) warn('npm warn config dev Please use --include=dev instead.\n');
  if (config.isOff('optional')) {
    omit.add('optional');
    warn(
      'npm warn config optional Use `--omit=optional` to exclude optional dependencies, or\nnpm warn config `--include=optional` to include them.\nnpm warn config\nnpm warn config       Default value does install optional deps unless otherwise omitted.\n',
    );
  }
  if (process.env.get('NODE_ENV') === 'production' && !config.isOff('production')) omit.add('dev');
  for (const kind of [...(flags.get('include') ?? []), ...(config.is('dev') ? ['dev'] : [])]) omit.delete(kind);
  return omit;
}
