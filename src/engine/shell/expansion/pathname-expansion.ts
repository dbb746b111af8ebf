import { compile, isLiteral, literalText, matches, type PatternPiece } from '../../base/shell-pattern.ts';
import { beforeLooking } from '../on-demand.ts';
import { filesOf, leave, warn, type Shell } from '../state/shell-state.ts';

/** Whether a field holds `*`, `?` or a set in brackets outside quotes; a lone `[` is a word like any other. */
export function hasPattern(field: readonly PatternPiece[]): boolean {
  let open = false;
  for (const { text, quoted, group } of field) {
    if (group) return true;
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
  const text = field.map((piece) => piece.text).join('');
  beforeLooking(shell.machine, shell.proc, [text, shell.cwd]);
  let found: string[] = [''];
  const star = shell.shopts.get('globstar') === true;
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    const deep = star && part.length === 1 && part[0]?.text === '**' && !part[0].quoted;
    found = found.flatMap((folder) => (deep ? everyBelow(shell, folder, last) : below(shell, folder, { part, last })));
    shell.machine.work(found.length / 10);
    if (found.length === 0 || shell.machine.halted) return nothing(shell, field);
  }
  return found.toSorted();
}

/** `nullglob` and `failglob` of bash; else the field stands for itself. */
function nothing(shell: Shell, field: readonly PatternPiece[]): readonly string[] | undefined {
  if (shell.shopts.get('nullglob')) return [];
  if (!shell.shopts.get('failglob')) return undefined;
  warn(shell, `no match: ${field.map(({ text }) => text).join('')}`);
  leave(shell, 1);
  return [];
}

/** `**` with globstar: no folder, or any below. */
function everyBelow(shell: Shell, folder: string, last: boolean): string[] {
  const names = filesOf(shell).list(at(shell, folder === '' ? '.' : folder));
  const shown = (names.ok ? names.value : []).filter((name) => shell.shopts.get('dotglob') || !name.startsWith('.'));
  shell.machine.work(1 + shown.length / 20);
  const made: string[] = last ? [] : [folder];
  for (const name of shown) {
    const path = `${folder}${name}`;
    const entry = filesOf(shell).stat(at(shell, path), { follow: false });
    if (last) made.push(path);
    if (entry.ok && entry.value.kind === 'dir' && !shell.machine.halted)
      made.push(...everyBelow(shell, `${path}/`, last));
  }
  return made;
}

/** `a/b*` as parts; a leading slash gives an empty first part. */
function atSlashes(field: readonly PatternPiece[]): PatternPiece[][] {
  const parts: PatternPiece[][] = [[]];
  for (const whole of field) {
    const { text, quoted } = whole;
    if (whole.group) {
      parts.at(-1)?.push(whole);
      continue;
    }
    for (const [index, piece] of text.split('/').entries()) {
      if (index > 0) parts.push([]);
      if (piece !== '') parts.at(-1)?.push({ text: piece, quoted });
    }
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
    return filesOf(shell).stat(at(shell, path), { follow: !last }).ok ? [path] : [];
  }
  const names = filesOf(shell).list(at(shell, folder === '' ? '.' : folder));
  if (!names.ok) return [];
  shell.machine.work(names.value.length / 20);
  const dot = part[0]?.text.startsWith('.') === true;
  // bash 5.2 leaves them out (shopt globskipdots).
  const all = dot && shell.dialect !== 'bash' ? ['.', '..', ...names.value] : names.value;
  const hidden = dot || shell.shopts.get('dotglob') === true;
  return all
    .filter((name) => (hidden || !name.startsWith('.')) && matches(pattern, name))
    .map((name) => `${folder}${name}${end}`)
    .filter((path) => last || filesOf(shell).list(at(shell, path)).ok);
}

function at(shell: Shell, path: string): string {
  return path.startsWith('/') ? path : `${shell.cwd}/${path}`;
}
