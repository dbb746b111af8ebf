import { all, course, exercise, written } from './content.ts';
import { exercisePage } from './pages/exercise.ts';
import { site } from './pages/site.ts';
import { EXERCISE, record, recordOf, store } from './storage.ts';
import { expect, test } from './test.ts';

const { id } = exercise('split-a-go-build');
const BAR = ['Skip to the text', 'Drydock'];
const END = ['Search /', 'Theme: system', 'Settings'];
const FOOT = ['Export and import', 'Build checks A–Z', 'Fidelity', 'Playground'];

test('map: Tab goes through everything in the order of reading, each with a ring', async ({ page }) => {
  const { tabStops } = site(page);
  await page.goto('');
  await expect(page.getByRole('button', { name: 'Theme: system' })).toBeVisible();
  expect(await tabStops()).toEqual([
    ...BAR,
    ...END,
    'Start: Multi-stage builds',
    ...course.flatMap(({ title, exercises }) => [title, ...exercises.map((each) => `${each.title}: open`)]),
    'Open the playground',
    'Read the build checks',
    'Export or import',
    ...FOOT,
  ]);
});

test('lesson: the skip link leads past the bar, every stop has a ring, an exercise is opened with Enter', async ({
  page,
}) => {
  const { tabStops, focused, heading, main } = site(page);
  await page.goto('lessons/multi-stage-builds/');
  await expect(page.getByRole('button', { name: 'Theme: system' })).toBeVisible();
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to the text');
  await page.keyboard.press('Enter');
  await expect(main).toBeFocused();
  const stops = await tabStops();
  expect(stops.filter((stop) => /\((no ring|out of sight)\)/.test(stop))).toEqual([]);
  expect(stops.slice(-FOOT.length)).toEqual(FOOT);
  const at = stops.indexOf(written[1]?.title ?? '');
  expect(at).toBeGreaterThan(0);
  await page.keyboard.press('Tab');
  for (let step = 0; step < stops.length - at; step++) await page.keyboard.press('Shift+Tab');
  for (let step = 0; step < 60 && (await focused()) !== written[1]?.title; step++)
    await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText(written[1]?.title ?? '');
  await expect(main).toBeFocused();
});

test('exercise: F6 goes round the panes and back', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open(`lessons/${id}/`);
  const inside = () =>
    page.evaluate(() => document.activeElement?.closest('[data-pane]')?.getAttribute('aria-label') ?? 'none');
  const way: string[] = [];
  for (const key of ['F6', 'F6', 'F6', 'F6', 'Shift+F6', 'Shift+F6']) {
    const before = await inside();
    await page.keyboard.press(key);
    await expect.poll(inside).not.toBe(before);
    way.push(await inside());
  }
  expect(way).toEqual(['Task', 'Editor', 'Outcome', 'Task', 'Outcome', 'Editor']);
});

test('exercise: Tab reads task, files, editor, outcome; in the editor it indents until Ctrl+M', async ({ page }) => {
  const { tabStops, focused, main } = site(page);
  const desk = exercisePage(page);
  await desk.open(`lessons/${id}/`);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Fix first');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(main).toBeFocused();
  const before: string[] = [];
  while (before.at(-1) !== 'Dockerfile' || before.filter((name) => name === 'Dockerfile').length < 2)
    before.push(...(await tabStops(1)));
  expect(before).toEqual([
    'Task text',
    'What the last FROM brings along',
    'Compare with a solution',
    'Copy link',
    'Skip for now',
    'Dockerfile',
    'Files',
    'Dockerfile',
  ]);
  await expect(desk.box()).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(desk.box()).toBeFocused();
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('Control+m');
  const after = await tabStops();
  expect(after).toEqual(
    [
      'Checks 3 of 7',
      'Checks 3 of 7',
      'Dockerfile, line 2',
      'Drawing',
      'The same in words',
      'I think this is right',
      'Width of the first pane',
      'Width of the last pane',
    ].map((name) => name.replace('Checks 3', 'Checks3')),
  );
  expect(await focused()).toBe('');
});

test('exercise: hints, tabs and widths of panes are worked with keys alone', async ({ page }) => {
  const { focused } = site(page);
  const desk = exercisePage(page);
  await desk.open(`lessons/${id}/`);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Fix first');
  await desk.task.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await record(page, id))?.hints).toEqual(['weight']);
  await desk.outcome.getByRole('tab', { selected: true }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(desk.panel.getByRole('heading', { name: 'Steps' })).toBeVisible();
  await page.keyboard.press('End');
  await expect(desk.panel.getByLabel('Suppose')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(desk.panel.getByRole('group', { name: 'Build log' })).toBeVisible();
  const edge = page.getByRole('separator', { name: 'Width of the first pane' });
  await edge.focus();
  const before = Number(await edge.getAttribute('aria-valuenow'));
  const width = async () => Math.round((await desk.task.boundingBox())?.width ?? 0);
  const wide = await width();
  await page.keyboard.press('ArrowRight');
  await expect(edge).toHaveAttribute('aria-valuenow', String(before + 16));
  expect(await width()).toBe(wide + 16);
  await page.reload();
  await expect(edge).toHaveAttribute('aria-valuenow', String(before + 16));
  await desk.task.getByRole('button', { name: 'Compare with a solution' }).focus();
  await page.keyboard.press('Enter');
  await expect(desk.dialog).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  expect(await focused()).toBe('Show the solution');
  await page.keyboard.press('Escape');
  expect(await focused()).toBe('Compare with a solution');
});

test('playground: how it is built is chosen with keys; the editor is left with Ctrl+M', async ({ page }) => {
  const { tabStops } = site(page);
  const desk = exercisePage(page);
  await desk.open('playground/');
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Builds');
  await desk.box().focus();
  await page.keyboard.press('Control+m');
  expect(await tabStops(2)).toEqual(['Open terminal', 'Summary']);
  await page.getByLabel('Target', { exact: true }).focus();
  await page.keyboard.press('c');
  await expect(page.getByLabel('Target', { exact: true })).toHaveValue('check');
  await page.keyboard.press('F6');
  await expect(desk.box()).toBeFocused();
});

test('embed: Tab starts at the task, F6 goes to the editor, Ctrl+M leaves it', async ({ page }) => {
  const { tabStops } = site(page);
  const desk = exercisePage(page);
  await desk.open(`embed/${id}/`);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Fix first');
  expect(await tabStops(3)).toEqual(['Skip to the text', 'Task text', 'What the last FROM brings along']);
  await page.keyboard.press('F6');
  await expect(desk.box()).toBeFocused();
  await page.keyboard.press('Control+m');
  expect((await tabStops(1))[0]).toMatch(/^Checks/);
});

test('progress: a reset is asked, kept from and done with keys; the focus comes back', async ({ page }) => {
  const { tabStops, focused } = site(page);
  await store(page, { [EXERCISE + id]: recordOf({ dockerfile: 'FROM scratch\n' }) });
  await page.goto('progress/');
  const [first] = all;
  await expect(page.getByRole('button', { name: `Reset ${first?.title}` })).toBeEnabled();
  expect(await tabStops()).toEqual([
    ...BAR,
    ...END,
    'Export as a file',
    'Import a file',
    first?.title,
    `Reset ${first?.title}`,
    ...all.slice(1).map(({ title }) => title),
    'Reset all progress',
    ...FOOT,
  ]);
  await page.getByRole('button', { name: 'Reset all progress' }).focus();
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('Keep it');
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('Reset all progress');
  expect(await record(page, id)).toBeDefined();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => record(page, id)).toBeUndefined();
});

test('settings, checks and the page for lost addresses are gone through with Tab', async ({ page }) => {
  const { tabStops } = site(page);
  const ready = () => expect(page.getByRole('button', { name: 'Theme: system' })).toBeVisible();
  await page.goto('settings/');
  await ready();
  expect(await tabStops()).toEqual([
    ...BAR,
    ...END,
    'Theme',
    'Size of code in the editor',
    'Long lines in the editor',
    'Tab key in the editor',
    'Reset the sizes of panes',
    'Keyboard shortcuts',
    ...FOOT,
  ]);
  await page.goto('rules/json-args-recommended/');
  await ready();
  expect(await tabStops()).toEqual([
    ...BAR,
    'Build checks',
    ...END,
    'BuildKit’s own page',
    ...['breaks it, example 1', 'breaks it, example 2', 'keeps it, example 1', 'keeps it, example 2'].flatMap(
      (example) => ['Copy', `JSONArgsRecommended: ${example}`],
    ),
    'All build checks',
    ...FOOT,
  ]);
  await page.goto('rules/');
  await ready();
  const stops = await tabStops();
  expect(stops.filter((stop) => /\((no ring|out of sight)\)/.test(stop))).toEqual([]);
  expect(stops).toEqual(expect.arrayContaining(['JSONArgsRecommended', ...FOOT]));
  await page.goto('nothing/');
  await ready();
  expect(await tabStops()).toEqual([...BAR, ...END, 'To the map', 'Open the playground', ...FOOT]);
});
