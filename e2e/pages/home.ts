import type { Locator, Page } from '@playwright/test';

/** The page object of the map of the chapter. */
export interface HomePage {
  readonly page: Page;
  open(): Promise<void>;
  /** The link that starts or continues. */
  readonly resume: Locator;
  /** The sentence under the scale: "1 of 9 done · …". */
  readonly tally: Locator;
  readonly scale: Locator;
  /** Title and state of every exercise, as read aloud. */
  dots(): Promise<string[]>;
  lesson(title: string): Locator;
}

export function homePage(page: Page): HomePage {
  const main = page.getByRole('main');
  return {
    page,
    open: async () => void (await page.goto('')),
    resume: main.getByRole('link', { name: /^(Start|Continue): / }),
    tally: main.locator('p', { hasText: /^\d+ of \d+ done/ }),
    scale: main.getByRole('img', { name: /exercises done/ }),
    dots: () =>
      main
        .getByRole('list', { name: /^Exercises of/ })
        .getByRole('link')
        .allTextContents(),
    lesson: (title) => main.getByRole('heading', { level: 2 }).getByRole('link', { name: title, exact: true }),
  };
}
