import type { Process } from '../kernel/system.ts';
import { formatOf, withoutComments } from './format.ts';
import { resolveModule, type ResolutionError } from './resolve.ts';

const STATIC =
  /^[ \t]*import\s*(?:[\w$*{][^;"'()]*?\bfrom\s*)?["']([^"'\n]+)["']|^[ \t]*export\s[^;"'()]*?\bfrom\s*["']([^"'\n]+)["']/gm;
const LAZY = /\brequire\(\s*["']([^"'\n]+)["']\s*\)|\bimport\(\s*["']([^"'\n]+)["']\s*\)/g;
const MOST_FILES = 400;

/** What the imports of a program say before it runs. */
export interface Scan {
  /** The first installed package without code that the program asks for. */
  readonly codeless?: string;
  /** The first static import that leads nowhere: Node says so before the first line runs. */
  readonly error?: ResolutionError;
}

/** Follows the imports in a program's files; `given` is the text of an entry that is no file. */
export function scan(process: Process, entry: string, given?: string): Scan {
  const seen = new Set<string>();
  const queue = [{ path: entry, linked: true }];
  let error: ResolutionError | undefined;
  for (let next = queue.shift(); next && seen.size < MOST_FILES; next = queue.shift()) {
    const { path, linked } = next;
    if (seen.has(path)) continue;
    seen.add(path);
    const content = path === entry && given !== undefined ? given : textOf(process, path);
    if (content === undefined) continue;
    const isModule = formatOf(process, path, content) === 'module';
    const text = withoutComments(content);
    for (const { name, lazy, require } of references(text, isModule)) {
      const way = require ? 'require' : 'import';
      const target = resolveModule(process, { name, from: path, way });
      if ('codeless' in target) return { codeless: target.codeless };
      if ('error' in target && linked && !lazy) error ??= target.error;
      if ('path' in target) queue.push({ path: target.path, linked: linked && !lazy });
    }
  }
  return error ? { error } : {};
}

function textOf(process: Process, path: string): string | undefined {
  const found = path.endsWith('.json') ? undefined : process.files.read(path);
  return found?.ok ? found.value : undefined;
}

function* references(text: string, isModule: boolean): Generator<{ name: string; lazy: boolean; require: boolean }> {
  if (isModule)
    for (const [whole, from, again] of text.matchAll(STATIC))
      if (!/^\s*import\s+type\b/.test(whole)) yield { name: from ?? again ?? '', lazy: false, require: false };
  for (const [, required, lazy] of text.matchAll(LAZY))
    yield { name: required ?? lazy ?? '', lazy: true, require: required !== undefined };
}
