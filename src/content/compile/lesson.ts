import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Lesson, LessonMeta, Workspace } from '../model.ts';
import { slugOf } from './exercise.ts';
import { buildOptions, contextFacts, readOverlays } from './folders.ts';
import { lessonSchema, readYaml, split } from './front-matter.ts';
import type { PredictSpec } from './computed.ts';
import type { LessonFront, Parts } from './front-matter.ts';
import { renderMarkdown } from './markdown.ts';
import type { Fence, Page } from './markdown.ts';
import { commandsShown } from './session-text.ts';
import { curly } from './typography.ts';

/** The course is chapter 8 of the book it follows: lesson folder 01 is 8.1. */
const CHAPTER = 8;

function readFront(folder: string): { front: LessonFront; parts: Parts; file: string } {
  const file = join(folder, 'lesson.md');
  const parts = split(file, readFileSync(file, 'utf8'));
  const front = readYaml(lessonSchema, { file, yaml: parts.yaml, line: 2 });
  return { front: { ...front, title: curly(front.title), summary: curly(front.summary) }, parts, file };
}

/** What home and navigation need. */
export function readLessonMeta(folder: string): LessonMeta {
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
  /** What blocks ask for, by the place of the block among `fences`; without it nothing is drawn. */
  readonly draw?: (fences: readonly Fence[], demos: Lesson['demos']) => Promise<ReadonlyMap<number, Drawn>>;
}

/** What stands in a block's place. */
export interface Drawn {
  readonly html: string;
  /** What a session opens in the playground. */
  readonly workspace?: Workspace;
}

/** The lesson as the page loads it, and its rendered page for the content test. Throws a content error for mistakes of the author. */
export async function readLesson(
  folder: string,
  { base = '/', draw }: LessonOptions = {},
): Promise<{ lesson: Omit<Lesson, 'exercises'>; page: Page }> {
  const { parts, file } = readFront(folder);
  const page = await withReasons(
    await renderMarkdown({ file, text: parts.body, line: parts.bodyLine, base, figures: true }),
    { file, base },
  );
  const demos = Object.fromEntries(readOverlays(join(folder, 'demos')).map((demo) => [demo.name, workspaceOf(demo)]));
  const drawings = await draw?.(page.fences, demos).catch((error: unknown) => located(error, file));
  const html = page.html.replace(/<!--figure (\d+)-->/g, (_, at: string) => drawings?.get(Number(at))?.html ?? '');
  const sessions = Object.fromEntries(
    [...(drawings ?? [])].flatMap(([at, { workspace }]) => (workspace ? [[String(at), workspace]] : [])),
  );
  return { lesson: { slug: slugOf(folder), html, headings: page.headings, demos, sessions }, page };
}

/** The page with the parts of its questions that are Markdown of their own. */
async function withReasons(page: Page, { file, base }: { file: string; base: string }): Promise<Page> {
  const links = [...page.links];
  const rendered = async (text: string, line: number): Promise<string> => {
    const part = await renderMarkdown({ file, text, line, base });
    links.push(...part.links);
    return part.html;
  };
  const fences = page.fences.map(async (fence): Promise<Fence> => {
    const { computed, line } = fence;
    if (computed?.kind !== 'predict') return fence;
    const { because = '', dockerfile, session, after, ...place } = computed.spec;
    const commands = commandsShown(session ?? after);
    const block = dockerfile === undefined ? commands && sessionBlock(commands) : codeBlock(dockerfile, place);
    const code = block === '' ? '' : await rendered(block, line);
    return { ...fence, computed: { ...computed, html: { code, because: await rendered(because, line) } } };
  });
  return { ...page, fences: await Promise.all(fences), links };
}

/** Commands of a question as the Markdown of a block. */
function sessionBlock(commands: string): string {
  return `\`\`\`console title="Typed"\n${commands}\n\`\`\``;
}

/** A Dockerfile of a question as the Markdown of a block. */
function codeBlock(text: string, place: Pick<PredictSpec, 'demo' | 'target' | 'platform'>): string {
  const attributes = (['demo', 'target', 'platform'] as const).flatMap((name) =>
    place[name] === undefined ? [] : [`${name}="${place[name]}"`],
  );
  return `\`\`\`dockerfile ${attributes.join(' ')}\n${text.trimEnd()}\n\`\`\``;
}

/** A mistake in a block that is computed, with the file before its line. */
function located(error: unknown, file: string): never {
  if (error instanceof Error && error.name === 'ContentError') error.message = `${file}:${error.message}`;
  throw error;
}

function workspaceOf({ files, facts }: ReturnType<typeof readOverlays>[number]): Workspace {
  return { files, context: contextFacts(facts.context), build: buildOptions(facts.build, {}) };
}
