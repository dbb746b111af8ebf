import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../world-eager.ts';
import { createWorld } from '../../engine/builder/index.ts';
import { shell } from '../../engine/everything.ts';
import { scaffoldExercise } from './scaffold.ts';
import { subjects } from './verify.ts';

const world = createWorld(allImages, allPackages, shell);
const root = mkdtempSync(join(tmpdir(), 'drydock-content-'));
afterAll(() => rmSync(root, { recursive: true }));

const FRONT = `---
title: Say hello
summary: S
minutes: 5
checks:
  builds:
    title: The image builds
    kind: builds
  greets:
    title: It says hello
    kind: starts
    with: { output: hello }
  user:
    title: It does not run as root
    kind: image-config
    with: { user: { root: false } }
hints:
  - { id: words, title: H, text: T, when: [{ check: greets }] }
  - { id: who, title: H, text: T, when: [{ check: greets, expect: passed }, { check: user }] }
---

Text.
`;

/** A small exercise that is right in every respect. */
const GOOD: Readonly<Record<string, string>> = {
  'exercise.md': FRONT,
  'starter/Dockerfile': 'FROM alpine:3.22\nCMD ["echo", "bye"]\n',
  'solution/Dockerfile': 'FROM alpine:3.22\nUSER 1000\nCMD ["echo", "hello"]\n',
  'accepts/entrypoint/Dockerfile': 'FROM alpine:3.22\nUSER 1000\nENTRYPOINT ["echo", "hello"]\n',
  'accepts/shell/Dockerfile': 'FROM alpine:3.22\nUSER 1000\nCMD echo hello\n',
  'rejects/builds/Dockerfile': 'FROM alpine:3.22\nUSER 1000\nRUN false\nCMD ["echo", "hello"]\n',
  'rejects/greets/Dockerfile': 'FROM alpine:3.22\nUSER 1000\nCMD ["echo", "hullo"]\n',
  'rejects/user/Dockerfile': 'FROM alpine:3.22\nCMD ["echo", "hello"]\n',
};

let count = 0;

/** The content folder of a course with one lesson and one exercise; a change replaces files, null takes them away. */
function course(change: Readonly<Record<string, string | null>>, lesson = ''): string {
  const content = join(root, String(++count), 'content');
  const folder = join(content, 'lessons/01-one/exercises/01-hello');
  const files = Object.entries({ ...GOOD, ...change });
  for (const [path, text] of files) if (text !== null) write(join(folder, path), text);
  if (lesson)
    write(join(content, 'lessons/01-one/lesson.md'), `---\ntitle: One\nsummary: S\nminutes: 5\n---\n\n${lesson}`);
  return content;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

async function problems(content: string, id: string): Promise<string[]> {
  const subject = subjects(content).find((each) => each.id === id);
  const found = await subject?.verify(world);
  return (found ?? [`there is no ${id}`]).map((line) => line.replace(/^.*01-hello /, '').replace(/^.*lesson\.md /, ''));
}

const exercise = (change: Readonly<Record<string, string | null>>) => problems(course(change), 'one/hello');
const lesson = (text: string, change: Readonly<Record<string, string | null>> = {}) =>
  problems(course(change, text), 'one');

describe('the content test finds', () => {
  it('nothing wrong with a good exercise', async () => {
    expect(await exercise({})).toEqual([]);
  });

  it('a starter that is solved already', async () => {
    const solved = GOOD['solution/Dockerfile'] ?? '';
    expect(await exercise({ 'starter/Dockerfile': solved })).toContain(
      'starter: is already solved: at least one check must fail on it',
    );
  });

  it('a starter that fails nothing because nothing can be judged', async () => {
    expect((await exercise({ 'starter/Dockerfile': 'FROM alpine:3.22\nRUM x\n' }))[0]).toBe(
      'starter: fails no check: builds error, greets error, user error. At least one must be failed, not an error',
    );
  });

  it('a vacuous check', async () => {
    const vacuous = FRONT.replace('with: { user: { root: false } }', 'with: { env: { PATH: true } }');
    expect(await exercise({ 'exercise.md': vacuous })).toContain(
      'rejects/user: must fail user, which is passed: The image is configured as asked',
    );
  });

  it('a check without a reject', async () => {
    expect(await exercise({ 'rejects/user/Dockerfile': null })).toEqual([
      'checks.user: has no rejects/user/: nothing shows that the check can fail',
      'hints.who: nothing triggers it: neither the starter nor a reject; add hints/who/',
    ]);
  });

  it('a dead hint', async () => {
    const dead = FRONT.replace(
      '{ check: greets, expect: passed }, { check: user }',
      '{ kind: builds, with: { fails: true, log: never }, expect: passed }',
    );
    expect(await exercise({ 'exercise.md': dead })).toEqual([
      'hints.who: nothing triggers it: neither the starter nor a reject; add hints/who/',
    ]);
    const overlay = { 'hints/who/Dockerfile': 'FROM alpine:3.22\nRUN echo never; false\n' };
    expect(await exercise({ 'exercise.md': dead, ...overlay })).toEqual([]);
  });

  it('a hint that fires on what is right', async () => {
    const wrong = FRONT.replace('[{ check: greets }]', '[{ check: greets, expect: passed }]');
    expect(await exercise({ 'exercise.md': wrong })).toEqual(['hints.words: fires on solution, which is right']);
  });

  it('a solution and an accept that fail', async () => {
    expect(
      await exercise({
        'solution/Dockerfile': 'FROM alpine:3.22\nUSER 1000\nCMD ["echo", "hallo"]\n',
        'accepts/shell/Dockerfile': 'FROM alpine:3.22\nCMD echo hello\n',
      }),
    ).toEqual(
      expect.arrayContaining([
        'solution: must pass greets, which is failed: The container does not print “hello” (hallo)',
        'accepts/shell: must pass user, which is failed: The image runs as root (Neither the stage nor its base image sets a user.)',
      ]),
    );
  });

  it('an accept that differs in names, order and comments only', async () => {
    const same = '# another\nFROM alpine:3.22 AS final\nCMD ["echo", "hello"]\nUSER 1000\n';
    expect(await exercise({ 'accepts/shell/Dockerfile': same })).toEqual([
      'accepts/shell: does the same as solution: only names, order or comments differ',
    ]);
  });

  it('too few accepts', async () => {
    expect(await exercise({ 'accepts/shell/Dockerfile': null })).toEqual([
      'accepts: holds 1 other right answers; two are needed',
    ]);
  });

  it('a reject that fails more than its check, unless that is said', async () => {
    const both = { 'rejects/greets/Dockerfile': 'FROM alpine:3.22\nCMD ["echo", "hullo"]\n' };
    expect(await exercise(both)).toEqual([
      'rejects/greets: must fail greets alone, but user is failed too: The image runs as root (or let greets imply it)',
    ]);
    const said = FRONT.replace('with: { output: hello }', 'with: { output: hello }\n    implies: [user]');
    expect(await exercise({ ...both, 'exercise.md': said })).toEqual([]);
  });

  it('a reject and a hint folder that belong to nothing', async () => {
    expect(
      await exercise({ 'rejects/other/Dockerfile': 'FROM scratch\n', 'hints/other/Dockerfile': 'FROM scratch\n' }),
    ).toEqual([
      'rejects/other: is named after no check of the exercise',
      'hints/other: is named after no hint of the exercise',
    ]);
  });

  it('variants of a reject, and overlays that lie on the starter', async () => {
    expect(
      await exercise({
        'rejects/user--by-name/Dockerfile': 'FROM alpine:3.22\nUSER root\nCMD ["echo", "hello"]\n',
        'rejects/greets--starter/overlay.yaml': 'base: starter\n',
      }),
    ).toEqual([
      'rejects/greets--starter: must fail greets alone, but user is failed too: The image runs as root (or let greets imply it)',
    ]);
  });

  it('mistakes in front matter, with file, line and key', async () => {
    const [line] = await problems(course({ 'exercise.md': FRONT.replace('kind: starts', 'kind: start') }), 'one/hello');
    expect(line).toMatch(/exercise\.md:11: checks\.greets\.kind must be one of builds, /);
  });

  it('links that lead nowhere', async () => {
    const links = `${FRONT}\n[a](/lessons/one/hello/) [b](/lessons/two/) [c](/rules/nothing/) [d](#none) [e](/playground/) [f](/lessons/one/hello)`;
    expect(await exercise({ 'exercise.md': links })).toEqual([
      'line 24: /lessons/two/: there is no such page',
      'line 24: /rules/nothing/: there is no such page',
      'line 24: #none: there is no such heading on the page',
      'line 24: /lessons/one/hello: addresses end in a slash',
    ]);
  });

  it('wording that talks down', async () => {
    const rude = FRONT.replace('title: It says hello', 'title: You just say hello');
    expect(await exercise({ 'exercise.md': rude })).toEqual([
      'checks.greets: is worded without “You” (content/README.md)',
    ]);
  });
});

describe('the lesson test', () => {
  const DEMO = { '../../demos/hello/Dockerfile': 'FROM alpine:3.22\n', '../../demos/hello/a.txt': 'a\n' };

  it('takes Dockerfiles that build, plans without files, fragments and recorded output', async () => {
    expect(
      await lesson(
        [
          '```dockerfile demo="hello"\nFROM alpine:3.22\nCOPY a.txt /\n```',
          '```dockerfile\nFROM golang:1.26\nCOPY go.mod .\n```',
          '```dockerfile fragment\nUSER 1000\n```',
          '```console recorded="Docker 26.1.5"\n$ docker run x\n```',
          '```console demo="hello"\n$ docker build -t hello .\n```',
          '```console image="alpine:3.22"\n$ echo hello\nhello\n```',
        ].join('\n\n'),
        DEMO,
      ),
    ).toEqual([]);
  });

  it('takes blocks that show the mistake they say they show', async () => {
    expect(
      await lesson(
        [
          '```dockerfile demo="hello" fails shows="not found"\nFROM alpine:3.22\nCOPY b.txt /\n```',
          '```dockerfile shows="WorkdirRelativePath"\nFROM scratch\nWORKDIR app\n```',
          '```dockerfile fails shows="unknown instruction"\nFROM scratch\nRUM x\n```',
        ].join('\n\n'),
        DEMO,
      ),
    ).toEqual([]);
  });

  it.each([
    ['a Dockerfile that cannot be read', '```dockerfile\nFROM scratch\nRUM x\n```', 'line 7: does not build: '],
    [
      'a Dockerfile that does not build',
      '```dockerfile demo="hello"\nFROM alpine:3.22\nCOPY b.txt /\n```',
      'line 7: does not build: ',
    ],
    [
      'a mistake that is none',
      '```dockerfile demo="hello" fails\nFROM alpine:3.22\n```',
      'line 7: is said to fail and does not',
    ],
    [
      'a mistake that is not shown',
      '```dockerfile shows="DL3006"\nFROM alpine:3.22\n```',
      'line 7: does not show “DL3006”',
    ],
    ['an unknown demo', '```dockerfile demo="x"\nFROM scratch\n```', 'line 7: there is no demos/x/'],
    [
      'a command without a place to run',
      '```console\n$ ls\n```',
      'line 7: “ls” needs image="…", or the block recorded="…"',
    ],
    [
      'output that is not printed',
      '```console image="alpine:3.22"\n$ echo hello\nhullo\n```',
      'line 7: “echo hello” does not print “hullo” but:',
    ],
    ['a command that fails', '```console image="alpine:3.22"\n$ false\n```', 'line 7: “false” fails:'],
    [
      'a flag of docker build that is not run',
      '```console demo="hello"\n$ docker build --sbom=true .\n```',
      'line 7: docker build --sbom cannot be run here',
    ],
  ])('finds %s', async (_, text, expected) => {
    const [first = 'nothing'] = await lesson(text, DEMO);
    expect(first.slice(0, expected.length)).toBe(expected);
  });
});

describe('a new exercise', () => {
  it('is scaffolded so that verify says what is missing', async () => {
    const content = course({}, 'Text.');
    expect(scaffoldExercise(content, 'one/second')).toBe(join(content, 'lessons/01-one/exercises/02-second'));
    const found = await problems(content, 'one/second');
    expect(found.map((line) => line.replace(/^.*02-second /, ''))).toEqual([
      'accepts: holds 1 other right answers; two are needed',
      'checks.builds: has no rejects/builds/: nothing shows that the check can fail',
      'checks.starts: has no rejects/starts/: nothing shows that the check can fail',
    ]);
  });

  it.each(['one', 'one/Two', 'one/a/b', 'two/second', 'one/hello'])('is refused as %s', (id) => {
    expect(() => scaffoldExercise(course({}, 'Text.'), id)).toThrow(
      id.split('/')[0] === 'two' ? 'there is no lesson' : id,
    );
  });
});
