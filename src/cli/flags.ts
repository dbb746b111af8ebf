import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { usageError } from './command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Splits a command's arguments into options and the `count` values that must follow; anything else is a UsageError.
 * A lone `-` is a value.
 */
export function readFlags<const O extends Options>(args: readonly string[], options: O, names: readonly string[]) {
  const { values, positionals } = split(args, options);
  const [missing] = names.slice(positionals.length);
  if (missing !== undefined) throw usageError(`${missing} is missing`);
  const extra = positionals[names.length];
  if (extra !== undefined) throw usageError(`unexpected argument "${extra}"`);
  return { values, positionals };
}

function split<const O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw usageError(text.split('. To specify')[0] ?? text);
  }
}

/** `A=1` pairs as --build-arg takes them; a name alone is taken from the environment, as docker does. */
export function readBuildArgs(pairs: readonly string[]): Record<string, string> {
  const args: [string, string][] = [];
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = at === -1 ? pair : pair.slice(0, at);
    if (name === '') throw usageError(`--build-arg needs NAME=VALUE, not "${pair}"`);
    const value = at === -1 ? process.env[name] : pair.slice(at + 1);
    if (value !== undefined) args.push([name, value]);
  }
  return Object.fromEntries(args);
}
