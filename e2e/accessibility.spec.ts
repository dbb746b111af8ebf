import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { exercise } from './content.ts';
import { exercisePage } from './pages/exercise.ts';
import { site } from './pages/site.ts';
import { expect, test } from './test.ts';

const EXERCISE = 'lessons/multi-stage-builds/split-a-go-build/';
const EMBED = 'embed/multi-stage-builds/split-a-go-build/';

/** Every kind of page: its address, and what is there once it works. */
const KINDS: Readonly<Record<string, readonly [address: string, ready: (page: Page) => Promise<void>]>> = {
  map: ['', bar],
  lesson: ['lessons/multi-stage-builds/', bar],
  exercise: [EXERCISE, bench],
  playground: ['playground/', bench],
  'list of checks': ['rules/', bar],
  fidelity: ['fidelity/', bar],
  check: ['rules/json-args-recommended/', bar],
  progress: ['progress/', bar],
  settings: ['settings/', bar],
  embed: [EMBED, bench],
  'not found': ['nothing/here/', bar],
};

async function bar(page: Page): Promise<void> {
  await expect(page.getByRole('banner').getByRole('button', { name: /^Search/ })).toBeVisible();
}

async function bench(page: Page): Promise<void> {
  await expect(page.locator('.monaco-editor .view-lines')).toHaveCount(1);
  await expect(exercisePage(page).outcome.getByRole('tabpanel').locator('h2').first()).toBeAttached();
}

/** What axe finds in the page, or in a part of it, as one line a rule. */
async function violations(page: Page, part = 'html'): Promise<string[]> {
  const found = await new AxeBuilder({ page })
    .include(part)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .setLegacyMode(true)
    .analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** Both themes at both widths, with `look` in each. */
async function everywhere(page: Page, look: (where: string) => Promise<void>): Promise<void> {
  for (const width of [1440, 390])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await look(`${width} px, ${colorScheme}`);
    }
}

for (const [kind, [address, ready]] of Object.entries(KINDS))
  test(`axe finds nothing on the page “${kind}”, in both themes, wide and narrow`, async ({ page }) => {
    await page.goto(address);
    await ready(page);
    const panes = page.getByRole('group', { name: 'Pane' }).getByRole('button');
    await everywhere(page, async (where) => {
      const shown = (await panes.first().isVisible()) ? await panes.all() : [undefined];
      for (const pane of shown) {
        await pane?.click();
        expect(await violations(page), `${where} ${(await pane?.textContent()) ?? ''}`).toEqual([]);
        await expect(page.locator('h1')).toHaveCount(1);
      }
    });
  });

test('axe finds nothing in what opens over and beside an exercise', async ({ page }) => {
  const desk = exercisePage(page);
  const { search, shortcuts } = site(page);
  await desk.open(EXERCISE);
  await desk.write(exercise('split-a-go-build').solution);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Solved');
  const states: Readonly<Record<string, () => Promise<void>>> = {
    solved: () => Promise.resolve(),
    Build: () => desk.openTab('Build'),
    Layers: () => desk.openTab('Layers'),
    Log: () => desk.openTab('Log'),
    versions: () => desk.task.getByRole('button', { name: /^Earlier versions/ }).click(),
    solution: async () => {
      await desk.task.getByRole('button', { name: 'Compare with a solution' }).click();
      await expect(desk.panel.getByRole('heading', { name: 'Solution', exact: true })).toBeVisible();
    },
    hint: () => desk.task.locator('summary').first().click(),
    files: () => desk.editor.getByRole('button', { name: 'Files' }).click(),
    reset: async () => {
      await page.keyboard.press('Escape');
      await desk.task.getByRole('button', { name: 'Reset files' }).click();
    },
    shortcuts: async () => {
      await page.keyboard.press('Escape');
      await desk.button('Keyboard shortcuts').click();
      await expect(shortcuts).toBeVisible();
    },
    search: async () => {
      await page.keyboard.press('Escape');
      await page.locator('body').press('/');
      await expect(search).toBeVisible();
      await page.keyboard.type('go');
    },
  };
  for (const [state, reach] of Object.entries(states)) {
    await reach();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const part = (await desk.dialog.isVisible())
        ? 'dialog'
        : state === 'hint'
          ? '[data-pane=task]'
          : '[data-pane=outcome]';
      expect(await violations(page, part), `${state}, ${colorScheme}`).toEqual([]);
    }
  }
});

test('no page scrolls sideways from 320 to 1920 px', async ({ page }) => {
  const wide: string[] = [];
  for (const [kind, [address, ready]] of Object.entries(KINDS)) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(address);
    await ready(page);
    for (const width of [320, 390, 799, 800, 1199, 1200, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (over > 0) wide.push(`${kind} at ${width} px: ${over} px too wide`);
    }
  }
  expect(wide).toEqual([]);
});

test('nothing moves where the reader asked for it, and something does where not', async ({ page }) => {
  /** Elements with a transition or animation that takes time, Monaco's own apart. */
  const moving = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => !element.closest('.monaco-editor'))
        .filter((element) =>
          [undefined, '::before', '::after'].some((pseudo) => {
            const { transitionDuration, animationDuration, animationName } = getComputedStyle(element, pseudo);
            const durations = [transitionDuration, animationName === 'none' ? '0s' : animationDuration].join(', ');
            return durations.split(', ').some((duration) => Number.parseFloat(duration) > 0.001);
          }),
        )
        .map((element) => `${element.tagName} ${element.className.toString()}`),
    );
  for (const address of [EXERCISE, 'lessons/multi-stage-builds/', '']) {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(address);
    if (address === EXERCISE) {
      await bench(page);
      await exercisePage(page).write(exercise('split-a-go-build').solution);
      await expect.poll(async () => (await exercisePage(page).verdict()).kind).toBe('Solved');
    }
    expect(await moving(), address).toEqual([]);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    if (address === EXERCISE) expect((await moving()).length).toBeGreaterThan(0);
  }
});

test('the live region speaks when the verdict changes, and only then', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open(EXERCISE);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Fix first');
  const region = page.getByRole('main').locator('> [aria-live=polite]');
  await region.evaluate((element) => {
    const spoken: string[] = [];
    Object.assign(window, { spoken });
    new MutationObserver(() => spoken.push(element.textContent ?? '')).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  const spoken = () => page.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
  const saved = desk.announced.filter({ hasText: 'Checked and saved: 3 of 7 checks passed.' });
  await desk.box().focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('# a comment');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(saved).toHaveCount(1);
  await page.evaluate(rested);
  expect(await spoken()).toEqual([]);
  await desk.write({ Dockerfile: 'FROM golang:1.26\nRUN false\n' });
  await expect.poll(async () => (await desk.verdict()).title).toBe('The build stops at [2/2] RUN false');
  await expect.poll(spoken).toEqual(['Fix first: The build stops at [2/2] RUN false']);
  await page.evaluate(rested);
  expect(await spoken()).toHaveLength(1);
});

/** The second of rest that the region itself waits for, and a little more. */
function rested(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1200));
}
