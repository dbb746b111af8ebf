/** A cell of one or more lines. */
type Cell = readonly string[];

/** Widest text of a cell; longer ones are wrapped between words. Source: aquasecurity/table, default column width. */
const WIDEST = 60;

function wrapped(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    for (const word of line.split(' ')) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + word.length <= WIDEST) lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
    }
    return lines;
  });
}

function centred(text: string, width: number): string {
  const left = Math.floor((width - text.length) / 2);
  return `${' '.repeat(left)}${text}`.padEnd(width);
}

/** Where two columns meet in it. */
function joint(left: boolean, right: boolean): string {
  if (left) return right ? '│' : '├';
  return right ? '┤' : '┼';
}

/** The line between two rows: a column whose cell goes on below has none. */
function rule(widths: readonly number[], open: readonly boolean[]): string {
  const line = widths.map((width, at) => (open[at] ? ' ' : '─').repeat(width + 2));
  return (
    line.reduce((text, part, at) => {
      if (at === 0) return `${open[0] ? '│' : '├'}${part}`;
      return `${text}${joint(open[at - 1] ?? false, open[at] ?? false)}${part}`;
    }, '') + (open.at(-1) ? '│' : '┤')
  );
}

function print(parts: readonly string[]): string {
  return `│ ${parts.join(' │ ')} │`;
}

/**
 * Rows in a frame, headings in the middle of their columns. Equal cells below one another become one in the columns that `merges`
 * names. Source: aquasecurity/table, as pkg/report/table/vulnerability.go of aquasecurity/trivy sets it up.
 */
export function frame(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { merges = [], centre = [] }: { readonly merges?: readonly number[]; readonly centre?: readonly number[] } = {},
): string {
  const cells: readonly (readonly Cell[])[] = rows.map((row) => row.map(wrapped));
  const widths = headings.map((heading, at) =>
    Math.max(heading.length, ...cells.map((row) => Math.max(0, ...(row[at] ?? []).map((line) => line.length)))),
  );
  const edge = (left: string, middle: string, right: string): string =>
    `${left}${widths.map((width) => '─'.repeat(width + 2)).join(middle)}${right}`;
  const lines = [edge('┌', '┬', '┐'), print(headings.map((heading, at) => centred(heading, widths[at] ?? 0)))];
  for (const [index, row] of cells.entries()) {
    const above = rows[index - 1];
    const open = headings.map((_, at) => merges.includes(at) && above !== undefined && above[at] === rows[index]?.[at]);
    lines.push(rule(widths, open));
    const height = Math.max(1, ...row.map((cell, at) => (open[at] ? 0 : cell.length)));
    for (let line = 0; line < height; line++)
      lines.push(
        print(
          row.map((cell, at) => {
            const text = open[at] ? '' : (cell[line] ?? '');
            return centre.includes(at) ? centred(text, widths[at] ?? 0) : text.padEnd(widths[at] ?? 0);
          }),
        ),
      );
  }
  return [...lines, edge('└', '┴', '┘')].join('\n');
}
