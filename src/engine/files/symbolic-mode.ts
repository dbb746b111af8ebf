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
