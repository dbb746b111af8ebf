import { describe, expect, it } from 'vitest';
import { createWorld } from '../engine/builder/index.ts';
import { shellWithJavaScript } from './compile/javascript.ts';
import { contentFolder, subjects } from './compile/index.ts';
import { allImages, allPackages } from './world-eager.ts';

const world = createWorld(allImages, allPackages, await shellWithJavaScript());

describe('content', () => {
  const all = subjects(contentFolder(import.meta.dirname));

  it('is there', () => {
    expect(all.length).toBeGreaterThan(0);
  });

  // What "proved" means: verify-exercise.ts and verify-lesson.ts; `npm run -s drydock -- verify` says the same.
  it.each(all.map((subject) => [subject.id, subject] as const))('%s is proved', async (_, subject) => {
    expect(await subject.verify(world)).toEqual([]);
  });
});
