import { beforeAll, describe, expect, it } from 'vitest';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld, type World } from '../builder/index.ts';
import { compose } from '../compose/index.ts';
import { createHost, createSession, current, hostFiles, type Session } from './index.ts';

let world: World;
beforeAll(async () => {
  world = createWorld(allImages, allPackages, await shellWithJavaScript());
});

const PROMPT = 'root@docker-host:~/lab# ';

/** A session with images at hand, and what a line typed in it prints before the next prompt; the line itself is left out. */
function desk(workspace: Record<string, string> = {}): { session: Session; type(text: string): string } {
  const files = hostFiles({
    hostname: current.hostname,
    cwd: current.cwd,
    programs: world.shell.programs,
    workspace,
  });
  const session = createSession(createHost({ world, profile: current, files, images: [], plugins: { compose } }));
  session.enter({ at: 0, terminal: 0, kind: 'resize', text: '80x24' });
  const type = (text: string): string => {
    session.view();
    session.enter({ at: Math.ceil(session.now), terminal: 0, kind: 'command', text });
    session.advance(600_000, true);
    const [shown] = session.view().terminals;
    expect(shown?.state).toBe('command');
    const printed = shown?.text ?? '';
    expect(printed.endsWith(PROMPT)).toBe(true);
    return printed.slice(printed.indexOf(`${text}\n`) + text.length + 1, -PROMPT.length);
  };
  type('docker pull -q alpine:3.22');
  return { session, type };
}

/** The session goes on as if nothing had happened. */
function alive({ type }: { type(text: string): string }): void {
  expect(type('echo $((6 * 7)); docker ps -q | wc -l')).toBe('42\n0\n');
}

describe('long command lines', () => {
  it('are answered whole up to 64 KB, and refused beyond', () => {
    const host = desk();
    const [name, argument] = ['x'.repeat(64_000), 'y'.repeat(64_000)];
    expect(host.type(`docker ${name}`)).toBe(`docker: '${name}' is not a docker command.\nSee 'docker --help'\n`);
    expect(host.type(`docker run --rm alpine:3.22 echo ${argument}`)).toBe(`${argument}\n`);
    expect(host.type(`docker ${'z'.repeat(66_000)}`)).toBe(
      'bash: command line is longer than 64 KB (limit of the simulator)\n',
    );
    alive(host);
  });

  it('may have thousands of arguments and of flags', () => {
    const host = desk();
    expect(host.type(`docker run --rm alpine:3.22 echo ${'a '.repeat(30_000)}| wc -w`)).toBe('30000\n');
    const flags = Array.from({ length: 5000 }, (_, at) => `-eV${at % 10}=${at}`).join(' ');
    expect(host.type(`docker run --rm ${flags} alpine:3.22 sh -c 'echo $V0 $V9'`)).toBe('4990 4999\n');
    expect(host.type(`docker rm ${'no '.repeat(20_000)} 2>&1 | sort | uniq -c`)).toBe(
      '  20000 Error response from daemon: No such container: no\n',
    );
    alive(host);
  });
});

describe('words that mean nothing', () => {
  it('are answered as the client does', () => {
    const host = desk();
    expect(host.type('docker frobnicate')).toBe("docker: 'frobnicate' is not a docker command.\nSee 'docker --help'\n");
    expect(host.type('docker run --frobnicate alpine:3.22')).toBe(
      "unknown flag: --frobnicate\nSee 'docker run --help'.\n",
    );
    expect(host.type('docker run -m 1x alpine:3.22')).toBe(
      `invalid argument "1x" for "-m, --memory" flag: invalid size: '1x'\nSee 'docker run --help'.\n`,
    );
    expect(host.type('docker run --cpus 1e999 alpine:3.22')).toContain('Range of CPUs is from 0.01 to ');
    expect(host.type('docker stop -t 99999999999999999999 none')).toBe(
      'invalid argument "99999999999999999999" for "-t, --time" flag: strconv.ParseInt: parsing "99999999999999999999": value out of range\n' +
        "See 'docker stop --help'.\n",
    );
    alive(host);
  });

  it('go no further than their quotes: names with characters of the shell', () => {
    const host = desk();
    for (const name of ['a;b', '$(reboot)', '`id`', 'a b', '../../etc', 'ü', '<script>'])
      expect(host.type(`docker create --name '${name}' alpine:3.22`)).toBe(
        `Error response from daemon: Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed\n`,
      );
    alive(host);
  });
});

describe('what is left open', () => {
  it('is read on until it is closed, or left by Ctrl+C', () => {
    const host = desk();
    const { session } = host;
    const press = (kind: 'command' | 'signal', text: string): string => {
      session.enter({ at: Math.ceil(session.now), terminal: 0, kind, text });
      session.advance(60_000, true);
      return session.view().terminals[0]?.text ?? '';
    };
    session.view();
    expect(press('command', 'docker run "alpine')).toBe('docker run "alpine\n> ');
    expect(press('command', '"; echo closed')).toBe(
      `"; echo closed\ndocker: invalid reference format.\nSee 'docker run --help'.\nclosed\n${PROMPT}`,
    );
    expect(press('command', "docker run 'alpine")).toBe("docker run 'alpine\n> ");
    expect(press('signal', 'INT')).toBe(`^C\n${PROMPT}`);
    expect(press('command', 'docker exec $(docker ps -q')).toBe('docker exec $(docker ps -q\n> ');
    expect(press('signal', 'EOF')).toMatch(/syntax error|unexpected/);
    alive(host);
  });

  it('ends at Ctrl+C: a loop that starts containers, and one that waits for what never comes', () => {
    const host = desk();
    const { session } = host;
    const leave = (text: string, after: number): string => {
      session.view();
      session.enter({ at: Math.ceil(session.now), terminal: 0, kind: 'command', text });
      session.advance(after);
      expect(session.view().terminals[0]?.state).toBe('running');
      session.enter({ at: Math.ceil(session.now), terminal: 0, kind: 'signal', text: 'INT' });
      session.advance(60_000, true);
      return session.view().terminals[0]?.text ?? '';
    };
    expect(leave('while :; do docker run --rm alpine:3.22 true; done', 5000)).toBe(`^C\n${PROMPT}`);
    expect(leave('until docker ps -q | grep -q .; do sleep 1; done', 5000)).toBe(`^C\n${PROMPT}`);
    session.advance(5000);
    alive(host);
  });
});

describe('masses', () => {
  it('of containers: each has its own name, all are listed, and all can go', () => {
    const host = desk();
    expect(host.type('for i in $(seq 2000); do docker create alpine:3.22; done | sort -u | wc -l')).toBe('2000\n');
    expect(host.type("docker ps -a --format '{{.Names}}' | sort -u | wc -l")).toBe('2000\n');
    const table = host.type('docker ps -a').trimEnd().split('\n');
    expect(table.length).toBe(2001);
    expect(
      new Set(table.slice(1).map((row) => row.replace(/^\S+ +(\S+) +"\/bin\/sh" .* (Created) .*$/, '$1 $2'))),
    ).toEqual(new Set(['alpine:3.22 Created']));
    expect(host.type('docker rm $(docker ps -aq) | wc -l; docker ps -aq | wc -l')).toBe('2000\n0\n');
    alive(host);
  });

  it('of running containers: time goes on, and they can be asked for', () => {
    const host = desk();
    expect(host.type('for i in $(seq 200); do docker run -d alpine:3.22 sleep 1000; done | wc -l')).toBe('200\n');
    expect(host.type('sleep 500; docker ps -q | wc -l')).toBe('200\n');
    expect(host.type('docker stats --no-stream --format "{{.PIDs}}" | sort | uniq -c')).toBe('    200 1\n');
    expect(host.type('sleep 500; docker ps -q | wc -l')).toBe('0\n');
    alive(host);
  });
});

describe('files that are none', () => {
  it('bytes of programs are not made up: what reads them in a container is said to be not simulated', () => {
    const host = desk();
    expect(host.session.view().notSimulated).toEqual([]);
    expect(host.type('docker run --rm alpine:3.22 cat /bin/busybox')).toBe('');
    expect(host.session.view().notSimulated).toEqual([{ what: 'content of /bin/busybox' }]);
    expect(host.type('docker run -d --name kept alpine:3.22 sh -c "cat /bin/busybox; sleep 100" > id; wc -l id')).toBe(
      '1 id\n',
    );
    expect(host.session.view().notSimulated).toEqual([{ what: 'content of /bin/busybox' }]);
    expect(host.type('docker save alpine:3.22')).toBe(
      'cowardly refusing to save to a terminal. Use the -o flag or redirect\n',
    );
    expect(host.type('docker export kept')).toBe(
      'cowardly refusing to save to a terminal. Use the -o flag or redirect\n',
    );
    expect(host.type('docker export kept > saved; docker export kept | tar -t | grep -c busybox')).toBe('1\n');
    expect(host.type('docker save alpine:3.22 > saved; docker load -qi saved; docker rm -f kept')).toBe(
      'Loaded image: alpine:3.22\nkept\n',
    );
    alive(host);
  });

  it('compose files that unfold or nest without end are refused, large ones are read', () => {
    const names = Array.from({ length: 40 }, (_, at) => `a${at}`);
    const bomb = names.map((name, at) => `x-${name}: &${name} [*a${at - 1}, *a${at - 1}]`.replaceAll('*a-1', 'boom'));
    const host = desk({
      'bomb.yaml': `${bomb.join('\n')}\nservices: { web: { image: alpine, command: *a39 } }\n`,
      'deep.yaml': `services: ${'['.repeat(20_000)}\n`,
      'loop.yaml': 'services: &all\n  web: *all\n',
      'many.yaml': `services:\n${Array.from({ length: 1500 }, (_, at) => `  s${at}: { image: alpine }\n`).join('')}`,
    });
    expect(host.type('docker compose -f bomb.yaml up -d')).toBe('yaml: document contains excessive aliasing\n');
    expect(host.type('docker compose -f deep.yaml config -q; echo $?')).toMatch(/^yaml: .*\n15\n$/);
    expect(host.type('docker compose -f loop.yaml config -q')).toMatch(/^cycle detected: .*\n$/);
    expect(host.type('docker compose -f many.yaml config --services | sort -u | wc -l')).toBe('1500\n');
    alive(host);
  });
});

describe('a container that prints without end', () => {
  it('prints in the time that others have, part by part', () => {
    const { session } = desk();
    session.view();
    session.enter({
      at: Math.ceil(session.now),
      terminal: 0,
      kind: 'command',
      text: 'docker run --rm alpine:3.22 yes',
    });
    let printed = 0;
    const parts = Array.from({ length: 30 }, () => {
      session.advance(50);
      const before = printed;
      printed += session.view().terminals[0]?.text.length ?? 0;
      return printed - before;
    });
    expect(parts.filter((length) => length > 100_000).length).toBeGreaterThan(4);
    expect(Math.max(...parts)).toBeLessThan(1_000_000);
  });
});
