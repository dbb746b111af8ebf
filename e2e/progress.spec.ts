import type { Page } from '@playwright/test';
import { all, exercise } from './content.ts';
import { exercisePage } from './pages/exercise.ts';
import { homePage } from './pages/home.ts';
import { progressPage } from './pages/progress.ts';
import {
  blockStorage,
  EXERCISE,
  fillStorage,
  freeStorage,
  record,
  recordOf,
  store,
  stored,
  storedText,
} from './storage.ts';
import { expect, test } from './test.ts';

const { id, title } = exercise('split-a-go-build');
const ADDRESS = `lessons/${id}/`;

test('a reload resumes text, files, results and opened hints', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  await desk.task.getByText(/^What the last FROM/).click();
  await expect.poll(async () => (await record(page, id))?.hints).toEqual(['weight']);
  await desk.write({ Dockerfile: 'FROM alpine:3.22\nCMD ["sleep", "1"]\n', 'notes.md': 'to do\n' });
  await expect.poll(() => storedText(page, id, 'notes.md')).toBe('to do\n');
  const before = await desk.verdict();
  await page.reload();
  await expect(desk.lines).toBeVisible();
  await expect.poll(desk.text).toContain('FROM alpine:3.22');
  await expect.poll(desk.verdict).toEqual(before);
  await expect(desk.task.getByText('1 of 4 opened')).toBeVisible();
  await desk.show('notes.md');
  await expect.poll(desk.text).toContain('to do');
});

/** Two tabs with the same exercise. */
async function twoTabs(page: Page) {
  const [here, there] = [exercisePage(page), exercisePage(await page.context().newPage())];
  await here.open(ADDRESS);
  await there.open(ADDRESS);
  return { here, there };
}

test('a tab without changes of its own says that another one wrote, and takes over on request', async ({ page }) => {
  const { here, there } = await twoTabs(page);
  await there.write({ Dockerfile: 'FROM alpine:3.22\n# from there\n' });
  const news = page.getByText(/^This exercise was edited in another tab at /);
  await expect(news).toBeVisible();
  expect(await here.text()).not.toContain('# from there');
  await page.getByRole('button', { name: 'Show the other text' }).click();
  await expect.poll(here.text).toContain('# from there');
  await expect(news).toBeHidden();
});

test('a tab that writes over a newer text keeps both and asks; either one can be chosen', async ({ page }) => {
  const { here, there } = await twoTabs(page);
  await there.write({ Dockerfile: 'FROM alpine:3.22\n# from there\n' });
  await expect.poll(() => storedText(page, id)).toContain('# from there');
  await here.write({ Dockerfile: 'FROM alpine:3.22\n# from here\n' });
  await expect(here.dialog).toContainText('Changed in another tab');
  expect(await storedText(page, id)).toBe('FROM alpine:3.22\n# from there\n');
  await here.dialog.getByRole('button', { name: 'Keep this one' }).click();
  await expect.poll(() => storedText(page, id)).toBe('FROM alpine:3.22\n# from here\n');
  expect(
    (await record(page, id))?.versions.map(({ why, attempt }) => [why, attempt?.files['Dockerfile']?.text]),
  ).toEqual([['other-tab', 'FROM alpine:3.22\n# from there\n']]);

  await there.write({ Dockerfile: 'FROM alpine:3.22\n# there again\n' });
  await expect(there.dialog).toContainText('Changed in another tab');
  await there.dialog.getByRole('button', { name: 'Use the other' }).click();
  await expect.poll(there.text).toContain('# from here');
  const kept = (await record(page, id))?.versions.map(
    ({ attempt }) => attempt?.files['Dockerfile']?.text.split('\n')[1],
  );
  expect(kept?.toSorted()).toEqual(['# from there', '# there again']);
});

test('with storage blocked the work goes on in memory, and every page says so', async ({ page, context }) => {
  await blockStorage(context);
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  await expect(
    page.getByText('The browser blocks storage. Work goes on in memory until this tab closes.'),
  ).toBeVisible();
  await desk.write(exercise('split-a-go-build').solution);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Solved');
  await expect(page.getByText('Not saved on this device')).toBeVisible();
  await page.getByRole('banner').getByRole('link', { name: 'Lessons' }).click();
  await expect(homePage(page).tally).toContainText(`1 of ${all.length} done`);
  await expect(homePage(page).tally).toContainText('this browser blocks storage');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Export and import' }).click();
  await expect(page.getByRole('heading', { name: 'The browser blocks storage' })).toBeVisible();
});

test('with storage full the work goes on, says so, and is saved as soon as there is room', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  await desk.write({ Dockerfile: 'FROM alpine:3.22\n' });
  await expect.poll(() => storedText(page, id)).toBe('FROM alpine:3.22\n');
  await fillStorage(page);
  await desk.write({ Dockerfile: 'FROM alpine:3.22\nRUN echo more than before\n' });
  const full = page.getByText('The browser’s storage is full. Work goes on in memory until this tab closes.');
  await expect(full).toBeVisible();
  expect(await storedText(page, id)).toBe('FROM alpine:3.22\n');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as a file' }).click();
  expect((await download).suggestedFilename()).toBe('drydock-split-a-go-build.json');
  await freeStorage(page);
  await desk.write({ Dockerfile: 'FROM alpine:3.22\nRUN echo saved\n' });
  await expect.poll(() => storedText(page, id)).toBe('FROM alpine:3.22\nRUN echo saved\n');
  await expect(full).toBeHidden();
});

test('data that cannot be read is kept aside as it is, and a new text begins', async ({ page }) => {
  const broken = '{"v":1,"attempt":{"files":';
  await store(page, { [EXERCISE + id]: broken });
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  await expect(page.getByText('The saved text of this exercise could not be read.')).toBeVisible();
  const key = await page.getByRole('status').locator('code').first().innerText();
  expect(await stored(page, key)).toBe(broken);
  await desk.write({ Dockerfile: 'FROM alpine:3.22\n' });
  await expect.poll(() => storedText(page, id)).toBe('FROM alpine:3.22\n');
  const progress = progressPage(page);
  await progress.open();
  expect(JSON.parse(await progress.exported())).toMatchObject({ aside: { [key]: broken } });
});

test('data of a newer Drydock stays as it is while the work goes on in memory', async ({ page }) => {
  const future = '{"v":99,"attempt":"in a form of its own"}';
  await store(page, { [EXERCISE + id]: future });
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  await expect(page.getByText(/^A newer Drydock saved this exercise\. Its data is left untouched;/)).toBeVisible();
  await desk.write({ Dockerfile: 'FROM alpine:3.22\n' });
  await expect(page.getByText('Not saved on this device')).toBeVisible();
  await page.getByRole('banner').getByRole('link', { name: 'Lessons' }).click();
  await expect(homePage(page).tally).toBeVisible();
  expect(await stored(page, EXERCISE + id)).toBe(future);
});

test('data of the first version is read, shown and written anew', async ({ page }) => {
  await store(page, {
    [EXERCISE + id]: JSON.stringify({ files: { Dockerfile: 'FROM alpine:3.22\n# old\n' }, solved: true, at: 1000 }),
  });
  await homePage(page).open();
  await expect(homePage(page).tally).toContainText(`1 of ${all.length} done`);
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  await expect.poll(desk.text).toContain('# old');
  await desk.write({ Dockerfile: 'FROM alpine:3.22\n# new\n' });
  await expect.poll(() => storedText(page, id)).toBe('FROM alpine:3.22\n# new\n');
  expect(await record(page, id)).toMatchObject({ v: 2, solved: { at: 1000, exercise: '' } });
});

test('export, reset of all, import: everything is as it was; a reset can be undone too', async ({ page }) => {
  await store(page, {
    [EXERCISE + id]: recordOf({ dockerfile: 'FROM a\n', solved: { at: 5, exercise: 'x' }, hints: ['weight'] }),
    [`${EXERCISE}multi-stage-builds/two-targets`]: recordOf({ dockerfile: 'FROM b\n' }),
    [`${EXERCISE}multi-stage-builds/native-module`]: recordOf({ byHand: 7 }),
    [`${EXERCISE}multi-stage-builds/cross-build`]: recordOf({ skipped: true }),
  });
  const progress = progressPage(page);
  await progress.open();
  const counts = `1 of ${all.length} done · 1 done by hand, not judged · 1 begun · 1 skipped`;
  await expect(progress.summary).toHaveText(counts);
  const rows = await progress.rows();
  expect(rows).toEqual(
    all.map(
      (one) =>
        `${one.title}: ${{ 'split-a-go-build': 'solved', 'two-targets': 'begun', 'native-module': 'done by hand, not judged', 'cross-build': 'open, skipped' }[one.slug] ?? 'open'}`,
    ),
  );
  const file = await progress.exported();
  await progress.resetAll();
  await expect(progress.summary).toHaveText(`0 of ${all.length} done`);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(progress.summary).toHaveText(counts);
  await progress.resetAll();
  await expect(progress.summary).toHaveText(`0 of ${all.length} done`);
  expect(await record(page, id)).toBeUndefined();
  await progress.take(file);
  await expect(progress.report).toHaveText('4 exercises imported.');
  expect(await progress.rows()).toEqual(rows);
  expect(await record(page, id)).toMatchObject({ solved: { at: 5, exercise: 'x' }, hints: ['weight'] });
  await progress
    .row(title)
    .getByRole('button', { name: `Reset ${title}` })
    .click();
  await expect(progress.summary).toContainText(`0 of ${all.length} done`);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(progress.summary).toHaveText(counts);
});

test('an import never overwrites: the newer text stands, the other is kept', async ({ page }) => {
  await store(page, { [EXERCISE + id]: recordOf({ dockerfile: 'FROM mine\n', at: 2000 }) });
  const progress = progressPage(page);
  await progress.open();
  const older = { [id]: JSON.parse(recordOf({ dockerfile: 'FROM older\n', at: 1000 })) as unknown };
  await progress.take(JSON.stringify({ format: 'drydock-progress', v: 1, exercises: older, aside: {} }));
  await expect(progress.report).toHaveText('1 exercise imported.');
  const now = await record(page, id);
  expect(now?.attempt?.files['Dockerfile']?.text).toBe('FROM mine\n');
  expect(now?.versions.map(({ why, attempt }) => [why, attempt?.files['Dockerfile']?.text])).toEqual([
    ['import', 'FROM older\n'],
  ]);
});

test('a file that is no export, or a hostile one, is refused with a sentence and changes nothing', async ({ page }) => {
  await store(page, { [EXERCISE + id]: recordOf({ dockerfile: 'FROM mine\n' }) });
  const progress = progressPage(page);
  await progress.open();
  const before = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  const format = 'drydock-progress';
  const evil = recordOf({ dockerfile: 'FROM evil\n' });
  const cases: readonly (readonly [file: string, said: string])[] = [
    ['\u0000PNG', 'Not imported: This is not a progress file of Drydock: choose one that “Export” wrote.'],
    ['{"format":"other"}', 'Not imported: This is not a progress file of Drydock: choose one that “Export” wrote.'],
    [`{"format":"${format}","v":1,"exercises":[1]}`, 'Not imported: The list of exercises in the file cannot be read.'],
    [
      `{"format":"${format}","v":3,"exercises":{}}`,
      'Not imported: The file comes from a newer Drydock. Reload this page to get the newest version, then import again.',
    ],
    [
      `{"format":"${format}","v":1,"exercises":{"__proto__":${evil},"<img src=x onerror=alert(1)>":${evil}}}`,
      '0 exercises imported. 2 entries could not be read or stored: __proto__, <img src=x onerror=alert(1)>.',
    ],
    [
      `{"format":"${format}","v":1,"exercises":{"${id}":${recordOf({ attempt: { files: { '../../etc/passwd': { text: '', mode: 1 } } } })}}}`,
      `0 exercises imported. 1 entry could not be read or stored: ${id}.`,
    ],
  ];
  for (const [file, said] of cases) {
    await progress.take(file);
    await expect(progress.report).toHaveText(said);
  }
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).toBe(before);
});

test('hostile Markdown and HTML in an imported text stay text', async ({ page }) => {
  const hostile = '# <img src=x onerror=alert(1)> [x](javascript:alert(1))\n<script>alert(1)</script>\nFROM scratch\n';
  const progress = progressPage(page);
  await progress.open();
  const exercises = { [id]: JSON.parse(recordOf({ dockerfile: hostile })) as unknown };
  await progress.take(JSON.stringify({ format: 'drydock-progress', v: 1, exercises, aside: {} }));
  await expect(progress.report).toHaveText('1 exercise imported.');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  await expect.poll(desk.text).toContain('<script>alert(1)</script>');
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Does not parse');
  await desk.openTab('Log');
  await expect(page.locator('main img, main a[href^=javascript]')).toHaveCount(0);
  expect(asked).toEqual([]);
});
