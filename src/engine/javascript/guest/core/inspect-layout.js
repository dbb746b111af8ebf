// How util.inspect puts entries on lines; the figures are those of Node's documentation of `compact` and `breakLength`.

/** Entries on one line where they fit and nest at most `compact` deep, else one a line; long lists in columns. */
function single(context, { output, base, open, close, depth, list, value }) {
  const lead = base === '' ? '' : `${base} `;
  let lines = output;
  if (context.compact >= 1) {
    if (list && output.length > 6) lines = columns(context, output, value);
    if (context.current - depth < context.compact && lines.length === output.length) {
      const start = output.length + context.indent + open.length + base.length + 10;
      if (fits(context, { output, start, base })) {
        const joined = output.join(', ');
        if (!joined.includes('\n')) return `${lead}${open} ${joined} ${close}`;
      }
    }
  }
  const indent = `\n${' '.repeat(context.indent)}`;
  return `${lead}${open}${indent}  ${lines.join(`,${indent}  `)}${indent}${close}`;
}

function fits(context, { output, start, base }) {
  let length = output.length + start;
  if (length + output.length > context.breakLength) return false;
  for (const entry of output) length += entry.length;
  return length <= context.breakLength && !base.includes('\n');
}

/** More than six short elements of a list go side by side, in columns about as wide as high. */
function columns(context, output, value) {
  const more = context.maxArrayLength < output.length ? 1 : 0;
  const items = output.slice(0, output.length - more);
  const widths = items.map((item) => item.length);
  const total = widths.reduce((sum, width) => sum + width + 2, 0);
  const widest = Math.max(...widths);
  const cell = widest + 2;
  if (cell * 3 + context.indent >= context.breakLength || !(total / cell > 5 || widest <= 6)) return output;
  const bias = Math.max(cell - 3 - Math.sqrt(cell - total / output.length), 1);
  const count = Math.min(
    Math.round(Math.sqrt(2.5 * bias * items.length) / bias),
    Math.floor((context.breakLength - context.indent) / cell),
    context.compact * 4,
    15,
  );
  if (count <= 1) return output;
  const columnWidths = Array.from({ length: count }, (_, column) => {
    let width = 0;
    for (let at = column; at < items.length; at += count) width = Math.max(width, widths[at]);
    return width + 2;
  });
  const numeric =
    value !== undefined && output.every((_, at) => typeof value[at] === 'number' || typeof value[at] === 'bigint');
  const rows = [];
  for (let row = 0; row < items.length; row += count) {
    const cells = items.slice(row, row + count);
    const last = cells.length - 1;
    rows.push(
      cells
        .map((item, at) => {
          if (at === last) return numeric ? item.padStart(columnWidths[at] - 2) : item;
          return numeric ? `${item}, `.padStart(columnWidths[at]) : `${item}, `.padEnd(columnWidths[at]);
        })
        .join(''),
    );
  }
  return more ? [...rows, output.at(-1)] : rows;
}

module.exports = { single };
