import { describe, expect, it } from 'vitest';
import type { Io } from './command.ts';
import { usageError } from './command.ts';
import { main } from './main.ts';

/** Runs a command line against texts instead of files and streams. */
async function run(args: string, input: { stdin?: readonly string[]; files?: Readonly<Record<string, string>> } = {}) {
  let out = '';
  let err = '';
  const pieces = input.stdin ?? [];
  const io: Io = {
    cwd: '/',
    stdin: (async function* () {
      yield* pieces;
    })(),
    async out(text) {
      out += text;
    },
    err(text) {
      err += text;
    },
    async read(path) {
      const text = path === '-' ? pieces.join('') : input.files?.[path];
      if (text === undefined) throw usageError(`cannot read ${path}: there is no such file`);
      return text;
    },
    readIfThere: async (path) => input.files?.[path],
  };
  const status = await main(args.split(' ').filter(Boolean), io);
  return { status, out, err };
}

describe('the command line', () => {
  it('lists its commands', async () => {
    const { status, out } = await run('--help');
    expect(status).toBe(0);
    for (const name of ['oracle', 'parse', 'lint', 'plan']) expect(out).toContain(`\n  ${name} `);
  });

  it('explains itself on standard error when called with nothing', async () => {
    const { status, out, err } = await run('');
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('Usage:');
  });

  it('says which command was meant', async () => {
    expect(await run('plam x')).toEqual({
      status: 2,
      out: '',
      err: 'drydock: unknown command "plam" (did you mean plan?)\nRun "npm run drydock -- --help" for the list of commands.\n',
    });
  });

  it('answers wrong options and missing files with status 2', async () => {
    expect((await run('plan')).err).toMatch(/^drydock plan: FILE is missing\n/);
    expect((await run('plan a b')).err).toMatch(/^drydock plan: unexpected argument "b"\n/);
    expect((await run('plan --nope a')).err).toMatch(/^drydock plan: Unknown option '--nope'/);
    expect((await run('plan a')).err).toMatch(/^drydock plan: cannot read a: there is no such file\n/);
    expect((await run('plan --platform=x/y/z/w -')).err).toContain('--platform: ');
    expect((await run('plan a')).status).toBe(2);
  });

  it('shows a plan and ends with 1 when the build would not start', async () => {
    const fine = await run('plan Dockerfile', { files: { Dockerfile: 'FROM alpine\nRUN true\n' } });
    expect(fine.status).toBe(0);
    expect(fine.out).toContain('[2/2] RUN true');
    expect(await run('plan -', { stdin: ['FROM a:b:c\n'] })).toEqual({
      status: 1,
      out: '',
      err: 'Dockerfile:1: failed to parse stage name "a:b:c": invalid reference format\n',
    });
  });

  it('reads the ignore file beside the Dockerfile when it checks', async () => {
    const files = { Dockerfile: 'FROM alpine:3\nCOPY .env /x\nUSER 1\n', '.dockerignore': '.env\n' };
    const { status, out } = await run('lint --buildkit Dockerfile', { files });
    expect(status).toBe(1);
    expect(out).toContain('Dockerfile:2: warning CopyIgnoredFile: Attempting to Copy file ".env"');
  });

  it('shows how a file is read', async () => {
    const { out } = await run('parse -', { stdin: ['FROM a AS b\nENV A=1 B="2 3"\nCMD ["x"]\n'] });
    expect(out).toBe('stage b\n1  FROM "a" "AS" "b"\n2  ENV "A"="1" "B"="\\"2 3\\""\n3  CMD (exec form) "x"\n');
  });
});

/** What the oracle answers to pieces of standard input. */
async function ask(...stdin: string[]) {
  const { status, out } = await run('oracle', { stdin });
  expect(status).toBe(0);
  return out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the oracle', () => {
  it('answers line by line, however the input is cut', async () => {
    const answers = await ask(
      '{"id":"a","cmd":"expand","te',
      'xt":"x\u2028y"}\n\n{"id":',
      '"b","cmd":"ignore","text":"a","paths":["a"]}',
    );
    expect(answers).toEqual([
      { id: 'a', expand: { result: 'x\u2028y', words: ['x', 'y'], matched: [], unmatched: [] } },
      { id: 'b', ignore: { patterns: ['a'], excluded: '1', sent: '0' } },
    ]);
  });

  it('answers bad lines with an error and goes on', async () => {
    const answers = await ask(
      [
        'nonsense',
        '[1]',
        '{"id":1,"cmd":"x","text":""}',
        '{"id":2,"cmd":"toString","text":""}',
        '{"id":3,"cmd":"plan"}',
        '{"id":4,"cmd":"plan","text":"","images":3}',
        '{"id":5,"cmd":"plan","text":""}',
      ].join('\n'),
    );
    expect(
      answers.map(({ id, error }) => [id, (error as { message: string } | undefined)?.message.slice(0, 22)]),
    ).toEqual([
      [undefined, 'not JSON: Unexpected t'],
      [undefined, 'a request must be a JS'],
      [1, '"cmd" must be one of p'],
      [2, '"cmd" must be one of p'],
      [3, '"text" must be a text'],
      [4, undefined],
      [5, undefined],
    ]);
    expect(answers.at(-1)).toEqual({
      id: 5,
      plan: { error: { message: 'the Dockerfile cannot be empty' }, warnings: [] },
    });
  });
});
