import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Page } from '@playwright/test';
import { exercise } from './content.ts';
import { exercisePage } from './pages/exercise.ts';
import { blockStorage, record } from './storage.ts';
import { expect, test } from './test.ts';

const { id, solution } = exercise('split-a-go-build');
let server: Server;
let host: string;

/** A page of someone else, on another port, with a frame whose address stands in its query. */
test.beforeAll(async () => {
  server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://host');
    const [source = '', width = '1300'] = [searchParams.get('src') ?? '', searchParams.get('width') ?? undefined];
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      `<!doctype html><title>A wiki</title><p>Before</p><iframe title="Exercise" allow="clipboard-read; clipboard-write" src="${source.replaceAll('&', '&amp;')}" style="border:0;width:${Number(width)}px;height:900px"></iframe>` +
        `<script>window.told = []; addEventListener('message', ({ data, origin }) => told.push({ origin, ...data }));</script>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
test.afterAll(() => void server.close());

interface Told {
  readonly origin: string;
  readonly type: string;
}

/** Opens the embedded exercise in the page of someone else. */
async function embed(
  page: Page,
  baseURL: string | undefined,
  { query = '', width = 1300 } = {},
): Promise<FrameLocator> {
  await page.setViewportSize({ width: 1400, height: 1000 });
  const source = `${baseURL}embed/${id}/${query}`;
  await page.goto(`${host}?width=${width}&src=${encodeURIComponent(source)}`);
  return page.frameLocator('iframe');
}

function told(page: Page): Promise<readonly Told[]> {
  return page.evaluate(() => (window as unknown as { told: Told[] }).told);
}

test('an embedded exercise has no bar and no foot, tells its height and its result, and keeps its own progress', async ({
  page,
  baseURL,
}) => {
  const frame = await embed(page, baseURL);
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText('Split a Go build from its image');
  await expect(frame.getByRole('banner')).toHaveCount(0);
  await expect(frame.getByRole('contentinfo')).toHaveCount(0);
  await expect(frame.getByText('/usr/local/go ships in the image').first()).toBeVisible();
  const { origin } = new URL(baseURL ?? '');
  const common = { origin, source: 'drydock', v: 1, exercise: id };
  await expect
    .poll(() => told(page))
    .toEqual([
      { ...common, type: 'height', height: 640 },
      { ...common, type: 'result', solved: false, unjudged: false, passed: 3, total: 7 },
    ]);
  const box = frame.getByRole('textbox', { name: 'Dockerfile' });
  await expect(frame.locator('.monaco-editor .view-lines')).toBeVisible();
  await box.focus();
  await page.keyboard.press('ControlOrMeta+a');
  // without indentation there is nothing that typing would indent
  await page.keyboard.insertText((solution['Dockerfile'] ?? '').replaceAll('\n', '\n'));
  await expect(frame.getByText('Solved', { exact: true })).toBeVisible();
  await expect
    .poll(async () => (await told(page)).at(-1))
    .toEqual({ ...common, type: 'result', solved: true, unjudged: false, passed: 7, total: 7 });
  // links inside lead to the exercise of the site, not out of the frame into nothing
  expect(page.url()).toMatch(host);
});

test('theme and ui are chosen by the address; nothing of the settings of this device is changed', async ({
  page,
  baseURL,
}) => {
  await page.emulateMedia({ colorScheme: 'light' });
  const dark = await embed(page, baseURL, { query: '?theme=dark&ui=editor', width: 600 });
  await expect(dark.locator('html')).toHaveCSS('color-scheme', 'dark');
  await expect(dark.getByRole('button', { name: 'Editor', pressed: true })).toBeVisible();
  await expect(dark.locator('.monaco-editor .view-lines')).toBeVisible();
  const task = await embed(page, baseURL, { query: '?theme=light&ui=fill', width: 600 });
  await expect(task.locator('html')).toHaveCSS('color-scheme', 'light');
  await expect(task.getByRole('button', { name: 'Task', pressed: true })).toBeVisible();
  await expect.poll(() => told(page)).toContainEqual(expect.objectContaining({ type: 'height', height: 900 }));
});

test('an embedded exercise works with storage blocked, and says that nothing is kept', async ({
  page,
  context,
  baseURL,
}) => {
  await blockStorage(context);
  const frame = await embed(page, baseURL);
  await expect(
    frame.getByText('The browser blocks storage. Work goes on in memory until this tab closes.'),
  ).toBeVisible();
  await expect(frame.locator('.monaco-editor .view-lines')).toBeVisible();
  const results = async () => (await told(page)).filter(({ type }) => type === 'result').length;
  // an edit before the first answer would make one of the two
  await expect.poll(results).toBe(1);
  await frame.getByRole('textbox', { name: 'Dockerfile' }).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('FROM golang:1.26');
  await expect.poll(results).toBe(2);
});

test('opened by itself the page is an exercise like any other and shares its progress', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open(`embed/${id}/`);
  await desk.write(solution);
  await expect.poll(async () => (await record(page, id))?.solved).not.toBeNull();
  await page.goto('embed/multi-stage-builds/nothing/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page at this address');
});

test('links of an embedded exercise open in a tab of their own and say so: the frame keeps the exercise', async ({
  page,
}) => {
  const desk = exercisePage(page);
  await desk.open(`embed/${id}/`);
  await desk.write(solution);
  const link = desk.panel.getByRole('link', { name: /^Next: / });
  await expect(link).toHaveAccessibleName(/\(opens in a new tab\)$/);
  const [opened] = await Promise.all([page.waitForEvent('popup'), link.click()]);
  await expect(opened.getByRole('heading', { level: 1 })).toHaveCount(1);
  expect(page.url()).toContain(`/embed/${id}/`);
});
