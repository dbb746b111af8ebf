import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';

/** The page object of the progress page. */
export interface ProgressPage {
  readonly page: Page;
  open(): Promise<void>;
  readonly summary: Locator;
  /** What the last import did. */
  readonly report: Locator;
  /** Downloads the export and reads it. */
  exported(): Promise<string>;
  /** Gives the page a file to import. */
  take(text: string): Promise<void>;
  resetAll(): Promise<void>;
  /** Title and state of every exercise. */
  rows(): Promise<string[]>;
  row(title: string): Locator;
}

export function progressPage(page: Page): ProgressPage {
  const main = page.getByRole('main');
  const items = main.getByRole('listitem');
  return {
    page,
    open: async () => void (await page.goto('progress/')),
    summary: main.locator('p', { hasText: /^\d+ of \d+ done/ }),
    report: main.getByRole('status'),
    async exported() {
      const download = page.waitForEvent('download');
      await main.getByRole('button', { name: 'Export as a file' }).click();
      return readFile(await (await download).path(), 'utf8');
    },
    take: (text) =>
      main
        .getByLabel('Import a file')
        .setInputFiles({ name: 'progress.json', mimeType: 'application/json', buffer: Buffer.from(text) }),
    async resetAll() {
      await main.getByRole('button', { name: 'Reset all progress' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Reset all progress' }).click();
    },
    rows: () =>
      items.evaluateAll((rows) =>
        rows.map(
          (row) => `${row.querySelector('a')?.textContent ?? ''}: ${row.querySelector('span')?.textContent ?? ''}`,
        ),
      ),
    row: (title) => items.filter({ hasText: title }),
  };
}
