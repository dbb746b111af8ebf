import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { exercise } from './content.ts';
import { exercisePage } from './pages/exercise.ts';
import { EXERCISE, recordOf, store, stored, storedText } from './storage.ts';
import { expect, test } from './test.ts';

const { id, solution } = exercise('split-a-go-build');
const ADDRESS = `lessons/${id}/`;
const OWN = 'FROM alpine:3.22\n# my own text\n';

/** A fragment as a link would hold it, of any content. */
function fragment(content: string | Buffer): string {
  return `#s=1.${deflateRawSync(content).toString('base64url')}`;
}

test('a copied link opens beside the receiver’s own work and never over it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const desk = exercisePage(page);
  await desk.open(ADDRESS);
  await desk.write(solution);
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Solved');
  await desk.task.getByRole('button', { name: 'Copy link' }).click();
  await expect(desk.toast).toContainText('Link copied. It holds the files as they are now.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/drydock\/lessons\/multi-stage-builds\/split-a-go-build\/#s=1\.[\w-]+$/);

  const own = recordOf({ dockerfile: OWN });
  await store(page, { [EXERCISE + id]: own });
  await desk.open(link);
  await expect(page.getByText(/^These files came with the link\./)).toBeVisible();
  await expect(page.getByText('Not saved', { exact: true })).toBeVisible();
  await expect.poll(async () => (await desk.verdict()).kind).toBe('Solved');
  await desk.write({ Dockerfile: 'FROM scratch\n# a guest’s change\n' });
  await expect.poll(async () => (await desk.verdict()).kind).not.toBe('Solved');
  expect(await stored(page, EXERCISE + id)).toBe(own);
  await page.getByRole('button', { name: 'Back to own work' }).click();
  await expect.poll(desk.text).toContain('# my own text');
  await expect(page).toHaveURL(new RegExp(`${ADDRESS}$`));
  expect(await stored(page, EXERCISE + id)).toBe(own);
});

test('the files of a link are taken over on request, and that can be undone', async ({ page }) => {
  await store(page, { [EXERCISE + id]: recordOf({ dockerfile: OWN }) });
  const desk = exercisePage(page);
  await desk.open(ADDRESS + fragment(JSON.stringify({ f: { Dockerfile: 'FROM alpine:3.22\n# from the link\n' } })));
  await expect.poll(desk.text).toContain('# from the link');
  await page.getByRole('button', { name: 'Go on with this version' }).click();
  await expect.poll(() => storedText(page, id)).toBe('FROM alpine:3.22\n# from the link\n');
  await desk.task.getByRole('button', { name: 'Earlier versions (1)' }).isVisible();
  await desk.toast.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => storedText(page, id)).toBe(OWN);
  await expect.poll(desk.text).toContain('# my own text');
});

const CASES: readonly (readonly [what: string, link: string, said: string])[] = [
  ['cut off', '#s=1.', 'The link is damaged: what it holds is no attempt.'],
  ['with foreign characters', '#s=1.a%20b', 'The link is damaged: a part of it may be missing.'],
  ['that is no deflate', '#s=1.AAAA', 'The link is damaged: what it holds is no attempt.'],
  ['of a newer version', '#s=2.AAAA', 'The link comes from a newer Drydock. Reload to get the newest version.'],
  ['that is too long', `#s=1.${'A'.repeat(32_000)}`, 'The link is longer than Drydock writes them.'],
  [
    'that unpacks to gigantic text',
    fragment(JSON.stringify({ f: { Dockerfile: ' '.repeat(4_000_000) } })),
    'The link unpacks to more than 2 MB and was not opened.',
  ],
  [
    'with a path out of the workspace',
    fragment(JSON.stringify({ f: { '../../.bashrc': 'x' } })),
    'The link is damaged: what it holds is no attempt.',
  ],
  ['with a prototype', fragment('{"f":{"__proto__":"x"}}'), 'The link is damaged: what it holds is no attempt.'],
  ['that is not UTF-8', fragment(Buffer.from([0xff, 0xfe, 0x00])), 'The link is damaged: what it holds is no attempt.'],
];

test('broken, oversized and hostile links are not opened, and say why', async ({ page }) => {
  const own = recordOf({ dockerfile: OWN });
  await store(page, { [EXERCISE + id]: own });
  const desk = exercisePage(page);
  await page.goto(ADDRESS + CASES[0]?.[1]);
  for (const [what, link, said] of CASES) {
    await page.evaluate((hash) => void (location.hash = hash), link);
    const notice = page.getByText(`The link was not opened. ${said} The work on this device is untouched.`);
    await expect(notice, what).toBeVisible();
    expect(await stored(page, EXERCISE + id)).toBe(own);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(notice).toBeHidden();
  }
  await expect(page).toHaveURL(new RegExp(`${ADDRESS}$`));
  await expect.poll(desk.text).toContain('# my own text');
});

test('a text too long for a link says so instead of making one', async ({ page }) => {
  const desk = exercisePage(page);
  // nothing that deflate could shorten
  const noise = randomBytes(30_000).toString('base64');
  await store(page, { [EXERCISE + id]: recordOf({ dockerfile: `# ${noise}\nFROM scratch\n` }) });
  await desk.open(ADDRESS);
  await desk.task.getByRole('button', { name: 'Copy link' }).click();
  await expect(desk.toast).toContainText(
    'Too much text for a link. “Export” on the progress page makes a file instead.',
  );
});
