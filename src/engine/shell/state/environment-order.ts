import type { Dialect } from '../syntax/ast.ts';

/**
 * Variables in the order in which each shell hands them to programs, which `env` shows: that of its hash table. Source: dash and BusyBox
 * src/var.c hashvar (39 places, the latest last), bash hashlib.c hash_string (FNV-1, 1024 places, the latest first).
 */
export function inOrder(dialect: Dialect, env: ReadonlyMap<string, string>): Map<string, string> {
  const names = dialect === 'bash' ? [...env.keys()].toReversed() : [...env.keys()];
  const place = dialect === 'bash' ? fnv : letters;
  const places = new Map(names.map((name) => [name, place(name)]));
  const sorted = names.toSorted((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
  return new Map(sorted.map((name) => [name, env.get(name) ?? '']));
}

function letters(name: string): number {
  let sum = name.charCodeAt(0) << 4;
  for (let at = 0; at < name.length; at++) sum += name.charCodeAt(at);
  return sum % 39;
}

function fnv(name: string): number {
  let hash = 2_166_136_261;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash, 16_777_619) ^ name.charCodeAt(at);
  return hash & 1023;
}
