/** What the tests know of the content: read from `content/` in Node, with the typographic marks that the compiler sets. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { curly } from '../src/content/compile/typography.ts';

export type Texts = Readonly<Record<string, string>>;

export interface WrittenExercise {
  /** `lesson/exercise`, as in addresses and in storage. */
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  /** Titles of the checks in the order of the front matter, with the backticks that set code. */
  readonly checks: readonly string[];
  readonly hints: readonly string[];
  readonly starter: Texts;
  /** Files of the solution alone, without those of the starter. */
  readonly solution: Texts;
  /** What the solution predicts, in the order of the questions. */
  readonly answers: readonly (readonly string[])[];
  /** Other right answers: files laid over the starter. */
  readonly accepts: Readonly<Record<string, Texts>>;
}

const root = fileURLToPath(new URL('../content/lessons/', import.meta.url));
const LESSON = '01-multi-stage-builds';

function slugOf(folder: string): string {
  return folder.replace(/^\d+-/, '');
}

/** Predictions beside the files of an answer; no part of the workspace. */
const ANSWERS = 'answers.yaml';

function textsBelow(folder: string): Texts {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== ANSWERS,
  );
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')];
    }),
  );
}

interface Front {
  readonly title: string;
  readonly minutes: number;
  readonly predict?: Readonly<Record<string, unknown>>;
  readonly checks: Readonly<Record<string, { readonly title: string }>>;
  readonly hints?: readonly { readonly title: string }[];
}

function frontOf(file: string): Front {
  return parse(readFileSync(file, 'utf8').split(/^---$/m)[1] ?? '') as Front;
}

function answersOf(path: string, { predict = {} }: Front): readonly (readonly string[])[] {
  const file = join(path, 'solution', ANSWERS);
  if (!existsSync(file)) return [];
  const given = parse(readFileSync(file, 'utf8')) as Readonly<Record<string, readonly string[]>>;
  return Object.keys(predict).map((id) => given[id] ?? []);
}

function readExercise(lesson: string, folder: string): WrittenExercise {
  const path = join(root, lesson, 'exercises', folder);
  const front = frontOf(join(path, 'exercise.md'));
  const accepts = join(path, 'accepts');
  return {
    id: `${slugOf(lesson)}/${slugOf(folder)}`,
    slug: slugOf(folder),
    title: curly(front.title),
    minutes: front.minutes,
    checks: Object.values(front.checks).map(({ title }) => curly(title)),
    hints: (front.hints ?? []).map(({ title }) => curly(title)),
    starter: textsBelow(join(path, 'starter')),
    solution: textsBelow(join(path, 'solution')),
    answers: answersOf(path, front),
    accepts: Object.fromEntries(readdirSync(accepts).map((name) => [name, textsBelow(join(accepts, name))])),
  };
}

function exercisesOf(lesson: string): readonly WrittenExercise[] {
  const folder = join(root, lesson, 'exercises');
  return existsSync(folder)
    ? readdirSync(folder)
        .toSorted()
        .map((name) => readExercise(lesson, name))
    : [];
}

/** Exercises of lesson 8.1 in their order. */
export const written: readonly WrittenExercise[] = exercisesOf(LESSON);

/** Every lesson that has a text, in order. */
export const course: readonly { readonly title: string; readonly exercises: readonly WrittenExercise[] }[] =
  readdirSync(root)
    .toSorted()
    .filter((lesson) => existsSync(join(root, lesson, 'lesson.md')))
    .map((lesson) => ({ title: frontOf(join(root, lesson, 'lesson.md')).title, exercises: exercisesOf(lesson) }));

/** Every exercise of the course, in order. */
export const all: readonly WrittenExercise[] = course.flatMap(({ exercises }) => exercises);

/** The exercise with this slug. */
export function exercise(slug: string): WrittenExercise {
  const found = written.find((one) => one.slug === slug);
  if (!found) throw new Error(`content/ has no exercise ${slug}`);
  return found;
}

/** A text without the backticks that set code. */
export function plain(text: string): string {
  return text.replaceAll('`', '');
}
