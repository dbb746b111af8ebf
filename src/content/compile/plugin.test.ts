import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createServer } from 'vite';
import type { ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { content, scopedName } from './plugin.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'drydock-plugin-')));
const folder = '/content/lessons/01-one/exercises/01-hello';
let server: ViteDevServer;

const FRONT = `title: Say hello
summary: S
minutes: 5
checks:
  builds: { title: The image builds, kind: builds }
hints:
  - { title: H, text: T, when: [{ check: builds }] }
  - { title: H, text: T, when: [{ check: builds }] }
`;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function load(part: string): Promise<Record<string, unknown>> {
  return (await server.ssrLoadModule(`${folder}/exercise.md?${part}`))['default'] as Record<string, unknown>;
}

/** Changes a file as an editor would; the server notices it some time later. */
function edit(path: string, text: string, event: 'change' | 'add' = 'change'): void {
  write(path, text);
  server.watcher.emit(event, join(root, path));
}

/** Asks until the server has noticed. */
async function eventually(holds: () => Promise<void>): Promise<void> {
  await vi.waitFor(holds, { timeout: 20_000, interval: 20 });
}

beforeAll(async () => {
  write(`${folder}/exercise.md`, `---\n${FRONT}---\n\nThe task.\n`);
  write(`${folder}/starter/Dockerfile`, 'FROM scratch\n');
  write(`${folder}/solution/Dockerfile`, 'FROM alpine\n');
  write(`${folder}/rejects/builds/Dockerfile`, 'FROM never-shipped\n');
  write(
    'content/lessons/01-one/lesson.md',
    '---\ntitle: One\nsummary: S\nminutes: 5\n---\n\n```dockerfile stages\nFROM scratch\n```\n',
  );
  write('box.module.css', '.thin { color: red }');
  write(
    'paint.ts',
    `import styles from './box.module.css';
    export const paint = ({ title, draws, stages }, id) => [id, title, draws, stages.length, styles.thin].join(' ');`,
  );
  server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    base: '/sub/',
    server: { middlewareMode: true, watch: null, ws: false },
    plugins: [content({ paint: 'paint.ts' })],
  });
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

it('makes modules of an exercise, and none of its wrong answers', async () => {
  expect(await load('meta')).toMatchObject({ id: 'one/hello', lesson: 'one', slug: 'hello', panes: ['editor'] });
  expect(await load('exercise')).toMatchObject({
    html: '<p>The task.</p>',
    open: ['Dockerfile'],
    spec: { starter: { Dockerfile: { text: 'FROM scratch\n', mode: 0o644 } } },
  });
  expect(await load('solution')).toEqual({
    files: { Dockerfile: { text: 'FROM alpine\n', mode: 0o644 } },
    answers: {},
    html: '',
  });
  expect(JSON.stringify([await load('exercise'), await load('solution')])).not.toContain('never-shipped');
});

it('takes up edits of text, starter and new files without a restart', async () => {
  edit(`${folder}/exercise.md`, `---\n${FRONT}---\n\nAnother [task](/lessons/one/).\n`);
  await eventually(async () =>
    expect((await load('exercise'))['html']).toBe('<p>Another <a href="/sub/lessons/one/">task</a>.</p>'),
  );
  edit(`${folder}/starter/Dockerfile`, 'FROM busybox\n');
  edit(`${folder}/starter/note.txt`, 'new', 'add');
  await eventually(async () => {
    const { spec } = (await load('exercise')) as { spec: { starter: Record<string, { text: string }> } };
    expect(Object.entries(spec.starter).map(([path, { text }]) => [path, text])).toEqual([
      ['Dockerfile', 'FROM busybox\n'],
      ['note.txt', 'new'],
    ]);
  });
});

it('stops at a mistake with file, line and key, and goes on when it is put right', async () => {
  edit(`${folder}/exercise.md`, `---\n${FRONT.replace('minutes: 5', 'minutes: five')}---\n\nText.\n`);
  await eventually(() =>
    expect(load('meta')).rejects.toThrow(/exercise\.md:4: minutes must be a number, not the string "five"/),
  );
  edit(`${folder}/exercise.md`, `---\n${FRONT}---\n\nText.\n`);
  await eventually(async () => expect((await load('exercise'))['html']).toBe('<p>Text.</p>'));
});

it('paints what a lesson draws with the classes of the page', async () => {
  const module = await server.ssrLoadModule('/content/lessons/01-one/lesson.md?lesson');
  const { html } = module['default'] as { html: string };
  expect(html).toMatch(/<\/figure>figure-1 Dockerfile stages 1 box-thin$/);
});

it('names classes by file and class, and no two files of the page have the same name', () => {
  expect(scopedName('thin', '/x/box.module.css?direct')).toBe('box-thin');
  const files = readdirSync(join(import.meta.dirname, '../..'), { recursive: true, encoding: 'utf8' });
  const names = files.filter((file) => file.endsWith('.module.css')).map((file) => scopedName('', file));
  expect(names.length).toBeGreaterThan(10);
  expect(new Set(names).size).toBe(names.length);
});
