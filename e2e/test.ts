import { test as base, expect } from '@playwright/test';

/** Every end-to-end test fails on an uncaught error or on a violation of the content security policy, in any of its tabs. */
export const test = base.extend<{ calm: undefined }>({
  calm: [
    async ({ context }, use) => {
      const trouble: string[] = [];
      context.on('weberror', (problem) => trouble.push(`uncaught: ${problem.error().message}`));
      context.on('console', (message) => {
        const text = message.text();
        if (/Content Security Policy|hydrat|Minified React error/i.test(text))
          trouble.push(`${message.type()}: ${text}`);
      });
      await use(undefined);
      expect(trouble).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
