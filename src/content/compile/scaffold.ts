import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lessonFolder } from './course.ts';
import { slugOf } from './exercise.ts';
import { foldersIn } from './folders.ts';
import { contentError } from './front-matter.ts';

const FILES: Readonly<Record<string, string>> = {
  'exercise.md': `---
title: A verb phrase
summary: One sentence for the map of the course.
minutes: 10
checks:
  builds:
    title: The image builds
    kind: builds
  starts:
    title: The greeting is printed
    kind: starts
    with: { exit: 0, output: hello }
hints:
  - id: nudge
    title: Where to look
    text: What the image starts is written in its last lines.
    when:
      - check: starts
  - id: answer
    title: Nearly the answer
    text: Exec form starts a program without a shell, \`CMD ["echo", "hello"]\`.
    when:
      - check: starts
      - { kind: builds, expect: passed }
---

Two sentences of story: who has the problem, and what it costs.

The task, stated as an outcome.
`,
  'starter/Dockerfile': 'FROM alpine:3.22\nCMD ["echo", "good morning"]\n',
  'solution/Dockerfile': 'FROM alpine:3.22\nCMD ["echo", "hello"]\n',
  'solution.md': 'Why this is right, and what it costs.\n',
  'accepts/another-way/Dockerfile': 'FROM alpine:3.22\nENTRYPOINT ["echo"]\nCMD ["hello"]\n',
};

/**
 * Creates the folder of a new exercise (`lesson-slug/exercise-name`) as the last of its lesson, and answers with its path. It builds, and
 * lacks what only its author can add: \`verify\` says what. Throws a content error for a bad name or an unknown lesson.
 */
export function scaffoldExercise(content: string, id: string): string {
  const [lesson = '', name = '', ...rest] = id.split('/');
  if (rest.length || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    throw contentError(`${id}: write lesson/name, the name in lower-case words joined by hyphens`);
  const folder = lessonFolder(content, lesson);
  if (folder === undefined) throw contentError(`there is no lesson ${lesson}`);
  const siblings = foldersIn(join(folder, 'exercises'));
  if (siblings.some((each) => slugOf(each) === name)) throw contentError(`${id} exists already`);
  const last = Number.parseInt(siblings.at(-1) ?? '0', 10);
  const made = join(folder, 'exercises', `${String(last + 1).padStart(2, '0')}-${name}`);
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(made, path)), { recursive: true });
    if (!existsSync(join(made, path))) writeFileSync(join(made, path), text);
  }
  return made;
}
