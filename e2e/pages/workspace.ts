import type { Locator, Page } from '@playwright/test';
import { expect } from '../test.ts';

/** The page object of an exercise or the playground: editor, status bar and outcome. */
export interface Workbench {
  readonly page: Page;
  /** The text box of a file, in Monaco as in the plain text area. */
  box(file?: string): Locator;
  readonly lines: Locator;
  readonly proposals: Locator;
  readonly announced: Locator;
  /** Opens the address and waits until Monaco has taken over. */
  open(address: string): Promise<void>;
  /** Focuses the editor, which shows `file`, and puts `text` in place of everything. */
  replace(text: string, file?: string): Promise<void>;
  /** The lines in view, with plain blanks. */
  text(): Promise<string>;
}

export function workbench(page: Page): Workbench {
  const box = (file = 'Dockerfile') => page.getByRole('textbox', { name: file, exact: true });
  const lines = page.locator('.monaco-editor .view-lines');
  return {
    page,
    box,
    lines,
    proposals: page.locator('.suggest-widget.visible .monaco-list-row'),
    announced: page.getByRole('status'),
    async open(address) {
      await page.goto(address);
      await expect(lines).toBeVisible();
      await expect(page.getByText('lets Tab leave the editor')).toBeVisible();
    },
    async replace(text, file) {
      await box(file).focus();
      await page.keyboard.press('ControlOrMeta+a');
      if (text === '') return page.keyboard.press('Delete');
      // pasted, not typed: typing indents a new line as the one before
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
      await page.keyboard.press('ControlOrMeta+v');
    },
    text: async () => ((await lines.textContent()) ?? '').replaceAll('\u00a0', ' '),
  };
}
