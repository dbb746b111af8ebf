import type { Process } from '../../kernel/system.ts';

/** What stood on uv's command line. */
export interface UvArguments {
  readonly words: readonly string[];
  readonly flags: ReadonlySet<string>;
  /** By name without dashes; a flag given more than once keeps all values. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

const VALUED =
  /^(?:-r|--requirements?|-c|--constraints?|--cache-dir|--link-mode|--python|-p|--target|-t|--prefix|--group|--no-group|--only-group|--extra|--index-url|-i|--default-index|--index|--project|--directory|--package|--no-install-package|--prompt|--config-file|--index-strategy|--python-preference|--color|--requires-python)$/;
const PLAIN =
  /^(?:--system|--no-cache|-n|--no-cache-dir|--frozen|--locked|--no-dev|--dev|--only-dev|--no-install-project|--no-install-workspace|--no-install-local|--no-editable|--all-groups|--no-default-groups|--compile-bytecode|--no-compile-bytecode|--no-progress|-q|--quiet|-v|--verbose|--inexact|--exact|--no-deps|--upgrade|-U|--break-system-packages|--no-python-downloads|--no-managed-python|--seed|--clear|--no-project|--no-sync|--offline|--strict|--reinstall|--native-tls|--no-config|--no-build|--no-build-isolation|--require-hashes|--version|-V|--module|-m)$/;
/** Options that change what is installed in ways that are left out. */
const LEFT_OUT =
  /^(?:-c|--constraints?|--extra|--index-url|-i|--default-index|--index|--project|--directory|--package|--no-install-package|--only-group|--only-dev|--all-groups|--no-project|--module|-m|--inexact)$/;

const LONG: Readonly<Record<string, string>> = {
  '-r': 'requirements',
  '--requirement': 'requirements',
  '-t': 'target',
  '-p': 'python',
};

/** Reads the command line; with `until` words everything from that word on is left as it stands. */
export function readArguments(process: Process, args: readonly string[], until = Infinity): UvArguments {
  const words: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, readonly string[]>();
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [, name = arg, value] = /^(--?[^=]+)=(.*)$/.exec(arg) ?? [];
    if (arg === '--' || !arg.startsWith('-')) {
      words.push(arg);
      if (words.length < until) continue;
      words.push(...args.slice(at + 1));
      break;
    }
    if (LEFT_OUT.test(name)) process.notSimulated(`flag ${name} of uv`);
    if (VALUED.test(name)) {
      const key = LONG[name] ?? name.replace(/^-+/, '');
      values.set(key, [...(values.get(key) ?? []), value ?? args[++at] ?? '']);
    } else if (PLAIN.test(name)) flags.add(name);
    else process.notSimulated(`flag ${name} of uv`);
  }
  return { words, flags, values };
}

/** A switch by flag or by environment variable. */
export function isOn(process: Process, read: UvArguments, names: { flags: readonly string[]; env?: string }): boolean {
  const set = names.env === undefined ? '' : (process.env.get(names.env) ?? '');
  return names.flags.some((flag) => read.flags.has(flag)) || /^(?:1|true|yes|on)$/i.test(set);
}

/** The last value of an option. */
export function valueOf(read: UvArguments, name: string): string | undefined {
  return read.values.get(name)?.at(-1);
}
