import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Lesson, LessonMeta, Workspace } from '../model.ts';
import { slugOf } from './exercise.ts';
import { buildOptions, contextFacts, readOverlays } from './folders.ts';
import { lessonSchema, readYaml, split } from './front-matter.ts';
import type { LessonFront, Parts } from './front-matter.ts';
import { renderMarkdown } from './markdown.ts';
import type { Fence, Page } from './markdown.ts';

/** The course is chapter 8 of the book it follows: lesson folder 01 is 8.1. */
const CHAPTER = 8;

function readFront(folder: string): { front: LessonFront; parts: Parts; file: string } {
  const file = join(folder, 'lesson.md');
  const parts = split(file, readFileSync(file, 'utf8'));
  return { front: readYaml(lessonSchema, { file, yaml: parts.yaml, line: 2 }), parts, file };
}

/** What home and navigation need, without the exercises. */
export function readLessonMeta(folder: string): Omit<LessonMeta, 'exercises'> {
  const { front } = readFront(folder);
  return {
    slug: slugOf(folder),
    number: `${CHAPTER}.${Number.parseInt(basename(folder), 10)}`,
    title: front.title,
    summary: front.summary,
    minutes: front.minutes,
    formerly: front.formerly ?? [],
  };
}

export interface LessonOptions {
  /** The site's base path. */
  readonly base?: string;
  /** Draws what blocks ask for, in their order, as HTML; without it nothing is drawn. */
  readonly draw?: (fences: readonly Fence[], demos: Lesson['demos']) => Promise<readonly string[]>;
}

/** The lesson as the page loads it, and its rendered page for the content test. Throws a content error for mistakes of the author. */
export async function readLesson(
  folder: string,
  { base = '/', draw }: LessonOptions = {},
): Promise<{ lesson: Lesson; page: Page }> {
  const { parts, file } = readFront(folder);
  const page = await renderMarkdown({ file, text: parts.body, line: parts.bodyLine, base });
  const demos = Object.fromEntries(readOverlays(join(folder, 'demos')).map((demo) => [demo.name, workspaceOf(demo)]));
  const drawings = draw ? await draw(page.fences, demos) : [];
  const html = page.html.replace(/<!--figure (\d+)-->/g, (_, at: string) => drawings[Number(at)] ?? '');
  return { lesson: { slug: slugOf(folder), html, headings: page.headings, demos }, page };
}

function workspaceOf({ files, facts }: ReturnType<typeof readOverlays>[number]): Workspace {
  return { files, context: contextFacts(facts.context), build: buildOptions(facts.build, {}) };
}
