import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { terminal } from './pages/terminal.ts';
import { workbench } from './pages/workspace.ts';
import { expect, test } from './test.ts';

/** The playground with a terminal, and the tab of the machine beside it. */
async function machine(page: Page) {
  const desk = terminal(page);
  await workbench(page).open('playground/');
  await page.getByRole('tab', { name: 'Machine' }).click();
  const panel = page.getByRole('tabpanel', { name: 'Machine' });
  return {
    desk,
    panel,
    map: panel.getByRole('group', { name: /^Map of networks/ }),
    rows: (table: string) =>
      panel
        .getByRole('table', { name: table })
        .getByRole('row')
        .evaluateAll((rows) =>
          rows.map((row) =>
            [...row.querySelectorAll('th, td')].map((cell) =>
              (cell as HTMLElement).innerText.trim().replaceAll('\u00a0', ' '),
            ),
          ),
        ),
    async begin() {
      await desk.open();
      await page.getByLabel('Speed').selectOption('as fast as possible');
      await desk.section.getByRole('textbox', { name: 'Terminal 1' }).focus();
    },
  };
}

test('what is typed appears on the map at once, with networks, names, ports and mounts; undo takes it away', async ({
  page,
}) => {
  const { desk, panel, map, rows, begin } = await machine(page);
  await expect(panel.getByText('docker run -d --name web -p 8080:80 nginx:alpine')).toBeVisible();
  await begin();
  await desk.run('docker network create --internal back');
  await expect(map.getByRole('button', { name: 'back, 172.18.0.0/16 · bridge, internal' })).toBeVisible();
  await desk.run('docker run -d --name web --network back --network-alias www -v data:/data alpine:3.22 sleep 900');
  await expect(panel.getByText('1 container runs; 1 network of its own, 1 volume.')).toBeVisible();
  await expect(map.getByRole('button', { name: 'web, alpine:3.22, running' })).toBeVisible();
  await expect(map.getByRole('button', { name: 'data, named volume, 0 B' })).toBeVisible();
  expect(await rows('Containers')).toEqual([
    ['Container', 'State', 'Network', 'Address', 'Names there', 'Published', 'Mounts'],
    ['web', 'running', 'back', '172.18.0.2', 'web, www', '–', 'volume data → /data'],
  ]);
  await desk.run('docker stop -t 0 web');
  await expect(map.getByRole('button', { name: 'web, alpine:3.22, exited (137)' })).toBeVisible();
  await desk.section.getByRole('button', { name: 'Undo last command' }).click();
  await expect(map.getByRole('button', { name: 'web, alpine:3.22, running' })).toBeVisible();
});

test('by keyboard alone: through the map, to the details, to a field and its command', async ({ page }) => {
  const { desk, panel, map, begin } = await machine(page);
  await begin();
  await desk.run('docker network create front');
  await desk.run('docker run -d --name web --network front alpine:3.22 sleep 900');
  await desk.run('docker run -d --name api --network front alpine:3.22 sleep 900');
  await expect(map.getByRole('button', { name: /^api, / })).toBeVisible();
  await panel.getByRole('radio', { name: 'Map' }).focus();
  await page.keyboard.press('Tab');
  await expect(map.getByRole('button', { name: /^front, / })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(map.getByRole('button', { name: /^web, / })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(map.getByRole('button', { name: /^api, / })).toHaveAttribute('aria-pressed', 'true');
  const details = panel.getByRole('region', { name: 'Details of api' });
  await expect(details.getByRole('tree')).toBeVisible();
  // behind the map stands what enlarges it, unless the details were out of view and have taken the focus
  await page.keyboard.press('Tab');
  if (await panel.getByRole('button', { name: 'Enlarge' }).evaluate((one) => one === document.activeElement))
    await page.keyboard.press('Tab');
  await expect(details.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(details.getByRole('tree')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('s');
  await page.keyboard.press('ArrowRight');
  await expect(details.getByText("docker inspect -f '{{.State.Status}}' api")).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(details.getByRole('treeitem', { name: /^State / })).toHaveAttribute('aria-expanded', 'false');
  await details.getByRole('button', { name: 'Close' }).press('Enter');
  await expect(details).toBeHidden();
});

test('what a field’s command prints is what the tree shows', async ({ page }) => {
  const { desk, panel, begin } = await machine(page);
  await begin();
  await desk.run('docker run -d --name web alpine:3.22 sleep 900');
  await panel.getByRole('table', { name: 'Containers' }).getByRole('button', { name: 'web' }).click();
  const details = panel.getByRole('region', { name: 'Details of web' });
  const pid = details.getByRole('treeitem', { name: /^Pid / });
  await pid.click();
  const shown = ((await pid.textContent()) ?? '').replace(/\D/g, '');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await details.getByRole('button', { name: 'Copy' }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toBe("docker inspect -f '{{.State.Pid}}' web");
  await desk.section.getByRole('textbox', { name: 'Terminal 1' }).focus();
  expect(await desk.run(command)).toContain(`\n${shown}\n`);
});

test('what is chosen in a table far below comes into view with the focus; closed, it leaves it in the pane', async ({
  page,
}) => {
  const { desk, panel, begin } = await machine(page);
  await begin();
  // so many containers that the details are far above the table of images
  await desk.run('for i in 1 2 3 4 5 6 7 8 9; do docker run -d --name web$i alpine:3.22 sleep 900; done');
  await panel.getByRole('table', { name: 'Images' }).getByRole('button', { name: 'alpine:3.22' }).press('Enter');
  const details = panel.getByRole('region', { name: 'Details of alpine:3.22' });
  await expect(details.getByRole('heading')).toBeFocused();
  await expect(details.getByRole('heading')).toBeInViewport();
  await details.getByRole('button', { name: 'Close' }).press('Enter');
  await expect(panel).toBeFocused();
});

test('the map is enlarged over the whole window, and chosen from there', async ({ page }) => {
  const { desk, panel, map, begin } = await machine(page);
  await begin();
  await desk.run('docker run -d --name web alpine:3.22 sleep 900');
  await panel.getByRole('button', { name: 'Enlarge' }).click();
  const dialog = page.getByRole('dialog', { name: 'Networks, containers and storage' });
  await dialog.getByRole('button', { name: /^web, / }).click();
  await expect(dialog.getByRole('button', { name: /^web, / })).toHaveAttribute('aria-pressed', 'true');
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(map.getByRole('button', { name: /^web, / })).toHaveAttribute('aria-pressed', 'true');
});

test('gauges show what was highest and who was killed for want of memory', async ({ page }) => {
  const { desk, panel, rows, begin } = await machine(page);
  await begin();
  await desk.run('docker run --name leak --memory 32m alpine:3.22 dd if=/dev/zero of=/dev/null bs=40M count=1');
  await panel.getByRole('radio', { name: 'Limits' }).check({ force: true });
  await expect(panel.getByText('leak ran out of memory: the kernel killed a process in it.')).toBeVisible();
  const leak = panel.getByRole('region', { name: 'leak' });
  await expect(leak.getByRole('meter', { name: 'leak, memory' })).toHaveAttribute(
    'aria-valuetext',
    /^0\sB of 32\sMiB$/,
  );
  await expect(leak.getByText('Highest 32 MiB. The kernel has killed a process in it.')).toBeVisible();
  await panel.getByText('The same as a table').click();
  expect((await rows('Use against limits'))[1]?.slice(0, 4)).toEqual(['leak', 'exited', '0 B of 32 MiB', '1']);
});

test('the machine is there without a terminal, and after a reload it is made again', async ({ page }) => {
  const { desk, panel, map, begin } = await machine(page);
  await begin();
  await desk.run('docker run -d --name web alpine:3.22 sleep 900');
  await expect(map.getByRole('button', { name: /^web, / })).toBeVisible();
  await desk.section.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('tab', { name: 'Summary' }).click();
  await page.getByRole('tab', { name: 'Machine' }).click();
  await expect(map.getByRole('button', { name: /^web, / })).toBeVisible();
  await page.reload();
  await page.getByRole('tab', { name: 'Machine' }).click();
  await expect(map.getByRole('button', { name: /^web, alpine:3.22, running/ })).toBeVisible();
  await expect(panel.getByText('1 container runs; no network of its own.')).toBeVisible();
});

test('map and gauges pass axe in both themes, on a desk and on a phone; the phone lists', async ({ page }) => {
  test.setTimeout(120_000);
  const { desk, panel, map, begin } = await machine(page);
  await begin();
  await desk.run('docker run -d --name web --memory 64m -p 127.0.0.1:8080:80 -v data:/data alpine:3.22 sleep 900');
  await map.getByRole('button', { name: /^web, / }).click();
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    if (width < 800) await page.getByRole('button', { name: 'Outcome', exact: true }).click();
    for (const view of ['Map', 'Limits']) {
      await panel.getByRole('radio', { name: view }).check({ force: true });
      await expect(panel.getByText(view === 'Map' ? 'What is on this machine?' : 'Which limit is near?')).toBeVisible();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).include('[role=tabpanel]').analyze();
        expect(violations).toEqual([]);
      }
    }
    await panel.getByRole('radio', { name: 'Map' }).check({ force: true });
    await expect(map).toBeVisible({ visible: width > 800 });
    await expect(panel.getByRole('list', { name: 'Containers' })).toBeVisible({ visible: width < 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
});

test('an exercise that begins with a machine shows it before anything is typed', async ({ page }) => {
  await page.goto('lessons/networks/default-bridge/');
  await page.getByRole('tab', { name: 'Machine' }).click();
  const panel = page.getByRole('tabpanel', { name: 'Machine' });
  const map = panel.getByRole('group', { name: /^Map of networks/ });
  // the checks of the exercise are worked out before it, in the same worker
  const api = map.getByRole('button', { name: /^api, node:22-alpine, running · listens on \d+$/ });
  await expect(api).toBeVisible({ timeout: 40_000 });
  await expect(map.getByRole('button', { name: /^web, node:22-alpine, running · listens on 8080$/ })).toBeVisible();
  await expect(map.getByRole('button', { name: /^bridge, / })).toBeVisible();
  await expect(panel.getByText('One port is published, on the loopback address only.')).toBeVisible();
});
