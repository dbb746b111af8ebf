import { readFile } from 'node:fs/promises';
import { exercisePage } from './pages/exercise.ts';
import { site } from './pages/site.ts';
import { record, storedText } from './storage.ts';
import { expect, test } from './test.ts';

test('own files are built, findings are listed with a link to their reason, and everything is kept', async ({
  page,
}) => {
  const desk = exercisePage(page);
  await desk.open('playground/');
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Builds');
  await desk.write({
    Dockerfile:
      'FROM alpine:3.22 AS first\nRUN echo hello > /greeting\n\nFROM alpine:3.22\nCOPY --from=first /greeting own.txt /srv/\nCMD echo hi\n',
    'own.txt': 'mine\n',
  });
  const problems = desk.panel.getByRole('region', { name: /^Problems/ });
  await expect(problems.getByRole('listitem').filter({ hasText: 'JSON arguments recommended for CMD' })).toBeVisible();
  // own.txt is asked of the stage, which has none
  await expect.poll(desk.verdict).toEqual({
    kind: 'Fails',
    title: expect.stringContaining('"/own.txt": not found') as unknown,
    answers: { Where: 'Dockerfile, line 5' },
  });
  await desk.write({
    Dockerfile:
      'FROM alpine:3.22 AS first\nRUN echo hello > /greeting\n\nFROM alpine:3.22\nCOPY --from=first /greeting /srv/\nCOPY own.txt /srv/\nCMD echo hi\n',
  });
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Builds');
  await desk.openTab('Layers');
  await expect(desk.panel.getByRole('listitem').filter({ hasText: 'COPY own.txt /srv/' })).toBeVisible();
  await desk.openTab('Log');
  await expect(desk.panel.getByRole('group', { name: 'Build log' })).toContainText('COPY own.txt /srv/');
  await desk.openTab('Summary');
  await expect.poll(() => storedText(page, 'playground', 'own.txt')).toBe('mine\n');
  await problems.getByRole('link', { name: 'why' }).click();
  await expect(page).toHaveURL(/\/rules\/json-args-recommended\/$/);
  await expect(site(page).heading).toHaveText('JSONArgsRecommended');
  await page.goBack();
  await expect.poll(desk.text).toContain('CMD echo hi');
});

test('target and platform decide what is built', async ({ page }) => {
  const desk = exercisePage(page);
  await desk.open('playground/');
  await desk.write({
    Dockerfile: 'FROM alpine:3.22 AS small\nFROM alpine:3.22 AS big\nRUN apk add --no-cache nodejs\n',
  });
  await expect.poll(async () => (await desk.verdict()).title).toMatch(/^An image of ≈ \d\d(\.\d)? MB$/);
  const whole = (await desk.verdict()).title;
  await page.getByLabel('Target', { exact: true }).selectOption('small');
  await expect.poll(async () => (await desk.verdict()).title).not.toBe(whole);
  await desk.openTab('Build');
  await expect(desk.panel.getByText(/^Built: /)).toContainText('1 stage skipped');
  await page.getByLabel('Platform').selectOption('linux/arm64');
  await expect(desk.panel.locator('dl')).toContainText('linux/arm64');
});

test('files are added, renamed and deleted; bad names are refused with a reason; a deletion can be undone', async ({
  page,
}) => {
  const desk = exercisePage(page);
  await desk.open('playground/');
  const files = async () => Object.keys((await record(page, 'playground'))?.attempt?.files ?? {}).toSorted();
  const list = desk.editor.getByRole('button', { name: 'Files' });
  await list.click();
  const name = desk.dialog.getByLabel('New file');
  for (const [path, reason] of [
    ['', 'Type a name.'],
    ['../up', 'Name every folder on the way, without . and ..'],
    ['server.js', 'There is a file of that name.'],
  ] as const) {
    await name.fill(path);
    await page.keyboard.press('Enter');
    await expect(name, path).toHaveAccessibleDescription(reason);
  }
  await name.fill('src/app.js');
  await page.keyboard.press('Enter');
  await expect(desk.box('src/app.js')).toBeVisible();
  await expect.poll(files).toEqual(['.dockerignore', 'Dockerfile', 'server.js', 'server.test.js', 'src/app.js']);
  await list.click();
  await desk.dialog.getByRole('button', { name: 'Rename src/app.js' }).click();
  await desk.dialog.getByLabel('New name of src/app.js').fill('src/main.js');
  await page.keyboard.press('Enter');
  await desk.dialog.getByRole('button', { name: 'Delete .dockerignore' }).click();
  await expect(desk.dialog.getByRole('button', { name: 'Delete Dockerfile' })).toHaveCount(0);
  await desk.dialog.getByRole('button', { name: 'Close' }).click();
  await expect.poll(files).toEqual(['Dockerfile', 'server.js', 'server.test.js', 'src/main.js']);
  await desk.toast.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(files).toEqual(['.dockerignore', 'Dockerfile', 'server.js', 'server.test.js', 'src/main.js']);
});

test('an example of the lesson opens in the playground and leaves the own files untouched', async ({ page }) => {
  const desk = exercisePage(page);
  await page.goto('lessons/multi-stage-builds/');
  await page.getByRole('button', { name: 'Open in playground' }).first().click();
  await expect(page).toHaveURL(/\/playground\/$/);
  await expect(page.getByText(/^These files came from a lesson or a link\./)).toBeVisible();
  await expect(desk.lines).toBeVisible();
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Builds');
  await page.getByRole('button', { name: 'Back to own files' }).click();
  await expect.poll(desk.text).toContain('FROM node:24-slim AS check');
  expect(await record(page, 'playground')).toBeUndefined();
});

test('the playground’s files can be saved, linked and reset', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const desk = exercisePage(page);
  await desk.open('playground/');
  await desk.write({ Dockerfile: 'FROM alpine:3.22\n# shared\n' });
  await expect.poll(() => storedText(page, 'playground')).toBe('FROM alpine:3.22\n# shared\n');
  const download = page.waitForEvent('download');
  await desk.button('Save as a file').click();
  const saved = JSON.parse(await readFile(await (await download).path(), 'utf8')) as unknown;
  expect(saved).toMatchObject({ files: { Dockerfile: { text: 'FROM alpine:3.22\n# shared\n' } } });
  await desk.button('Copy link').click();
  await expect(desk.toast).toContainText('Link copied.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await desk.button('Reset files').click();
  await expect.poll(desk.text).toContain('FROM node:24-slim AS check');
  await desk.toast.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(desk.text).toContain('# shared');
  await page.evaluate(() => localStorage.clear());
  await page.goto('icon.svg');
  await desk.open(link);
  await expect.poll(desk.text).toContain('# shared');
  await desk.button('Go on with these').click();
  await expect.poll(() => storedText(page, 'playground')).toBe('FROM alpine:3.22\n# shared\n');
});

test('hostile text is answered: NUL bytes, CRLF, a BOM, right-to-left text, cyclic stages, deep variables, a picture', async ({
  page,
}) => {
  const desk = exercisePage(page);
  await desk.open('playground/');
  const deep = `FROM alpine\nENV A=${'${A:-'.repeat(3000)}x${'}'.repeat(3000)}\n`;
  const many = Array.from({ length: 10_000 }, (_, at) => `FROM alpine:3.22 AS s${at}`).join('\n');
  const cases: readonly (readonly [what: string, text: string, kind: string])[] = [
    ['cyclic stages', 'FROM alpine AS a\nCOPY --from=b /x /\nFROM alpine AS b\nCOPY --from=a /x /\n', 'Fails'],
    ['CRLF', 'FROM alpine:3.22\r\nRUN echo hi\r\n', 'Builds'],
    ['a BOM', '\ufeffFROM alpine:3.22\n', 'Builds'],
    ['right-to-left text', 'FROM alpine:3.22\n# \u202eשלום\u202c\nLABEL a="שלום"\n', 'Builds'],
    ['a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR\u0000\u0000', 'Does not parse'],
    ['ten thousand stages', many, 'Builds'],
    ['deep variables', deep, 'Fails'],
  ];
  for (const [what, text, kind] of cases) {
    await desk.write({ Dockerfile: `# nothing yet: ${what}\n` });
    await expect.poll(async () => (await desk.verdict()).kind, { message: what }).toBe('Does not parse');
    await desk.write({ Dockerfile: text });
    if (kind === 'Does not parse')
      await expect.poll(async () => (await desk.verdict()).title, { message: what }).toContain('PNG');
    else await expect.poll(async () => (await desk.verdict()).kind, { message: what }).toBe(kind);
  }
  expect((await desk.verdict()).title).toMatch(
    /^failed to process "\$\{A:-.{200,300}": substitutions are nested more than 400 deep$/,
  );
});
