import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testMachine, type TestOptions } from '../../testing/machine.ts';

/** What a text prints, both streams joined, with its exit code when that is not 0. */
function sh(text: string, options: TestOptions = {}): string {
  const { log, exit } = testMachine(options).run(text);
  return log.map((chunk) => chunk.text).join('') + (exit === 0 ? '' : `[${exit}]`);
}

describe('words', () => {
  it('keep what is quoted and split what is expanded', () => {
    expect(sh(`x='a  b'; echo $x "$x" '$x' \\$x`)).toBe('a b a  b $x $x\n');
    expect(sh('set -- a "b c"; for i in "$@"; do echo "[$i]"; done')).toBe('[a]\n[b c]\n');
    expect(sh('IFS=:; x=a::b; set -- $x; echo $#')).toBe('3\n');
    expect(sh('set --; set -- "$@" x; echo $#; echo "$*"')).toBe('1\nx\n');
  });
  it('take defaults, lengths and cuts of parameters', () => {
    expect(sh('x=/a/b.tar.gz; echo ${x##*/} ${x%.*} ${x%%.*} ${#x} ${y:-none} ${y+set} ${x:+set}')).toBe(
      'b.tar.gz /a/b.tar /a/b 11 none set\n',
    );
    expect(sh('echo ${y:=kept}; echo $y')).toBe('kept\nkept\n');
    expect(sh('echo ${y:?is needed}; echo no')).toBe('/bin/sh: 1: y: is needed\n[2]');
  });
  it('run commands and calculate', () => {
    expect(sh('echo "<$(printf "a\\n\\n")>" `echo b` $((2 + 3 * 4)) $((1 << 4 | 1))')).toBe('<a> b 14 17\n');
    expect(sh('i=1; i=$((i + 1)); echo $i')).toBe('2\n');
  });
  it('match path names, sorted, and stand for themselves when nothing matches', () => {
    expect(sh('cd /tmp; touch b.js a.js .c.js; echo *.js *.ts [ab].js "*.js"')).toBe('a.js b.js *.ts a.js b.js *.js\n');
  });
});

describe('lists and errors', () => {
  it('go on and stop as && || ; ! say', () => {
    expect(sh('false || echo a && echo b; ! true || echo c; (exit 3); echo $?')).toBe('a\nb\nc\n3\n');
  });
  it('end under set -e where a failure is not looked at', () => {
    expect(sh('set -e; false || true; if false; then :; fi; ! true; echo here; false; echo no')).toBe('here\n[1]');
    expect(sh('set -e; f() { false; echo in; }; f || echo or; f; echo no')).toBe('in\n[1]');
  });
  it('see failures in pipelines only with pipefail', () => {
    expect(sh('false | true; echo $?; set -o pipefail; false | true; echo $?')).toBe('0\n1\n');
    const bookworm = testMachine({
      system: {
        os: { family: 'debian', version: '12', suite: 'bookworm', libc: 'glibc', shell: 'dash', packageManager: 'apt' },
      },
    });
    expect(bookworm.run('set -o pipefail; echo no')).toMatchObject({
      exit: 2,
      err: '/bin/sh: 1: set: Illegal option -o pipefail\n',
    });
  });
  it('end under set -u at an unset variable', () => {
    expect(sh('set -u; echo $nope; echo no')).toBe('/bin/sh: 1: nope: parameter not set\n[2]');
  });
  it('trace with set -x', () => {
    expect(sh('set -x; A=1 echo hi')).toBe('+ A=1 echo hi\nhi\n');
  });
});

describe('compound commands', () => {
  it('loop, choose and define', () => {
    expect(sh('for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; done')).toBe('1\n3\n');
    expect(sh('i=0; while [ $i -lt 3 ]; do i=$((i+1)); [ $i = 2 ] && break; done; echo $i')).toBe('2\n');
    expect(sh('case foo.js in *.ts) echo ts;; *.js|*.mjs) echo js;; esac')).toBe('js\n');
    expect(sh('f() { local x=in; echo "$1 $x $#"; return 4; }; x=out; f a b; echo $? $x')).toBe('a in 2\n4 out\n');
  });
  it('fork subshells and share groups', () => {
    expect(sh('x=1; (x=2; cd /tmp); echo $x $PWD; { x=3; }; echo $x')).toBe('1 /\n3\n');
  });
  it('run jobs in the background on their own clock', () => {
    expect(sh('(sleep 2; echo late; exit 3) & echo soon; wait $!; echo $?')).toBe('soon\nlate\n3\n');
  });
});

describe('redirections', () => {
  it('write, append, read and join', () => {
    expect(sh('cd /tmp; echo a > f; echo b >> f; cat < f; ls /none > g 2>&1; cat g')).toBe(
      "a\nb\nls: cannot access '/none': No such file or directory\n",
    );
    expect(sh('cd /tmp; { echo a; echo b; } > f; wc -l < f; exec > g; echo hidden')).toBe('2\n');
  });
  it('take here-documents with and without expansion', () => {
    expect(sh("x=1; cat <<EOF\n$x \\$x\nEOF\ncat <<'EOF'\n$x\nEOF\ncat <<-EOF\n\t\ttab\n\tEOF\n")).toBe(
      '1 $x\n$x\ntab\n',
    );
  });
  it('are opened with the rights of the shell', () => {
    expect(sh('echo x > /etc/f', { user: 'node' })).toBe('/bin/sh: 1: cannot create /etc/f: Permission denied\n[2]');
    expect(sh('echo x > /no/f; echo $?; cat < /no')).toBe(
      '/bin/sh: 1: cannot create /no/f: Directory nonexistent\n2\n/bin/sh: 1: cannot open /no: No such file\n[2]',
    );
  });
  it('leave no trace of devices in the layer', () => {
    const machine = testMachine();
    machine.run('echo a > /dev/null; echo b > /dev/stderr; cat < /dev/null');
    expect([...machine.tree.commit().entries.keys()]).toEqual([]);
  });
});

describe('messages', () => {
  it('are those of the shell of the image', () => {
    expect(sh('nosuch')).toBe('/bin/sh: 1: nosuch: not found\n[127]');
    expect(sh('nosuch', { os: 'alpine' })).toBe('/bin/sh: nosuch: not found\n[127]');
    expect(testMachine().exec(['bash', '-c', 'nosuch'])).toMatchObject({
      exit: 127,
      err: 'bash: line 1: nosuch: command not found\n',
    });
    expect(sh('echo a; if true; then')).toBe('/bin/sh: 1: Syntax error: end of file unexpected (expecting "fi")\n[2]');
    expect(sh('echo "a', { os: 'alpine' })).toBe('/bin/sh: syntax error: unterminated quoted string\n[2]');
  });
  it('run what stands on lines before a syntax error', () => {
    expect(sh('echo a\necho b; fi')).toBe('a\n/bin/sh: 2: Syntax error: "fi" unexpected\n[2]');
  });
});

describe('what is not modelled', () => {
  it('is reported at its place and does not fail the run', () => {
    const bash = testMachine().exec(['bash', '-c', 'coproc cat; echo ok']);
    expect([bash.exit, bash.out, bash.notSimulated]).toEqual([
      0,
      'ok\n',
      [{ what: 'coproc', span: { start: 0, end: 10 } }],
    ]);
    const binary = testMachine({ files: { '/usr/bin/gcc-14': { size: 9, mode: 0o755 } } }).run('gcc-14 x.c && echo ok');
    expect([binary.out, binary.notSimulated]).toEqual(['ok\n', [{ what: 'command "gcc-14"' }]]);
  });
});

describe('limits', () => {
  it('end endless loops, recursion and floods with a clear message, the same each time', () => {
    for (const text of [
      'while true; do :; done',
      'f() { f; }; f',
      'while true; do echo aaaaaaaaaaaaaaaa; done',
      'x=a; while true; do x=$x$x; done',
    ]) {
      const outcome = testMachine({ limits: { steps: 20_000, outputBytes: 100_000 } }).run(text);
      expect([text, outcome.err.includes('stopped by the simulator: '), outcome.notSimulated.length > 0]).toEqual([
        text,
        true,
        true,
      ]);
    }
  });
  it('let a namespace have so many processes', () => {
    const text = 'sh -c "$0" "$0"; exec sh -c \'sh -c "$0" "$0"\' \'sh -c "$0" "$0"\'';
    const outcome = testMachine().run(text);
    expect([outcome.exit, outcome.err.endsWith(': Cannot fork\n')]).toEqual([2, true]);
  });
  it('hold for deep nesting', () => {
    const deep = `${'('.repeat(3000)}echo x${')'.repeat(3000)}`;
    expect(testMachine().run(deep).exit).toBe(2);
    expect(testMachine().run(`echo ${'$('.repeat(1000)}`).exit).toBe(2);
  });
});

describe('any text', () => {
  const fragment = fc.constantFrom(
    ...'echo|a|$x|"$x"|${x:-b}|$(|)|`|if|then|fi|;|&&|\n|<<E|E|>f|{|}|case|esac|in|*|(|((|))|[[|]]|do|done|for|while|!|&|\'|"|\\|$((|1+1|x=1|#'.split(
      '|',
    ),
  );
  it('runs without an exception and twice alike', () => {
    fc.assert(
      fc.property(
        fc.array(fragment, { maxLength: 14 }),
        fc.constantFrom<'debian' | 'alpine'>('debian', 'alpine'),
        (parts, os) => {
          const options: TestOptions = { os, limits: { steps: 500, outputBytes: 10_000 } };
          const text = parts.join(' ');
          expect(sh(text, options)).toBe(sh(text, options));
        },
      ),
      { numRuns: 300 },
    );
  });
  it('is read without an exception by bash too', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const machine = testMachine({ limits: { steps: 500, outputBytes: 10_000 } });
        expect(typeof machine.exec(['bash', '-c', text]).exit).toBe('number');
      }),
      { numRuns: 300 },
    );
  });
});
