import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { contentFolder, exerciseFolders, lessonFolders } from './compile/index.ts';
import { readLessonMeta } from './compile/lesson.ts';

const content = contentFolder(import.meta.dirname);
const coverage = parse(readFileSync(join(content, 'coverage.yaml'), 'utf8')) as Record<string, string | string[]>;
const entries = Object.entries(coverage).map(([id, place]) => [id, [place].flat()] as const);

/** How many facts the course's collection has by section: numbered ones, and what the original chapter omits. */
const FACTS = {
  '8.1': [22, 12],
  '8.2': [19, 11],
  '8.3': [14, 13],
  '8.4': [9, 11],
  '8.5': [10, 10],
  '8.8': [15, 14],
} as const;

describe('content/coverage.yaml', () => {
  it.each(Object.entries(FACTS))('has a place for each fact of %s', (section, [numbered, omitted]) => {
    const ids = [
      ...Array.from({ length: numbered }, (_, at) => `${section}-${at + 1}`),
      ...Array.from({ length: omitted }, (_, at) => `${section}-o${at + 1}`),
    ];
    expect(ids.filter((id) => !(id in coverage))).toEqual([]);
    expect(Object.keys(coverage).filter((id) => id.startsWith(`${section}-`) && !ids.includes(id))).toEqual([]);
  });

  it('names sections and exercises that are there, or a reason', () => {
    const places = new Set([...exerciseFolders(content).keys(), ...lessonFolders(content).flatMap(sections)]);
    const lost = entries.flatMap(([id, named]) =>
      named
        .filter((place) => !places.has(place) && !/^left out because \S/.test(place))
        .map((place) => `${id}: ${place}`),
    );
    expect(lost).toEqual([]);
  });
});

/** `slug#heading` of each heading; ids as github-slugger makes them, which the pages use. */
function sections(folder: string): string[] {
  const text = readFileSync(join(folder, 'lesson.md'), 'utf8').replaceAll(/^```[^]*?^```/gm, '');
  const { slug } = readLessonMeta(folder);
  return [...text.matchAll(/^#{2,3} (.*)$/gm)].map(
    ([, title = '']) =>
      `${slug}#${title
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, '')
        .replaceAll(' ', '-')}`,
  );
}
