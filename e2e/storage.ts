/** The browser's storage as the tests look at it and tamper with it. */
import type { BrowserContext, Page } from '@playwright/test';

export const EXERCISE = 'drydock:exercise:';

export interface StoredRecord {
  readonly v: number;
  readonly rev: number;
  readonly at: number;
  readonly attempt: {
    readonly files: Readonly<Record<string, { readonly text: string; readonly mode: number }>>;
    readonly log?: readonly { readonly kind: string; readonly text: string }[];
  } | null;
  readonly solved: { readonly at: number; readonly exercise: string } | null;
  readonly byHand: number | null;
  readonly skipped: boolean;
  readonly hints: readonly string[];
  readonly solutionSeen: boolean;
  readonly versions: readonly { readonly why: string; readonly attempt: StoredRecord['attempt'] }[];
}

/** A record as the app stores it, with the members of `change` in place of those of an untouched exercise. */
export function recordOf(change: Partial<StoredRecord> & { readonly dockerfile?: string }): string {
  const { dockerfile, ...members } = change;
  const attempt =
    dockerfile === undefined ? null : { files: { Dockerfile: { text: dockerfile, mode: 0o644 } }, log: [] };
  const untouched = { solved: null, byHand: null, skipped: false, hints: [], solutionSeen: false, versions: [] };
  return JSON.stringify({ v: 1, rev: 1, at: Date.now(), attempt, ...untouched, ...members });
}

/** Puts texts into storage before a page of the app runs: the icon is of the same origin and holds no script. */
export async function store(page: Page, texts: Readonly<Record<string, string>>): Promise<void> {
  await page.goto('icon.svg');
  await page.evaluate((entries) => {
    for (const [key, text] of Object.entries(entries)) localStorage.setItem(key, text);
  }, texts);
}

/** The text under a key. */
export function stored(page: Page, key: string): Promise<string | null> {
  return page.evaluate((name) => localStorage.getItem(name), key);
}

/** The stored record of an exercise (or of `playground`); undefined when there is none or when it cannot be read. */
export async function record(page: Page, id: string): Promise<StoredRecord | undefined> {
  const text = await stored(page, EXERCISE + id);
  try {
    return (JSON.parse(text ?? '') as StoredRecord | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The stored text of a file of an exercise. */
export async function storedText(page: Page, id: string, file = 'Dockerfile'): Promise<string | undefined> {
  return (await record(page, id))?.attempt?.files[file]?.text;
}

/** Makes every access to storage throw, as a browser does that blocks it; in frames too. */
export async function blockStorage(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  });
}

/** Fills what is left of the origin's storage, to the last character. */
export async function fillStorage(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (let size = 2 ** 22, at = 0; size >= 1; at++) {
      try {
        localStorage.setItem(`ballast:${at}`, 'x'.repeat(size));
      } catch {
        size = Math.floor(size / 2);
      }
    }
  });
}

/** Frees what `fillStorage` took. */
export async function freeStorage(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith('ballast:')) localStorage.removeItem(key);
  });
}
