import { all, exercise, plain, written } from './content.ts';
import { exercisePage } from './pages/exercise.ts';
import { homePage } from './pages/home.ts';
import { record, storedText } from './storage.ts';
import { expect, test } from './test.ts';

/** What leads the outcome of each starter: title, line that it points at (none: nothing to point at), terms that are answered. */
const LEADS: Readonly<Record<string, readonly [title: string, where: string | undefined, terms: string]>> = {
  'split-a-go-build': ['/usr/local/go ships in the image', 'Dockerfile, line 2', 'Try Why Where'],
  'two-targets': ['The target development does not build', undefined, 'Try Why'],
  'lost-build-tools': ['The build stops at [production 5/6] RUN npm run build', 'Dockerfile, line 11', 'Try Why Where'],
  'assets-into-nginx': ['/usr/share/nginx/html/assets/*.js is not in the image', 'Dockerfile, line 8', 'Try Why Where'],
  'key-in-a-builder': ['deploy-key is in the build cache', 'Dockerfile, line 4', 'Try Why Where'],
  'tests-that-gate': [
    'With internal/fee/gate_test.go changed, the image builds all the same',
    'Dockerfile, line 9',
    'Try Why Where',
  ],
  'static-on-scratch': ['/relay is there, but its loader is not', 'Dockerfile, line 12', 'Try Why Where'],
  'cross-build': [
    '[build 6/6] RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/gauge ./cmd/gauge runs under emulation',
    'Dockerfile, line 7',
    'Try Why Where',
  ],
  'native-module': ['The container ends with code 1', 'Dockerfile, line 15', 'Try Why Where'],
};

test('every exercise of the lesson has its leading failure written down here', () => {
  expect(Object.keys(LEADS)).toEqual(written.map(({ slug }) => slug));
});

for (const { id, slug, title, checks, solution, answers: predicted, accepts } of written)
  test(`${slug}: the starter fails, the solution and another right answer solve it, the map shows it`, async ({
    page,
  }) => {
    const desk = exercisePage(page);
    await desk.open(`lessons/${id}/`);
    const [lead, where, terms] = LEADS[slug] ?? [];
    await desk.predict(predicted);
    await expect.poll(async () => (await desk.verdict()).kind).toBe('Fix first');
    const { title: shown, answers } = await desk.verdict();
    expect([shown, answers['Where'], Object.keys(answers).join(' ')]).toEqual([lead, where, terms]);
    expect((await desk.checks())[0]).toContain(': failed');

    await desk.write(solution);
    await expect.poll(async () => (await desk.verdict()).kind).toBe('Solved');
    expect((await desk.checks()).toSorted()).toEqual(checks.map((check) => `${plain(check)}: passed`).toSorted());
    for (const [file, text] of Object.entries(solution)) await expect.poll(() => storedText(page, id, file)).toBe(text);

    const [variant, files = {}] = Object.entries(accepts)[0] ?? [];
    await desk.write({ ...Object.fromEntries(Object.keys(solution).map((file) => [file, ''])), ...files });
    await expect.poll(async () => (await record(page, id))?.versions.length, { message: `accepts/${variant}` }).toBe(2);
    expect((await desk.verdict()).kind).toBe('Solved');

    await page.getByRole('banner').getByRole('link', { name: 'Lessons' }).click();
    const home = homePage(page);
    await expect(home.tally).toContainText(`1 of ${all.length} done`);
    await expect.poll(home.dots).toContain(`${title}: solved`);
  });

test('names of steps are set as code in what leads and in the rows', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open(`lessons/${exercise('lost-build-tools').id}/`);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Fix first');
  await expect(desk.panel.getByRole('heading', { level: 2 }).locator('code')).toHaveText(
    '[production 5/6] RUN npm run build',
  );
  await expect(desk.panel.getByRole('listitem').first().locator('code')).toHaveText(
    '[production 5/6] RUN npm run build',
  );
});

test('“Where” leads to the line, Escape leads back, and results follow each change', async ({ page }) => {
  const { id, starter } = exercise('split-a-go-build');
  const desk = exercisePage(page);
  await desk.open(`lessons/${id}/`);
  const where = desk.panel.getByRole('link', { name: 'Dockerfile, line 2' });
  await where.click();
  await expect(desk.box()).toBeFocused();
  await expect(page.getByText('Ln 2, Col 1', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(where).toBeFocused();

  await desk.replace('FROM golang:1.26\nRUNN true\n');
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Does not parse');
  expect(await desk.verdict()).toEqual({
    kind: 'Does not parse',
    title: 'Unknown instruction: RUNN',
    answers: { Try: 'RUN', Where: 'Dockerfile, line 2' },
  });
  await desk.replace(starter['Dockerfile'] ?? '');
  await expect.poll(desk.verdict).toEqual({
    kind: 'Fix first',
    title: '/usr/local/go ships in the image',
    answers: {
      Try: 'Start the last stage from an image without a compiler. Everything its base holds ships with it.',
      Why: '14,004 files, 206 MB in all, at /usr/local/go. It comes with the base image.',
      Where: 'Dockerfile, line 2',
    },
  });
});

test('a solved exercise says what changed, where to go next, and stays solved', async ({ page }) => {
  const { id, solution } = exercise('split-a-go-build');
  const desk = exercisePage(page);
  await desk.open(`lessons/${id}/`);
  await desk.write(solution);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Solved');
  const { title, answers } = await desk.verdict();
  expect(title).toMatch(/^≈ 960 MB became ≈ \d+(\.\d+)? MB$/);
  expect(answers).toEqual({});
  await expect(desk.panel.getByRole('link', { name: 'Next: Two targets from one file' })).toBeVisible();
  await desk.write({ Dockerfile: 'FROM golang:1.26\n' });
  await expect(desk.panel.getByText('Solved before, and it stays solved.')).toBeVisible();
  expect((await record(page, id))?.solved).not.toBeNull();
});
