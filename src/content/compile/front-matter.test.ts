import { describe, expect, it } from 'vitest';
import { object, string, number } from '../../engine/base/schema.ts';
import { checkKinds } from '../../engine/grade/check-kinds.ts';
import { exerciseSchema, overlaySchema, readYaml, split } from './front-matter.ts';

const small = object({ title: string(), list: object({ size: number() }) });

const exercise = `title: T
summary: S
minutes: 5
checks:
  builds: { title: B, kind: builds }
  small:
    title: It is small
    kind: image-size
    with: { max: 30MB }
hints:
  - { title: H, text: T, when: [{ check: small }] }
  - { title: H, text: T, when: [{ kind: builds, with: { fails: true }, expect: passed }] }
`;

describe('front matter', () => {
  it('is split from the text with the line at which the text begins', () => {
    expect(split('x.md', '---\ntitle: T\nminutes: 3\n---\nText')).toEqual({
      yaml: 'title: T\nminutes: 3',
      body: 'Text',
      bodyLine: 5,
    });
  });

  it('must be there', () => {
    expect(() => split('x.md', '# Title')).toThrow('x.md:1: begins with front matter');
  });

  it('names file, line and key of every problem', () => {
    const yaml = 'title: 3\nlist:\n  size: big\n  extra: 1\n';
    expect(() => readYaml(small, { file: 'x.md', yaml, line: 2 })).toThrow(
      'x.md:2: title must be text, not the number 3\n' +
        'x.md:5: list.extra unknown key; known are size\n' +
        'x.md:4: list.size must be a number, not the string "big"',
    );
  });

  it('names the line of a missing key’s parent', () => {
    expect(() => readYaml(small, { file: 'x.md', yaml: 'title: a\nlist: {}' })).toThrow('x.md:2: list.size is missing');
  });

  it('reports YAML that cannot be read', () => {
    expect(() => readYaml(small, { file: 'x.md', yaml: 'title: a\nlist: [' })).toThrow(/^x\.md:\d: /);
  });

  it('refuses modes with an o, which YAML would turn into another number', () => {
    const yaml = 'context: { a.sh: { mode: 0o755 } }';
    expect(() => readYaml(overlaySchema, { file: 'o.yaml', yaml })).toThrow('permission bits are written 0755');
  });

  it('takes an exercise', () => {
    expect(Object.keys(readYaml(exerciseSchema(checkKinds), { file: 'x.md', yaml: exercise }).checks)).toEqual([
      'builds',
      'small',
    ]);
  });

  it.each([
    ['an unknown kind', ['kind: image-size', 'kind: image-sise'], 'x.md:8: checks.small.kind must be one of builds,'],
    [
      'a parameter that the kind does not have',
      ['max: 30MB', 'most: 30MB'],
      'x.md:9: checks.small.with.most unknown key',
    ],
    ['a parameter of the wrong form', ['max: 30MB', 'max: 30'], 'x.md:9: checks.small.with.max must be text'],
    [
      'a wrong parameter of a hint',
      ['{ fails: true }', '{ fails: 1 }'],
      'x.md:12: hints[1].when[0].with.fails must be true or false',
    ],
  ])('refuses %s', (_, [from = '', to = ''], message) => {
    const yaml = exercise.replace(from, to);
    expect(() => readYaml(exerciseSchema(checkKinds), { file: 'x.md', yaml })).toThrow(message);
  });
});
