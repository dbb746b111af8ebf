import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer } from '../shell/golden/corpus.ts';
import { testMachine, type TestOptions } from '../testing/machine.ts';
import { startContainer } from '../kernel/runtime/container.ts';
import { box } from '../shell/golden/box.ts';

/** The machine may be busy with other tests. */
const TIME = 120_000;

/** Smaller than those of the product, so that the tests are quick. */
const LIMITS = { steps: 10_000, outputBytes: 400_000 };

/** Both streams and the exit code; long output is cut. */
function run(text: string, options: TestOptions = {}): { exit: number; text: string; limit: string | undefined } {
  const { exit, log, notSimulated } = testMachine({ limits: LIMITS, ...options }).run(text);
  const all = log.map((chunk) => chunk.text).join('');
  return { exit, text: all.slice(0, 300), limit: notSimulated[0]?.what };
}

describe('what never ends', { timeout: TIME }, () => {
  it.each([
    ['an endless loop', 'while :; do :; done'],
    ['an endless loop in the background', 'while :; do :; done & wait'],
    ['a loop of until', 'until false; do x=1; done'],
    ['a loop of programs', 'while true; do /usr/bin/true; done'],
    ['two loops that feed each other', 'while :; do echo y; done | while read x; do :; done'],
    ['arithmetic without end', 'i=0; while [ $((i += 1)) -gt 0 ]; do :; done'],
  ])('%s ends at the limit of steps', (_, text) => {
    expect(run(text)).toMatchObject({ exit: 137, limit: 'more than 10000 steps' });
  });
  it.each([
    ['yes', 'yes'],
    ['yes in a variable', 'x=$(yes); echo "$x"'],
    ['/dev/zero printed', 'cat /dev/zero'],
    ['/dev/zero in a file', 'cat /dev/zero > /tmp/f'],
    ['/dev/zero counted', 'wc -c < /dev/zero'],
    ['/dev/urandom sorted', 'sort /dev/urandom'],
    [
      'an echo without end',
      'while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done',
    ],
    ['a text that doubles', 'x=aaaaaaaa; while :; do x=$x$x; done'],
    [
      'a file that is fed with itself',
      'echo a > /tmp/f; while :; do cat /tmp/f /tmp/f > /tmp/g; cat /tmp/g > /tmp/f; done',
    ],
  ])('%s ends with a message of the simulator', (_, text) => {
    const outcome = testMachine({ limits: LIMITS }).run(text);
    expect([outcome.exit, outcome.err.includes('stopped by the simulator: ')]).toEqual([137, true]);
  });
  it('recursion ends at its depth', () => {
    expect(run('f() { f; }; f')).toMatchObject({ exit: 137, limit: 'functions nested more than 200 deep' });
    expect(run('f() { ( f ); }; f').exit).toBe(137);
    expect(run('f() { x=$(f); }; f').exit).toBe(137);
    expect(run('f() { f | f; }; f').exit).not.toBe(0);
    expect(run('f() { eval f; }; f').exit).toBe(137);
  });
  it('a step of more than an hour is ended, a server stays', () => {
    expect(run('sleep 2h; echo no')).toMatchObject({ exit: 137, limit: 'more than 60 minutes of virtual time' });
    expect(testMachine().run('sleep infinity')).toMatchObject({ exit: 0, running: { listens: [] } });
    expect(testMachine().run('sleep 59m; echo yes')).toMatchObject({ exit: 0, out: 'yes\n' });
  });
  it('a signal reaches a process that only calculates', () => {
    expect(run('timeout 2 sh -c "while :; do :; done"; echo $?').text).toBe('124\n');
    expect(run('while :; do :; done & sleep 1; kill $!; wait $!; echo $?').text).toBe('Terminated\n143\n');
  });
});

describe('too many processes', { timeout: TIME }, () => {
  it.each([
    ['dash', 'f() { f | f & }; f; wait; echo end', 'Cannot fork'],
    ['ash', 'f() { f | f & }; f; wait; echo end', "can't fork: Resource temporarily unavailable"],
    ['bash', ':(){ :|:& };:; wait; echo end', 'fork: Resource temporarily unavailable'],
  ] as const)('are refused in the words of %s', (shell, script, message) => {
    const got = answer({ shell, script });
    expect([got.stderr.includes(message), got.stdout, got.exit]).toEqual([true, 'end\n', 0]);
  });
  it('when a program starts so many that sleep', () => {
    const got = answer({ shell: 'dash', script: 'i=0; while [ $i -lt 300 ]; do sleep 9 & i=$((i+1)); done; echo no' });
    expect(got).toMatchObject({ exit: 2, stdout: '', stderr: '/bin/sh: 1: Cannot fork\n' });
  });
});

describe('files that mean harm', { timeout: TIME }, () => {
  it('links in circles are followed to no end', () => {
    expect(run('cd /tmp; ln -s b a; ln -s a b; cat a; echo $?').text).toBe(
      'cat: a: Too many levels of symbolic links\n1\n',
    );
    expect(run('cd /tmp; mkdir d; ln -s .. d/up; find -L d -maxdepth 3 > /dev/null; ls -R d | wc -l').exit).toBe(0);
  });
  it('names with line breaks, quotes and other alphabets stay what they are', () => {
    expect(
      run(`cd /tmp; n="$(printf 'a\\nb')"; echo 1 > "$n"; echo 2 > "it's"; echo 3 > 'ü "x"'; cat *; ls | wc -l`).text,
    ).toBe('1\n2\n3\n4\n');
    expect(run(`cd /tmp; touch -- -rf '*'; rm -- -rf; ls; rm '*'; ls`).text).toBe('*\n');
  });
  it('rm -rf / is refused, without the guard it takes what it can', () => {
    expect(run('rm -rf /; echo $?').text).toContain("rm: it is dangerous to operate recursively on '/'");
    const gone = testMachine().run('rm -rf --no-preserve-root / 2>/dev/null; echo still here; ls');
    expect([gone.out, gone.exit]).toEqual(['still here\n', 127]);
  });
  it('a here-document of megabytes is refused, one of 60 kB is read', () => {
    expect(run(`cat <<E | wc -c\n${'x'.repeat(60_000)}\nE\n`).text).toBe('60001\n');
    expect(run(`cat > /tmp/f <<E\n${'x\n'.repeat(5_000_000)}E\n`)).toMatchObject({ exit: 2 });
  });
});

describe('signals', { timeout: TIME }, () => {
  it('do nothing to PID 1 from inside when it has no handler', () => {
    expect(run('kill -9 1; kill 1; kill -9 $$; echo alive').text).toBe('alive\n');
    expect(run('kill -9 -1; echo alive').text).toBe('/bin/sh: 1: kill: No such process\n\nalive\n');
    expect(run("trap 'echo got' TERM; kill 1; echo after").text).toBe('got\nafter\n');
  });
  it('run traps after the command at hand, and end a wait at once', () => {
    expect(run("trap 'echo got' USR1; (sleep 1; kill -USR1 1) & sleep 3; echo after").text).toBe('got\nafter\n');
    expect(run("trap 'echo got' USR1; (sleep 1; kill -USR1 1) & sleep 9 & wait $!; echo $?").text).toBe('got\n138\n');
  });
  it('end a writer that nobody reads', () => {
    expect(run('set -o pipefail; yes | head -n 1; echo $?').text).toBe('y\n141\n');
    expect(run('(trap "" PIPE; yes; echo "$?" >&2) | head -n 1').text).toContain('Broken pipe');
  });
  it('stop and continue', () => {
    expect(run('(sleep 1; echo woke) & kill -STOP $!; sleep 5; echo slept; kill -CONT $!; wait').text).toBe(
      'slept\nwoke\n',
    );
  });
});

describe('a container', () => {
  it('lives in virtual time, is stopped from outside and takes everybody with it', () => {
    const { system } = box('dash');
    const container = startContainer(system, ['/bin/sh', '-c', "trap 'echo bye; exit 3' TERM; sleep 100 & wait"], {});
    expect(container.run(5000)).toBe('time');
    expect([container.now, container.processes().map(({ pid, ppid, command }) => [pid, ppid, command])]).toEqual([
      5000,
      [
        [1, 0, "/bin/sh -c trap 'echo bye; exit 3' TERM; sleep 100 & wait"],
        [2, 1, 'sleep 100'],
      ],
    ]);
    container.signal('TERM');
    expect(container.run(6000)).toBe('ended');
    expect([container.ended, container.log.map(({ text, at }) => [text, at])]).toEqual([
      { exit: 3, at: 5000 },
      [['bye\n', 5000]],
    ]);
    container.close();
  });
  it('that ignores the signal is killed', () => {
    const container = startContainer(box('dash').system, ['sleep', '100'], {});
    container.run(1000);
    container.signal('TERM');
    expect([container.run(2000), container.ended]).toEqual(['time', undefined]);
    container.signal('KILL');
    expect(container.ended).toEqual({ exit: 137, at: 2000 });
    container.close();
  });
});

describe('any two runs', { timeout: TIME }, () => {
  const part = fc.constantFrom(
    ...'echo a|sleep 0.1|cat|head -n 1|yes|kill $!|wait|(|)|{|;}|&|;|\n|x=$(|$x|trap "echo t" TERM|kill 1|read x|exit 3|while|do|done|if|then|fi|>/tmp/f|<&-|2>&1|timeout 1|&&|exec|set -e|false'
      .split('|')
      .concat(['|', '||']),
  );
  it('of one text are the same, also with processes', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 16 }), fc.constantFrom('dash', 'bash', 'ash'), (parts, shell) => {
        const snippet = { shell: shell as 'dash', script: parts.join(' ') };
        expect(answer(snippet)).toEqual(answer(snippet));
      }),
      { numRuns: 300 },
    );
  });
});
