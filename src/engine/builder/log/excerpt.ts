/**
 * The lines of the Dockerfile around a mistake, marked with `>>>`. Source: moby/buildkit solver/errdefs/source.go `Print`;
 * observed in transcripts img-fail-*. Empty without a position.
 */
export function excerpt(text: string, at: { readonly line: number; readonly endLine: number }, file: string): string {
  const lines = text.split('\n');
  const first = at.line;
  const last = Math.min(at.endLine, lines.length);
  if (first < 1 || first > lines.length) return '';
  let start = first;
  let end = last;
  const padding = first === last ? 4 : 2;
  for (let shown = 0; shown < padding; shown++) {
    if (start > 1) {
      start--;
      shown++;
    }
    if (end !== lines.length) {
      end++;
      shown++;
    }
  }
  const marked = lines.slice(start - 1, end).map((line, index) => {
    const number = start + index;
    const mark = number >= first && number <= last ? '>>>' : '   ';
    return ` ${String(number).padStart(3)} | ${mark} ${line.replace(/\r$/, '')}`;
  });
  return `${file}:${first}\n--------------------\n${marked.join('\n')}\n--------------------\n`;
}
