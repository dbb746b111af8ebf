import { describe, expect, it } from 'vitest';
import { createWorld } from '../../engine/builder/index.ts';
import { createMemo } from '../../engine/grade/index.ts';
import { shell } from '../../engine/everything.ts';
import type { FigureView, MatrixFigure, PredictFigure, Workspace } from '../model.ts';
import { allImages, allPackages } from '../world-eager.ts';
import { computedFigure } from './computed-figure.ts';
import { contentFolder, lessonFolders } from './course.ts';
import { slugOf } from './exercise.ts';
import { readLesson } from './lesson.ts';
import { renderMarkdown } from './markdown.ts';

const world = createWorld(allImages, allPackages, shell);

const DEMO: Workspace = {
  files: { 'a.txt': { text: 'a\n', mode: 0o644 }, 'b.txt': { text: 'b\n', mode: 0o644 } },
  context: [],
  build: {},
};

const FILE = '```dockerfile demo="x"\nFROM alpine:3.22\nLABEL v=1\nCOPY a.txt /\nRUN cat /a.txt\nCOPY b.txt /\n```\n';

/** What the last block of a lesson shows. */
async function figure(yaml: string, language = 'predict', before = FILE): Promise<FigureView> {
  const text = `${before}\n\`\`\`${language}\n${yaml}\n\`\`\`\n`;
  const { fences } = await renderMarkdown({ file: 'x.md', text, figures: true });
  const fence = fences.at(-1);
  if (!fence?.computed) throw new Error('not computed');
  return computedFigure({ world, memo: createMemo(), demos: { x: DEMO }, fences }, fence, fence.computed);
}

async function chosen(yaml: string): Promise<string[]> {
  const { options } = (await figure(yaml)) as PredictFigure;
  return options.map(({ label, right }) => `${right ? '+' : '-'} ${label}`);
}

const html = async (text: string) => (await renderMarkdown({ file: 'x.md', text, figures: true })).html;

describe('a question', () => {
  it('asks which steps run again, on the cache of the Dockerfile above', async () => {
    expect(await chosen('question: Q\nkind: reruns\nwith: { files: { b.txt: { append: more } } }')).toEqual([
      '- `[2/4] COPY a.txt /`',
      '- `[3/4] RUN cat /a.txt`',
      '+ `[4/4] COPY b.txt /`',
    ]);
  });

  it('may leave steps out', async () => {
    const options = 'options: ["[2/4] COPY a.txt /", "[4/4] COPY b.txt /"]';
    const edit = 'with: { files: { b.txt: { append: more } } }';
    expect(await chosen(`question: Q\nkind: reruns\n${edit}\n${options}`)).toEqual([
      '- `[2/4] COPY a.txt /`',
      '+ `[4/4] COPY b.txt /`',
    ]);
  });

  it('asks which stages run, of a Dockerfile of its own', async () => {
    const file = 'dockerfile: |\n  FROM alpine:3.22 AS one\n\n  FROM alpine:3.22 AS two\n\n  FROM one';
    expect(await chosen(`question: Q\nkind: stages\n${file}`)).toEqual(['+ `one`', '- `two`', '+ `stage-2`']);
  });

  it('asks what is in the image, and under changed circumstances', async () => {
    const ask = 'question: Q\nkind: files\noptions: [/a.txt, /c.txt]\nwith: { files: { c.txt: { text: c } } }';
    expect(await chosen(ask)).toEqual(['+ `/a.txt`', '- `/c.txt`']);
  });

  it('asks what is true, judged by checks', async () => {
    const options =
      'options:\n  It builds: { kind: builds }\n  No `/a.txt`: { kind: image-files, with: { lacks: [/a.txt] } }';
    const { options: found } = (await figure(`question: Q\nkind: facts\n${options}`)) as PredictFigure;
    expect(found).toEqual([
      { label: 'It builds', right: true, why: 'True. The image builds.' },
      { label: 'No `/a.txt`', right: false, why: expect.stringMatching(/^False\. \/a\.txt ships in the image\./) },
    ]);
  });

  it.each([
    [
      'every option is right',
      'kind: reruns\nwith: { files: { a.txt: { append: x } } }',
      'has every option in its answer',
    ],
    ['no option is right', 'kind: reruns', 'has no option in its answer'],
    [
      'a text to replace is not there',
      'kind: reruns\nwith: { files: { a.txt: { replace: { z: y } } } }',
      'replaces “z”',
    ],
    [
      'a step is not there',
      'kind: reruns\noptions: [x, y]\nwith: { files: { b.txt: { append: x } } }',
      'has no step “x”',
    ],
    ['the build fails', 'kind: reruns\nwith: { files: { b.txt: null } }', 'asks about a build that fails'],
    ['there is one stage', 'kind: stages', 'only one option'],
    ['a demo is not there', 'kind: stages\ndemo: z', 'there is no demos/z/'],
    ['a check is not there', 'kind: facts\noptions: { A: { kind: z }, B: { kind: builds } }', 'cannot judge “A”'],
    [
      'options are of another kind',
      'kind: reruns\noptions: { A: { kind: builds } }',
      'x.md:10: options of kind reruns are a list',
    ],
    ['a key is not known', 'kind: stages\nanswer: [a]', 'x.md:12: answer unknown key'],
  ])('stops the build when %s', async (_, yaml, message) => {
    await expect(figure(`question: Q\n${yaml}`)).rejects.toThrow(message);
  });

  it('is not answered by the block it asks about', async () => {
    const block = '```dockerfile fails shows="x"\nFROM scratch\n```\n';
    const ask = '```predict\nquestion: Q\nkind: stages\n```\n';
    expect([/data-(fails|shows)/.test(await html(block)), /data-(fails|shows)/.test(await html(block + ask))]).toEqual([
      true,
      false,
    ]);
  });

  it('is no language of a task', async () => {
    await expect(renderMarkdown({ file: 'x.md', text: '```predict\nkind: stages\n```' })).rejects.toThrow(
      'unknown language “predict”',
    );
  });
});

describe('the course', () => {
  it.each(lessonFolders(contentFolder(import.meta.dirname)).map((folder) => [slugOf(folder), folder] as const))(
    '%s asks twice or more before it tells, and five questions at its end',
    async (_, folder) => {
      const { page } = await readLesson(folder);
      const titles = page.fences.flatMap(({ computed }) =>
        computed?.kind === 'predict' ? [computed.spec.title ?? 'Predict'] : [],
      );
      expect(titles.filter((title) => title === 'Predict').length).toBeGreaterThanOrEqual(2);
      expect(titles.slice(-5)).toEqual(['1 of 5', '2 of 5', '3 of 5', '4 of 5', '5 of 5']);
    },
  );
});

describe('a table of reruns', () => {
  it('has a row for each step and a column for each edit', async () => {
    const edits = `edits:
  touch: { files: { a.txt: {} } }
  edit a: { files: { a.txt: { append: x } } }
  label: { files: { Dockerfile: { replace: { v=1: v=2 } } } }`;
    const { edits: names, rows, ...rest } = (await figure(edits, 'cache-matrix')) as MatrixFigure;
    expect(rows).toEqual([
      { step: '[2/4] COPY a.txt /', ran: [false, true, false] },
      { step: '[3/4] RUN cat /a.txt', ran: [false, true, false] },
      { step: '[4/4] COPY b.txt /', ran: [false, true, false] },
    ]);
    expect(names.map(({ name }) => name)).toEqual(['touch', 'edit a', 'label']);
    expect(rest).toMatchObject({ kind: 'cache-matrix', title: 'What runs again after which edit.' });
  });

  it('refuses an edit that adds steps', async () => {
    const edit = 'edits: { more: { files: { Dockerfile: { append: "RUN true" } } } }';
    await expect(figure(edit, 'cache-matrix')).rejects.toThrow('“more” adds or takes away some');
  });
});
