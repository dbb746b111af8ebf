import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test.ts';

const LESSON = 'lessons/multi-stage-builds/';

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
  const pressAll = async (name: string) => {
    const buttons = page.getByRole('button', { name });
    for (let left = await buttons.count(); left > 0; left--) {
      await buttons.first().click();
      await expect(buttons).toHaveCount(left - 1);
    }
  };
  const look = async () => {
    const axe = new AxeBuilder({ page }).include('figure.predict').setLegacyMode(true);
    return (await axe.analyze()).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`,
    );
  };
  for (const width of [1440, 390])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      expect(await look(), `${width} ${colorScheme}, before`).toEqual([]);
      await pressAll('Check the prediction');
      expect(await look(), `${width} ${colorScheme}, after`).toEqual([]);
      await pressAll('Predict again');
    }
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
