import type { Locator, Page } from '@playwright/test';
import { expect } from '../test.ts';

/** The page object of the first terminal. */
export interface TerminalDesk {
  readonly section: Locator;
  /** What a terminal shows, line by line, without the blanks at the end of lines. */
  screen(id?: number): Promise<string>;
  open(): Promise<void>;
  /** Types a command and waits until the prompt is back. */
  run(command: string): Promise<string>;
}

/** Where a session begins. */
export const PROMPT = 'root@docker-host:~/lab#';

export function terminal(page: Page): TerminalDesk {
  const section = page.getByRole('region', { name: 'Terminal', exact: true });
  const screen = async (id = 0) =>
    (await section.locator(`[data-terminal='${id}'] .xterm-accessibility-tree > div`).allTextContents())
      .map((line) => line.replaceAll('\u00A0', ' ').trimEnd())
      .join('\n')
      .trimEnd();
  const lastLine = async () => (await screen()).split('\n').at(-1);
  return {
    section,
    screen,
    async open() {
      await page.getByRole('button', { name: 'Open terminal' }).click();
      await expect.poll(lastLine).toBe(PROMPT);
    },
    async run(command) {
      await page.keyboard.type(command);
      // long commands wrap, and a blank at the end of a line is not told from none
      const flat = async () => (await screen()).replaceAll(/\s/g, '');
      const end = command.replaceAll(/\s/g, '').slice(-10);
      await expect.poll(flat).toContain(end);
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await flat()).endsWith(end)).toBe(false);
      await expect.poll(lastLine, { timeout: 30_000 }).toBe(PROMPT);
      return screen();
    },
  };
}
