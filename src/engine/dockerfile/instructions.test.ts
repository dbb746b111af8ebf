import { describe, expect, it } from 'vitest';
import { instructionNames } from './instructions.ts';
import { parse } from './parse.ts';

/** The typed instruction that `line` becomes in a stage, without its node. */
function typed(line: string): object | undefined {
  const instruction = parse(`FROM a\n${line}\n`).stages[0]?.instructions[0];
  return instruction && { ...instruction, node: undefined };
}

/** BuildKit's message about `line`, without the prefix. */
function message(line: string): string | undefined {
  return parse(`FROM a\n${line}\n`).error?.message.replace('dockerfile parse error on line 2: ', '');
}

it('knows the eighteen instructions', () => {
  expect(instructionNames.join(' ')).toBe(
    'add arg cmd copy entrypoint env expose from healthcheck label maintainer onbuild run shell stopsignal user volume workdir',
  );
});

describe('typed instructions', () => {
  it('keep form and words of a command', () => {
    expect(typed('CMD ["a", "b"]')).toMatchObject({
      kind: 'cmd',
      form: 'exec',
      command: [{ value: 'a' }, { value: 'b' }],
    });
    expect(typed('ENTRYPOINT a  b')).toMatchObject({ kind: 'entrypoint', form: 'shell', command: [{ value: 'a  b' }] });
  });

  it('read the mounts of RUN as far as they are read at once', () => {
    const line =
      'RUN --mount=type=CACHE,target=/x,\\"id=a,b\\",rw --mount=from=base --network=none --security=insecure true';
    expect(typed(line)).toMatchObject({
      kind: 'run',
      network: 'none',
      security: 'insecure',
      mounts: [
        {
          type: 'cache',
          from: undefined,
          fields: [
            { key: 'type', value: 'CACHE', text: 'type=CACHE' },
            { key: 'target', value: '/x', text: 'target=/x' },
            { key: 'id', value: 'a,b', text: 'id=a,b' },
            { key: 'rw', value: undefined, text: 'rw' },
          ],
        },
        { type: 'bind', from: 'base' },
      ],
    });
  });

  it('tell the sources of COPY from its heredocs', () => {
    const file = parse('FROM a\nCOPY --parents --exclude=x --exclude=y a <<-E b /c/\n\t1\n\tE\n');
    expect(file.stages[0]?.instructions[0]).toMatchObject({
      kind: 'copy',
      parents: true,
      link: false,
      keepGitDir: undefined,
      sources: [{ value: 'a' }, { value: 'b' }],
      heredocs: [{ name: 'E', content: '1\n', chomp: true }],
      dest: { value: '/c/' },
      excludes: [{ value: 'x' }, { value: 'y' }],
    });
  });

  it('sort the words of EXPOSE and trim those of VOLUME', () => {
    expect(typed('EXPOSE 90 80')).toMatchObject({ words: [{ value: '80' }, { value: '90' }] });
    expect(typed('VOLUME [" /a "]')).toMatchObject({ words: [{ value: '/a' }] });
  });

  it('give durations in milliseconds and the kind of check', () => {
    expect(typed('HEALTHCHECK --interval=1m30s --timeout=1500us --retries=+3 cmd curl x')).toMatchObject({
      test: ['CMD-SHELL', 'curl x'],
      interval: 90_000,
      timeout: 1.5,
      startPeriod: 0,
      retries: 3,
    });
    expect(typed('HEALTHCHECK CMD ["a"]')).toMatchObject({ test: ['CMD', 'a'] });
    expect(typed('HEALTHCHECK --bad NONE')).toMatchObject({ test: ['NONE'] });
  });

  it('keep the text of a trigger, heredocs included', () => {
    const file = parse('FROM a\nonbuild  RUN <<E\nx\nE\n');
    expect(file.stages[0]?.instructions[0]).toMatchObject({ kind: 'onbuild', expression: 'RUN <<E\nx\nE' });
  });

  it('let ARG and STOPSIGNAL pass any flag', () => {
    expect(typed('ARG --x A=1 B')).toMatchObject({
      args: [
        { key: 'A', value: '1' },
        { key: 'B', value: undefined },
      ],
    });
    expect(typed('STOPSIGNAL --x 9')).toMatchObject({ value: { value: '9' } });
  });
});

describe('messages', () => {
  it.each([
    ['RUNN x', 'unknown instruction: RUNN (did you mean RUN?)'],
    ['runn x', 'unknown instruction: runn (did you mean run?)'],
    ['XYZZY', 'unknown instruction: XYZZY'],
    ['COPY --form=a b c', 'unknown flag: --form (did you mean from?)'],
    ['COPY --link=maybe b c', 'expecting boolean value for flag --link, not: maybe'],
    ['COPY --link= b c', 'missing a value on flag: --link'],
    ['COPY --from b c', 'missing a value on flag: --from'],
    ['RUN --network=none --network=host x', 'duplicate flag specified: --network'],
    ['RUN --network= x', 'invalid network mode ""'],
    ['RUN --security=none x', 'security "none" is not valid'],
    ['RUN --mount= x', 'failed to parse csv mounts: EOF'],
    ['RUN --mount=from=$A x', "'from' doesn't support variable expansion, define alias stage instead"],
    ['RUN --device=a,b x', "invalid field 'b' must be a key=value pair"],
    ['COPY a <<E', 'COPY cannot accept a heredoc as a destination'],
    ['ENV =1', 'ENV names can not be blank'],
    ['ENV --x', 'unknown flag: --x'],
    ['SHELL a b', 'SHELL requires the arguments to be in JSON form'],
    ['VOLUME [" "]', 'VOLUME specified can not be an empty string'],
    ['HEALTHCHECK --interval=30 CMD a', 'time: missing unit in duration "30"'],
    ['HEALTHCHECK --interval=1ns CMD a', 'Interval "interval" cannot be less than 1ms'],
    ['HEALTHCHECK --retries=-1 CMD a', '--retries cannot be negative (-1)'],
    ['HEALTHCHECK --retries=x CMD a', 'strconv.ParseInt: parsing "x": invalid syntax'],
    ['HEALTHCHECK curl x', 'Unknown type "CURL" in HEALTHCHECK (try CMD)'],
    ['FROM a as 2b', 'invalid name for build stage: "2b", name can\'t start with a number or contain symbols'],
    ['FROM a b', 'FROM requires either one or three arguments'],
    ['WORKDIR', 'WORKDIR requires exactly one argument'],
  ])('%s: %s', (line, wanted) => {
    // A heredoc as destination needs its body to get as far as the instruction.
    expect(message(line.includes('<<E') ? `${line}\nE` : line)).toBe(wanted);
  });

  it('are absent for right lines', () => {
    expect(['RUN true', 'COPY --link=FALSE a b', 'FROM a aS b-1.c_d', 'HEALTHCHECK NONE'].map(message)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
