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
