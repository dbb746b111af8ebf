import { exercise } from './content.ts';
import { exercisePage } from './pages/exercise.ts';
import { storedText } from './storage.ts';
import { expect, test } from './test.ts';

test('typing never waits: no key takes longer than a frame of a slow film while results follow', async ({ page }) => {
  const { id } = exercise('two-targets');
  const desk = exercisePage(page);
  await desk.open(`lessons/${id}/`);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Fix first');
  await desk.box().focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.evaluate(() => {
    const slow: number[] = [];
    Object.assign(window, { slow });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) slow.push(entry.duration);
    }).observe({ type: 'longtask' });
  });
  const line = 'RUN echo "a line that is typed at full speed, one key after the other"';
  await page.keyboard.type(line, { delay: 15 });
  await expect.poll(() => storedText(page, id)).toContain(line);
  const slow = await page.evaluate(() => (window as unknown as { slow: number[] }).slow);
  expect(slow.filter((duration) => duration > 250)).toEqual([]);
});

test('almost 1 MB is answered, and typing goes on in it', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open('playground/');
  const lines = 900_000 / 'RUN echo 0123456789\n'.length;
  const began = Date.now();
  await desk.write({ Dockerfile: `FROM alpine:3.22\n${'RUN echo 0123456789\n'.repeat(lines)}` });
  await expect(desk.panel.getByText(/45001 steps|Not checked/).first()).toBeVisible();
  test.info().annotations.push({ type: 'ms from paste to answer', description: String(Date.now() - began) });
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('# still here');
  await expect.poll(desk.text).toContain('# still here');
});

test('text is written at each change and before the page goes away', async ({ page }) => {
  const { id } = exercise('two-targets');
  const desk = exercisePage(page);
  await desk.open(`lessons/${id}/`);
  await desk.box().focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText('# the last words');
  // at once: less than the 250 ms after which it would be written anyhow
  await page.reload();
  expect(await storedText(page, id)).toMatch(/# the last words$/);
});
