import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { terminal } from './pages/terminal.ts';
import { workbench } from './pages/workspace.ts';
import { expect, test } from './test.ts';

/** Two networks with a server on each, and a volume. */
const SHOP = [
  'docker network create front; docker network create --internal back',
  'docker run -d --name web --network front -v data:/data alpine:3.22 sleep 900',
  'docker run -d --name db --network back --network-alias postgres busybox httpd -f -p 5432',
];

/** The playground's machine after SHOP was typed, with one of its views open. */
async function explainer(page: Page) {
  const desk = terminal(page);
  await workbench(page).open('playground/');
  await page.getByRole('tab', { name: 'Machine' }).click();
  const panel = page.getByRole('tabpanel', { name: 'Machine' });
  await desk.open();
  await page.getByLabel('Speed').selectOption('as fast as possible');
  const type = async (commands: readonly string[]) => {
    await desk.section.getByRole('textbox', { name: 'Terminal 1' }).focus();
    let screen = '';
    for (const command of commands) screen = await desk.run(command);
    return screen;
  };
  await type(SHOP);
  return {
    panel,
    type,
    show: (view: string) => panel.getByRole('radio', { name: view, exact: true }).check({ force: true }),
  };
}

test('reachability: the advice of a way that is shut opens it, and the matrix follows at once', async ({ page }) => {
  const { panel, type, show } = await explainer(page);
  await show('Reach');
  await expect(panel.getByRole('heading', { name: 'web cannot reach db on port 5432.' })).toBeVisible();
  await expect(panel.getByText('They share no network: web is on front, db on back.')).toBeVisible();
  const matrix = panel.getByRole('table', { name: 'Who reaches whom' });
  const cell = matrix.getByRole('row', { name: /^web / }).getByRole('button').first();
  await expect(cell).toHaveText('not reachable: no common network');
  await type(['docker network connect back web']);
  await expect(cell).toHaveText('reachable: db, postgres');
  await expect(cell).toHaveAttribute('aria-pressed', 'true');
  await expect(panel.getByRole('heading', { name: 'web reaches db on port 5432.' })).toBeVisible();
  const steps = panel.getByRole('list', { name: /Step by step$/ }).getByRole('listitem');
  await expect(steps.last()).toHaveText('Ends here: db, port 5432: somebody listens on every address');
  // by keyboard: another cell
  await cell.focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('heading', { name: 'web reaches the internet.' })).toBeVisible();
});

test('names: what is typed is looked up, and the command beside it prints the same', async ({ page }) => {
  const { panel, type, show } = await explainer(page);
  await show('Names');
  await panel.getByLabel('Who asks').selectOption('web');
  await panel.getByLabel('Name', { exact: true }).fill('postgres');
  await expect(panel.getByRole('heading', { name: 'Nobody answers for postgres when web asks.' })).toBeVisible();
  await expect(panel.getByText('postgres is known on back only, and web is on front.')).toBeVisible();
  await type(['docker network connect back web']);
  await expect(panel.getByRole('heading', { name: 'db answers for postgres: 172.19.0.2.' })).toBeVisible();
  const typed = panel.getByText('docker exec web getent hosts postgres');
  await expect(typed).toBeVisible();
  expect(await type([(await typed.textContent()) ?? ''])).toContain('172.19.0.2');
});

test('files: from a mount to a file of the image, by its links', async ({ page }) => {
  const { panel, show } = await explainer(page);
  await show('Files');
  await expect(panel.getByRole('heading', { name: '/data comes from the volume data.' })).toBeVisible();
  await expect(panel.getByText('Still there, until docker volume rm.')).toBeVisible();
  const files = panel.getByRole('region', { name: /^Files in / });
  await files.getByRole('button', { name: '.. (the folder above)' }).click();
  await files.getByRole('button', { name: 'etc/' }).click();
  await files.getByRole('button', { name: 'passwd', exact: true }).click();
  await expect(panel.getByLabel('Path', { exact: true })).toHaveValue('/etc/passwd');
  await expect(panel.getByRole('heading', { name: '/etc/passwd comes from the image alpine:3.22.' })).toBeVisible();
  await panel.getByRole('table', { name: 'Mounts of web' }).getByRole('button', { name: '/data' }).click();
  await expect(panel.getByLabel('Path', { exact: true })).toHaveValue('/data');
});

test('rights: an action of the list is told of, and what would allow it', async ({ page }) => {
  const { panel, show } = await explainer(page);
  await show('Rights');
  await panel.getByRole('button', { name: 'set the time' }).press('Enter');
  await expect(panel.getByRole('heading', { name: 'In web, root may not set the time.' })).toBeVisible();
  await expect(panel.getByText('--cap-add SYS_TIME', { exact: true })).toBeVisible();
  await panel.getByLabel('User', { exact: true }).selectOption('1000');
  await expect(panel.getByText('docker exec -u 1000 web date -s @0')).toBeVisible();
  await expect(panel.getByRole('region', { name: 'The process' }).getByText('0000000000000000').first()).toBeVisible();
});

test('explainers pass axe in both themes, on a desk and on a phone, and nothing sticks out', async ({ page }) => {
  test.setTimeout(150_000);
  const { panel, show } = await explainer(page);
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    if (width < 800) await page.getByRole('button', { name: 'Outcome', exact: true }).click();
    for (const [view, question] of [
      ['Reach', 'Who can reach whom?'],
      ['Names', /^Who answers for/],
      ['Files', 'Where does this path come from?'],
      ['Rights', 'May it do that?'],
    ] as const) {
      await show(view);
      await expect(panel.getByRole('heading', { name: question })).toBeVisible();
      await expect(panel.getByRole('heading', { level: 3 })).toBeVisible();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).include('[role=tabpanel]').analyze();
        expect(violations).toEqual([]);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  }
});
