import { Code } from './code.tsx';

/** A sentence in which words between backticks are set as code. */
export function Words({ text }: { text: string }) {
  const pieces = text.split('`');
  // an odd number of backticks: the last one is a backtick
  const closed = pieces.length % 2 === 1 ? pieces : [...pieces.slice(0, -2), pieces.slice(-2).join('`')];
  let at = 0;
  return closed.map((piece, index) => {
    const key = (at += piece.length + 1);
    return index % 2 === 1 ? <Code key={key} text={piece} /> : piece;
  });
}
