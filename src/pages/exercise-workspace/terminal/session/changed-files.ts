import type { Files, WorkFile } from '../../../../engine/grade/check.ts';

/** Files that differ, by path; null: gone. */
export type Changes = Readonly<Record<string, WorkFile | null>>;

function same(one: WorkFile | undefined, other: WorkFile | undefined): boolean {
  return one?.text === other?.text && one?.mode === other?.mode;
}

/** What makes `after` of `before`. */
export function changesOf(before: Files, after: Files): Changes {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...paths].filter((path) => !same(before[path], after[path]));
  return Object.fromEntries(changed.map((path) => [path, after[path] ?? null]));
}

/** Files with changes made to them. */
export function withChanges(files: Files, changes: Changes): Files {
  const next: Record<string, WorkFile> = { ...files };
  for (const [path, file] of Object.entries(changes)) {
    if (file) next[path] = file;
    else delete next[path];
  }
  return next;
}

/**
 * What commands changed, for the editor: from `before` to `after` on the host. A file that was edited meanwhile keeps the learner's
 * text; the next command gets it.
 */
export function forEditor(host: { readonly before: Files; readonly after: Files }, editor: Files): Changes {
  const changed = Object.entries(changesOf(host.before, host.after));
  return Object.fromEntries(changed.filter(([path]) => same(host.before[path], editor[path])));
}
