import { all } from './content.ts';
import { exercisePage } from './pages/exercise.ts';
import { homePage } from './pages/home.ts';
import { site } from './pages/site.ts';
import { store } from './storage.ts';
import { expect, test } from './test.ts';

const [first] = all;

test('a first visit leads by links from the map to the lesson, to an exercise and back, and the map shows what was begun', async ({
  page,
}) => {
  const home = homePage(page);
  const desk = exercisePage(page);
  await home.open();
  const minutes = all.reduce((sum, exercise) => sum + exercise.minutes, 0);
  const left = `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
  await expect(home.tally).toHaveText(`0 of ${all.length} done · about ${left} left`);
  await expect.poll(home.dots).toEqual(all.map(({ title }) => `${title}: open`));
  await expect(home.resume).toHaveAccessibleName('Start: Multi-stage builds');
  await home.resume.click();
  await expect(page).toHaveURL(/\/drydock\/lessons\/multi-stage-builds\/$/);
  await expect(site(page).heading).toHaveText('Multi-stage builds');
  await page
    .getByRole('region', { name: 'Exercises' })
    .getByRole('link', { name: first?.title ?? '' })
    .click();
  await expect(page).toHaveURL(/\/drydock\/lessons\/multi-stage-builds\/split-a-go-build\/$/);
  await expect(desk.lines).toBeVisible();
  await desk.write({ Dockerfile: 'FROM scratch\n' });
  await expect(page.getByText('Saved on this device')).toBeVisible();
  await page.getByRole('banner').getByRole('link', { name: 'Drydock' }).click();
  await expect(home.tally).toContainText(`0 of ${all.length} done · 1 begun · about `);
  await expect.poll(async () => (await home.dots())[0]).toBe(`${first?.title}: begun, last open`);
  await expect(home.resume).toHaveAccessibleName(`Continue: ${first?.title}`);
  await expect(home.scale).toHaveAccessibleName(`0 of ${all.length} exercises done, 1 begun`);
});

test('every link of the site stays below its folder and leads to a page', async ({ page, request }) => {
  const seen = new Set<string>();
  for (const start of [
    '',
    'lessons/multi-stage-builds/',
    'lessons/multi-stage-builds/two-targets/',
    'rules/',
    '404/',
  ]) {
    await page.goto(start);
    await expect(site(page).heading).toHaveCount(1);
    const links = await page
      .locator('a[href]')
      .evaluateAll((found) => found.map((link) => (link as HTMLAnchorElement).href));
    for (const link of links) seen.add(link.replace(/#.*/, ''));
  }
  const origin = new URL(page.url()).origin;
  const inside = [...seen].filter((link) => link.startsWith(origin));
  expect(inside.filter((link) => !new URL(link).pathname.startsWith('/drydock/'))).toEqual([]);
  const pages = inside.filter((link) => link !== page.url());
  const dead = await Promise.all(
    pages.map(async (link) => {
      const { status, url } = await request
        .head(link)
        .then((answer) => ({ status: answer.status(), url: answer.url() }));
      // an address without its slash would answer with a redirect
      return status === 200 && url === link ? [] : [`${status} ${link} → ${url}`];
    }),
  );
  expect(dead.flat()).toEqual([]);
  expect(pages.length).toBeGreaterThan(50);
});

test('an address that leads nowhere says so with status 404 and shows the way back', async ({ page }) => {
  const response = await page.goto('lessons/nothing-of-this-name/');
  expect(response?.status()).toBe(404);
  await expect(site(page).heading).toHaveText('There is no page at this address');
  await page.getByRole('link', { name: 'To the map' }).click();
  await expect(site(page).heading).toHaveText('Advanced Docker Techniques');
});

test('reading a lesson asks for neither editor nor engine; an exercise asks for both', async ({ page }) => {
  const asked: string[] = [];
  // only same-origin scripts, by the name of their chunk
  page.on('request', (request) => {
    if (/\.(js|ttf|json)$/.test(request.url()))
      asked.push(
        request
          .url()
          .replace(/^.*\//, '')
          .replace(/-[\w-]{8}(?=\.)/, ''),
      );
  });
  page.on('worker', (worker) => asked.push(`worker ${worker.url()}`));
  await page.goto('lessons/multi-stage-builds/');
  await expect(page.getByRole('button', { name: 'Search' })).toBeVisible();
  await page.mouse.wheel(0, 20_000);
  await page.waitForLoadState('networkidle');
  expect(asked.filter((name) => /^(worker|session|entry|editor|exercise|codicon|alpine|golang)/.test(name))).toEqual(
    [],
  );
  expect(asked).toContain('index.js');
  await page.getByRole('region', { name: 'Exercises' }).getByRole('link').first().click();
  await expect(exercisePage(page).lines).toBeVisible();
  expect(asked).toEqual(expect.arrayContaining(['session.js', 'entry.js']));
});

test('the theme is chosen in the bar or in settings, stays after a reload, and is there before any script of the app', async ({
  page,
}) => {
  const { look } = site(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('settings/');
  const bar = page.getByRole('button', { name: /^Theme: / });
  await expect(bar).toHaveText('Theme: system');
  expect(await look()).toBe('light');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await look()).toBe('dark');
  await bar.click();
  await expect(bar).toHaveText('Theme: light');
  expect(await look()).toBe('light');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByLabel('Theme').selectOption({ label: 'Dark' });
  await expect(bar).toHaveText('Theme: dark');
  expect(await look()).toBe('dark');
  // without the app's scripts, as it is at the first paint
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.goto('');
  expect(await look()).toBe('dark');
  await page.unroute('**/assets/*.js');
  await page.reload();
  await expect(bar).toHaveText('Theme: dark');
  await bar.click();
  await expect(bar).toHaveText('Theme: system');
  expect(await look()).toBe('light');
});

test('settings reach the editor and stay', async ({ page }) => {
  await page.goto('settings/');
  await page.getByLabel('Size of code in the editor').selectOption('20 px');
  await page.getByLabel('Tab key in the editor').selectOption('Leaves the editor');
  const desk = exercisePage(page);
  await page.goto('playground/');
  await expect(page.getByText('makes Tab indent again')).toBeVisible();
  await expect(desk.lines).toHaveCSS('font-size', '20px');
  await desk.box().focus();
  await page.keyboard.press('Tab');
  await expect(desk.box()).not.toBeFocused();
});

test('“/” searches lessons, exercises, checks and pages; keys choose; Escape closes and gives the focus back', async ({
  page,
}) => {
  const { search, focused } = site(page);
  await page.goto('progress/');
  await page.getByRole('link', { name: 'Settings' }).focus();
  await page.keyboard.press('/');
  const box = search.getByRole('combobox');
  await expect(box).toBeFocused();
  await page.keyboard.type('zzzz');
  await expect(search.getByRole('status')).toHaveText('Nothing found. Fewer words find more.');
  await page.keyboard.press('Escape');
  await expect(search).toBeHidden();
  expect(await focused()).toBe('Settings');
  await page.keyboard.press('/');
  await page.keyboard.type('json');
  await expect(search.getByRole('option').first()).toContainText('JSONArgsRecommended');
  await expect(search.getByRole('option', { selected: true })).toHaveCount(1);
  await box.fill('native');
  await expect(search.getByRole('option').first()).toContainText('Exercise');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/lessons\/multi-stage-builds\/native-module\/$/);
  await expect(search).toBeHidden();
});

test('“?” lists the keys on every kind of page, but not while something is typed', async ({ page }) => {
  const { shortcuts, search } = site(page);
  await page.goto('lessons/multi-stage-builds/two-targets/');
  const desk = exercisePage(page);
  await expect(desk.lines).toBeVisible();
  await page.locator('body').press('?');
  await expect(shortcuts).toBeVisible();
  expect(await shortcuts.locator('dt').evaluateAll((found) => found.map((key) => key.textContent))).toEqual([
    '/',
    '?',
    'F6',
    'CtrlS',
    'CtrlM',
    'CtrlSpace',
    'Ctrl.',
    'F8',
    'F12',
    'Esc',
  ]);
  await page.keyboard.press('Escape');
  await expect(shortcuts).toBeHidden();
  await desk.box().focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('# / and ?');
  await expect.poll(desk.text).toContain('# / and ?');
  await expect(shortcuts).toBeHidden();
  await expect(search).toBeHidden();
});

test('a part of the site that cannot be fetched ends in a page that says so', async ({ page }) => {
  await page.goto('');
  await page.route(/assets\/rules-/, (route) => route.abort());
  await page.getByRole('link', { name: 'Read the build checks' }).click();
  await expect(site(page).heading).toHaveText('A part of the page could not be loaded');
  await page.unroute(/assets\/rules-/);
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(site(page).heading).toHaveText('Build checks');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the map, a lesson and a task are there to be read', async ({ page }) => {
    await page.goto('');
    await expect(homePage(page).tally).toBeVisible();
    await expect(page.getByRole('button')).toHaveCount(0);
    await page.getByRole('link', { name: /^Start: / }).click();
    await expect(site(page).heading).toBeVisible();
    await expect(site(page).main.locator('p').last()).toBeVisible();
    // all of the text: what is rendered only when it comes near is no part of innerText
    const words = ((await site(page).main.textContent()) ?? '').split(/\s+/).length;
    expect(words).toBeGreaterThan(1500);
    await expect(site(page).main.locator('pre').first()).toBeVisible();
    await page.goto('lessons/multi-stage-builds/split-a-go-build/');
    const desk = exercisePage(page);
    await expect(desk.task.getByRole('heading', { name: first?.title ?? '' })).toBeVisible();
    await expect(desk.task.getByRole('listitem').first()).toBeVisible();
    const sorry = desk.panel.locator('noscript');
    await expect(sorry).toBeVisible();
    expect(await sorry.innerText()).toBe('Building and checking run in this page and need JavaScript.');
    await expect(page.getByRole('button', { name: /solution|Reset|Copy link/ })).toHaveCount(0);
  });
});

test('data of this device reaches the page only after the first render, without a hydration error', async ({
  page,
}) => {
  await store(page, {
    'drydock:settings': JSON.stringify({ state: { theme: 'dark' }, version: 1 }),
    'drydock:place': '{',
  });
  await page.goto('');
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible();
  await expect(homePage(page).resume).toHaveAccessibleName('Start: Multi-stage builds');
});
