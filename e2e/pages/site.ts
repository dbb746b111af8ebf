import type { Locator, Page } from '@playwright/test';

/** What every page of the site has around its text. */
export interface Site {
  readonly page: Page;
  readonly heading: Locator;
  readonly main: Locator;
  /** Sheets that open over a page. */
  readonly search: Locator;
  readonly shortcuts: Locator;
  /** The accessible name of what has the focus, or its tag. */
  focused(): Promise<string>;
  /**
   * Names of what Tab reaches, one after the other, until `most` or until the focus leaves the page. What takes the focus
   * without a visible ring, or out of sight, says so behind its name.
   */
  tabStops(most?: number): Promise<string[]>;
  /** Background of the page as the browser paints it: `light` or `dark`. */
  look(): Promise<'light' | 'dark'>;
}

export function site(page: Page): Site {
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return '';
      const labelled = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
      const labels = labelled.map((id) => document.getElementById(id)?.textContent ?? '');
      const field = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels : null;
      const name =
        element.getAttribute('aria-label') ??
        (labels.join(' ') || (field?.[0]?.textContent ?? '') || (element.textContent ?? ''));
      return name.replace(/\s+/g, ' ').trim() || element.tagName.toLowerCase();
    });
  return {
    page,
    heading: page.getByRole('heading', { level: 1 }),
    main: page.getByRole('main'),
    search: page.getByRole('dialog', { name: 'Search' }),
    shortcuts: page.getByRole('dialog', { name: 'Keyboard' }),
    focused,
    async tabStops(most = 200) {
      const stops: string[] = [];
      while (stops.length < most) {
        await page.keyboard.press('Tab');
        const name = await focused();
        if (name === '') break;
        stops.push(name + (await page.evaluate(unseen)));
      }
      return stops;
    },
    look: () =>
      page.evaluate(() => {
        const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        if (!probe) throw new Error('no canvas');
        probe.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
        probe.fillRect(0, 0, 1, 1);
        return (probe.getImageData(0, 0, 1, 1).data[0] ?? 0) > 127 ? 'light' : 'dark';
      }),
  };
}

/** What is wrong with the sight of the focused element; nothing for Monaco, which draws a caret. */
function unseen(): string {
  const element = document.activeElement;
  if (!element || element.closest('.monaco-editor')) return '';
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { top, bottom, left, right } = element.getBoundingClientRect();
  const away = bottom <= 0 || right <= 0 || top >= innerHeight || left >= innerWidth;
  return (outlineStyle === 'none' || outlineWidth === '0px' ? ' (no ring)' : '') + (away ? ' (out of sight)' : '');
}
