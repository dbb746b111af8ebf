import { refused, type Result } from '../daemon/daemon.ts';
import type { Process } from '../../kernel/index.ts';
import type { Given } from './flags.ts';

/**
 * `KEY=value` lines of files and of flags, in that order. `passed` gives the value of a key that stands alone in a file; without it
 * such lines go. Refused in the client's words. Source: docker/cli opts/file.go parseKeyValueFile, opts/parse.go.
 */
export function readPairs(
  process: Process,
  given: Given,
  names: { readonly files: string; readonly flag: string; readonly passed?: (key: string) => string | undefined },
): Result<string[]> {
  const lines: string[] = [];
  for (const name of given.values(names.files)) {
    const file = process.files.read(process.path(name));
    if (!file.ok)
      return refused(`open ${name}: ${file.errno === 'EACCES' ? 'permission denied' : 'no such file or directory'}`);
    for (const raw of (file.value ?? '').replace(/^\uFEFF/, '').split('\n')) {
      const read = pairOf(raw.replace(/\r$/, ''), names.passed);
      if (!read.ok) return read;
      if (read.value !== undefined) lines.push(read.value);
    }
  }
  return { ok: true, value: [...lines, ...given.values(names.flag)] };
}

function pairOf(raw: string, passed?: (key: string) => string | undefined): Result<string | undefined> {
  const line = raw.trimStart();
  if (line === '' || line.startsWith('#')) return { ok: true, value: undefined };
  const at = line.indexOf('=');
  const key = at === -1 ? line : line.slice(0, at);
  if (/[ \t]/.test(key)) return refused(`poorly formatted environment: variable '${key}' contains whitespaces`);
  if (key === '') return refused(`poorly formatted environment: no variable name on line '${line}'`);
  if (at !== -1) return { ok: true, value: line };
  const value = passed?.(line);
  return { ok: true, value: value === undefined ? undefined : `${key}=${value}` };
}

/** Environment of `run`, `create` and `exec`: env files, then flags; a name alone takes the client's value, or stays alone. */
export function readEnvironment(process: Process, given: Given): Result<string[]> {
  const own = (key: string): string | undefined => process.env.get(key);
  const read = readPairs(process, given, { files: 'env-file', flag: 'env', passed: own });
  if (!read.ok) return read;
  const whole = read.value.map((line) => {
    const value = line.includes('=') ? undefined : own(line);
    return value === undefined ? line : `${line}=${value}`;
  });
  return { ok: true, value: whole };
}
