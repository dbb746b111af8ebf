import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { exercisePage } from './pages/exercise.ts';
import { record } from './storage.ts';
import { expect, test } from './test.ts';

const LESSON = 'lessons/multi-stage-builds/';
const EXERCISE = 'lessons/build-cache/five-edits/';
const ID = 'build-cache/five-edits';

/** The first question of the lesson, about a file with a stage that is never built. */
function question(page: Page): Locator {
  return page.locator('figure.predict').filter({ hasText: 'Which of its stages does docker build . run?' });
}

/** Each option with its mark and its reason, once the answer was checked. */
function marks(figure: Locator): Promise<string[]> {
  return figure.locator('fieldset li').evaluateAll((rows) =>
    rows.map((row) =>
      [...row.children]
        .map((child) => child.textContent?.trim())
        .filter(Boolean)
        .join(' | '),
    ),
  );
}

test('a lesson asks before it tells: boxes are ticked, checked, and each option says what happens and why', async ({
  page,
}) => {
  await page.goto(LESSON);
  const figure = question(page);
  await expect(figure.getByRole('status')).toBeEmpty();
  await figure.getByRole('checkbox', { name: 'build', exact: true }).check();
  await figure.getByRole('checkbox', { name: 'lint' }).check();
  await figure.getByRole('button', { name: 'Check the prediction' }).click();
  await expect(figure.getByRole('status')).toHaveText('1 of 3 right.');
  expect(await marks(figure)).toEqual([
    expect.stringMatching(/^build \| right \| .*It is built: stage-2 takes files from it\.$/),
    expect.stringMatching(/^lint \| wrong \| .*It is skipped: nothing that the target needs asks for it\.$/),
    expect.stringMatching(/^stage-2 \| missed \| .*It is the target\.$/),
  ]);
  await expect(figure.getByRole('img', { name: /^Stage graph/ })).toBeVisible();
});

test('the whole of a question works by keyboard, and begins anew', async ({ page }) => {
  await page.goto(LESSON);
  const figure = question(page);
  await figure.getByRole('checkbox').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(figure.getByRole('status')).toHaveText('All 3 right.');
  const again = figure.getByRole('button', { name: 'Predict again' });
  await expect(again).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(figure.getByRole('status')).toBeEmpty();
  await expect(figure.getByRole('checkbox', { checked: true })).toHaveCount(0);
});

test('a question loads its script with the first check, and neither engine nor editor', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.split('/').at(-1) ?? ''));
  await page.goto(LESSON);
  await expect(page.locator('figure.predict')).not.toHaveCount(0);
  await page.waitForLoadState('networkidle');
  const before = asked.length;
  expect(asked.filter((name) => /^predict-|^entry-|^session-|^shell-/.test(name))).toEqual([]);
  await question(page).getByRole('button').click();
  await expect(question(page).getByRole('status')).not.toBeEmpty();
  expect(asked.slice(before)).toEqual([expect.stringMatching(/^predict-[\w-]+\.js$/)]);
});

test('without a connection for it, the answer opens as it is', async ({ page }) => {
  await page.route(/\/predict-[\w-]+\.js$/, (route) => route.abort());
  await page.goto(LESSON);
  await question(page).getByRole('button').click();
  await expect(question(page).getByText('lint: It is skipped')).toBeVisible();
});

test('a lesson has two questions in its text or more, and five at its end', async ({ page }) => {
  await page.goto(LESSON);
  const titles = await page.locator('figure.predict > figcaption').allTextContents();
  expect(titles.filter((title) => title === 'Predict').length).toBeGreaterThanOrEqual(2);
  expect(titles.slice(-5)).toEqual(['1 of 5', '2 of 5', '3 of 5', '4 of 5', '5 of 5']);
});

test('axe finds nothing in questions, before and after they are checked, in both themes, wide and narrow', async ({
  page,
}) => {
  await page.goto(LESSON);
  const look = async () => {
    const axe = new AxeBuilder({ page }).include('figure.predict').setLegacyMode(true);
    return (await axe.analyze()).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`,
    );
  };
  expect(await look(), 'before').toEqual([]);
  const buttons = page.getByRole('button', { name: 'Check the prediction' });
  for (let left = await buttons.count(); left > 0; left--) {
    await buttons.first().click();
    await expect(buttons).toHaveCount(left - 1);
  }
  for (const width of [1440, 390])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      expect(await look(), `${width} ${colorScheme}`).toEqual([]);
    }
});

test('a prediction of an exercise is handed in, judged option by option, kept, taken back and undone', async ({
  page,
}) => {
  const desk = exercisePage(page);
  await desk.open(EXERCISE);
  const asked = desk.task.getByRole('group', { name: /is corrected/ });
  await asked.getByRole('checkbox', { name: /COPY \. \./ }).check();
  await asked.getByRole('checkbox', { name: /WORKDIR/ }).check();
  await asked.getByRole('button', { name: 'Hand in 2 of 7' }).click();
  await expect(asked).toBeFocused();
  await expect(asked.getByRole('status')).toHaveText(/^3 of 7\soptions right\.$/);
  const wrong = asked.getByRole('list').first().getByRole('listitem');
  await expect(wrong.first()).toContainText(/^\[build 2\/6\] WORKDIR \/src\s*wrong\s*It came from the cache\.$/);
  await expect(wrong.nth(1)).toContainText(
    'missedIt ran because [build 5/6] changed, because cmd/moon/main.go changed.',
  );
  await expect.poll(desk.checks).toContain('The edit is predicted: failed');
  // it is a part of the attempt
  await expect
    .poll(async () => (await record(page, ID))?.attempt)
    .toMatchObject({ answers: { edit: ['[build 2/6] WORKDIR /src', '[build 5/6] COPY . .'] } });
  await page.reload();
  await expect(asked.getByRole('status')).toHaveText(/^3 of 7\soptions right\.$/);
  await asked.getByRole('button', { name: 'Predict again' }).click();
  await expect(asked.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await desk.toast.getByRole('button', { name: 'Undo' }).click();
  await expect(asked.getByRole('status')).toHaveText(/^3 of 7\soptions right\.$/);
});

test('nothing runs again is an answer, by keyboard too; what gives answers away waits for all of them', async ({
  page,
}) => {
  const desk = exercisePage(page);
  await desk.open(EXERCISE);
  const asked = desk.task.getByRole('group', { name: /is touched/ });
  await asked.getByRole('button', { name: 'Hand in: none of them' }).focus();
  await page.keyboard.press('Enter');
  await expect(asked.getByRole('status')).toHaveText('As predicted, all 7.');
  await expect.poll(desk.checks).toContain('The touch is predicted: passed');
  await expect.poll(desk.checks).toContain('The edit is predicted: needs a prediction');
  // which steps run again does not stand in the build on display
  for (const name of ['Build', 'Layers', 'Log']) {
    await desk.openTab(name);
    await expect(desk.panel.getByText(/^Hand in the predictions/)).toHaveCount(0);
  }
  await desk.openTab('What if');
  await expect(desk.panel).toHaveText(/^Hand in the predictions beside the task first/);
  for (const left of [4, 3, 2, 1]) {
    await expect(desk.task.getByRole('button', { name: /^Hand in/ })).toHaveCount(left);
    await desk.task
      .getByRole('button', { name: /^Hand in/ })
      .first()
      .click();
  }
  await expect(desk.task.getByText('5 of 5 answered')).toBeVisible();
  await expect(desk.panel.getByLabel('Suppose')).toBeVisible();
});

for (const { address, kind, locked, open, right } of [
  {
    address: 'lessons/multi-stage-builds/tests-that-gate/',
    kind: 'stages',
    locked: ['Build', 'Log', 'What if'],
    open: ['Layers'],
    right: ['build', 'stage-2'],
  },
  {
    address: 'lessons/build-cache/layer-diet/',
    kind: 'files',
    locked: ['Build', 'Layers', 'What if'],
    open: ['Log'],
    right: ['/usr/bin/gcc', '/var/lib/apt/lists/*_Packages.lz4', '/root/.cache/pip', '/srv/Dockerfile'],
  },
])
  test(`a question about ${kind} keeps the views locked that answer it, and no other, until it is answered`, async ({
    page,
  }) => {
    const desk = exercisePage(page);
    await desk.open(address);
    const first = desk.panel.getByText(/^Hand in the predictions/);
    const drawing = desk.panel.getByRole('img', { name: /^Stage graph/ });
    await expect(desk.task.getByRole('button', { name: /^Hand in/ })).toBeVisible();
    await expect.poll(async () => (await desk.verdict()).kind).toBe('Predict first');
    // a reason could tell: rows say what failed and no more
    await expect(desk.panel.getByRole('region', { name: 'Checks' }).getByRole('listitem').first()).toHaveText(
      /failed$/,
    );
    await expect(drawing).toHaveCount(kind === 'stages' ? 0 : 1);
    for (const name of locked) {
      await desk.openTab(name);
      await expect(first, name).toBeVisible();
      await expect(desk.panel, name).toHaveText(/^Hand in the predictions beside the task first[^.]*\.$/);
    }
    for (const name of open) {
      await desk.openTab(name);
      await expect(first, name).toHaveCount(0);
      await expect(desk.panel, name).not.toBeEmpty();
    }
    await desk.predict([right]);
    await expect(desk.task.getByRole('status')).toHaveText(/^As predicted, all \d\.$/);
    for (const name of [...locked, ...open]) {
      await desk.openTab(name);
      await expect(first, name).toHaveCount(0);
      await expect(desk.panel, name).not.toBeEmpty();
    }
    await desk.openTab('Checks');
    await expect(drawing).toHaveCount(1);
    expect((await desk.verdict()).kind).toBe('Fix first');
    await expect.poll(desk.checks).toContainEqual(expect.stringMatching(/predicted: passed$/));
  });

test('predictions are ticked and handed in on a phone, and axe finds nothing', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(EXERCISE);
  const { task } = exercisePage(page);
  const asked = task.getByRole('group', { name: /LABEL/ });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await asked.getByRole('checkbox').first().check();
    await asked.getByRole('button', { name: 'Hand in 1 of 7' }).click();
    await expect(asked.getByRole('status')).toHaveText(/^6 of 7/);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await asked.getByRole('button', { name: 'Predict again' }).click();
  }
  const box = await asked.locator('label').first().boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('questions are there to be read, their answers closed until they are opened', async ({ page }) => {
    await page.goto(LESSON);
    const figure = question(page);
    await expect(figure.getByRole('button')).toHaveCount(0);
    await expect(figure.getByText('It is the target.')).toBeHidden();
    await figure.getByText('Answer', { exact: true }).click();
    await expect(figure.getByText('It is the target.')).toBeVisible();
    await expect(figure.getByText('So the build succeeds.')).toBeVisible();
  });
});
