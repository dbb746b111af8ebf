/**
 * Places at which a browser would break code badly (behind the dashes of a flag), or not at all where it could (in a path);
 * `[build 2/6]` and `.//` are none.
 */
const PIECES = /((?<=^|\s)-[\w-]+|(?<=[A-Za-z_-])\/(?=[^\s/]))/;

/** Code in a narrow column: a flag stays in one piece, a long path goes on in the next line behind a slash. */
export function Code({ text, title }: { text: string; title?: string }) {
  return (
    <code title={title}>
      {piecesOf(text).map(({ piece, at, flag }) =>
        flag ? (
          <span key={at} className="nowrap">
            {piece}
          </span>
        ) : piece === '/' ? (
          <span key={at}>
            /<wbr />
          </span>
        ) : (
          piece
        ),
      )}
    </code>
  );
}

interface Piece {
  readonly piece: string;
  /** Where it begins. */
  readonly at: number;
  readonly flag: boolean;
}

function piecesOf(text: string): readonly Piece[] {
  let at = 0;
  return text.split(PIECES).map((piece, index) => {
    const begins = at;
    at += piece.length;
    return { piece, at: begins, flag: index % 2 === 1 && piece !== '/' };
  });
}
