import type { Locator } from '@playwright/test';
import { exercise } from './content.ts';
import { exercisePage } from './pages/exercise.ts';
import { homePage } from './pages/home.ts';
import { expect, test } from './test.ts';

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

const { id, solution } = exercise('split-a-go-build');
const ADDRESS = `lessons/${id}/`;

async function tooSmall(targets: Locator, { width, height }: { width: number; height: number }): Promise<string[]> {
  const boxes = await targets.evaluateAll((all) =>
    all
      .filter((target) => target.getClientRects().length > 0)
      .map((target) => {
        const { width: w, height: h } = target.getBoundingClientRect();
        return { name: (target.textContent ?? '').trim(), w, h };
      }),
  );
  expect(boxes.length).toBeGreaterThan(0);
  return boxes.filter(({ w, h }) => w < width || h < height).map(({ name, w, h }) => `${name}: ${w} × ${h}`);
}

test('one pane at a time, a three-way switch at the bottom, the leading failure as a line above it', async ({
  page,
}) => {
  const desk = exercisePage(page);
  await page.goto(ADDRESS);
  const panes = page.getByRole('group', { name: 'Pane' });
  const line = page.getByRole('button', { name: /^\/usr\/local\/go ships in the image/ });
  const shown = async () =>
    (await Promise.all([desk.task, desk.editor, desk.outcome].map((pane) => pane.isVisible())))
      .map((yes) => (yes ? 1 : 0))
      .join('');
  await expect(line).toHaveText('/usr/local/go ships in the image3 of 7');
  expect(await shown()).toBe('100');
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  expect(await panes.boundingBox()).toMatchObject({ x: 0, width: 390, y: 844 - 56, height: 56 });
  await panes.getByRole('button', { name: 'Editor' }).tap();
  expect(await shown()).toBe('010');
  await expect(line).toBeVisible();
  await line.tap();
  expect(await shown()).toBe('001');
  await expect(line).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(panes.getByRole('button', { pressed: true })).toHaveText('Outcome');
  await desk.panel.getByRole('link', { name: 'Dockerfile, line 2' }).tap();
  expect(await shown()).toBe('010');
  await expect(desk.box()).toBeFocused();
});

test('an exercise is solved on a phone, the line says so', async ({ page }) => {
  const desk = exercisePage(page);
  await page.goto(ADDRESS);
  await page.getByRole('group', { name: 'Pane' }).getByRole('button', { name: 'Editor' }).tap();
  await expect(desk.lines).toBeVisible();
  await desk.write(solution);
  const line = page.getByRole('button', { name: /^Solved: / });
  await expect(line).toHaveText(/^Solved: ≈\s960\sMB became ≈\s\d+(\.\d+)?\sMB7 of 7$/);
  await line.tap();
  await desk.panel.getByRole('link', { name: /^Next: / }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Two targets from one file');
});

test('what is touched is large enough', async ({ page }) => {
  await page.goto(ADDRESS);
  await expect(page.getByRole('button', { name: /ships in the image/ })).toBeVisible();
  expect(
    await tooSmall(page.getByRole('group', { name: 'Pane' }).getByRole('button'), { width: 44, height: 44 }),
  ).toEqual([]);
  expect(await tooSmall(page.getByRole('button', { name: /ships in the image/ }), { width: 44, height: 44 })).toEqual(
    [],
  );
  expect(await tooSmall(page.getByRole('main').getByRole('button'), { width: 44, height: 44 })).toEqual([]);
  await page.getByRole('group', { name: 'Pane' }).getByRole('button', { name: 'Outcome' }).tap();
  expect(await tooSmall(page.getByRole('tab'), { width: 44, height: 44 })).toEqual([]);
  await homePage(page).open();
  expect(
    await tooSmall(page.getByRole('list', { name: /^Exercises of/ }).getByRole('link'), { width: 28, height: 32 }),
  ).toEqual([]);
});

test('“On this page” folds into one line at the top of a lesson', async ({ page }) => {
  await page.goto('lessons/multi-stage-builds/');
  const fold = page.getByRole('main').locator('details').first();
  await expect(fold.getByRole('link').first()).toBeHidden();
  await fold.locator('summary').tap();
  await expect(fold.getByRole('link').last()).toHaveText('Exercises');
  await fold.getByRole('link').last().tap();
  await expect(page.locator('#exercises')).toBeInViewport();
});
