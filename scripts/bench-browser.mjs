// The part of `npm run bench` that edits every exercise in a real browser: how long the build of the learner's file takes in the
// worker, how long build, checks, hints and view together, and how long the page waits, messages included.
import { availableParallelism, loadavg } from 'node:os';

/** Edits of a comment at the end, which change nothing, and of a variable above all steps, after which every step runs again. */
const COMMENTS = 15;
const EARLY = 30;
/** Edits after the first answer that do not count: the browser is still compiling. */
const WARM = 5;
/** Visits of each page; the first answer is that of the visit in the middle. */
const VISITS = 3;

/** Lines of the report for the pages of `site`. Times are milliseconds on the clock: what else the machine does counts. */
export async function answersOf(chrome, site, paths) {
  const rows = [];
  for (const path of paths) {
    const visits = [];
    for (let visit = 0; visit < VISITS; visit++) visits.push(await visited(chrome, `${site}${path}`, visit === 0));
    rows.push({ path, edits: visits[0].edits, first: middle(visits.map(({ first }) => first)) });
  }
  return [summary(rows), ...rows.map(line)];
}

function summary(rows) {
  const slowest = rows.toSorted((a, b) => p95(b, 'build') - p95(a, 'build'))[0];
  const first = rows.toSorted((a, b) => b.first.build - a.first.build)[0];
  const machine = `${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}`;
  return `browser: the build after an edit, slowest of ${rows.length} (${slowest.path}): p95 ${p95(slowest, 'build').toFixed(1)} ms (goal 16); first build, slowest (${first.path}): ${Math.round(first.first.build)} ms (goal 120); ${machine}`;
}

function line({ path, edits, first }) {
  const row = { edits };
  const part = (name, key) => `${name} p95 ${p95(row, key).toFixed(1)} ms, first ${Math.round(first[key])} ms`;
  return `  ${path}: ${part('build', 'build')}; ${part('with all checks', 'examine')}; ${part('until the page has it', 'answer')}`;
}

const p95 = ({ edits }, key) => {
  const sorted = edits.map((one) => one[key]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)];
};

const middle = (firsts) => firsts.toSorted((a, b) => a.build - b.build)[Math.floor(firsts.length / 2)];

/** One visit in a browser that has not seen the site: the first answer and, if asked for, those after edits. */
async function visited(chrome, address, edited) {
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => performance.getEntriesByName('drydock:answer').length > 0, null, {
    timeout: 60_000,
  });
  if (edited) await edit(page);
  const [first, ...edits] = await answers(page);
  await context.close();
  return { first, edits: edits.slice(WARM) };
}

async function edit(page) {
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('\n# ');
  for (let count = 0; count < COMMENTS; count++) await typed(page);
  const lines = await page.locator('.monaco-editor .view-line').allInnerTexts();
  await page.keyboard.press('Control+Home');
  for (const text of lines) {
    if (/^FROM\b/i.test(text)) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('End');
  await page.keyboard.insertText('\nENV EDIT=1');
  for (let count = 0; count < EARLY; count++) await typed(page);
}

/** One more digit, and the time in which the page asks about it. */
async function typed(page) {
  await page.keyboard.type('1');
  await page.waitForTimeout(220);
}

/** Runs in page and worker: what was measured under each name, in ms since 1970. */
const spans = (names) =>
  names.map((name) =>
    performance.getEntriesByName(name).map(({ startTime, duration }) => {
      const start = performance.timeOrigin + startTime;
      return { start, end: start + duration, duration };
    }),
  );

/**
 * Of each answer, what page and worker measured. Before the first one the worker may have tried in vain, for want of a program
 * that was then fetched: what that took belongs to the answer.
 */
async function answers(page) {
  const [pageSide] = await page.evaluate(spans, ['drydock:answer']);
  const workers = await Promise.all(
    page.workers().map((worker) => worker.evaluate(spans, ['drydock:build', 'drydock:examine'])),
  );
  const [builds, examined] = workers.find(([built]) => built.length > 0) ?? [[], []];
  return pageSide.map((answer, at) => {
    const since = pageSide[at - 1]?.end ?? 0;
    const spent = (entries) => {
      const own = entries.filter(({ end }) => end > since && end <= answer.end);
      return (at === 0 ? own : own.slice(-1)).reduce((sum, { duration }) => sum + duration, 0);
    };
    const begun = at === 0 ? Math.min(answer.start, ...builds.map(({ start }) => start)) : answer.start;
    return { answer: answer.end - begun, build: spent(builds), examine: spent(examined) };
  });
}
