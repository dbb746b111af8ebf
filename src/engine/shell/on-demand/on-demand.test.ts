import { describe, expect, it } from 'vitest';
import { testMachine } from '../../testing/machine.ts';
import { programs } from '../../everything.ts';

describe('what few scripts need of a shell', () => {
  it.each(['ulimit -n', 'cat /proc/self/comm', 'echo /proc/*', 'x=$(; echo', 'if', 'getopts a x -a', 'kill -l'])(
    'ends the run of %s at once where it is not at hand, and says so',
    (text) => {
      const { exit, notSimulated, err } = testMachine({ system: { seldom: () => undefined } }).run(
        `${text}\necho after`,
      );
      expect({ exit, what: notSimulated.map(({ what }) => what), err }).toEqual({
        exit: 137,
        what: ['a part of the shell is not at hand'],
        err: 'stopped by the simulator: a part of the shell is not at hand\n',
      });
    },
  );

  it('is not asked for by a script that does without', () => {
    let asked = 0;
    const seldom = () => (asked++, programs.seldom());
    const machine = testMachine({ system: { seldom } });
    const script =
      'set -e; f() { local x=1; printf "%s\\n" "$x"; }; f; for i in 1 2; do echo $((i * 2)); done; cd /tmp; test -d . && kill -0 $$';
    expect(machine.run(script)).toMatchObject({ exit: 0, out: '1\n2\n4\n' });
    expect(asked).toBe(0);
    expect(machine.run('getopts a x -a; echo $x').out).toBe('a\n');
    expect(asked).toBe(1);
  });
});

describe('a script with carriage returns', () => {
  // dash 0.5.12 reads `do\r` as a word: the same text at a file and at a pipe
  it.each(['sh a.sh', 'sh < a.sh'])('ends at `%s` with the syntax error of dash', (command) => {
    const { out, err } = testMachine().run(
      `printf 'for i in 1 2; do\\r\\necho $i\\r\\ndone\\r\\n' > a.sh; ${command}; echo $?`,
    );
    expect({ out, err: err.replace('a.sh: ', 'sh: ') }).toEqual({
      out: '2\n',
      err: 'sh: 1: Syntax error: word unexpected (expecting "do")\n',
    });
  });

  it.each(['while true; do\\r\\necho x\\r\\ndone\\r\\n', 'if true; then\\r\\necho x\\r\\nfi\\r\\n'])(
    'ends for want of a keyword: %s',
    (text) => {
      expect(testMachine().run(`printf '${text}' > a.sh; sh a.sh`).exit).toBe(2);
    },
  );

  it('runs where only commands are in it', () => {
    expect(testMachine().run(`printf 'echo a\\r\\n' > a.sh; sh a.sh`)).toMatchObject({ exit: 0, out: 'a\r\n' });
  });
});
