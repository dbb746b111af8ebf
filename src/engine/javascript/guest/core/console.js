// console: everything goes to standard output or error at once.
const { format, inspect } = internal.core('inspect');

const counts = new Map();
const started = new Map();
let indent = '';

function print(stream, values) {
  const text = format(...values);
  const shown = indent === '' ? text : indent + text.replaceAll('\n', `\n${indent}`);
  internal.host(stream, `${shown}\n`);
}
const out = (...values) => print('out', values);
const err = (...values) => print('err', values);

function elapsed(ms) {
  if (ms >= 60_000)
    return `${Math.floor(ms / 60_000)}:${((ms % 60_000) / 1000).toFixed(3).padStart(6, '0')} (m:ss.mmm)`;
  return ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${Number(ms.toFixed(3))}ms`;
}

function timer(label, extra) {
  const since = started.get(label);
  if (since === undefined) {
    err(`Warning: No such label '${label}' for console.time()`);
    return false;
  }
  out(`${label}: ${elapsed(internal.host('now') - since)}`, ...extra);
  return true;
}

/** console.table: a frame of box-drawing characters around the columns. */
function table(data, only) {
  if (typeof data !== 'object' || data === null) return out(data);
  const rows = [];
  const columns = [];
  let plain = false;
  const entries = data instanceof Map ? [...data.entries()] : Object.entries(data);
  for (const [index, value] of entries) {
    const isRow = typeof value === 'object' && value !== null;
    const cells = isRow ? Object.entries(value) : [];
    for (const [name] of cells) if (!columns.includes(name) && (!only || only.includes(name))) columns.push(name);
    plain ||= !isRow;
    rows.push({ index, cells: Object.fromEntries(cells), value: isRow ? undefined : inspect(value) });
  }
  const head = ['(index)', ...(only ?? columns), ...(plain ? ['Values'] : [])];
  const body = rows.map(({ index, cells, value }) => [
    String(index),
    ...(only ?? columns).map((name) => (name in cells ? inspect(cells[name], { depth: 0 }) : '')),
    ...(plain ? [value ?? ''] : []),
  ]);
  out(drawn(head, body));
}

function drawn(head, body) {
  const widths = head.map((name, at) => Math.max(name.length, ...body.map((row) => row[at].length)) + 2);
  const line = (left, middle, right) => left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  const padded = (row) => `│${row.map((cell, at) => ` ${cell}`.padEnd(widths[at])).join('│')}│`;
  return [line('┌', '┬', '┐'), padded(head), line('├', '┼', '┤'), ...body.map(padded), line('└', '┴', '┘')].join('\n');
}

const console = {
  log: out,
  info: out,
  debug: out,
  error: err,
  warn: err,
  dir: (value, options) => internal.host('out', `${inspect(value, options)}\n`),
  dirxml: out,
  table,
  trace(...values) {
    const error = new Error(format(...values));
    err(`Trace${error.message === '' ? '' : `: ${error.message}`}${error.stack.slice(error.stack.indexOf('\n'))}`);
  },
  assert(condition, ...values) {
    if (condition) return;
    if (typeof values[0] === 'string') err(`Assertion failed: ${values[0]}`, ...values.slice(1));
    else err('Assertion failed', ...values);
  },
  count(label = 'default') {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    out(`${label}: ${count}`);
  },
  countReset: (label = 'default') => void counts.delete(label),
  time: (label = 'default') => void started.set(label, internal.host('now')),
  timeLog: (label = 'default', ...extra) => void timer(label, extra),
  timeEnd(label = 'default') {
    if (timer(label, [])) started.delete(label);
  },
  group(...values) {
    if (values.length > 0) out(...values);
    indent += '  ';
  },
  groupCollapsed: (...values) => console.group(...values),
  groupEnd() {
    indent = indent.slice(2);
  },
};
module.exports = { console };
