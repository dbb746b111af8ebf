import { beforeAll, describe, expect, it } from 'vitest';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld, type World } from '../builder/index.ts';
import { createSession, freshHost } from '../docker/index.ts';
import { compose } from './index.ts';

let world: World;
beforeAll(async () => {
  world = createWorld(allImages, allPackages, await shellWithJavaScript());
});

const FILES = {
  Dockerfile: 'FROM alpine:3.22\nWORKDIR /app\nCOPY src src\nCOPY version .\nCMD ["sleep", "1000000"]\n',
  version: '1\n',
  'src/a.txt': 'one\n',
  'conf/app.conf': 'x=1\n',
  'compose.yaml': `services:
  web:
    build: .
    init: true
    develop:
      watch:
        - { path: ./src, action: sync, target: /app/src, ignore: ["*.tmp"] }
        - { path: ./conf, action: sync+restart, target: /etc/app }
        - { path: ./version, action: rebuild }
`,
};

type Edits = Readonly<Record<string, string | null>>;

interface Desk {
  /** What terminal 0, where the client watches, has printed since the last look. */
  watched(): string;
  /** Edits files and asks in terminal 1, when the client has had time to see them. */
  ask(text: string, edits?: Edits): string;
}

/** A host where a client watches in terminal 0. */
function watching(files: Readonly<Record<string, string>>, line = 'docker compose watch'): Desk {
  const session = createSession(freshHost({ world, workspace: files, plugins: { compose } }));
  const told = new Map<number, string>();
  const look = (terminal: number): string => {
    for (const { id, text } of session.view().terminals) told.set(id, (told.get(id) ?? '') + text);
    const text = told.get(terminal) ?? '';
    told.set(terminal, '');
    return text.replaceAll('root@docker-host:~/lab# ', '');
  };
  const enter = (terminal: number, text: string, edits: Edits = {}): void => {
    const changed = Object.entries(edits).map(
      ([path, edit]) => [path, edit === null ? null : { text: edit, mode: 0o644 }] as const,
    );
    const at = Math.ceil(session.now);
    session.enter({ at, terminal, kind: 'command', text, files: Object.fromEntries(changed) });
    session.advance(30_000, terminal);
  };
  enter(0, line);
  session.advance(1000);
  return {
    watched: () => look(0),
    ask(text, edits) {
      enter(1, `sleep 5; ${text}`, edits);
      return look(1).split('\n').slice(1).join('\n');
    },
  };
}

const IN_WEB = 'docker compose exec -T web';

describe('docker compose watch', () => {
  it('builds and starts what it watches', () => {
    const desk = watching(FILES);
    expect(desk.watched()).toMatch(
      /naming to docker\.io\/library\/lab-web done[^]* Container lab-web-1 +Started\s+Watch enabled\n$/,
    );
    expect(desk.ask(`${IN_WEB} cat src/a.txt`)).toBe('one\n');
  });

  it('brings files into the container, takes them away again, and leaves out what is ignored', () => {
    const desk = watching(FILES);
    desk.watched();
    const edits = { 'src/a.txt': 'two\n', 'src/deep/b.txt': 'b\n', 'src/c.tmp': 'c\n' };
    expect(desk.ask(`${IN_WEB} sh -c 'cat src/a.txt; ls src'`, edits)).toBe('two\na.txt\ndeep\n');
    expect(desk.watched()).toBe('Syncing "web" after changes were detected\n');
    expect(desk.ask(`${IN_WEB} ls src`, { 'src/a.txt': null })).toBe('deep\n');
  });

  it('restarts the container after sync+restart, and makes a new one after rebuild', () => {
    const desk = watching(FILES);
    const about = "docker inspect -f '{{.Id}} {{.State.StartedAt}}' lab-web-1";
    const [first = '', started] = desk.ask(about).trim().split(' ');
    const [second, later] = desk.ask(about, { 'conf/app.conf': 'x=2\n' }).trim().split(' ');
    expect([second, later === started]).toEqual([first, false]);
    expect(desk.ask(`${IN_WEB} cat /etc/app/app.conf`)).toBe('x=2\n');
    desk.watched();
    expect(desk.ask(`${IN_WEB} cat version`, { version: '2\n' })).toBe('2\n');
    expect(desk.ask(about)).not.toContain(first);
    expect(desk.watched()).toMatch(
      /^Rebuilding service "web" after changes were detected\.\.\.\n[^]*service "web" successfully built\n/,
    );
  });

  it('goes on after a build that fails', () => {
    const desk = watching(FILES);
    desk.watched();
    desk.ask('true', { Dockerfile: 'FROM alpine:3.22\nRUN false\n', version: '2\n' });
    expect(desk.watched()).toContain('Build failed.');
    expect(desk.ask(`${IN_WEB} cat src/a.txt`, { 'src/a.txt': 'three\n' })).toBe('three\n');
  });

  it.each([
    [
      'services: { a: { image: alpine } }',
      "none of the selected services is configured for watch, consider setting an 'develop' section\n",
    ],
    [
      'services: { a: { image: alpine, develop: { watch: [{ path: ., action: rebuild }] } } }',
      'can\'t watch service "a" with action rebuild without a build context\n',
    ],
  ])('refuses a project with nothing to watch: %s', (text, why) => {
    const desk = watching({ 'compose.yaml': `${text}\n` }, 'docker compose watch --no-up');
    expect(desk.watched()).toBe(`docker compose watch --no-up\n${why}`);
  });
});
