import { beforeAll, describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { shellWithJavaScript } from '../../../content/compile/javascript.ts';
import { createWorld, type World } from '../../builder/index.ts';
import type { LogEntry } from '../check.ts';
import { evidenceOf, judged, type Written } from '../testing/attempts.ts';
import { hints } from '../grade.ts';
import { judge } from '../judge.ts';

let world: World;
beforeAll(async () => {
  world = createWorld(allImages, allPackages, await shellWithJavaScript());
});

const says = (kind: string, params: unknown, of: Omit<Written, 'dockerfile'>): string => {
  const { status, message, why } = judged(world, { dockerfile: 'FROM scratch\n', ...of }, { kind, with: params });
  return [status, message, ...(why === undefined ? [] : [why])].join(': ');
};

describe('a container', () => {
  const typed = ['docker run -d --name web --memory 64m --read-only alpine:3.22 sleep 300'];

  it('is judged by what it is on the machine, however it was started', () => {
    const wanted = { name: 'web', state: 'running', memory: '64m', readOnly: true, networks: 'bridge' };
    expect([
      says('container', wanted, { typed }),
      says('container', wanted, {
        setup: ['docker pull -q alpine:3.22'],
        typed: [typed[0]?.replace('run -d', 'create') ?? '', 'docker start web'],
      }),
      says('container', wanted, { typed: ['docker run -d --name web alpine:3.22 sleep 300'] }),
      says('container', wanted, { typed: [] }),
    ]).toEqual([
      'passed: The container web is as it should be',
      'passed: The container web is as it should be',
      'failed: The container web has no memory limit: It also can write to its root file system.',
      'failed: There is no container web: The machine has no containers.',
    ]);
  });

  it('may have to be gone', () => {
    const gone = { name: 'web', exists: false };
    expect([
      says('container', gone, { typed }),
      says('container', gone, { typed: [...typed, 'docker rm -f web'] }),
    ]).toEqual(['failed: There is still a container web', 'passed: There is no container web']);
  });
});

describe('docker stop', () => {
  const stops = { name: 'app', within: 2, exit: 0, prints: 'bye' };
  const handler = `trap 'echo bye; exit 0' TERM; while :; do sleep 1; done`;

  it('passes by time, exit code and what the handler printed', () => {
    expect([
      says('stops', stops, { typed: [`docker run -d --name app alpine:3.22 sh -c "${handler}"`] }),
      says('stops', stops, { typed: ['docker run -d --name app alpine:3.22 sleep 300'] }),
      says('stops', stops, { typed: ['docker run -d --name app --init alpine:3.22 sleep 300'] }),
      says('stops', stops, { typed: ['docker run --name app alpine:3.22 true'] }),
    ]).toEqual([
      expect.stringMatching(/^passed: docker stop takes [01]\.\d s$/),
      expect.stringMatching(
        /^failed: docker stop takes 10\.\d s: Its first process is `sleep 300`\. It did not end on SIGTERM/,
      ),
      'failed: The container app ends with 143, not 0: Its first process is `/sbin/docker-init -- sleep 300`. 143 is 128 + 15: the signal ended it, no handler did.',
      'error: Needs the container app to run: It has ended with 0.',
    ]);
  });
});

describe('a command on the machine', () => {
  const typed = ['docker volume create notes', 'docker run --rm -v notes:/n alpine:3.22 sh -c "echo kept > /n/a"'];
  const reads = { run: 'docker run --rm -v notes:/n alpine:3.22 cat /n/a', prints: 'kept' };

  it('is tried on a copy: the checks do not see each other', () => {
    const spoils = { run: 'docker volume rm notes' };
    expect([
      says('machine', reads, { typed }),
      says('machine', spoils, { typed }),
      says('machine', reads, { typed }),
    ]).toEqual([
      'passed: `docker run --rm -v notes:/n alpine:3.22 cat /n/a` answers as it should',
      'passed: `docker volume rm notes` answers as it should',
      'passed: `docker run --rm -v notes:/n alpine:3.22 cat /n/a` answers as it should',
    ]);
  });

  it('says what it printed instead', () => {
    expect([
      says('machine', reads, { typed: [] }),
      says('machine', { ...reads, says: 'The note is lost' }, { typed: [] }),
    ]).toEqual([
      expect.stringMatching(/^failed: .* ends with 1, not 0: .*No such file or directory/),
      expect.stringMatching(/^failed: The note is lost: .* ends with 1/),
    ]);
  });
});

/** What a check says of a log whose entries have times and terminals, as the page writes them. */
const saysOf = (kind: string, params: unknown, log: readonly Partial<LogEntry>[]): string => {
  const evidence = evidenceOf(world, { dockerfile: 'FROM scratch\n' });
  const entries = log.map((entry) => ({ at: 0, terminal: 0, kind: 'command' as const, text: '', ...entry }));
  const { status, message } = judge(kind, params, { ...evidence, attempt: { ...evidence.attempt, log: entries } });
  return `${status}: ${message}`;
};

describe('the time of a machine', () => {
  const follows = [
    { text: 'docker run -d --name web alpine:3.22 sleep 30' },
    { text: 'docker logs -f web', at: 5000 },
    { text: 'docker run -d --name db alpine:3.22 sleep 300', at: 10_000, terminal: 1 },
  ];

  it('is that of the log: what goes on in one terminal does not hold up another', () => {
    expect(saysOf('container', { name: 'web', state: 'running' }, follows)).toBe(
      'passed: The container web is as it should be',
    );
  });

  it('goes on for some seconds after a last command that never ends, not for ever', () => {
    const typed = [
      { text: 'docker run -d --name web alpine:3.22 sleep 30' },
      { text: 'docker run --name db nginx:1.29' },
    ];
    expect([
      saysOf('container', { name: 'web', state: 'running' }, typed),
      saysOf('container', { name: 'db', state: 'running', processes: ['nginx'] }, typed),
    ]).toEqual(['passed: The container web is as it should be', 'passed: The container db is as it should be']);
  });

  it('is long enough for a container to fail', () => {
    const typed = [{ text: 'docker run -d --name web alpine:3.22 sh -c "sleep 0.3; echo broken; exit 3"' }];
    expect([
      saysOf('container', { name: 'web', state: 'running' }, typed),
      saysOf('container', { name: 'web', exit: 3, logs: 'broken' }, typed),
    ]).toEqual([
      'failed: The container web has ended with 3 (“broken”) and is not running',
      'passed: The container web is as it should be',
    ]);
  });

  it('goes on while a health check or a time given has to be waited for', () => {
    const probe = '--health-cmd "test -f /ready" --health-interval 5s';
    const typed = [{ text: `docker run -d --name web ${probe} alpine:3.22 sh -c "sleep 8; touch /ready; sleep 300"` }];
    expect([
      saysOf('container', { name: 'web', health: 'healthy' }, typed),
      saysOf('container', { name: 'web', health: 'healthy', within: 3 }, typed),
      saysOf('container', { name: 'web', files: { has: ['/ready'] }, within: 9 }, typed),
      saysOf('container', { name: 'web', files: { has: ['/ready'] } }, typed),
    ]).toEqual([
      'passed: The container web is as it should be',
      'failed: The container web is starting, not healthy',
      'passed: The container web is as it should be',
      expect.stringMatching(/^failed: The container web has no \/ready: it holds .dockerenv, bin/),
    ]);
  });
});

describe('what is not simulated', () => {
  const typed = [
    'docker network create --attachable --scope swarm odd',
    'docker run -d --name web alpine:3.22 sleep 300',
    'docker run -d --name db debian:13 sh -c "sort -R /etc/passwd; sleep 300"',
  ];

  it('excuses a failure of what it belongs to, and nothing else', () => {
    expect([
      says('container', { name: 'db', logs: 'sorted' }, { typed }).split(':')[0],
      says('limits', { name: 'db', memory: '1g' }, { typed }).split(':')[0],
      says('container', { name: 'web', logs: 'sorted' }, { typed }).split(':')[0],
      says('container', { name: 'db', state: 'running' }, { typed }).split(':')[0],
    ]).toEqual(['not-simulated', 'failed', 'failed', 'passed']);
  });
});

describe('an image of the editor', () => {
  const handler = `const s = require('node:http').createServer((q, r) => setTimeout(() => r.end('late\\n'), 900));
s.listen(3000);
process.on('SIGTERM', () => { console.log('closing'); s.close(() => process.exit(0)); });
`;
  const stops = (cmd: string, more: object = {}): string =>
    says('stops', { image: 'build', within: 2, exit: 0, prints: 'closing', ...more }, {
      dockerfile: `FROM node:22-alpine\nCOPY app.js /\nCMD ${cmd}\n`,
      files: { 'app.js': handler },
    } as Omit<Written, 'dockerfile'>);

  it('is started and stopped by the check, the learner’s handler runs', () => {
    expect([
      stops('["node", "/app.js"]'),
      stops('node /app.js; true'),
      stops('["node", "/app.js"]', { during: 'docker exec drydock-check wget -qO- localhost:3000', answered: 'late' }),
      stops('["node", "/nothing.js"]'),
    ]).toEqual([
      expect.stringMatching(/^passed: docker stop takes 0\.\d s$/),
      expect.stringMatching(
        /^failed: docker stop takes 10\.\d s: Its first process is `\/bin\/sh -c node \/app\.js; true`/,
      ),
      expect.stringMatching(/^passed: docker stop takes [01]\.\d s$/),
      expect.stringMatching(/^error: Needs the container to run: It has ended with 1: “/),
    ]);
  });
});

it('hints ask the same of a machine', () => {
  const evidence = evidenceOf(world, {
    dockerfile: 'FROM scratch\n',
    typed: ['docker run -d --name web alpine:3.22 sleep 300'],
  });
  const exercise = {
    ...evidence.exercise,
    hints: [
      {
        id: 'limit',
        title: '',
        html: '',
        when: [{ kind: 'limits', with: { name: 'web', memory: '64m' }, expect: 'failed' as const }],
      },
      {
        id: 'gone',
        title: '',
        html: '',
        when: [{ kind: 'limits', with: { name: 'db', memory: '64m' }, expect: 'failed' as const }],
      },
      {
        id: 'runs',
        title: '',
        html: '',
        when: [{ kind: 'container', with: { name: 'web', state: 'running' }, expect: 'failed' as const }],
      },
    ],
  };
  expect(hints(exercise, evidence)).toEqual(['limit']);
});

describe('an odd machine', () => {
  it.each([
    ['nothing typed', []],
    ['a command that calculates for ever', ['while :; do :; done']],
    ['a command that waits for input', ['cat', 'docker run -i alpine:3.22 cat']],
    ['quotes left open', ['docker run "', 'docker ps']],
    ['the shell ended', ['exit', 'docker run -d --name web alpine:3.22 sleep 300']],
    ['a container that restarts all the time', ['docker run -d --name web --restart always alpine:3.22 false']],
    ['names with shell characters', ['docker run -d --name "$(id)" alpine:3.22', 'docker volume create ";rm"']],
    ['64 kB on a line', [`docker run --name web alpine:3.22 echo ${'x'.repeat(65_536)}`]],
  ])(
    'with %s is judged without an exception, and not held against the learner by error of ours',
    (_, typed) => {
      const found = [
        says('container', { name: 'web', state: 'running', health: 'healthy' }, { typed }),
        says('network', { name: 'front' }, { typed }),
        says('reachable', { from: 'web', to: 'db:80' }, { typed }),
        says('volume', { has: ['x'], after: 'exit 3' }, { typed }),
        says('stops', { name: 'web', within: 1 }, { typed }),
        says('survives', { name: 'web', runs: 'exit', alive: true }, { typed }),
        says('compose', {}, { typed }),
      ].map((text) => text.split(':')[0] ?? '');
      expect(found.filter((status) => !['failed', 'error', 'not-simulated'].includes(status))).toEqual([]);
      // a loop costs a second of each machine; a busy computer takes several times as long
    },
    60_000,
  );
});
