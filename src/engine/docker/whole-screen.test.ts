import { beforeAll, describe, expect, it } from 'vitest';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld, type World } from '../builder/index.ts';
import { screenOf } from './fixture/screen-of.ts';
import recordedVi from './golden/vi.json';
import { createSession, freshHost, type Typed, type TerminalView } from './index.ts';

let world: World;
beforeAll(async () => {
  world = createWorld(allImages, allPackages, await shellWithJavaScript());
});

/** A window of 40 columns and 8 rows on a host. */
function desk(files: Record<string, string> = {}) {
  const session = createSession(freshHost({ world, workspace: files }));
  const [columns, rows] = [40, 8];
  const log: Typed[] = [];
  let printed = '';
  let last: TerminalView | undefined;
  const act = (kind: Typed['kind'], text: string): readonly string[] => {
    const entry = { at: Math.ceil(session.now), terminal: 0, kind, text };
    log.push(entry);
    session.enter(entry);
    session.advance(60_000, 0);
    if (kind === 'keys') session.advance(20);
    last = session.view().terminals[0];
    printed += last?.text ?? '';
    return screenOf(printed, columns, rows);
  };
  act('resize', `${columns}x${rows}`);
  return {
    session,
    log,
    act,
    printed: () => printed,
    type: (text: string) => act('command', text),
    keys: (text: string) => act('keys', text),
    /** Types a line and answers what was printed. */
    raw(text: string) {
      act('command', text);
      return last?.text ?? '';
    },
    state: () => last?.state,
    help: () => last?.help,
    wait(ms: number) {
      session.advance(ms);
      last = session.view().terminals[0];
      printed += last?.text ?? '';
      return screenOf(printed, columns, rows);
    },
  };
}

const NUMBERS = Array.from({ length: 100 }, (_, index) => `${index + 1}\n`).join('');
const rowsFrom = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => String(first + index));

describe('less at a terminal', () => {
  it('pages forth and back, goes to the ends and to a line, and gives the screen back', () => {
    const { type, keys, state, help } = desk({ n: NUMBERS });
    type('echo before');
    expect(type('less n')).toEqual([...rowsFrom(1, 7), 'n']);
    expect([state(), help()]).toEqual(['keys', 'Space and b: pages, /: search, q: quit']);
    expect(keys(' ')).toEqual([...rowsFrom(8, 14), ':']);
    expect(keys('j\r\u001B[B')).toEqual([...rowsFrom(11, 17), ':']);
    expect(keys('bk')).toEqual([...rowsFrom(3, 9), ':']);
    expect(keys('G')).toEqual([...rowsFrom(94, 100), '(END)']);
    expect(keys('50g')).toEqual([...rowsFrom(50, 56), ':']);
    expect(keys('5')).toEqual([...rowsFrom(50, 56), ':5']);
    expect(keys('kgk')).toEqual([...rowsFrom(1, 7), ':']);
    expect(keys('q').slice(1, 4)).toEqual(['before', 'root@docker-host:~/lab# less n', 'root@docker-host:~/lab#']);
    expect(state()).toBe('command');
  });

  it('searches forth and back, and says what it did not find', () => {
    const { type, keys } = desk({ n: NUMBERS });
    type('less n');
    expect(keys('/^[56]0')).toEqual([...rowsFrom(1, 7), '/^[56]0']);
    expect(keys('\r')).toEqual([...rowsFrom(50, 56), ':']);
    expect(keys('n')).toEqual([...rowsFrom(60, 66), ':']);
    expect(keys('n').at(-1)).toBe('Pattern not found  (press RETURN)');
    expect(keys('N')).toEqual([...rowsFrom(50, 56), ':']);
    expect(keys('?9\r')).toEqual([...rowsFrom(49, 55), ':']);
    expect(keys('/(\r').at(-1)).toMatch(/press RETURN/);
  });

  it('shows a pipe as it comes, folds long lines anew in another window, and stays at the end', () => {
    const { type, keys, act, printed } = desk();
    expect(type("printf '%050d\\n' 1 2 | less")).toEqual([
      '',
      '',
      '',
      '0'.repeat(40),
      '0000000001',
      '0'.repeat(40),
      '0000000002',
      '(END)',
    ]);
    const before = printed().length;
    act('resize', '60x6');
    expect(screenOf(printed().slice(before), 60, 6)).toEqual([
      '',
      '',
      '',
      `${'0'.repeat(49)}1`,
      `${'0'.repeat(49)}2`,
      '(END)',
    ]);
    keys('-S');
    keys('q');
    expect(type('seq 3 | less -F').slice(-5, -1)).toEqual(['1', '2', '3', 'root@docker-host:~/lab#']);
  });

  it('shows what has come of a text that goes on, and all of it once Ctrl+C has ended who writes', () => {
    const { type, keys, wait, act, state } = desk();
    type('(echo first; sleep 3; echo second; sleep 100) | less');
    expect(wait(100).slice(-2)).toEqual(['first', ':']);
    expect(wait(5000).slice(-3)).toEqual(['first', 'second', ':']);
    expect(act('signal', 'INT').slice(-3)).toEqual(['first', 'second', '(END)']);
    expect(keys('\f').slice(-3)).toEqual(['first', 'second', '(END)']);
    keys('q');
    expect(state()).toBe('command');
  });

  it('refuses what it cannot show, and copies where there is no terminal', () => {
    const { type, keys, session } = desk({ n: '1\n2\n' });
    expect(type('less none')).toContain('none: No such file or directory');
    expect(type('less /tmp')).toContain('/tmp is a directory');
    expect(type('less')).toContain('Missing filename ("less --help" for help');
    expect(type('clear; less n | cat').slice(0, 3)).toEqual(['1', '2', 'root@docker-host:~/lab#']);
    type('less n');
    keys('h');
    expect(session.view().notSimulated.map(({ what }) => what)).toEqual(['the help of less']);
  });

  it('is BusyBox’s in a container, on the screen as it is', () => {
    const { type, keys, state } = desk();
    type('docker run -it --rm alpine:3.22 sh');
    expect(type('seq 100 > n; less n')).toEqual([...rowsFrom(1, 7), 'n']);
    expect(state()).toBe('keys');
    expect(keys('G')).toEqual([...rowsFrom(94, 100), '(END)']);
    expect(keys('q')).toEqual([...rowsFrom(94, 100), '/ #']);
    expect(state()).toBe('running');
  });
});

describe('more at a terminal', () => {
  it('goes on by pages and lines, and ends with the text', () => {
    const { type, keys, state } = desk({ n: NUMBERS });
    expect(type('more n')).toEqual([...rowsFrom(1, 7), '--More--(4%)']);
    expect(keys('\r')).toEqual([...rowsFrom(2, 8), '--More--(5%)']);
    expect(keys(' ')).toEqual([...rowsFrom(9, 15), '--More--(12%)']);
    expect(keys('q').at(-1)).toBe('root@docker-host:~/lab#');
    expect(type('seq 3 | more').slice(-4, -1)).toEqual(rowsFrom(1, 3));
    expect(state()).toBe('command');
  });
});

describe('vi in a container', () => {
  it('leaves the texts that BusyBox 1.37 left at a pty', () => {
    const { type, keys, raw } = desk();
    type('docker run -it --rm alpine:3.22 sh');
    const left = recordedVi.map(({ text, keys: typed }) => {
      type(`printf '${JSON.stringify(text).slice(1, -1)}' > f; vi f`);
      for (const part of typed) keys(part);
      keys('\u001B:w! g\r');
      keys(':q!\r');
      return raw('cat g; rm g')
        .replaceAll('\r', '')
        .replace(/^.*\n/, '')
        .replace(/\/ # $/, '');
    });
    expect(left).toEqual(recordedVi.map(({ result }) => result));
  });

  it('shows the text, the state of the file and what was done, and gives the screen back', () => {
    const { type, keys, state, help } = desk();
    type('docker run -it --rm alpine:3.22 sh');
    expect(type('clear; printf "one\\ntwo\\nthree\\n" > s; vi s')).toEqual([
      'one',
      'two',
      'three',
      '~',
      '~',
      '~',
      '~',
      '- s 1/3 33%',
    ]);
    expect([state(), help()]).toEqual(['keys', 'i: write, Esc: stop writing, :wq: save and quit, :q!: quit']);
    expect(keys('jihello').slice(1)).toEqual(['hellotwo', 'three', '~', '~', '~', '~', 'I s [Modified] 2/3 66%']);
    expect(keys('\u001B').at(-1)).toBe('- s [Modified] 2/3 66%');
    expect(keys('dd').slice(1)).toEqual(['three', '~', '~', '~', '~', '~', 'Delete 1 lines (9 chars) from [D]']);
    expect(keys('p').slice(1, 3)).toEqual(['three', 'hellotwo']);
    expect(keys('u').at(-1)).toBe('Undo [3] deleted 9 chars at position 10');
    expect(keys(':q').at(-1)).toBe(':q');
    expect(keys('\r').at(-1)).toBe('No write since last change (:q! overrid');
    expect(keys(':foo\r').at(-1)).toBe("'foo' is not implemented");
    expect(keys(':w\r').at(-1)).toBe("'s' 2L, 10C");
    expect(keys(':q\r')[0]).toBe('/ #');
    expect(state()).toBe('running');
    expect(type('cat s').slice(0, 4)).toEqual(['/ # cat s', 'one', 'three', '/ #']);
  });

  it('says why a file cannot be written, keeps what was typed, and reports what it has not', () => {
    const { type, keys, session, state } = desk();
    type('docker run -it --rm --read-only alpine:3.22 vi /etc/none');
    expect(keys('ihi\u001B:wq\r').at(-1)).toBe("'/etc/none' Read-only file system");
    expect(state()).toBe('keys');
    keys(':set number\r');
    expect(session.view().notSimulated.map(({ what }) => what)).toEqual([':set number of vi']);
    keys(':q!\r');
    expect(state()).toBe('command');
    expect(type('docker run --rm alpine:3.22 vi x').join('\n')).toContain("vi: can't read user input");
  });

  it('begins at a line, scrolls, searches, and takes the keyboard’s size', () => {
    const { type, keys, act } = desk();
    type('docker run -it --rm alpine:3.22 sh');
    expect(type('seq 50 > n; vi -c 20 n').slice(-1)).toEqual(['- n 20/50 40%']);
    expect(keys('G')).toEqual([...rowsFrom(47, 50), '~', '~', '~', '- n 50/50 100%']);
    expect(keys('/^3$\r')).toEqual([...rowsFrom(1, 7), 'search hit BOTTOM, continuing at TOP']);
    expect(keys('\u0006')).toEqual([...rowsFrom(7, 13), '- n 7/50 14%']);
    act('resize', '40x5');
    expect(keys('gg')[4]).toBe('- n 1/50 2%');
    expect(keys('ZZ').join('')).toContain('/ #');
  });

  it('is played again from the log, with its keys joined', () => {
    const { type, keys, session, log, printed } = desk();
    type('docker run -it --name box alpine:3.22 sh');
    type('vi f');
    keys('ione');
    keys(' two\u001B');
    keys('ZZ');
    expect(type('cat f').join('\n')).toContain('one two');
    const joined = log.flatMap((entry, index): Typed[] => {
      if (entry.text === ' two\u001B') return [];
      return [entry.text === 'ione' ? { ...entry, text: `ione${log[index + 1]?.text ?? ''}` } : entry];
    });
    const again = createSession(freshHost({ world, workspace: {} }));
    for (const entry of joined) again.enter(entry);
    again.advance(session.now - again.now);
    const text = again.view().terminals[0]?.text ?? '';
    expect(screenOf(text, 40, 8)).toEqual(screenOf(printed(), 40, 8));
    expect(joined).toHaveLength(log.length - 1);
  });
});

describe('top at a terminal', () => {
  it('shows who calculates, draws anew by itself and at a key, and ends with q', () => {
    const { type, keys, wait, state, session } = desk();
    type('docker run -it --rm alpine:3.22 sh');
    type('while :; do :; done &');
    type('top');
    const shown = wait(200);
    expect(shown[3]).toBe('  PID  PPID USER     STAT   VSZ %VSZ CPU');
    expect(shown[1]).toMatch(/^CPU: {2}\d\d% usr {3}0% sys/);
    expect(shown[4]).toMatch(/^ +\d+ +1 root {5}R /);
    expect(state()).toBe('keys');
    expect(keys('N')[4]).toMatch(/^ +[3-9] /);
    expect(wait(6000)[0]).toMatch(/^Mem: \d+K used/);
    keys('q');
    expect(state()).toBe('running');
    expect(session.view().notSimulated.map(({ what }) => what)).toEqual(['load, virtual and shared memory in top']);
  });

  it('prints lists with -b, and refuses a screen that is none', () => {
    const { raw } = desk();
    const lists = raw('top -b -n 2 -d 1')
      .split('\n')
      .filter((line) => line.startsWith('Tasks:'));
    expect(lists).toHaveLength(2);
    expect(raw('top -n 1 < /dev/null')).toContain('top: failed tty get');
    raw('docker run -it --rm alpine:3.22 sh');
    expect(raw('top -b -n 1 | sed -n 4p')).toContain('  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND');
  });
});
