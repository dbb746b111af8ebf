import { beforeAll, describe, expect, it } from 'vitest';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld, type World } from '../builder/index.ts';
import { createSession, freshHost, type Session } from './index.ts';

let world: World;
beforeAll(async () => {
  world = createWorld(allImages, allPackages, await shellWithJavaScript());
});

interface Desk {
  readonly session: Session;
  /** Types a line and answers what the terminal printed. */
  type(text: string, terminal?: number): string;
  press(signal: string): string;
  wait(ms: number): string;
}

function desk(files: Record<string, string> = {}): Desk {
  const session = createSession(freshHost({ world, workspace: files }));
  const show = (terminal: number): string => session.view().terminals.find(({ id }) => id === terminal)?.text ?? '';
  const now = (): number => Math.ceil(session.view().now);
  const act = (kind: 'command' | 'signal' | 'resize', text: string, terminal = 0): string => {
    session.enter({ at: now(), terminal, kind, text });
    session.advance(60_000, true);
    return show(terminal);
  };
  act('resize', '80x24');
  return {
    session,
    type: (text, terminal) => act('command', text, terminal),
    press: (signal) => act('signal', signal),
    wait(ms) {
      session.advance(ms);
      return show(0);
    },
  };
}

const PROMPT = 'root@docker-host:~/lab# ';

describe('a terminal of the host', () => {
  it('begins with a prompt and keeps folder, variables and functions', () => {
    const { type } = desk();
    type('');
    expect(type('cd /tmp; x=5; f() { echo "f $1"; }')).toBe(
      'cd /tmp; x=5; f() { echo "f $1"; }\nroot@docker-host:/tmp# ',
    );
    expect(type('f $x')).toBe('f $x\nf 5\nroot@docker-host:/tmp# ');
  });

  it('has read a line before the next one, though the work of the line before put it a moment behind', () => {
    const { type } = desk();
    type('pwd; ls -la');
    expect([type('echo 1'), type('echo 2')]).toEqual([`echo 1\n1\n${PROMPT}`, `echo 2\n2\n${PROMPT}`]);
  });

  it('goes on asking while a quote, a line, a loop or a here-document is open', () => {
    const { type } = desk();
    expect(type("echo 'a")).toBe("echo 'a\n> ");
    expect(type("b'")).toBe(`b'\na\nb\n${PROMPT}`);
    expect(type('echo one \\')).toBe('echo one \\\n> ');
    expect(type('two')).toBe(`two\none two\n${PROMPT}`);
    expect(type('for i in 1 2; do')).toBe('for i in 1 2; do\n> ');
    expect(type('echo $i')).toBe('echo $i\n> ');
    expect(type('done')).toBe(`done\n1\n2\n${PROMPT}`);
    expect(type('cat <<EOF')).toBe('cat <<EOF\n> ');
    expect(type('text')).toBe('text\n> ');
    expect(type('EOF')).toBe(`EOF\ntext\n${PROMPT}`);
    expect(type('echo a |')).toBe('echo a |\n> ');
    expect(type('cat')).toBe(`cat\na\n${PROMPT}`);
  });

  it('says what is wrong as bash does at a keyboard, and goes on', () => {
    const { type } = desk();
    expect(type('nonsense')).toBe(`nonsense\nbash: nonsense: command not found\n${PROMPT}`);
    expect(type('echo )')).toBe(`echo )\nbash: syntax error near unexpected token \`)'\n${PROMPT}`);
    expect(type('echo $?')).toBe(`echo $?\n2\n${PROMPT}`);
  });

  it('leaves what runs at Ctrl+C, and the line that is open', () => {
    const { type, press, session } = desk();
    session.enter({ at: 0, terminal: 0, kind: 'command', text: 'sleep 100; echo never' });
    expect(session.view().terminals[0]?.state).toBe('running');
    expect(press('INT')).toBe(`^C\n${PROMPT}`);
    expect(type('echo $?')).toBe(`echo $?\n130\n${PROMPT}`);
    expect(type("echo 'open")).toBe("echo 'open\n> ");
    expect(press('INT')).toBe(`^C\n${PROMPT}`);
    session.enter({ at: 0, terminal: 0, kind: 'command', text: 'while :; do :; done' });
    session.advance(500);
    expect(session.view().terminals[0]).toEqual({ id: 0, state: 'running', text: 'while :; do :; done\n' });
    expect(press('INT')).toBe(`^C\n${PROMPT}`);
  });

  it('gives typed lines to the program in the foreground, and Ctrl+D ends its input', () => {
    const { session, press, type } = desk();
    session.view();
    session.enter({ at: 0, terminal: 0, kind: 'command', text: 'cat' });
    session.enter({ at: 0, terminal: 0, kind: 'input', text: 'hello' });
    expect(session.view().terminals[0]?.text).toBe('cat\nhello\nhello\n');
    expect(press('EOF')).toBe(PROMPT);
    expect(type('read x; echo "<$x>"')).toBe('read x; echo "<$x>"\n');
    expect(type('typed')).toBe(`typed\n<typed>\n${PROMPT}`);
  });

  it.each([
    ['docker run -it', { command: 'docker run -it --name one alpine:3.22 sh' }, ''],
    [
      'docker attach',
      { command: 'docker run -dit --name one alpine:3.22 sh >/dev/null; docker attach one' },
      'read escape sequence\n',
    ],
    [
      'docker exec -it',
      { command: 'docker run -dit --name one alpine:3.22 sh >/dev/null; docker exec -it one sh' },
      'read escape sequence\n',
    ],
    [
      'docker run --detach-keys',
      { command: 'docker run -it --detach-keys ctrl-x,q --name one alpine:3.22 sh', keys: ['\u0018', 'q'] },
      '',
    ],
  ])('leaves %s to itself at the keys for that, and the container goes on', (_case, given, said) => {
    const { session, type } = desk();
    const { command, keys = ['\u0010', '\u0011'] } = given as { command: string; keys?: readonly [string, string] };
    const enter = (kind: 'command' | 'input', text: string): unknown => {
      session.view();
      session.enter({ at: 0, terminal: 0, kind, text });
      session.advance(3000);
      return session.view().terminals[0];
    };
    type('docker pull -q alpine:3.22');
    enter('command', command);
    enter('input', 'x=7');
    expect(enter('input', keys[0])).toMatchObject({ state: 'running' });
    expect(enter('input', keys[1])).toEqual({ id: 0, state: 'command', text: said + PROMPT });
    expect(type("docker ps --format '{{.Names}}'")).toContain('\none\n');
  });

  it('keeps its own answer to Ctrl+C beside a trap, and after it', () => {
    const { type, press } = desk();
    type("trap 'echo trapped' INT");
    type('sleep 100 && echo never');
    expect(press('INT')).toBe(`^Ctrapped\n${PROMPT}`);
    type('trap - INT');
    expect(press('INT')).toBe(`^C\n${PROMPT}`);
    expect(type('echo on')).toBe(`echo on\non\n${PROMPT}`);
  });

  it('is not lost in a flood', () => {
    const { session, type, press } = desk();
    session.view();
    session.enter({ at: 0, terminal: 0, kind: 'command', text: 'yes' });
    session.advance(200);
    const { text = '', state } = session.view().terminals[0] ?? {};
    expect(state).toBe('running');
    expect(text.length).toBeGreaterThan(50_000);
    expect(press('INT').endsWith(`^C\n${PROMPT}`)).toBe(true);
    expect(type('echo $?')).toBe(`echo $?\n130\n${PROMPT}`);
  });

  it('closes with a reason at a limit of the simulator', () => {
    const { session, type } = desk();
    session.view();
    expect(type('f() { f; }; f')).toContain('stopped by the simulator: functions nested more than 200 deep');
    expect(session.view().terminals[0]?.state).toBe('closed');
  });

  it('closes at exit and at Ctrl+D', () => {
    const one = desk();
    one.type('');
    expect(one.type('exit 3')).toBe('exit 3\nexit\n');
    expect(one.session.view().terminals[0]?.state).toBe('closed');
    const other = desk();
    expect(other.press('EOF')).toBe('exit\n');
    expect(other.session.view().terminals[0]?.state).toBe('closed');
  });

  it('keeps on after (exit 1), set -e in a group and a failing command', () => {
    const { type, session } = desk();
    type('(exit 1)');
    type('false');
    expect(session.view().terminals[0]?.state).toBe('command');
  });

  it('tells background jobs', () => {
    const { type, wait } = desk();
    expect(type('sleep 2 &')).toMatch(/^sleep 2 &\n\[1\] \d+\n/);
    wait(3000);
    expect(type('')).toBe(`\n[1]+  Done                    sleep 2\n${PROMPT}`);
  });

  it('has a second one on the same machine', () => {
    const { type } = desk();
    type('echo hi > file');
    type('', 1);
    expect(type('cat file', 1)).toBe(`cat file\nhi\n${PROMPT}`);
    expect(type('ps -e -o args=')).toContain('/sbin/init\n');
  });
});

describe('a program that asks for its terminal', () => {
  it('has one at the keyboard and with docker run -t, and none behind a pipe', () => {
    const { type } = desk();
    type('docker pull -q alpine:3.22');
    expect(type('tty').split('\n')[1]).toBe('/dev/pts/0');
    expect(type('docker run --rm -it alpine:3.22 tty').split('\n')[1]?.trim()).toBe('/dev/pts/0');
    expect(type('docker run --rm alpine:3.22 tty').split('\n')[1]).toBe('not a tty');
    expect(type('true | tty').split('\n')[1]).toBe('not a tty');
  });
});

describe('programs that would take the whole screen', () => {
  it('open files of the workspace in the editor, new ones too, and no others', () => {
    const { session } = desk({ 'a.txt': 'x\n' });
    const typed = (text: string): ReturnType<Session['view']> => {
      session.enter({ at: session.now, terminal: 0, kind: 'command', text });
      session.advance(1000, true);
      return session.view();
    };
    expect(typed('mkdir sub; cd sub; vi ../a.txt').edit).toEqual(['a.txt']);
    const made = typed('nano +3 new.txt');
    expect([made.edit, made.files['sub/new.txt']?.text]).toEqual([['sub/new.txt'], '']);
    expect(typed('true').edit).toBeUndefined();
    const refused = typed('vim /etc/hosts');
    expect([refused.edit, refused.terminals[0]?.text]).toEqual([
      undefined,
      'vim /etc/hosts\nvim: /etc/hosts: name a file of the workspace: no other opens in the editor\nroot@docker-host:~/lab/sub# ',
    ]);
  });

  it('are one more thing: watch clears the screen, prints, waits, and ends at Ctrl+C', () => {
    const { session, press } = desk();
    session.enter({ at: session.now, terminal: 0, kind: 'command', text: 'watch -n 2 echo tick' });
    session.advance(5000);
    const text = session.view().terminals[0]?.text ?? '';
    expect(text.split('\u001B[H\u001B[2J').length - 1).toBe(3);
    expect(text.match(/Every 2\.0s: echo tick +docker-host:\n\ntick\n/g)).toHaveLength(3);
    expect(press('INT')).toBe(`^C\n${PROMPT}`);
  });
});

describe('docker at a keyboard', () => {
  it('runs a shell in a container, which gets lines, Ctrl+C and Ctrl+D', () => {
    const { type, press } = desk();
    type('');
    const begun = type('docker run -it --name box alpine:3.22 sh');
    expect(begun.replaceAll('\r', '')).toContain('\n/ # ');
    expect(type('x=5; cd /tmp')).toBe('x=5; cd /tmp\r\n/tmp # ');
    expect(type('echo $x')).toBe('echo $x\r\n5\r\n/tmp # ');
    expect(type('sleep 100')).toBe('sleep 100\r\n');
    expect(press('INT')).toBe('^C\r\n/tmp # ');
    expect(press('EOF')).toBe(`\r\n${PROMPT}`);
    expect(type("docker inspect -f '{{.State.Status}}' box")).toContain('\nexited\n');
  });

  it('executes a shell beside the first process, and gives the keyboard back', () => {
    const { type } = desk();
    type('docker run -d --name box alpine:3.22 sleep 1000');
    expect(type('docker exec -it box sh').replaceAll('\r', '')).toBe('docker exec -it box sh\n/ # ');
    expect(type('exit 4')).toBe(`exit 4\r\n${PROMPT}`);
    expect(type('echo $?')).toBe(`echo $?\n4\n${PROMPT}`);
  });

  it('leaves a container alone that its logs are followed of', () => {
    const { session, type, press } = desk();
    type("docker run -d --name web alpine:3.22 sh -c 'while :; do echo tick; sleep 1; done'");
    session.enter({ at: Math.ceil(session.now), terminal: 0, kind: 'command', text: 'docker logs -f web' });
    session.advance(3000);
    expect(session.view().terminals[0]).toMatchObject({
      state: 'running',
      text: expect.stringMatching(/(?:tick\n){4}$/) as unknown,
    });
    expect(press('INT')).toBe(`^C\n${PROMPT}`);
    expect(type("docker inspect -f '{{.State.Status}}' web")).toContain('\nrunning\n');
  });

  it('answers the same when it is played again, and less one command when one is left out', () => {
    const log = [
      'docker run -d --name web alpine:3.22 sleep 100',
      'docker stop -t 1 web',
      "docker ps -a --format '{{.Names}} {{.Status}}'",
    ].map((text, index) => ({ at: index * 20_000, terminal: 0, kind: 'command' as const, text }));
    const play = (count: number): string => {
      const { session } = desk();
      session.view();
      for (const entry of log.slice(0, count)) session.enter(entry);
      session.advance(20_000);
      return session.view().terminals[0]?.text ?? '';
    };
    expect(play(3)).toBe(play(3));
    expect(play(3).startsWith(play(2))).toBe(true);
    expect(play(3)).toContain('web Exited (137)');
  });
});

describe('the workspace', () => {
  it('is the folder of the terminal, both ways', () => {
    const { session, type } = desk({ a: 'one\n' });
    expect(session.view().files).toEqual({});
    session.enter({
      at: 0,
      terminal: 0,
      kind: 'command',
      text: 'cat b',
      files: { a: null, b: { text: 'two\n', mode: 0o644 } },
    });
    const view = session.view();
    expect(view.terminals[0]?.text).toBe(`cat b\ntwo\n${PROMPT}`);
    // whoever shows the folder must see its own edits come back, or would take them for undone
    expect(view.files).toEqual({ a: null, b: { text: 'two\n', mode: 0o644 } });
    session.enter({ at: 0, terminal: 0, kind: 'command', text: 'mkdir d; echo x > d/c; rm b' });
    expect(session.view().files).toEqual({ b: null, 'd/c': { text: 'x\n', mode: 0o644 } });
    expect(type('ls')).toBe(`ls\nd\n${PROMPT}`);
  });
});
