interface ModeContext {
  readonly mode: number;
  readonly umask: number;
  readonly folder: boolean;
}

/**
 * The mode after a symbolic change (`u+x,go-w`, `a=rX`, `+t`); undefined when the text is none. Without `ugoa` the umask
 * limits what is changed, as POSIX chmod has it.
 */
export function symbolicMode(text: string, context: ModeContext): number | undefined {
  let { mode } = context;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/.exec(clause);
    if (!match) return undefined;
    const who = match[1] ?? '';
    for (const [, operator = '', letters = ''] of (match[2] ?? '').matchAll(/([-+=])([rwxXstugo]*)/g))
      mode = change({ ...context, mode }, { who, operator, letters });
  }
  return mode;
}

function change(context: ModeContext, what: { who: string; operator: string; letters: string }): number {
  const { mode } = context;
  const { who, operator, letters } = what;
  const all = who === '' || who.includes('a');
  const classes = all ? 'ugo' : who;
  let bits = 0;
  for (const letter of letters) bits |= bitsOf(context, letter, classes);
  if (who === '') bits &= ~context.umask | 0o7000;
  if (operator === '+') return mode | bits;
  if (operator === '-') return mode & ~bits;
  let cleared = 0;
  for (const name of classes) cleared |= 0o7 << SHIFT[name as 'u'];
  // A directory keeps setuid and setgid unless they are named (GNU chmod).
  if (classes.includes('u') && !context.folder) cleared |= 0o4000;
  if (classes.includes('g') && !context.folder) cleared |= 0o2000;
  if (all) cleared |= context.folder ? 0o1000 : 0o7000;
  return (mode & ~cleared) | bits;
}

const SHIFT = { u: 6, g: 3, o: 0 } as const;
const RWX: Readonly<Record<string, number>> = { r: 4, w: 2, x: 1 };

function bitsOf(context: ModeContext, letter: string, classes: string): number {
  const { mode } = context;
  if (letter === 's') return (classes.includes('u') ? 0o4000 : 0) | (classes.includes('g') ? 0o2000 : 0);
  if (letter === 't') return classes.includes('o') ? 0o1000 : 0;
  const copied = 'ugo'.includes(letter) ? (mode >> SHIFT[letter as 'u']) & 7 : undefined;
  const execute = letter === 'X' ? (context.folder || mode & 0o111 ? 1 : 0) : 0;
  const value = copied ?? RWX[letter] ?? execute;
  let bits = 0;
  for (const name of classes) bits |= value << SHIFT[name as 'u'];
  return bits;
}

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
