import { describe, expect, it } from 'vitest';
import { testMachine, type TestOptions } from '../testing/machine.ts';

function sh(text: string, options: TestOptions = {}): { out: string; err: string; exit: number } {
  const { out, err, exit } = testMachine(options).run(text);
  return { out, err, exit };
}

const LINES = { '/tmp/f': 'foo\nbar\nbaz\nfoo bar\n' };

describe('awk', () => {
  it('adds up, groups and formats', () => {
    const text = `printf 'a 1\\nb 2\\na 3\\n' | awk '{ n[$1] += $2 } END { printf "%d %d %.2f\\n", n["a"], n["b"], n["a"] / 3 }'`;
    expect(sh(text)).toEqual({ out: '4 2 1.33\n', err: '', exit: 0 });
  });
  it('compares fields as numbers when they look like numbers, else as text', () => {
    expect(sh(`echo '10 9 x' | awk '{ print ($1 > $2), ($1 "" > $2 ""), ($3 > $2) }'`).out).toBe('1 0 1\n');
  });
  it('calls functions with arrays by reference and recursion', () => {
    const program =
      'function f(a, n) { if (n == 0) return; a[n] = n * n; f(a, n - 1) } BEGIN { f(q, 3); print q[1], q[2], q[3] }';
    expect(sh(`awk '${program}'`).out).toBe('1 4 9\n');
  });
  it('reads on with getline, from the input and from files', () => {
    expect(
      sh(`seq 3 | awk 'NR == 1 { getline; print "then", $0; while ((getline l < "/tmp/f") > 0) n++; print n }'`, {
        files: LINES,
      }).out,
    ).toBe('then 2\n4\n');
  });
  it('ends a loop without end with words of the simulator', () => {
    const done = sh(`awk 'BEGIN { while (1) x++ }'`);
    expect(done).toEqual({ out: '', err: 'awk: stopped by the simulator: more than 2000000 steps\n', exit: 2 });
  });
  it('says where a program is wrong, as mawk and as BusyBox', () => {
    expect(sh(`awk 'BEGIN { print ) }'`).err).toBe('awk: line 1: syntax error at or near )\n');
    expect(sh(`awk 'BEGIN { print ) }'`, { os: 'alpine' }).err).toBe('awk: cmd. line:1: Unexpected token\n');
  });
});

describe('sed', () => {
  it('joins lines with labels and jumps', () => {
    expect(sh(`sed ':a;N;$!ba;s/\\n/,/g' /tmp/f`, { files: LINES }).out).toBe('foo,bar,baz,foo bar\n');
  });
  it('keeps a missing line break at the end missing', () => {
    expect(sh(`printf 'a\\nb' | sed 's/b/c/'`).out).toBe('a\nc');
  });
  it('knows back-references and changes of case', () => {
    expect(sh(`echo 'abab xy' | sed -E 's/(ab)\\1/<\\U\\1\\E>/; s/y/\\u&/'`).out).toBe('<AB> xY\n');
  });
  it('stops a jump without end', () => {
    expect(sh(`echo a | sed ':a;ba'; echo $?`).out).toBe('4\n');
  });
  it('names the place of an error', () => {
    expect(sh(`sed -e p -e 's/a/b' /tmp/f`, { files: LINES })).toEqual({
      out: '',
      err: "sed: -e expression #2, char 5: unterminated `s' command\n",
      exit: 1,
    });
  });
});

describe('regular expressions', () => {
  it('with back-references end in bounded time', () => {
    expect(sh(`printf '%0200d\\n' 0 | grep -cE '^(0*)*\\1\\1x$'`).out).toBe('0\n');
  });
  it('are refused in GNU and in musl words', () => {
    expect(sh(`echo a | grep -E 'a('; echo $?`)).toEqual({ out: '2\n', err: 'grep: Unmatched ( or \\(\n', exit: 0 });
    expect(sh(`echo a | grep '['; echo $?`, { os: 'alpine' })).toEqual({
      out: '2\n',
      err: "grep: bad regex '[': Missing ']'\n",
      exit: 0,
    });
  });
});

describe('options', () => {
  it('that a command does not have are refused, with GNU words and with BusyBox words', () => {
    expect(sh('cat -q')).toEqual({
      out: '',
      err: "cat: invalid option -- 'q'\nTry 'cat --help' for more information.\n",
      exit: 1,
    });
    expect(sh('cat -q', { os: 'alpine' })).toEqual({
      out: '',
      err: 'cat: unrecognized option: q\nBusyBox v1.37.0 multi-call binary.\n\nUsage: cat\n',
      exit: 1,
    });
  });
  it('that are real and not modelled are reported and nothing else', () => {
    const { err, exit, notSimulated } = testMachine().run('sort -R /dev/null');
    expect({ err, exit, what: notSimulated.map(({ what }) => what) }).toEqual({
      err: '',
      exit: 0,
      what: ['flag -R of sort'],
    });
  });
  it('may be shortened when only one begins so', () => {
    expect(sh('printf "b\\na\\n" | sort --rev')).toEqual({ out: 'b\na\n', err: '', exit: 0 });
  });
});

describe('input without end', () => {
  for (const text of [
    'yes | head -n 1',
    'yes | sed 1q',
    'yes | grep -m 1 y',
    "yes | awk '{ print; exit }'",
    'yes | tr x z | head -n 1',
    'seq 1 999999999 | head -n 1 | tr 1 y',
  ])
    it(`ends when nobody reads on: ${text}`, () => {
      expect(sh(text)).toEqual({ out: 'y\n', err: '', exit: 0 });
    });
});

describe('find', () => {
  it('does not follow links in circles', () => {
    expect(sh('mkdir /tmp/a; ln -s /tmp/a /tmp/a/b; find /tmp/a | wc -l; find -L /tmp/a -maxdepth 3 | wc -l').out).toBe(
      '2\n4\n',
    );
  });
  it('compares times that touch set', () => {
    expect(sh('cd /tmp; touch -d 2020-01-01 old; touch new; find . -newer old -type f; find . -mtime +100').out).toBe(
      './new\n./old\n',
    );
  });
});

describe('diff', () => {
  it('shows what changed with the lines around', () => {
    const text = 'cd /tmp; seq 9 > a; seq 9 | sed 5d > b; diff -U1 a b | tail -n +3; diff a b; echo $?';
    expect(sh(text).out).toBe('@@ -4,3 +4,2 @@\n 4\n-5\n 6\n5d4\n< 5\n1\n');
  });
});

describe('xargs', () => {
  it('refuses groups of nothing', () => {
    expect(sh('echo a | xargs -n 0 echo; echo $?')).toEqual({
      out: '1\n',
      err: "xargs: value 0 for -n option should be >= 1\nTry 'xargs --help' for more information.\n",
      exit: 0,
    });
  });
});
