import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../world-eager.ts';
import { createWorld } from '../../engine/builder/index.ts';
import { shell } from '../../engine/everything.ts';
import { subjects } from './verify.ts';

const world = createWorld(allImages, allPackages, shell);
const root = mkdtempSync(join(tmpdir(), 'drydock-checks-'));
afterAll(() => rmSync(root, { recursive: true }));

type Texts = Readonly<Record<string, string>>;

let count = 0;

async function complaints(files: Texts): Promise<string[]> {
  const content = join(root, String(++count), 'content');
  const folder = join(content, 'lessons/01-one/exercises/01-two');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const found = await subjects(content)[0]?.verify(world);
  return (found ?? ['there is no exercise']).map((line) => line.replace(/^.*01-two(?: |\/)/, ''));
}

function front(parts: { predict?: string; checks: string }): string {
  const { predict = '', checks } = parts;
  const hints = ['one', 'two'].map(
    (id) => `  - { id: ${id}, title: H, text: T, when: [{ kind: builds, with: { fails: true }, expect: passed }] }`,
  );
  return `---
title: T
summary: S
minutes: 5
${predict}checks:
  builds: { title: B, kind: builds }
${checks}hints:
${hints.join('\n')}
---

Text.
`;
}

const STARTER = 'FROM alpine:3.22\nCOPY a.txt /\nCOPY b.txt /\nRUN cat /a.txt > /c\n';
const PREDICT = `predict:
  edit: { question: "Which of \`b.txt\`?", kind: reruns, with: { files: { b.txt: { append: x } } } }
`;
const EDIT = '  edit: { title: P, kind: prediction, with: { of: edit } }\n';

/** An exercise that asks for a prediction alone. */
const PREDICTED: Texts = {
  'exercise.md': front({ predict: PREDICT, checks: EDIT }),
  'starter/Dockerfile': STARTER,
  'starter/a.txt': 'a',
  'starter/b.txt': 'b',
  'solution/answers.yaml': 'edit: ["[3/4] COPY b.txt /", "[4/4] RUN cat /a.txt > /c"]\n',
  'rejects/edit/answers.yaml': 'edit: ["[3/4] COPY b.txt /"]\n',
  'rejects/builds/Dockerfile': 'FROM alpine:3.22\nRUN false\n',
};

describe('an exercise of predictions', () => {
  it('needs no other right answers, and a starter that has none yet', async () => {
    expect(await complaints(PREDICTED)).toEqual([]);
  });

  it('needs the right answer', async () => {
    expect(await complaints({ ...PREDICTED, 'solution/answers.yaml': 'edit: []\n' })).toContainEqual(
      expect.stringMatching(
        /^solution: must pass edit, which is failed: \[3\/4\] COPY b\.txt \/ runs again \(It ran because `b\.txt` changed/,
      ),
    );
    expect(await complaints({ ...PREDICTED, 'solution/answers.yaml': 'edit: ["[9/9] RUN x"]\n' })).toContain(
      'solution: must pass edit, which is error: Needs a new prediction (The build has other steps than at the time of the answer.); ' +
        'answers.yaml: {"edit":["[3/4] COPY b.txt /","[4/4] RUN cat /a.txt > /c"]}',
    );
  });

  it('is not to be guessed', async () => {
    const predict = PREDICT.replace('b.txt: { append: x }', 'a.txt: {}');
    const none = {
      'solution/answers.yaml': 'edit: []\n',
      'rejects/edit/answers.yaml': 'edit: ["[2/4] COPY a.txt /"]\n',
    };
    expect(await complaints({ ...PREDICTED, ...none, 'exercise.md': front({ predict, checks: EDIT }) })).toEqual([
      'predict: can be guessed: the answer to edit is all of the options or none; ask about a change that some steps feel and others do not',
    ]);
  });

  it('has a check for each prediction, and only predictions that exist', async () => {
    const other = front({ predict: PREDICT, checks: EDIT.replace('of: edit', 'of: touch') });
    expect(await complaints({ ...PREDICTED, 'exercise.md': other })).toEqual([
      'exercise.md: checks.edit.with.of names no prediction: touch',
    ]);
    const bare = front({ predict: PREDICT, checks: '' });
    expect(await complaints({ ...PREDICTED, 'exercise.md': bare })).toEqual([
      'exercise.md: predict.edit needs a check of kind prediction with of: edit',
    ]);
  });

  it('asks for paths with options, and for nothing else with any', async () => {
    const files = PREDICT.replace('kind: reruns', 'kind: files');
    expect(await complaints({ ...PREDICTED, 'exercise.md': front({ predict: files, checks: EDIT }) })).toEqual([
      'exercise.md: predict.edit.options is missing',
    ]);
    const paths = PREDICT.replace('kind: reruns', 'kind: reruns, in: layers');
    expect(await complaints({ ...PREDICTED, 'exercise.md': front({ predict: paths, checks: EDIT }) })).toEqual([
      'exercise.md: predict.edit: options, in and step belong to kind files',
    ]);
  });

  it('names the line of a mistake in the answers', async () => {
    const [line] = await complaints({ ...PREDICTED, 'rejects/edit/answers.yaml': 'edit: all\n' });
    expect(line).toBe('rejects/edit/answers.yaml:1: edit must be a list, not the string "all"');
  });
});

const ORDER =
  '  order: { title: O, kind: cache, with: { edits: { b: { files: { b.txt: { append: x } }, cached: [{ creates: /c }] } } } }\n';
const ORDERED: Texts = {
  'exercise.md': front({ checks: ORDER }),
  'starter/Dockerfile': STARTER,
  'starter/a.txt': 'a',
  'starter/b.txt': 'b',
  'solution/Dockerfile': 'FROM alpine:3.22\nCOPY a.txt /\nRUN cat /a.txt > /c\nCOPY b.txt /\n',
  'accepts/one/Dockerfile': 'FROM alpine:3.22\nCOPY a.txt /\nRUN cp /a.txt /c\nCOPY b.txt /\n',
  'accepts/two/Dockerfile': 'FROM alpine:3.22\nCOPY a.txt /c\nCOPY b.txt /\n',
  'rejects/order/Dockerfile': 'FROM alpine:3.22\nCOPY . /\nRUN cat /a.txt > /c\n',
  'rejects/builds/Dockerfile': 'FROM alpine:3.22\nRUN false\n',
};

describe('a check of caches', () => {
  it('is fine when an edit is felt', async () => {
    expect(await complaints(ORDERED)).toEqual([]);
  });

  it('is vacuous when no answer feels an edit', async () => {
    const touch = ORDER.replace('edits: {', 'edits: { touch: { files: { b.txt: {} }, max-reruns: 0 },');
    expect(await complaints({ ...ORDERED, 'exercise.md': front({ checks: touch }) })).toEqual([
      'checks.order: makes no step of any answer run again with its edit touch: it cannot fail; add a reject that feels it, or leave the edit out',
    ]);
  });
});

function timed(max: string): Texts {
  return {
    ...ORDERED,
    'exercise.md': front({
      checks: `  order: { title: O, kind: rebuild-time, with: { files: { b.txt: { append: x } }, max: ${max} } }\n`,
    }),
    'rejects/order/Dockerfile': 'FROM alpine:3.22\nCOPY . /\nRUN sleep 60; cat /a.txt > /c\n',
  };
}

function lacking(glob: string): Texts {
  return {
    ...ORDERED,
    'exercise.md': front({
      checks: `${ORDER}  clean: { title: C, kind: image-files, with: { lacks: [/made, "${glob}"] } }\n`,
    }),
    'rejects/clean/Dockerfile': 'FROM alpine:3.22\nCOPY a.txt /\nRUN cat /a.txt > /c\nRUN touch /made\nCOPY b.txt /\n',
  };
}

describe('a list of what must not be there', () => {
  it('may name what an answer has in a stage', async () => {
    expect(await complaints(lacking('/etc/apk/**'))).not.toContainEqual(expect.stringContaining('is it spelt right?'));
  });

  it('names nothing that no answer ever has', async () => {
    expect(await complaints(lacking('/mode/**'))).toEqual([
      'checks.clean: lacks /mode/**, which no answer has in any stage or layer: it cannot fail; is it spelt right?',
    ]);
  });
});

describe('a limit of time', () => {
  it('keeps its distance from right answers', async () => {
    expect(
      await complaints({ ...timed('20s'), 'starter/Dockerfile': 'FROM alpine:3.22\nCOPY . /\nRUN sleep 60\n' }),
    ).toEqual([]);
    const near = {
      'accepts/one/Dockerfile': 'FROM alpine:3.22\nCOPY . /\nRUN sleep 18\n',
      'starter/Dockerfile': 'FROM alpine:3.22\nCOPY . /\nRUN sleep 60\n',
    };
    expect(await complaints({ ...timed('20s'), ...near })).toEqual([
      expect.stringMatching(
        /^accepts\/one: is within 15 % of the limit of order: After an edit of b\.txt a build takes 18 s/,
      ),
    ]);
  });
});
