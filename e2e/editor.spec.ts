import { workbench } from './pages/workspace.ts';
import { expect, test } from './test.ts';

const PLAYGROUND = 'playground/';

test('findings are marked while typing and counted in the status bar', async ({ page }) => {
  const bench = workbench(page);
  await bench.open(PLAYGROUND);
  await bench.replace('FROM alpine:3.22\nRUN true\nCMD echo hi\n');
  await expect(page.getByText('1 problem', { exact: true })).toBeVisible();
  await expect(page.locator('.squiggly-warning')).toBeVisible();
  await bench.replace('FROM alpine:3.22\nRUN true\n');
  await expect(page.getByText('1 problem', { exact: true })).toBeHidden();
});

test('Ctrl+Space opens the list, Enter takes a stage', async ({ page }) => {
  const bench = workbench(page);
  await bench.open(PLAYGROUND);
  await bench.replace('FROM alpine:3.22 AS tools\nFROM scratch\nCOPY --from=');
  await page.keyboard.press('Control+Space');
  await expect(bench.proposals.first()).toContainText('tools');
  await page.keyboard.press('Enter');
  await expect.poll(bench.text).toContain('COPY --from=tools');
});

test('proposals come while typing: instruction, flag, variable with its value', async ({ page }) => {
  const bench = workbench(page);
  await bench.open(PLAYGROUND);
  await bench.replace('FROM alpine:3.22\nENV PORT=8080\n');
  await page.keyboard.type('exp', { delay: 30 });
  await expect(bench.proposals.first()).toContainText('expose');
  await page.keyboard.press('Escape');
  await page.keyboard.type('ose $PO', { delay: 30 });
  await expect(bench.proposals.first()).toContainText('PORT');
  await expect(bench.proposals.first()).toContainText('8080');
});

test('Enter behind a finished word is a new line', async ({ page }) => {
  const bench = workbench(page);
  await bench.open(PLAYGROUND);
  await bench.replace('');
  await page.keyboard.type('FROM alpine\nCOPY . .\nRUN true', { delay: 30 });
  await expect.poll(bench.text).toContain('FROM alpineCOPY . .RUN true');
});

test('a hover tells what an image brings', async ({ page }) => {
  const bench = workbench(page);
  await bench.open(PLAYGROUND);
  await bench.replace('FROM node:22-alpine\n');
  await page
    .locator('.view-line')
    .first()
    .hover({ position: { x: 70, y: 8 } });
  await expect(page.locator('.monaco-hover:visible').first()).toContainText('/bin/sh is ash');
});

test('a quick fix changes the text', async ({ page }) => {
  const bench = workbench(page);
  await bench.open(PLAYGROUND);
  await bench.replace('FROM alpine:3.22\nRUN true\nCMD echo hi');
  await expect(page.locator('.squiggly-warning')).toBeVisible();
  await page.keyboard.press('F8');
  await expect(page.getByText('JSON arguments recommended').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+.');
  await expect(page.getByText('Use the exec form')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(bench.text).toContain('CMD ["');
});

test('F12 goes to the stage', async ({ page }) => {
  const bench = workbench(page);
  await bench.open(PLAYGROUND);
  await bench.replace('FROM alpine:3.22 AS tools\nRUN true\nFROM scratch\nCOPY --from=tools /etc /etc');
  await page.keyboard.press('Home');
  for (let step = 0; step < 14; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F12');
  await expect(page.getByText('Ln 1, Col 21')).toBeVisible();
});

test('Ctrl+S checks and saves, and says so', async ({ page }) => {
  const bench = workbench(page);
  await bench.open('lessons/multi-stage-builds/split-a-go-build/');
  await bench.box().focus();
  await page.keyboard.press('ControlOrMeta+s');
  await expect(bench.announced.filter({ hasText: 'Checked and saved' })).toHaveCount(1);
});

test('Ctrl+M lets Tab leave the editor, says so, and takes it back', async ({ page }) => {
  const bench = workbench(page);
  await bench.open(PLAYGROUND);
  await bench.box().focus();
  await page.keyboard.press('Control+m');
  await expect(page.getByText('makes Tab indent again')).toBeVisible();
  await expect(page.locator('.monaco-aria-container')).toContainText('Pressing Tab will now move focus');
  await page.keyboard.press('Tab');
  await expect(bench.box()).not.toBeFocused();
  await bench.box().focus();
  await page.keyboard.press('Control+m');
  await expect(page.getByText('lets Tab leave the editor')).toBeVisible();
});

test('another tab and back keeps what undo knows', async ({ page }) => {
  const bench = workbench(page);
  await bench.open(PLAYGROUND);
  await bench.replace('# first\n');
  await bench.replace('# second\n');
  await page.getByRole('tab', { name: '.dockerignore' }).click();
  await expect(bench.box('.dockerignore')).toBeVisible();
  await page
    .getByRole('tab', { name: /Dockerfile/ })
    .first()
    .click();
  await bench.box().focus();
  // A step of undo may be a word; the first text comes back in the end.
  for (let text = await bench.text(); !text.includes('# first'); text = await bench.text()) {
    await page.keyboard.press('ControlOrMeta+z');
    // a page under load answers late: the next key must not go past it
    await expect.poll(bench.text).not.toBe(text);
  }
});

test('a worker that dies is replaced, and no text is lost', async ({ page }) => {
  const bench = workbench(page);
  await bench.open(PLAYGROUND);
  await bench.replace('FROM alpine:3.22\nRUN true\n');
  await expect(page.getByText(/An image of/).first()).toBeVisible();
  await page.workers()[0]?.evaluate(
    () =>
      void setTimeout(() => {
        throw new Error('stop');
      }),
  );
  await page.keyboard.insertText('COPY nothing /x\n');
  await expect(page.getByText('Fails', { exact: true })).toBeVisible();
  await expect.poll(bench.text).toContain('RUN trueCOPY nothing /x');
});

test('a worker that hangs is replaced after two seconds, and no text is lost', async ({ page }) => {
  let started = 0;
  await page.route(/assets\/entry-[^/]*\.js/, async (route) => {
    const answer = await route.fetch();
    const hangs = '/playground.*hang here/.test(JSON.stringify(event.data))';
    const trap = `addEventListener('message', (event) => { while (${hangs}); });`;
    await route.fulfill({ response: answer, body: (started++ === 0 ? trap : '') + (await answer.text()) });
  });
  const bench = workbench(page);
  await bench.open(PLAYGROUND);
  await bench.replace('FROM alpine:3.22\nCOPY nothing /x\n# hang here\n');
  await expect(page.getByText('Fails', { exact: true })).toBeVisible();
  expect(started).toBe(2);
  await expect.poll(bench.text).toContain('# hang here');
});

test('more than 1 MB meets a clear limit and typing goes on', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const bench = workbench(page);
  await bench.open(PLAYGROUND);
  await page.evaluate(() => navigator.clipboard.writeText(`FROM alpine\n${'RUN echo 0123456789\n'.repeat(55_000)}`));
  await bench.box().focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+v');
  await expect(page.getByText(/over 1 MB is not checked/).first()).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.insertText('# still here\n');
  await expect.poll(bench.text).toContain('# still here');
});

test('“Where” leads to the line and Escape leads back', async ({ page }) => {
  const bench = workbench(page);
  await bench.open('lessons/multi-stage-builds/split-a-go-build/');
  await bench.replace('FROM alpine:3.22\nFROM alpine:3.22\nRUN false\n');
  const where = page.getByText(/^Dockerfile, line \d+$/).first();
  await where.click();
  await expect(bench.box()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(bench.box()).not.toBeFocused();
  await expect(where).toBeFocused();
});

test('without Monaco a plain text area does the work', async ({ page }) => {
  await page.route(/assets\/session-[^/]*\.js/, (route) => route.abort());
  await page.goto(PLAYGROUND);
  const bench = workbench(page);
  await expect(page.getByText('Plain editor')).toBeVisible();
  await bench.box().fill('FROM alpine:3.22\nCMD echo hi\n');
  await expect(page.getByText('1 problem', { exact: true })).toBeVisible();
});
