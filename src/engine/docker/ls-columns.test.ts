import { beforeAll, describe, expect, it } from 'vitest';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld, type World } from '../builder/index.ts';
import recorded from './golden/ls.json';
import { createSession, freshHost, type Typed } from './index.ts';

let world: World;
beforeAll(async () => {
  world = createWorld(allImages, allPackages, await shellWithJavaScript());
});

/** A terminal whose answers come without the command and the prompts. */
function desk() {
  const session = createSession(freshHost({ world, workspace: {} }));
  return (kind: Typed['kind'], text: string): string => {
    session.enter({ at: Math.ceil(session.now), terminal: 0, kind, text });
    session.advance(60_000, 0);
    const shown = session.view().terminals[0]?.text ?? '';
    return shown
      .replaceAll('\r', '')
      .replace(/^.*\n/, '')
      .replace(/(?:root@docker-host:.*# |\/.* # )$/, '');
  };
}

const FOLDERS = ['src', 'etc', 'usr'];

function play(act: ReturnType<typeof desk>, { names, width, options }: (typeof recorded)[number]): string {
  act('resize', `${width}x24`);
  const made = names.map((name) => `${FOLDERS.includes(name) ? 'mkdir' : 'touch'} "${name}"`);
  act('command', ['rm -rf /tmp/d', 'mkdir /tmp/d', 'cd /tmp/d', ...made].join('; '));
  return act('command', `ls ${options}`);
}

describe('ls on a terminal', () => {
  it('lays names out as coreutils 9.7 does', () => {
    const act = desk();
    expect(recorded.map((one) => play(act, one))).toEqual(recorded.map(({ gnu }) => gnu));
  });

  it('lays names out as BusyBox 1.37 does, in a container', () => {
    const act = desk();
    act('command', 'docker run -it --rm alpine:3.22 sh');
    const cases = recorded.filter(({ busybox }) => busybox !== null);
    expect(cases.map((one) => play(act, one))).toEqual(cases.map(({ busybox }) => busybox));
  });

  it('prints a name a line where nobody looks, unquoted', () => {
    const act = desk();
    act('command', 'mkdir d; cd d; touch a "b c"');
    expect(act('command', 'ls | cat')).toBe('a\nb c\n');
    expect(act('command', 'ls > ../list; cat ../list')).toBe('a\nb c\n');
    expect(act('command', 'ls -C | cat')).toBe('a  b c\n');
    expect(act('command', 'ls -l').split('\n').slice(1, 3)).toEqual([
      expect.stringMatching(/ {2}a$/),
      expect.stringMatching(/ 'b c'$/),
    ]);
  });
});
