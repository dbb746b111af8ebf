import { beforeAll, describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { createWorld, type World } from '../build/index.ts';
import { judged, type Written } from './for-tests.ts';

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
