import { symbolicMode } from './symbolic-mode.ts';

/** `-rwxr-xr-x` of an entry. */
export function modeText(kind: string, mode: number): string {
  const type = { file: '-', dir: 'd', symlink: 'l', fifo: 'p', char: 'c' }[kind] ?? '-';
  const triple = (shift: number, special: boolean, letter: string): string => {
    const bits = (mode >> shift) & 7;
    const execute = bits & 1 ? (special ? letter : 'x') : special ? letter.toUpperCase() : '-';
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${execute}`;
  };
  const setuid = (mode & 0o4000) !== 0;
  const setgid = (mode & 0o2000) !== 0;
  const sticky = (mode & 0o1000) !== 0;
  return `${type}${triple(6, setuid, 's')}${triple(3, setgid, 's')}${triple(0, sticky, 't')}`;
}

/** Octal or symbolic text as the mode of a new file or directory; undefined when it is neither. */
export function newMode(text: string, folder: boolean): number | undefined {
  if (/^[0-7]+$/.test(text)) return Number.parseInt(text, 8) & 0o7777;
  if (/^\d+$/.test(text)) return undefined;
  return symbolicMode(text, { mode: folder ? 0o777 : 0, umask: 0, folder });
}

/** `0644 (rw-r--r--)`, as `chmod -v` shows modes. */
export function shownMode(mode: number): string {
  return `${mode.toString(8).padStart(4, '0')} (${modeText('file', mode).slice(1)})`;
}
