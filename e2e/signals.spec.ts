import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { exercisePage } from './pages/exercise.ts';
import { workbench } from './pages/workspace.ts';
import { expect, test } from './test.ts';

const HANDLER = 'node -e "process.on(\\"SIGTERM\\", () => process.exit(0)); setInterval(() => {}, 1000)"';

/** Types commands in the first terminal, each when the one before has ended. */
async function type(page: Page, commands: readonly string[]): Promise<void> {
  const prompt = page.locator("[data-terminal='0'] .xterm-accessibility-tree > div");
  const last = async () => ((await prompt.allTextContents()).findLast((line) => line.trim() !== '') ?? '').trim();
  await page.getByRole('button', { name: 'Open terminal' }).click();
  await page.getByLabel('Speed').selectOption('as fast as possible');
  await page.getByRole('textbox', { name: 'Terminal 1' }).focus();
  for (const command of commands) {
    await expect.poll(last).toMatch(/#$/);
    await page.keyboard.type(`${command}\n`);
    await page.keyboard.press('Control+l');
    await expect.poll(last, { timeout: 30_000 }).toMatch(/lab#$/);
  }
}

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .setLegacyMode(true)
    .analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

test('the story of two stops: who got the signal, what to try, the same in words, and one beside the other', async ({
  page,
}) => {
  const { outcome } = exercisePage(page);
  await workbench(page).open('playground/');
  await outcome.getByRole('tab', { name: 'Machine' }).click();
  await outcome.getByRole('radio', { name: 'Signals' }).check();
  await expect(outcome.getByText('No container has run yet.')).toBeVisible();
  await type(page, [
    `docker run -d --name around node:24-slim sh -c '${HANDLER}; true'`,
    `docker run -d --name direct node:24-slim ${HANDLER}`,
  ]);
  await outcome.getByLabel('Container').selectOption({ index: 1 });
  await expect(outcome.getByRole('heading', { name: 'Nothing has been asked of around yet' })).toBeVisible();
  await outcome.getByRole('button', { name: 'Type docker stop around' }).click();
  await expect(outcome.getByRole('heading', { name: 'SIGTERM never reached node' })).toBeVisible();
  const around = outcome.getByRole('article', { name: 'docker stop around' });
  await expect(around).toContainText('Make node PID 1: write CMD as a JSON array');
  await expect(around.getByRole('listitem').filter({ hasText: 'no handler: SIGTERM ignored' })).toContainText(
    'handler for SIGTERM, never called',
  );
  await expect(around.getByRole('img', { name: /^Signal timeline of docker stop around/ })).toBeVisible();
  await expect(around.getByRole('group').getByRole('listitem')).toHaveText([
    /0\.0.s.*docker stop around: SIGTERM to PID 1, then 10.s to end/,
    /0\.0.s.*SIGTERM to PID 1 \(sh\): it has no handler/,
    /10\.0.s.*The grace period is over: SIGKILL to PID 1/,
    /10\.0.s.*PID 1 \(sh\): exit 137/,
    /10\.0.s.*PID \d+ \(node\): killed with PID 1/,
  ]);
  await outcome.getByRole('button', { name: 'direct' }).click();
  await outcome.getByRole('button', { name: 'Type docker stop direct' }).click();
  await expect(outcome.getByRole('heading', { name: 'node handled SIGTERM and ended at once' })).toBeVisible();
  await outcome.getByLabel('Compare with').selectOption({ index: 1 });
  await expect(outcome.getByRole('article')).toHaveCount(2);
  const rows = outcome.getByRole('row').filter({ has: page.getByRole('button') });
  await expect(rows.nth(0)).toContainText(/direct.*node.*0$/);
  await expect(rows.nth(1)).toContainText(/around.*sh.*10\.0.s.*137$/);
  for (const width of [1440, 390])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      if (width === 390)
        await page.getByRole('group', { name: 'Pane' }).getByRole('button', { name: 'Outcome' }).click();
      expect(await violations(page), `${width} px, ${colorScheme}`).toEqual([]);
      if (process.env['SHOTS']) {
        await page.screenshot({ path: `/tmp/s-shots/two-${width}-${colorScheme}.png` });
        await outcome.screenshot({ path: `/tmp/s-shots/out-${width}-${colorScheme}.png` });
      }
    }
});
