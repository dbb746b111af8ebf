import { plainLayer, stack } from '../../files/index.ts';
import type { PlainEntry, Tree } from '../../files/index.ts';
import type { ContextFact, ExerciseSpec, Files } from '../check.ts';

/**
 * The build context: the files of the workspace, and what the exercise declares beside them. `touched` are paths that a scenario
 * changes or deletes: for those the declaration no longer counts.
 */
export function contextTree(
  files: Files,
  { context, secrets }: Pick<ExerciseSpec, 'context' | 'secrets'>,
  touched: readonly string[] = [],
): Tree {
  const entries: Record<string, PlainEntry> = {};
  for (const fact of context) {
    const gone = touched.some((path) => path === fact.path || (path.endsWith('/') && fact.path.startsWith(path)));
    if (!gone && !Object.hasOwn(files, fact.path)) entries[`/${fact.path}`] = declared(fact, secrets);
  }
  const modes = new Map(context.flatMap(({ path, mode }) => (mode === undefined ? [] : [[path, mode] as const])));
  for (const [path, { text, mode }] of Object.entries(files)) {
    if (path === '' || path.endsWith('/')) continue;
    entries[`/${path}`] = { content: text, mode: touched.includes(path) ? mode : (modes.get(path) ?? mode) };
  }
  return stack([plainLayer(entries)]);
}

function declared(
  { path, files, size = 0, mode, content, secret }: ContextFact,
  secrets: ExerciseSpec['secrets'],
): PlainEntry {
  const bits = mode === undefined ? {} : { mode };
  if (secret !== undefined) return { content: secrets[secret] ?? '', secret, ...bits };
  if (content !== undefined) return { content, ...bits };
  if (path.endsWith('/')) return files === undefined ? { dir: true, ...bits } : { bulk: { files, size }, ...bits };
  return { size, ...bits };
}
