import type { Entry } from '../../files/index.ts';

/**
 * What --chmod makes of an entry's mode: octal text replaces it, symbolic text (`u+x,go-w`, `a+rX`) changes it; undefined
 * when the text is neither. Links keep theirs. Source: moby/buildkit frontend/dockerfile `--chmod` (symbolic since 1.14).
 */
export function modeChange(text: string): ((entry: Entry) => number) | undefined {
  if (/^[0-7]{1,5}$/.test(text)) {
    const mode = Number.parseInt(text, 8) & 0o7777;
    return () => mode;
  }
  const clauses: ((mode: number, folder: boolean) => number)[] = [];
  for (const word of text.split(',')) {
    const clause = readClause(word);
    if (!clause) return undefined;
    clauses.push(clause);
  }
  return (entry) => clauses.reduce((mode, change) => change(mode, entry.kind === 'dir'), entry.mode);
}

const WHO: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007 };
const BITS: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111, s: 0o6000, t: 0o1000 };

function readClause(word: string): ((mode: number, folder: boolean) => number) | undefined {
  const match = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/.exec(word);
  if (!match) return undefined;
  const letters = match[1] || 'a';
  const who = letters.includes('a') ? 0o7777 : [...letters].reduce((bits, letter) => bits | (WHO[letter] ?? 0), 0);
  const actions = [...(match[2] ?? '').matchAll(/([-+=])([rwxXstugo]*)/g)];
  return (before, folder) => {
    let mode = before;
    for (const [, sign, permissions = ''] of actions) {
      const bits = bitsOf(permissions, mode, folder) & who;
      if (sign === '+') mode |= bits;
      else if (sign === '-') mode &= ~bits;
      else mode = (mode & ~who) | bits;
    }
    return mode & 0o7777;
  };
}

function bitsOf(permissions: string, mode: number, folder: boolean): number {
  let bits = 0;
  for (const letter of permissions) {
    if (letter === 'X') bits |= folder || mode & 0o111 ? 0o111 : 0;
    else if (letter in BITS) bits |= BITS[letter] ?? 0;
    else {
      const shift = letter === 'u' ? 6 : letter === 'g' ? 3 : 0;
      bits |= ((mode >> shift) & 7) * 0o111;
    }
  }
  return bits;
}
