// Reports of node:test. Forms compared with Node 20.20.2; durations are those of virtual time.
const { inspect } = internal.core('inspect');

const counts = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
const failures = [];
const spec = () => internal.facts.main.reporter === 'spec';
const say = (text) => internal.host('out', text);
const pad = (entry) => (spec() ? '  ' : '    ').repeat(Math.max(0, entry.depth));
const ms = (entry) => Number((entry.duration ?? 0.5).toFixed(6)) || 0.5;

function indented(text, by) {
  return text
    .split('\n')
    .map((line) => `${by}${line}`)
    .join('\n');
}

function scalar(value, by) {
  const text = String(value);
  return text.includes('\n') ? `|-\n${indented(text, `${by}  `)}` : `'${text.replaceAll("'", "''")}'`;
}

function yaml(entry) {
  const by = `${pad(entry)}  `;
  const lines = [`duration_ms: ${ms(entry)}`];
  if (entry.type === 'suite') lines.push("type: 'suite'");
  if (entry.failed && entry.options.location) lines.push(`location: '${entry.options.location}'`);
  const error =
    entry.error ?? (entry.failed ? subtests(entry.children.filter((child) => child.failed).length) : undefined);
  if (error) {
    lines.push(
      `failureType: '${error.failureType ?? 'testCodeFailure'}'`,
      `error: ${scalar(error.message ?? inspect(error), by)}`,
    );
    lines.push(`code: '${error.code ?? 'ERR_TEST_FAILURE'}'`);
    if (error.name && !error.failureType) lines.push(`name: '${error.name}'`);
    if (error.code === 'ERR_ASSERTION')
      lines.push(
        `expected:${spaced(literal(error.expected, by))}`,
        `actual:${spaced(literal(error.actual, by))}`,
        `operator: '${error.operator}'`,
      );
    const frames = String(error.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .map((line) => line.slice(7).replace(/^(\/\S+)$/, 'TestContext.<anonymous> ($1)'));
    if (frames.length > 0 && !error.failureType) lines.push(`stack: |-\n${indented(frames.join('\n'), `${by}  `)}`);
  }
  return `${by}---\n${lines.map((line) => `${by}${line}\n`).join('')}${by}...\n`;
}

const spaced = (text) => (text.startsWith('\n') ? text : ` ${text}`);

function literal(value, by) {
  if (typeof value === 'string') return scalar(value, by);
  if (typeof value !== 'object' || value === null) return value === undefined ? '~' : String(value);
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return `\n${entries.map(([key, inner]) => `${by}  ${key}: ${literal(inner, `${by}  `)}`).join('\n')}`;
}

function subtests(count) {
  return { message: `${count} subtest${count > 1 ? 's' : ''} failed`, failureType: 'subtestsFailed' };
}

function suffix(entry) {
  const { skip, todo } = entry.options;
  const reason = (value) => (typeof value === 'string' ? ` ${value}` : '');
  if (skip) return ` # SKIP${reason(skip)}`;
  return todo ? ` # TODO${reason(todo)}` : '';
}

function count(entry) {
  if (entry.type === 'suite') {
    counts.suites++;
    return;
  }
  counts.tests++;
  if (entry.options.skip) counts.skipped++;
  else if (entry.options.todo) counts.todo++;
  else if (entry.failed) counts.fail++;
  else counts.pass++;
}

module.exports = {
  subtests,
  commented: (text) => (spec() ? `${text}\n` : `${indented(text, '# ')}\n`),
  fileError: () => ({ message: 'test failed', failureType: 'testCodeFailure', code: 'ERR_TEST_FAILURE' }),
  head() {
    if (!spec()) say('TAP version 13\n');
  },
  begin(entry) {
    if (!spec()) say(`${pad(entry)}# Subtest: ${entry.name}\n`);
    else if (entry.type === 'suite' || entry.children.length > 0) say(`${pad(entry)}▶ ${entry.name}\n`);
  },
  end(entry) {
    count(entry);
    if (entry.failed && !entry.options.todo && entry.type !== 'suite') failures.push(entry);
    if (spec()) {
      const mark = entry.options.skip ? '﹣' : entry.failed ? '✖' : '✔';
      say(`${pad(entry)}${mark} ${entry.name} (${ms(entry)}ms)${suffix(entry)}\n`);
      if (entry.failed && entry.error && entry.type !== 'suite' && entry.children.length === 0)
        say(`${indented(inspect(entry.error), `${pad(entry)}  `)}\n\n`);
    } else {
      if (entry.children.length > 0) say(`${pad(entry)}    1..${entry.children.length}\n`);
      say(
        `${pad(entry)}${entry.failed && !entry.options.todo ? 'not ok' : 'ok'} ${entry.number} - ${entry.name}${suffix(entry)}\n${yaml(entry)}`,
      );
    }
    for (const note of entry.notes ?? []) say(`${pad(entry)}${spec() ? 'ℹ' : '#'} ${note}\n`);
  },
  summary(root) {
    const mark = spec() ? 'ℹ' : '#';
    if (!spec()) say(`1..${root.children.length}\n`);
    for (const [name, number] of Object.entries(counts)) say(`${mark} ${name} ${number}\n`);
    say(`${mark} duration_ms ${ms({ duration: internal.host('now') - internal.facts.now + 40 })}\n`);
    if (!spec() || failures.length === 0) return;
    say('\n✖ failing tests:\n');
    for (const entry of failures)
      say(`\n✖ ${entry.name} (${ms(entry)}ms)\n${entry.error ? `${indented(inspect(entry.error), '  ')}\n` : ''}`);
  },
};
