import { beforeAll, describe, expect, it } from 'vitest';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld, type World } from '../builder/index.ts';
import { createSession, freshHost, type Typed } from './index.ts';

let world: World;
beforeAll(async () => {
  world = createWorld(allImages, allPackages, await shellWithJavaScript());
});

/** A terminal of 80 columns and 24 rows; answers come without the command and the prompt. */
function desk() {
  const session = createSession(freshHost({ world, workspace: {} }));
  const act = (kind: Typed['kind'], text: string): string => {
    session.enter({ at: Math.ceil(session.now), terminal: 0, kind, text });
    session.advance(3000, 0);
    return (session.view().terminals[0]?.text ?? '').replaceAll('\r', '');
  };
  const type = (text: string): string =>
    act('command', text)
      .replace(/^.*\n/, '')
      .replace(/(?:root@docker-host:.*# |\/.* # |root@[0-9a-f]{12}:.*# )$/, '');
  act('resize', '80x24');
  const raw = (text: string): string => act('command', text);
  return {
    type,
    raw,
    resize: (size: string) => act('resize', size),
    press: (signal: string) => act('signal', signal),
    keys: (text: string) => act('keys', text),
  };
}

describe('the size of a terminal', () => {
  it('is known to stty, tput and bash, also after the window has changed', () => {
    const { type, resize } = desk();
    expect(type('stty size; tput cols; tput lines; echo $COLUMNS $LINES')).toBe('24 80\n80\n24\n80 24\n');
    resize('100x30');
    expect(type('stty size; tput -T xterm cols; echo $COLUMNS $LINES')).toBe('30 100\n100\n100 30\n');
    expect(type('env | grep COLUMNS')).toBe('');
    expect(type('sh -c "echo [\\$COLUMNS]"; tput cols | cat')).toBe('[]\n100\n');
    expect(type('stty cols 70; stty size; stty size < /dev/null')).toBe(
      "30 70\nstty: 'standard input': Inappropriate ioctl for device\n",
    );
  });

  it('reaches a container that has the keyboard', () => {
    const { type, resize } = desk();
    type('docker pull -q alpine:3.22; sleep 20');
    for (let index = 0; index < 10; index++) type('');
    type('docker run -it --rm --name box alpine:3.22 sh');
    expect(type('stty size')).toBe('24 80\n');
    resize('100x30');
    expect(type('stty size')).toBe('30 100\n');
    expect(type("trap 'echo resized' WINCH; true")).toBe('');
    resize('90x20');
    expect(type('stty size')).toContain('20 90\n');
    type('exit');
    expect(type('stty size')).toBe('20 90\n');
  });

  it('is that of the client where a container has a terminal without a keyboard, which never ends', () => {
    const { type, resize } = desk();
    type('docker pull -q alpine:3.22');
    for (let index = 0; index < 10; index++) type('');
    resize('100x30');
    expect(type('docker run --rm -t alpine:3.22 stty size')).toBe('30 100\n');
    type('docker run -dt --name box alpine:3.22 sh');
    expect(type('docker exec -t box sh -c "stty size; ls /"')).toMatch(/^30 100\nbin +etc +lib /);
    expect(type("docker inspect -f '{{.State.Status}}' box")).toBe('running\n');
    expect(type('docker run --rm alpine:3.22 sh -c "cat; echo over"')).toBe('over\n');
  });

  it('is a signal for who runs in the foreground, and for a trap at the prompt of bash', () => {
    const { type, resize } = desk();
    type(`trap 'echo "now $COLUMNS"' WINCH`);
    expect(resize('100x30')).toContain('now ');
    expect(type('trap - WINCH')).toBe('');
    type(`printf '%s\\n' 'trap "stty size" WINCH' 'sleep 2' 'echo over' > s`);
    type('sleep 100 & true');
    expect(resize('99x30')).toBe('');
    expect(type('sh s')).toBe('over\n');
  });
});

describe('keys at one moment', () => {
  it('are all echoed in a container, however few of them its programs wait for', () => {
    const { type, keys, press } = desk();
    type('docker pull -q alpine:3.22');
    for (let index = 0; index < 10; index++) type('');
    type('docker run -it --rm --name box alpine:3.22 sh');
    expect(keys('i')).toBe('i');
    expect(press('INT')).toBe('^C\n/ # ');
  });
});

describe('stty', () => {
  it('turns the echo off for a password, and the next prompt has it again', () => {
    const { type, raw } = desk();
    expect(type('stty -echo; read -r word; stty echo; echo "[$word]"')).toBe('');
    expect(raw('secret')).toMatch(/^\[secret\]\nroot@/);
    expect(type('stty')).toBe('speed 38400 baud; line = 0;\n-brkint -imaxbel\n');
    expect(type('stty -echo')).toBe('');
    expect(type('stty | tail -1')).toBe('-brkint -imaxbel\n');
    expect(type('stty foo')).toBe("stty: invalid argument ‘foo’\nTry 'stty --help' for more information.\n");
  });
});
