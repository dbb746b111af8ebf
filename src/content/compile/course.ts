import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exerciseId, slugOf } from './exercise.ts';
import { contentError } from './front-matter.ts';
import { foldersIn } from './folders.ts';

/** The content/ folder of the repository that `from` lies in. Throws a content error outside of one. */
export function contentFolder(from: string): string {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, 'content', 'lessons'))) return join(at, 'content');
    if (at === dirname(at)) throw contentError(`${from} lies in no folder with content/lessons`);
  }
}

/** Folders of all lessons below `content`, in order. */
export function lessonFolders(content: string): string[] {
  const lessons = join(content, 'lessons');
  return foldersIn(lessons).map((name) => join(lessons, name));
}

/** Folders of all exercises, in the order of the course, by id. */
export function exerciseFolders(content: string): ReadonlyMap<string, string> {
  const folders = lessonFolders(content).flatMap(exercisesIn);
  return new Map(folders.map((folder) => [exerciseId(folder), folder]));
}

/** Folders of the exercises of a lesson's folder, in order. */
export function exercisesIn(lesson: string): readonly string[] {
  return foldersIn(join(lesson, 'exercises'))
    .map((name) => join(lesson, 'exercises', name))
    .filter((folder) => existsSync(join(folder, 'exercise.md')));
}

/** The folder of a lesson by its slug. */
export function lessonFolder(content: string, slug: string): string | undefined {
  return lessonFolders(content).find((folder) => slugOf(folder) === slug);
}
