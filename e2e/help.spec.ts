import { readFile } from 'node:fs/promises';
import { all, exercise } from './content.ts';
import { exercisePage } from './pages/exercise.ts';
import { homePage } from './pages/home.ts';
import { EXERCISE, record, recordOf, store, storedText } from './storage.ts';
import { expect, test } from './test.ts';

const { id, title, hints, starter, solution } = exercise('split-a-go-build');
const ADDRESS = `lessons/${id}/`;
const OWN = 'FROM alpine:3.22\n# my own text\n';

test('hints open one after the other, the one that fits the text first, and stay open', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Fix first');
  const count = desk.task.getByText(/^\d of 4 opened$/);
  const titles = () => desk.task.locator('details > summary').allTextContents();
  await expect(count).toHaveText('0 of 4 opened');
  expect(await titles()).toEqual([hints[0]]);
  await expect(desk.task.getByText('3 more: one opens after the other')).toBeVisible();
  await desk.task.getByText(hints[0] ?? '', { exact: true }).click();
  await expect(count).toHaveText('1 of 4 opened');
  await expect(desk.task.getByText('Everything below the last FROM ships')).toBeVisible();
  expect(await titles()).toHaveLength(2);
  await expect.poll(async () => (await record(page, id))?.hints).toEqual(['weight']);

  // no toolchain any more, and still root: the hint about the user comes next, not the one about the loader
  await desk.write({ Dockerfile: `${solution['Dockerfile']}\nUSER 0\n` });
  await expect.poll(async () => (await desk.verdict()).title).toBe('The image runs as root');
  expect(await titles()).toEqual([hints[0], 'Which user is set, and where']);
});

test('the solution of an unsolved exercise asks first, opens beside the text and changes nothing', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  await desk.write({ Dockerfile: OWN });
  await desk.task.getByRole('button', { name: 'Compare with a solution' }).click();
  await expect(desk.dialog).toContainText('This exercise is not solved yet; 4 hints are left.');
  await page.keyboard.press('Escape');
  await expect(desk.dialog).toBeHidden();
  await expect.poll(async () => (await record(page, id))?.solutionSeen).toBe(false);
  await desk.task.getByRole('button', { name: 'Compare with a solution' }).click();
  await desk.dialog.getByRole('button', { name: 'Show the solution' }).click();
  await expect(desk.panel.getByRole('heading', { name: 'Solution', exact: true })).toBeVisible();
  await expect(desk.panel.getByText('Beside the files here; nothing is overwritten.')).toBeVisible();
  const rows = await desk.panel
    .getByRole('group', { name: 'Dockerfile: yours → solution' })
    .locator('code')
    .allTextContents();
  expect(rows.filter((row) => row.includes('removed: '))).toEqual([
    '−removed: FROM alpine:3.22',
    '−removed: # my own text',
  ]);
  expect(
    rows.filter((row) => row.includes('added: ')).map((row) => row.replace('+added: ', '').replace('\u200b', '')),
  ).toEqual((solution['Dockerfile'] ?? '').replace(/\n$/, '').split('\n'));
  await expect.poll(async () => (await record(page, id))?.solutionSeen).toBe(true);
  expect(await storedText(page, id)).toBe(OWN);
  await desk.panel.getByRole('button', { name: 'Close' }).click();
  await expect(desk.outcome.getByRole('tab', { name: 'Solution' })).toBeHidden();
  // a second look needs no question
  await desk.task.getByRole('button', { name: 'Compare with a solution' }).click();
  await desk.panel.getByRole('button', { name: 'Take over this change' }).first().click();
  await expect.poll(() => storedText(page, id)).toBe(solution['Dockerfile']);
  await desk.panel.getByRole('button', { name: 'Close' }).click();
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Solved');
});

test('a reset asks, can be kept from, and can be undone', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  const reset = desk.task.getByRole('button', { name: 'Reset files' });
  await expect(reset).toBeDisabled();
  await desk.write({ Dockerfile: OWN });
  await reset.click();
  await expect(desk.dialog.getByRole('button', { name: 'Keep them' })).toBeFocused();
  await page.keyboard.press('Enter');
  expect(await desk.text()).toContain('# my own text');
  await reset.click();
  await desk.dialog.getByRole('button', { name: 'Reset files' }).click();
  await expect.poll(desk.text).toContain('golang:1.26');
  await expect(desk.toast).toContainText('Files reset to the start.');
  await expect.poll(async () => (await record(page, id))?.attempt).toBeNull();
  await desk.toast.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(desk.text).toContain('# my own text');
  await expect.poll(() => storedText(page, id)).toBe(OWN);
});

test('versions that passed are kept, can be compared and restored', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  await desk.write(solution);
  await expect.poll(async () => (await record(page, id))?.versions.length).toBe(1);
  await desk.write({ Dockerfile: OWN });
  await expect.poll(() => storedText(page, id)).toBe(OWN);
  await desk.task.getByRole('button', { name: 'Earlier versions (1)' }).click();
  await expect(desk.panel.getByText('passed every check')).toBeVisible();
  await desk.panel.getByRole('button', { name: 'Compare' }).click();
  await expect(desk.panel.getByRole('group', { name: 'Dockerfile: yours → version' })).toBeVisible();
  await desk.panel.getByRole('button', { name: 'Go on with this version' }).click();
  await expect.poll(() => storedText(page, id)).toBe(solution['Dockerfile']);
  const kept = (await record(page, id))?.versions.map(({ why, attempt }) => [why, attempt?.files['Dockerfile']?.text]);
  expect(kept).toEqual([
    ['restored', OWN],
    ['passed', solution['Dockerfile']],
  ]);
});

test('an exercise can be skipped and taken up again; the map leads past it', async ({ page }) => {
  const desk = exercisePage(page);
  const home = homePage(page);
  await desk.open(ADDRESS);
  await desk.task.getByRole('button', { name: 'Skip for now' }).click();
  await expect.poll(async () => (await record(page, id))?.skipped).toBe(true);
  await page.getByRole('banner').getByRole('link', { name: 'Lessons' }).click();
  await expect.poll(async () => (await home.dots())[0]).toBe(`${title}: open, skipped, last open`);
  await expect(home.resume).toHaveAccessibleName('Continue: Two targets from one file');
  await page.goBack();
  await desk.task.getByRole('button', { name: 'Skipped: take up again' }).click();
  await expect.poll(async () => (await record(page, id))?.skipped).toBe(false);
});

test('what cannot be judged is said, can be marked as done by hand, and is counted apart', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  const unknown = (solution['Dockerfile'] ?? '').replace('RUN CGO', 'RUN perl -e 1 && CGO');
  await desk.write({ Dockerfile: unknown });
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Unjudged');
  expect(await desk.checks()).toContain('The server starts and listens on port 8080: not simulated');
  await desk.panel.getByRole('button', { name: 'Mark as done by hand' }).click();
  await expect(desk.panel.getByText('Marked as done by hand; counted apart from what was judged.')).toBeVisible();
  await page.getByRole('banner').getByRole('link', { name: 'Lessons' }).click();
  await expect(homePage(page).tally).toContainText(`0 of ${all.length} done · 1 done by hand, not judged`);
  await expect.poll(async () => (await homePage(page).dots())[0]).toContain(`${title}: done by hand, not judged`);
  await page.goBack();
  await desk.panel.getByRole('button', { name: 'Take the mark back' }).click();
  await expect.poll(async () => (await record(page, id))?.byHand).toBeNull();
});

test('“I think this is right” saves the text with its evidence for the author', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  await desk.write({ Dockerfile: OWN });
  await expect.poll(async () => (await desk.verdict()).title).not.toBe('/usr/local/go ships in the image');
  const { title: lead } = await desk.verdict();
  const download = page.waitForEvent('download');
  await desk.panel.getByRole('button', { name: 'I think this is right' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('drydock-split-a-go-build.json');
  const report = JSON.parse(await readFile(await file.path(), 'utf8')) as {
    readonly attempt: unknown;
    readonly judged: { readonly same: boolean; readonly results: readonly { status: string; message: string }[] };
  };
  expect(report).toMatchObject({ format: 'drydock-report', v: 1, exercise: id, attempt: { log: [] } });
  expect(report.attempt).toMatchObject({ files: { Dockerfile: { text: OWN, mode: 0o644 } } });
  expect(report.judged.same).toBe(true);
  expect(report.judged.results.find(({ status }) => status === 'failed')?.message).toBe(lead);
});

test('build, layers and log show what the build did', async ({ page }) => {
  await store(page, { [EXERCISE + id]: recordOf({ attempt: filesOf({ ...starter, ...solution }) }) });
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Solved');
  await expect(desk.panel.getByRole('img', { name: /^Stage graph: / })).toBeVisible();
  await desk.panel.getByText('The same in words').click();
  await expect(desk.panel.getByRole('region', { name: /^Stages/ }).getByRole('listitem')).toHaveCount(2);
  await desk.openTab('Build');
  await expect(desk.panel.getByText(/^Built: 8\ssteps ran, \d+\.\d\ss$/)).toBeVisible();
  await desk.openTab('Layers');
  await expect(desk.panel.getByText(/^≈\s7\.\d+\sMB in \d+\slayers$/)).toBeVisible();
  await desk.openTab('Log');
  await expect(desk.panel.getByRole('group', { name: 'Build log' })).toContainText(
    '#1 [internal] load build definition from Dockerfile',
  );
  await desk.openTab('Checks');
  await page.keyboard.press('ArrowLeft');
  await expect(desk.outcome.getByRole('tab', { selected: true })).toHaveText('What if');
});

function filesOf(texts: Readonly<Record<string, string>>) {
  return {
    files: Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, { text, mode: 0o644 }])),
    log: [],
  };
}
