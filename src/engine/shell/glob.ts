import { compile, isLiteral, literalText, matches, type PatternPiece } from './pattern.ts';
import type { Shell } from './state.ts';

/** Whether a field holds `*`, `?` or a set in brackets outside quotes; a lone `[` is a word like any other. */
export function hasPattern(field: readonly PatternPiece[]): boolean {
  let open = false;
  for (const { text, quoted } of field) {
    if (quoted) continue;
    if (/[*?]/.test(text)) return true;
    const begin = text.indexOf('[');
    if (open || begin !== -1) {
      if (text.includes(']', open ? 0 : begin + 1)) return true;
      open = true;
    }
  }
  return false;
}

/** The sorted paths that a field matches; undefined when there is none and the field stands for itself. */
export function expandPaths(shell: Shell, field: readonly PatternPiece[]): readonly string[] | undefined {
  const parts = atSlashes(field);
  if (parts.every((part) => !hasPattern(part))) return undefined;
  let found: string[] = [''];
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    found = found.flatMap((folder) => below(shell, folder, { part, last }));
    shell.machine.work(found.length / 10);
    if (found.length === 0 || shell.machine.halted) return undefined;
  }
  return found.toSorted();
}

/** `a/b*` as parts; a leading slash gives an empty first part. */
function atSlashes(field: readonly PatternPiece[]): PatternPiece[][] {
  const parts: PatternPiece[][] = [[]];
  for (const { text, quoted } of field)
    for (const [index, piece] of text.split('/').entries()) {
      if (index > 0) parts.push([]);
      if (piece !== '') parts.at(-1)?.push({ text: piece, quoted });
    }
  return parts;
}

function below(shell: Shell, folder: string, how: { part: PatternPiece[]; last: boolean }): string[] {
  const { part, last } = how;
  const pattern = compile(part, shell.dialect !== 'dash');
  const end = last ? '' : '/';
  if (isLiteral(pattern)) {
    const path = `${folder}${literalText(pattern)}${end}`;
    if (path === '' || path === '/' || path.endsWith('//')) return [path];
    return shell.files.stat(at(shell, path), { follow: !last }).ok ? [path] : [];
  }
  const names = shell.files.list(at(shell, folder === '' ? '.' : folder));
  if (!names.ok) return [];
  shell.machine.work(names.value.length / 20);
  const dot = part[0]?.text.startsWith('.') === true;
  const all = dot ? ['.', '..', ...names.value] : names.value;
  return all
    .filter((name) => (dot || !name.startsWith('.')) && matches(pattern, name))
    .map((name) => `${folder}${name}${end}`)
    .filter((path) => last || shell.files.list(at(shell, path)).ok);
}

function at(shell: Shell, path: string): string {
  return path.startsWith('/') ? path : `${shell.cwd}/${path}`;
}
