import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { terminal } from './pages/terminal.ts';
import { expect, test } from './test.ts';

const LESSON = 'lessons/hardening/';

function session(page: Page, title: string) {
  return page.locator('figure[data-language=session]').filter({ hasText: title });
}

test('a session of a lesson shows what was typed, what was printed and how it ended; copying takes what was typed', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(LESSON);
  const figure = session(page, 'A profile that is no word');
  await expect(figure.locator('.session-note').first()).toHaveText('exit code 125');
  await expect(figure).toContainText('opening seccomp profile (default) failed');
  await figure.getByRole('button', { name: 'Copy' }).click();
  await expect(figure.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'docker run --rm --security-opt seccomp=default alpine:3.22 true\n' +
      'docker run --rm --security-opt seccomp=builtin alpine:3.22 grep Seccomp: /proc/self/status',
  );
});

test('“open in playground” brings the machine of a session: its files, its log, and what goes on from there', async ({
  page,
}) => {
  await page.goto(LESSON);
  await session(page, 'The second start').getByRole('button', { name: 'Open in playground' }).click();
  const desk = terminal(page);
  await expect.poll(desk.screen, { timeout: 30_000 }).toContain('Exited (1)');
  await page.getByLabel('Speed').selectOption('as fast as possible');
  await desk.section.getByRole('textbox', { name: 'Terminal 1' }).focus();
  await desk.run('docker rm -f db > /dev/null; docker ps -aq | wc -l');
  expect(await desk.screen()).toContain('\n0\n');
  await page.getByRole('button', { name: 'Back to own files' }).click();
  await expect(page.getByRole('tab', { name: 'server.test.js' })).toBeVisible();
});

test('a session that is taken over stays: files and machine are there after a reload', async ({ page }) => {
  await page.goto(LESSON);
  await session(page, 'What does it write?').getByRole('button', { name: 'Open in playground' }).click();
  const desk = terminal(page);
  await expect.poll(desk.screen, { timeout: 30_000 }).toContain('Read-only file system');
  await page.getByRole('button', { name: 'Go on with these' }).click();
  await page.reload();
  await expect.poll(desk.screen, { timeout: 30_000 }).toContain('Read-only file system');
  await expect(page.getByRole('tab', { name: 'server.js' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Go on with these' })).toBeHidden();
});

test('a question about a machine is answered by it, and its answer shows the session', async ({ page }) => {
  await page.goto(LESSON);
  const figure = page.locator('figure.predict').filter({ hasText: 'With which options does it answer?' });
  await figure.getByRole('checkbox', { name: 'two' }).check();
  await figure.getByRole('button', { name: 'Check the prediction' }).click();
  await expect(figure.getByRole('status')).toHaveText('2 of 3 right.');
  await expect(figure.locator('figure[data-language=session]')).toContainText('--cap-add SETGID');
});

test('maps and signals of sessions are drawn in the text and said in words', async ({ page }) => {
  await page.goto('lessons/networks/');
  const question = page.locator('figure.predict').filter({ has: page.locator('figure.drawing') });
  await question.first().getByText('Answer', { exact: true }).click();
  const map = question.first().locator('figure.drawing');
  await map.scrollIntoViewIfNeeded();
  await expect(map.getByRole('img')).toBeVisible();
  await map.getByText('The same as a table').click();
  await expect(map.getByRole('rowheader').first()).toBeVisible();
});

for (const theme of ['light', 'dark'] as const)
  test(`a lesson with sessions has no accessibility problems, ${theme}, wide and on a phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(LESSON);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });
