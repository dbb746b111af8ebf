import type { Piece } from './ast.ts';

/** Text of a word outside quotes, cut at its backslashes: what they escape is quoted, `\`-newline vanishes. */
export function literalPieces(text: string): Piece[] {
  if (!text.includes('\\')) return text === '' ? [] : [{ kind: 'text', text, quoted: false }];
  const pieces: Piece[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') pieces.push({ kind: 'text', text: plain, quoted: false });
    plain = '';
  };
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '\\') {
      plain += text[at];
      continue;
    }
    at++;
    if (text[at] === '\n') continue;
    flush();
    pieces.push({ kind: 'text', text: text[at] ?? '\\', quoted: true });
  }
  flush();
  return pieces;
}

/** Cuts `~` and `~user` off the start of a word, and in assignments also after each `:`. */
export function tilde(pieces: readonly Piece[], assigned: boolean): readonly Piece[] {
  const candidate = pieces.some((piece) => piece.kind === 'text' && !piece.quoted && piece.text.includes('~'));
  if (!candidate) return pieces;
  const made: Piece[] = [];
  let start = true;
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind !== 'text' || piece.quoted) {
      made.push(piece);
      start = false;
      continue;
    }
    const parts = assigned ? piece.text.split(/(?<=:)/) : [piece.text];
    for (const [at, part] of parts.entries()) {
      const match = start || at > 0 ? /^~([\w.+-]*)(?=[/:]|$)/.exec(part) : null;
      const open = match && match[0].length === part.length && at === parts.length - 1 && index < pieces.length - 1;
      if (match && !open) {
        made.push({ kind: 'tilde', user: match[1] ?? '' });
        if (part.length > match[0].length)
          made.push({ kind: 'text', text: part.slice(match[0].length), quoted: false });
      } else made.push({ kind: 'text', text: part, quoted: false });
      start = false;
    }
    start = assigned && piece.text.endsWith(':');
  }
  return made;
}
