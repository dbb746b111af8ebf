import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Io } from '../command.ts';
import { main } from '../main.ts';

const root = mkdtempSync(join(tmpdir(), 'drydock-cli-'));
afterAll(() => rmSync(root, { recursive: true }));

async function typed(line: string, cwd: string = import.meta.dirname) {
  let out = '';
  let err = '';
  const io: Io = {
    stdin: (async function* () {})(),
    out: (text) => Promise.resolve(void (out += text)),
    err: (text) => void (err += text),
    cwd,
    read: (path) => Promise.resolve(readFileSync(path, 'utf8')),
    readIfThere: () => Promise.resolve(undefined),
  };
  const status = await main(line.split(' '), io);
  return { status, out, err };
}

function folder(dockerfile: string | undefined): string {
  const made = mkdtempSync(join(root, 'attempt-'));
  if (dockerfile !== undefined) writeFileSync(join(made, 'Dockerfile'), dockerfile);
  return made;
}

/** A prediction without an answer, as JSON has it. */
const answerless = { html: expect.any(String) as string, kind: 'reruns', stale: false };

describe('drydock grade', () => {
  it('types what the file .log says, where an exercise has a terminal', async () => {
    const made = folder(undefined);
    const starter = '../../../content/lessons/06-resource-limits/exercises/02-fork-bomb/starter/runner.sh';
    writeFileSync(join(made, 'runner.sh'), readFileSync(join(import.meta.dirname, starter), 'utf8'));
    const solved = async (log: string) => {
      writeFileSync(join(made, '.log'), log);
      const { status, out } = await typed(`grade resource-limits/fork-bomb ${made}`);
      return [status, (JSON.parse(out) as { solved: boolean }).solved];
    };
    expect(await solved('$ docker update --pids-limit 64 runner\n')).toEqual([0, true]);
    expect(await solved('$ docker update --pids-limit 4096 runner\n')).toEqual([1, false]);
  });

  it('prints results as JSON and ends with 1 when the exercise is not solved', async () => {
    const { status, out } = await typed(`grade multi-stage-builds/two-targets ${folder('FROM scratch\nRUM x\n')}`);
    const answer = JSON.parse(out) as Record<string, unknown>;
    expect(status).toBe(1);
    expect(answer).toMatchObject({ exercise: 'multi-stage-builds/two-targets', solved: false, unjudged: false });
    expect(answer['results']).toContainEqual(expect.objectContaining({ check: 'builds', status: 'error' }));
  });

  it.each([
    ['grade multi-stage-builds/two-target x', /there is no exercise multi-stage-builds\/two-target.*two-targets/],
    ['grade multi-stage-builds/two-targets /nowhere', /there is no folder \/nowhere/],
    ['grade multi-stage-builds/two-targets', /DIR is missing/],
    ['grade', /EXERCISE is missing/],
  ])('says what is wrong with “%s”', async (line, message) => {
    expect(await typed(line)).toMatchObject({ status: 2, out: '', err: expect.stringMatching(message) as string });
  });

  it('reads predictions from answers.yaml and names the options of those that wait', async () => {
    const made = folder('FROM scratch\nCOPY Dockerfile /\n');
    writeFileSync(join(made, 'answers.yaml'), 'touch: []\n');
    const answer = JSON.parse((await typed(`grade build-cache/five-edits ${made}`)).out) as Record<string, unknown>;
    expect(answer['results']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ check: 'touch', status: 'passed' }),
        expect.objectContaining({ check: 'chmod', status: 'error', message: 'Needs a prediction' }),
      ]),
    );
    const options = expect.arrayContaining(['[build 5/6] COPY . .']) as string[];
    expect(answer['predictions']).toContainEqual({ ...answerless, id: 'chmod', options });
  });

  it('wants a Dockerfile or commands', async () => {
    const { status, err } = await typed(`grade multi-stage-builds/two-targets ${folder(undefined)}`);
    expect([status, err]).toEqual([2, expect.stringContaining('holds neither a Dockerfile nor a .log')]);
  });
});

describe('drydock new and drydock verify', () => {
  const course = join(root, 'course');
  const lesson = join(course, 'content/lessons/01-one');
  mkdirSync(lesson, { recursive: true });
  writeFileSync(join(lesson, 'lesson.md'), '---\ntitle: One\nsummary: S\nminutes: 5\n---\n\nText.\n');

  it('create an exercise and say what it still lacks', async () => {
    expect(await typed('new exercise one/hello', course)).toEqual({
      status: 0,
      out: 'content/lessons/01-one/exercises/01-hello\nNext: npm run -s drydock -- verify one/hello\n',
      err: '',
    });
    expect(readdirSync(join(lesson, 'exercises/01-hello')).toSorted()).toEqual([
      'accepts',
      'exercise.md',
      'solution',
      'solution.md',
      'starter',
    ]);
    const { status, out } = await typed('verify', course);
    expect(status).toBe(1);
    expect(out).toMatch(
      /^✓ one\n✗ one\/hello\n {2}.*01-hello accepts: holds 1 other right answers.*\n(.*\n)*1 of 2 can be published\n$/,
    );
  });

  it('refuse unknown names', async () => {
    expect(await typed('verify two', course)).toMatchObject({ status: 2 });
    expect(await typed('new exercise two/x', course)).toMatchObject({
      status: 2,
      err: expect.stringContaining('there is no lesson two') as string,
    });
    expect(await typed('new lesson x', course)).toMatchObject({ status: 2 });
  });
});
