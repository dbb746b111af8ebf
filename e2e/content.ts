/** What the tests know of the content: read from `content/` in Node, as an author wrote it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export type Texts = Readonly<Record<string, string>>;

export interface WrittenExercise {
  /** `lesson/exercise`, as in addresses and in storage. */
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** Titles of the checks in the order of the front matter, with the backticks that set code. */
  readonly checks: readonly string[];
  readonly hints: readonly string[];
  readonly starter: Texts;
  /** Files of the solution alone, without those of the starter. */
  readonly solution: Texts;
  /** Other right answers: files laid over the starter. */
  readonly accepts: Readonly<Record<string, Texts>>;
}

const root = fileURLToPath(new URL('../content/lessons/', import.meta.url));
const LESSON = '01-multi-stage-builds';

function slugOf(folder: string): string {
  return folder.replace(/^\d+-/, '');
}

function textsBelow(folder: string): Texts {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')];
    }),
  );
}

interface Front {
  readonly title: string;
  readonly checks: Readonly<Record<string, { readonly title: string }>>;
  readonly hints?: readonly { readonly title: string }[];
}

function readExercise(folder: string): WrittenExercise {
  const path = join(root, LESSON, 'exercises', folder);
  const matter = readFileSync(join(path, 'exercise.md'), 'utf8').split(/^---$/m)[1] ?? '';
  const front = parse(matter) as Front;
  const accepts = join(path, 'accepts');
  return {
    id: `${slugOf(LESSON)}/${slugOf(folder)}`,
    slug: slugOf(folder),
    title: front.title,
    checks: Object.values(front.checks).map(({ title }) => title),
    hints: (front.hints ?? []).map(({ title }) => title),
    starter: textsBelow(join(path, 'starter')),
    solution: textsBelow(join(path, 'solution')),
    accepts: Object.fromEntries(readdirSync(accepts).map((name) => [name, textsBelow(join(accepts, name))])),
  };
}

/** Exercises of lesson 8.1 in their order. */
export const written: readonly WrittenExercise[] = readdirSync(join(root, LESSON, 'exercises'))
  .toSorted()
  .map(readExercise);

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
