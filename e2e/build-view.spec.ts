import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { exercise } from './content.ts';
import { buildViews } from './pages/build-views.ts';
import { exercisePage } from './pages/exercise.ts';
import { expect, test } from './test.ts';

/** Opens the playground and waits for the first build. */
async function playground(page: Page) {
  const desk = exercisePage(page);
  await desk.open('playground/');
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Builds');
  return { desk, views: buildViews(desk) };
}

/** Puts a Dockerfile in place and waits until its build is on display. */
async function built(page: Page, dockerfile: string) {
  const { desk, views } = await playground(page);
  await desk.write({ Dockerfile: dockerfile });
  await desk.openTab('Log');
  await expect(desk.panel.getByRole('group', { name: 'Build log' })).toContainText(
    dockerfile.trim().split('\n').at(-1)!.slice(4, 24),
  );
  return { desk, views };
}

test('after an edit each step says whether it runs again and why, back to the file', async ({ page }) => {
  const { desk, views } = await playground(page);
  await desk.openTab('Build');
  await expect(desk.panel.getByText('the cache of the build before can be chosen here')).toBeVisible();
  await desk.show('server.js');
  await desk.box('server.js').focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('// changed');
  await desk.panel.getByRole('button', { name: 'What would run again after the last edit' }).click();
  await expect(desk.panel.getByRole('heading', { name: 'Why did it run again?' })).toBeVisible();
  await expect(desk.panel.getByText('4 cached. Different: server.js.')).toBeVisible();
  expect(await views.steps()).toEqual([
    '[check 1/4] FROM docker.io/library/node:24-slim: cached',
    '[check 2/4] WORKDIR /app: cached',
    '[check 3/4] COPY server.js server.test.js ./: ran',
    '[check 4/4] RUN node --test: ran',
    '[stage-1 1/3] FROM docker.io/library/node:24-slim: cached',
    '[stage-1 2/3] WORKDIR /app: cached',
    '[stage-1 3/3] COPY --from=check /app/server.js ./: ran',
  ]);
  const tests = desk.panel.getByRole('listitem').filter({ hasText: 'RUN node --test' }).first();
  await tests.getByText('Ran because').click();
  await expect(tests.getByRole('listitem')).toHaveText([
    'server.js changed',
    '[check 3/4] COPY server.js server.test.js ./ gave a different result',
    '[check 4/4] RUN node --test ran again',
  ]);
  await tests.getByRole('link', { name: 'line 5' }).click();
  await expect(desk.box()).toBeFocused();
});

test('the timeline and the stages follow the chosen cache and stand in a table too', async ({ page }) => {
  const { desk, views } = await playground(page);
  await desk.openTab('Build');
  await views.show('Timeline');
  await expect(
    desk.panel.getByRole('img', { name: /^Timeline of the build: \d+\.\d\ss; the critical path is check → stage-1/ }),
  ).toBeVisible();
  await desk.panel.getByText('The same as a table').click();
  await expect(desk.panel.getByRole('row', { name: /RUN node --test/ })).toContainText('critical');
  await views.show('Stages');
  await expect(desk.panel.getByRole('row', { name: /^check line 2/ })).toContainText('ran');
  await desk.show('server.test.js');
  await desk.box('server.test.js').focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('// changed');
  await views.choose('of the build before');
  await expect(desk.panel.getByRole('row', { name: /^stage-1/ })).toContainText('cached');
  await views.show('Timeline');
  await desk.panel.getByText('The same as a table').click();
  await expect(desk.panel.getByRole('row', { name: /COPY --from=check/ })).toContainText('cached');
});

test('the slider shows what a step left, and the tree is walked with the keys', async ({ page }) => {
  const { desk, views } = await playground(page);
  await desk.openTab('Build');
  await views.show('Inside');
  await expect(views.slider).toHaveAttribute(
    'aria-valuetext',
    'step 7 of 7: [stage-1 3/3] COPY --from=check /app/server.js ./',
  );
  await expect.poll(views.rows).toEqual(['1 - app/', '2 added server.js']);
  await views.slider.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(views.slider).toHaveAttribute(
    'aria-valuetext',
    'step 3 of 7: [check 3/4] COPY server.js server.test.js ./',
  );
  await expect.poll(views.rows).toEqual(['1 - app/', '2 added server.js', '2 added server.test.js']);
  await views.tree.focus();
  await page.keyboard.press('ArrowDown');
  expect(await views.row()).toMatch(/^\+added ?server\.js/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(views.rows).toEqual(['1 - app/']);
  await desk.panel.getByLabel('Changes only').uncheck();
  await expect.poll(async () => (await views.rows()).length).toBeGreaterThan(10);
  await page.keyboard.press('Tab');
  await expect(views.tree).toBeFocused();
  await page.keyboard.press('u');
  expect(await views.row()).toMatch(/usr\//);
  await expect(desk.panel.getByText('User root, folder /app, shell /bin/sh -c.')).toBeVisible();
  await desk.panel.getByText(/^\d+\svariables$/).click();
  await expect(desk.panel.getByText(/^NODE_VERSION=/)).toBeVisible();
});

test('a build that fails shows what ran, and what the steps before the failure left', async ({ page }) => {
  const { desk, views } = await playground(page);
  await desk.write({ Dockerfile: 'FROM alpine:3.22\nRUN echo a > /first\nRUN false\n' });
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Fails');
  await desk.openTab('Build');
  await expect(desk.panel.getByText(/^Failed: 3\ssteps ran, /)).toBeVisible();
  await expect(desk.panel.getByText(/^failed, exit code 1, line 3$/)).toBeVisible();
  await views.show('Inside');
  await expect.poll(views.rows).toEqual(['1 added first']);
  await desk.panel.getByRole('button', { name: 'Next step' }).click();
  await expect(desk.panel.getByText('This step failed: it left nothing behind.')).toBeVisible();
  await desk.openTab('Layers');
  await expect(desk.panel.getByText('No image')).toBeVisible();
});

test('a folder of 3,000 files is opened, walked and left; only the rows in view are in the page', async ({ page }) => {
  const { desk, views } = await built(page, 'FROM alpine:3.22\nRUN mkdir /many && cd /many && touch $(seq 3000)\n');
  await desk.openTab('Layers');
  await desk.panel
    .getByText(/^Layer \d+: files$/)
    .last()
    .click();
  await views.tree.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await views.rows()).length).toBeGreaterThan(10);
  expect((await views.rows()).length).toBeLessThan(60);
  await page.keyboard.press('End');
  expect(await views.row()).toBe('2,500 more');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await page.keyboard.press('End'), views.row())).toBe('1,000 more');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await page.keyboard.press('End'), views.row())).toMatch(/^\+added ?999/);
  expect((await views.rows()).length).toBeLessThan(60);
});

test('the answer is compared with the starter: files, sizes, steps, layers', async ({ page }) => {
  const { id, solution } = exercise('split-a-go-build');
  const desk = exercisePage(page);
  const views = buildViews(desk);
  await desk.open(`lessons/${id}/`);
  await desk.write(solution);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Solved');
  await desk.openTab('Build');
  await views.show('Compare');
  await views.choose('the starter');
  await expect(desk.panel.getByText(/^\d+\sMB smaller; \d+\ssteps ran again\.$/)).toBeVisible();
  await expect(desk.panel.getByRole('row', { name: /^Image/ })).toContainText('MB');
  await expect(desk.panel.getByRole('listitem').filter({ hasText: 'gone' }).first()).toBeVisible();
});

test('every place where a declared secret stayed is named, with the step that put it there', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open(`lessons/${exercise('key-in-a-builder').id}/`);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Fix first');
  await desk.openTab('Build');
  await buildViews(desk).show('Secrets');
  await expect(desk.panel.getByRole('heading', { name: /^The secret can be read in \d\splaces$/ })).toBeVisible();
  await expect(desk.panel.getByRole('row', { name: /^Cache of other stages/ })).toContainText('/root/.ssh/id_ed25519');
  await expect(desk.panel.getByRole('row', { name: /^History/ })).toContainText('clean');
  await desk.panel.getByRole('link', { name: 'line 4' }).first().click();
  await expect(desk.box()).toBeFocused();
});

test('Tab leads from the files of a layer to its line, then into the opened tree; the page itself never scrolls', async ({
  page,
}) => {
  const { desk, views } = await playground(page);
  await desk.openTab('Layers');
  const opener = desk.panel.getByRole('button', { name: /^Layer \d+: files$/ }).last();
  await expect(opener).toHaveAttribute('aria-expanded', 'false');
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(opener).toHaveAttribute('aria-expanded', 'true');
  await expect(views.tree).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(desk.panel.getByRole('link', { name: 'line 9' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(desk.panel.getByLabel('Changes only')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(views.tree).toBeFocused();
  const over = () => page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  expect(await over()).toBe(0);
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await over()).toBe(0);
  await page.goto('lessons/build-cache/five-edits/');
  await expect.poll(over).toBe(0);
});

test('a step beside the critical path says how long it could wait, drawn and in the table', async ({ page }) => {
  const { desk, views } = await built(
    page,
    'FROM alpine:3.22 AS slow\nRUN sleep 9 && echo 1 > /a\nFROM alpine:3.22 AS quick\nRUN sleep 2 && echo 2 > /b\n' +
      'FROM alpine:3.22\nCOPY --from=slow /a /a\nCOPY --from=quick /b /b\n',
  );
  await desk.openTab('Build');
  await views.show('Timeline');
  await expect(desk.panel.getByText(/^2\.\d\ss, 7\.\d\ss to spare$/)).toBeVisible();
  await desk.panel.getByText('The same as a table').click();
  await expect(desk.panel.getByRole('row', { name: /RUN sleep 2/ })).toContainText('to spare');
  await expect(desk.panel.getByRole('row', { name: /RUN sleep 9/ })).toContainText('critical');
});

const LONG = `FROM alpine:3.22\n${Array.from({ length: 200 }, (_, at) => `RUN echo ${at} > /file-${at}\n`).join('')}`;

test('typing goes on while 200 steps are on display', async ({ page }) => {
  const { desk, views } = await built(page, LONG);
  await desk.openTab('Build');
  await views.show('Timeline');
  await desk.box().focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.evaluate(() => {
    const slow: number[] = [];
    Object.assign(window, { slow });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) slow.push(entry.duration);
    }).observe({ type: 'longtask' });
  });
  const line = 'RUN echo "typed at full speed"';
  await page.keyboard.type(line, { delay: 15 });
  await expect.poll(desk.text).toContain(line);
  const slow = await page.evaluate(() => (window as unknown as { slow: number[] }).slow);
  test.info().annotations.push({ type: 'long tasks in ms', description: slow.map(Math.round).join(', ') });
  expect(slow.filter((duration) => duration > 250)).toEqual([]);
});

test('axe finds nothing in any view, in both themes, wide and narrow', async ({ page }) => {
  test.slow(); // 28 scans
  const desk = exercisePage(page);
  const views = buildViews(desk);
  await desk.open(`lessons/${exercise('key-in-a-builder').id}/`);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Fix first');
  await desk.openTab('Build');
  const outcome = page.getByRole('group', { name: 'Pane' }).getByRole('button', { name: 'Outcome' });
  for (const view of ['Steps', 'Timeline', 'Stages', 'Inside', 'Compare', 'Secrets', 'Layers']) {
    if (view === 'Layers') {
      await desk.openTab('Layers');
      await desk.panel.getByText('Layer 1: files').click();
    } else await views.show(view);
    if (view === 'Layers' || view === 'Inside') await expect(views.tree).toBeVisible();
    for (const width of [1440, 390])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        if (await outcome.isVisible()) await outcome.click();
        const { violations } = await new AxeBuilder({ page })
          .include('[data-pane=outcome]')
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .setLegacyMode(true)
          .analyze();
        const found = violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
        );
        expect(found, `${view}, ${width} px, ${colorScheme}`).toEqual([]);
      }
    await page.setViewportSize({ width: 320, height: 900 });
    const over = await page.evaluate(() => {
      const panel = document.querySelector('[role=tabpanel][data-entry]');
      return [document.documentElement, ...(panel ? [panel] : [])].map((box) => box.scrollWidth - box.clientWidth);
    });
    expect(over, `${view} at 320 px`).toEqual([0, 0]);
    await page.setViewportSize({ width: 1440, height: 900 });
  }
});
