import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { exercisePage, type ExercisePage } from './pages/exercise.ts';
import { record } from './storage.ts';
import { expect, test } from './test.ts';

const ADDRESS = 'lessons/multi-stage-builds/split-a-go-build/';
const ID = 'multi-stage-builds/split-a-go-build';

/** Opens the panel; `answer` is its first line. */
async function panel(
  desk: ExercisePage,
  address: string,
): Promise<{ suppose: Locator; answer: Locator; steps(): Promise<string[]> }> {
  await desk.open(address);
  await desk.openTab('What if');
  const live = desk.panel.locator('[aria-live]');
  return {
    suppose: desk.panel.getByLabel('Suppose'),
    answer: live.locator('p').first(),
    steps: () =>
      live.getByRole('listitem').evaluateAll((rows) =>
        rows.map((row) =>
          [...row.children]
            .map((child) => child.textContent?.replace(/^<?[\d.]+\s*s$/, 'time'))
            .filter(Boolean)
            .join(' | '),
        ),
      ),
  };
}

test('an edit is tried without making it: which steps run again, why, and how long it takes', async ({ page }) => {
  const desk = exercisePage(page);
  const { answer, steps } = await panel(desk, ADDRESS);
  await desk.panel.getByLabel('File').selectOption('cmd/server/main.go');
  await expect(answer).toHaveText(/^2 of 3\ssteps run again: \d/);
  expect(await steps()).toEqual([
    '[2/4] WORKDIR /src | cached',
    '[3/4] COPY . . | time | Runs again because cmd/server/main.go changed',
    '[4/4] RUN go build -o /usr/local/bin/tariffs ./cmd/server | time | Runs again because [3/4] COPY . . gave a different result',
  ]);
  // nothing was written
  expect((await record(page, ID))?.attempt ?? null).toBeNull();
  await expect(desk.editor.getByRole('tab', { name: /changed/ })).toHaveCount(0);
});

test('a touched file runs nothing again, another mode does, a deleted file ends the build', async ({ page }) => {
  const desk = exercisePage(page);
  const { suppose, answer } = await panel(desk, ADDRESS);
  await desk.panel.getByLabel('File').selectOption('go.mod');
  await suppose.selectOption('touch');
  await expect(answer).toHaveText(/^Nothing runs again: all 3\ssteps come from the cache$/);
  await suppose.selectOption('chmod');
  await expect(answer).toHaveText(/^2 of 3\ssteps run again/);
  await suppose.selectOption('delete');
  await expect(answer).toHaveText('The build would fail');
});

test('a LABEL runs nothing again, an ENV each RUN below it; where COPY takes the Dockerfile along, both do', async ({
  page,
}) => {
  const desk = exercisePage(page);
  const { suppose, answer } = await panel(desk, 'playground/');
  await desk.write({ Dockerfile: 'FROM alpine:3.22\nCOPY server.js /\nRUN true\n' });
  await suppose.selectOption('label');
  await expect(answer).toHaveText(/^Nothing runs again: all 2\ssteps/);
  await suppose.selectOption('env');
  await expect(answer).toHaveText(/^1 of 2\ssteps runs again/);
  await desk.write({ Dockerfile: 'FROM alpine:3.22\nCOPY . /\nRUN true\n' });
  await suppose.selectOption('label');
  await expect(answer).toHaveText(/^2 of 2\ssteps run again/);
  await expect(desk.panel.getByText('Runs again because Dockerfile changed')).toBeVisible();
});

test('another base image is loaded and tried; one that is not known here says so', async ({ page }) => {
  const desk = exercisePage(page);
  const { suppose, answer } = await panel(desk, 'playground/');
  await suppose.selectOption('base');
  await desk.panel.getByLabel('New image').fill('node:22-slim');
  await expect(desk.panel.getByText('node:22-slim').last()).toBeVisible();
  await expect(answer).toHaveText(/run again/);
  await desk.panel.getByLabel('New image').fill('node:22-nothing');
  await expect(desk.panel.getByText(/^Not simulated, so the answer may differ/)).toBeVisible();
});

test('the answer follows the text, and a build that fails leaves nothing to try', async ({ page }) => {
  const desk = exercisePage(page);
  const { answer } = await panel(desk, 'playground/');
  await desk.write({ Dockerfile: 'FROM alpine:3.22\nCOPY server.js /\nRUN true\n' });
  await expect(answer).toHaveText(/^2 of 2\ssteps run again/);
  await desk.write({ Dockerfile: 'FROM alpine:3.22\nRUN false\n' });
  await expect(answer).toHaveText('The build fails as it is: there is no cache to build on.');
});

test('the panel is used by keyboard and on a phone; axe finds nothing', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(ADDRESS);
  await page.getByRole('group', { name: 'Pane' }).getByRole('button', { name: 'Outcome' }).click();
  const desk = exercisePage(page);
  await desk.openTab('What if');
  const suppose = desk.panel.getByLabel('Suppose');
  await suppose.focus();
  await page.keyboard.press('ArrowDown');
  await expect(suppose).toHaveValue('touch');
  await expect(desk.panel.locator('[aria-live] p').first()).toHaveText(/^Nothing runs again/);
  await page.keyboard.press('Tab');
  await expect(desk.panel.getByLabel('File')).toBeFocused();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wide).toBe(false);
});
