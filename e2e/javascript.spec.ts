import { exercisePage } from './pages/exercise.ts';
import { expect, test } from './test.ts';

/** An exercise without a program of JavaScript. */
const PLAIN = 'split-a-go-build';

test('a program of JavaScript runs in a build step, and its interpreter is loaded only then', async ({ page }) => {
  const loaded: string[] = [];
  page.context().on('request', (request) => {
    if (request.url().includes('quickjs')) loaded.push(request.url());
  });
  const desk = exercisePage(page);
  await desk.open(`lessons/multi-stage-builds/${PLAIN}/`);
  await expect.poll(async () => (await desk.verdict()).kind).not.toBe('');
  expect(loaded).toEqual([]);
  await desk.open('playground/');
  await desk.write({ Dockerfile: 'FROM node:22\nRUN node -e "console.log(6 * 7, typeof process.pid)"\n' });
  await desk.openTab('Log');
  await expect(desk.panel.getByRole('group', { name: 'Build log' })).toContainText('42 number');
  expect(loaded.filter((url) => url.endsWith('.wasm'))).toHaveLength(1);
  await desk.write({ Dockerfile: 'FROM node:22\nRUN node -e "while (true) {}"\n' });
  await expect(desk.panel.getByRole('group', { name: 'Build log' })).toContainText('stopped by the simulator');
});
