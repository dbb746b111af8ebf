import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { World } from '../../engine/builder/result.ts';
import { checkKinds } from '../../engine/grade/check-kinds.ts';
import { rules } from '../../engine/lint/index.ts';
import { readCase } from './case.ts';
import { exerciseFolders, lessonFolders } from './course.ts';
import { readSolution, slugOf } from './exercise.ts';
import { readLesson } from './lesson.ts';
import { verifyExercise } from './verify-exercise.ts';
import { verifyLesson } from './verify-lesson.ts';
import { verifyLinks } from './verify-links.ts';
import type { Destinations } from './verify-links.ts';

/** One thing that can be verified by itself. */
export interface Subject {
  /** `multi-stage-builds` or `multi-stage-builds/two-targets`. */
  readonly id: string;
  /** Problems as lines of text, each beginning with where it is; none is the proof. */
  verify(world: World): Promise<readonly string[]>;
}

/** Every lesson and exercise below `content`, in order. */
export function subjects(content: string): readonly Subject[] {
  const exercises = exerciseFolders(content);
  const lessons = lessonFolders(content);
  const destinations: Destinations = {
    lessons: lessons.map(slugOf),
    exercises: [...exercises.keys()],
    rules: [...rules.keys()],
  };
  const place = (folder: string, where: string): string => `${relative(join(content, '..'), folder)} ${where}`;
  return lessons.flatMap((folder) => {
    const lesson: Subject = {
      id: slugOf(folder),
      verify: (world) => lessonProblems(world, { folder, destinations, place }),
    };
    const own = [...exercises].filter(([id]) => id.startsWith(`${slugOf(folder)}/`));
    const parts = own.map(([id, path]): Subject => ({
      id,
      verify: (world) => exerciseProblems(world, { folder: path, destinations, place }),
    }));
    return [...(existsSync(join(folder, 'lesson.md')) ? [lesson] : []), ...parts];
  });
}

interface Where {
  readonly folder: string;
  readonly destinations: Destinations;
  place(folder: string, where: string): string;
}

async function lessonProblems(world: World, { folder, destinations, place }: Where): Promise<string[]> {
  return orContentError(async () => {
    const { lesson, page } = await readLesson(folder);
    const complaints = [...verifyLesson({ world, lesson, page }), ...verifyLinks(page, destinations)];
    return complaints.map(({ where, message }) => `${place(join(folder, 'lesson.md'), where)}: ${message}`);
  });
}

async function exerciseProblems(world: World, { folder, destinations, place }: Where): Promise<string[]> {
  return orContentError(async () => {
    const subject = await readCase(folder, checkKinds);
    const { page } = await readSolution(folder);
    const pages = page ? [...subject.pages, page] : subject.pages;
    const complaints = [...verifyExercise(world, subject), ...pages.flatMap((each) => verifyLinks(each, destinations))];
    return complaints.map(({ where, message }) => `${place(folder, where)}: ${message}`);
  });
}

async function orContentError(find: () => Promise<string[]>): Promise<string[]> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof Error && error.name === 'ContentError') return error.message.split('\n');
    throw error;
  }
}
