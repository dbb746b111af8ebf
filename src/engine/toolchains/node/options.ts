import type { Process } from '../../kernel/system.ts';

/** The command line of node. */
export interface NodeOptions {
  readonly version: boolean;
  readonly test: boolean;
  readonly check: boolean;
  /** Text of -e or -p. */
  readonly text: string | undefined;
  readonly print: boolean;
  /** `--input-type=module`. */
  readonly module: boolean;
  readonly preload: readonly string[];
  readonly envFiles: readonly string[];
  /** Env files that need not be there. */
  readonly optional: ReadonlySet<string>;
  readonly reporter: 'tap' | 'spec' | undefined;
  /** Options as they were given, for `process.execArgv`. */
  readonly given: readonly string[];
  /** The file and what follows it. */
  readonly rest: readonly string[];
}

// Node options that change nothing here; those with a value of their own word are in VALUED.
const IGNORED =
  /^--(?:enable-source-maps|max-old-space-size(?:=.*)?|max-semi-space-size=.*|no-warnings|trace-.*|unhandled-rejections=.*|experimental-.*|no-experimental-.*|inspect(?:-brk)?(?:=.*)?|watch|watch-path=.*|test-.*|heapsnapshot-.*|conditions=.*|stack-trace-limit=.*|disable-warning=.*|dns-result-order=.*|use-openssl-ca|use-bundled-ca|preserve-symlinks|no-deprecation|throw-deprecation|input-type=commonjs|expose-gc|abort-on-uncaught-exception|report-.*)$|^-i$/;
const VALUED =
  /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--env-file|--env-file-if-exists|--watch-path|--test-name-pattern|--test-reporter|--test-reporter-destination|--input-type)$/;

type Reading = { -readonly [key in keyof NodeOptions]: NodeOptions[key] };

/** Reads the options before the file; one that is not modelled is reported. */
export function readNodeOptions(process: Process, args: readonly string[]): NodeOptions {
  const options: Reading = {
    version: false,
    test: false,
    check: false,
    text: undefined,
    print: false,
    module: false,
    preload: [],
    envFiles: [],
    optional: new Set(),
    reporter: undefined,
    given: [],
    rest: [],
  };
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (!arg.startsWith('-') || arg === '-') break;
    if (arg === '--') {
      at++;
      break;
    }
    const flag = /^(--[^=]+)=(.*)$/s.exec(arg);
    const name = flag?.[1] ?? arg;
    if (/^(?:-e|--eval|-p|--print|-pe)$/.test(name)) {
      options.text = flag?.[2] ?? args[++at] ?? '';
      options.print = name.includes('p');
      continue;
    }
    const value = flag?.[2] ?? (VALUED.test(arg) ? args[++at] : undefined);
    options.given = [...options.given, arg];
    if (!take(options, name, value ?? '') && !IGNORED.test(arg) && !VALUED.test(name))
      process.notSimulated(`flag ${arg} of node`);
  }
  // With --test, options may follow the flag; what is no option is a file.
  return { ...options, rest: args.slice(at) };
}

function take(options: Reading, name: string, value: string): boolean {
  switch (name) {
    case '-v':
    case '--version':
      options.version = true;
      return true;
    case '--test':
      options.test = true;
      return true;
    case '-c':
    case '--check':
      options.check = true;
      return true;
    case '-r':
    case '--require':
    case '--import':
      options.preload = [...options.preload, value];
      return true;
    case '--env-file':
    case '--env-file-if-exists':
      options.envFiles = [...options.envFiles, value];
      if (name.endsWith('exists')) options.optional = new Set([...options.optional, value]);
      return true;
    case '--input-type':
      options.module = value === 'module';
      return true;
    case '--test-reporter':
      options.reporter = value === 'tap' ? 'tap' : 'spec';
      return true;
    default:
      return false;
  }
}
