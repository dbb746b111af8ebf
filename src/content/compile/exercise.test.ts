import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkKinds } from '../../engine/grade/check-kinds.ts';
import { readExerciseFront } from './exercise.ts';

/** The front matter of an exercise with this `build:`, read. */
function read(build: string) {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-'));
  const when = 'when: [{ check: builds }]';
  writeFileSync(
    join(folder, 'exercise.md'),
    `---
title: T
summary: S
minutes: 5
build: ${build}
secrets: { key: k3y }
checks:
  builds: { title: B, kind: builds }
hints:
  - { title: H, text: T, ${when} }
  - { title: H, text: T, ${when} }
---
Task.
`,
  );
  return readExerciseFront(folder, checkKinds).front.build;
}

describe('named contexts of an exercise', () => {
  it('are names with what lies there', () => {
    expect(read('{ contexts: { geo: { a.csv: { content: x }, id: { secret: key } } } }')).toEqual({
      contexts: { geo: { 'a.csv': { content: 'x' }, id: { secret: 'key' } } },
    });
  });

  it.each([
    ['{ contexts: { Geo: {} } }', 'build.contexts: lower-case words joined by hyphens, not Geo'],
    ['{ contexts: { geo: { id: { secret: other } } } }', 'secrets declares no other'],
    ['{ contexts: { geo: { a: { lines: 3 } } } }', 'build.contexts.geo.a.lines unknown key'],
  ])('%s is refused', (build, message) => {
    expect(() => read(build)).toThrow(message);
  });
});
