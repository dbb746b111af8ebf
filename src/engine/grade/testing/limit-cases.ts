import type { Case } from './build-cases.ts';
import { typed } from './typed-cases.ts';

const HELD = [
  'docker run -d --name app --memory 64m --memory-swap 64m --cpus 0.5 --pids-limit 64 --ulimit nofile=1024:2048 alpine:3.22 sleep 300',
];
const FREE = ['docker run -d --name app alpine:3.22 sleep 300'];
const BOMB = 'f() { f | f & }; f';
const HARD = [
  'docker run -d --name app --user 1000:1000 --read-only --cap-drop ALL --security-opt no-new-privileges --tmpfs /tmp alpine:3.22 sleep 300',
];
const SERVER = {
  dockerfile:
    'FROM alpine:3.22\nRUN adduser -D -u 1000 app && mkdir /data && chown app /data\nUSER app\nCMD ["sleep", "300"]\n',
};

/** Cases of the kinds that look at limits and rights. Only `*.test.ts` files import this module. */
export const LIMIT_CASES: readonly Case[] = [
  // limits
  {
    kind: 'limits',
    with: {
      name: 'app',
      memory: { min: '32m', max: '64m' },
      swap: '0m',
      cpus: 0.5,
      pids: { max: 100 },
      ulimits: { nofile: 1024 },
      cpuset: '0-1',
      shares: 1024,
      reservation: 'none',
    },
    of: typed(...HELD),
    says: 'passed: The container app has its limits as it should',
  },
  {
    kind: 'limits',
    with: { name: 'app', memory: '256m' },
    of: typed(...HELD, 'docker update --memory 256m --memory-swap 256m app'),
    says: 'passed: The container app has its limits as it should',
  },
  {
    kind: 'limits',
    with: { name: 'app', memory: { max: '64m' }, pids: { max: 64 } },
    of: typed(...FREE),
    says: 'failed: The container app has no memory limit',
  },
  {
    kind: 'limits',
    with: { name: 'app', cpus: { max: 0.25 } },
    of: typed(...HELD),
    says: 'failed: The container app has a share of processors that is 0.5, where 0.25 is the most',
  },
  { kind: 'limits', with: { name: 'app', memory: '1g' }, of: typed(), says: 'error: Needs the container app' },

  // survives
  {
    kind: 'survives',
    with: { name: 'app', runs: BOMB, alive: true, processes: { min: 20, max: 64 } },
    of: typed(...HELD),
    says: 'passed: The container app is as it should be after `f() { f | f & }; f`',
  },
  {
    kind: 'survives',
    with: { name: 'app', runs: BOMB, alive: true, processes: { max: 64 } },
    of: typed(...FREE),
    says: 'failed: The container app had a number of processes that is ',
  },
  {
    kind: 'survives',
    with: { name: 'app', runs: '(while true; do sleep 1000 & done) || true', alive: true, processes: { max: 64 } },
    of: typed(...HELD, 'docker update --pids-limit 65 app'),
    says: 'failed: The container app had a number of processes that is 65, where 64 is the most',
  },
  {
    kind: 'survives',
    with: { name: 'app', runs: '(while true; do sleep 1000 & done) || true', alive: true, processes: { max: 64 } },
    of: typed(
      ...FREE,
      `docker exec app sh -c 'for n in $(seq 80); do sleep 1 & done; wait'`,
      'docker update --pids-limit 64 app',
    ),
    says: 'passed: The container app is as it should be after ',
  },
  {
    kind: 'survives',
    with: { name: 'app', runs: 'tail /dev/zero', alive: true, memory: { max: '64m' } },
    of: typed(...HELD, 'docker update --memory 128m --memory-swap 128m app'),
    says: 'failed: The container app used memory, which ',
  },
  {
    kind: 'survives',
    with: { name: 'app', runs: 'x=a; while :; do x=$x$x; done', alive: true, killed: true },
    of: typed(...HELD),
    says: 'passed: The container app is as it should be after ',
  },
  {
    kind: 'survives',
    with: { name: 'app', runs: 'tail /dev/zero', alive: true, killed: true },
    of: typed(...HELD),
    says: 'passed: The container app is as it should be after `tail /dev/zero`',
  },
  {
    kind: 'survives',
    with: { name: 'app', runs: 'tail /dev/zero', killed: true },
    of: typed(...FREE),
    says: 'failed: The container app has no memory limit',
  },
  {
    kind: 'survives',
    with: { name: 'app', runs: 'kill -KILL 1; kill 1; sleep 1', alive: false },
    of: typed(...FREE),
    says: 'failed: The container app still runs',
  },
  { kind: 'survives', with: { name: 'app', runs: '((' }, of: typed(...FREE), says: 'error: Cannot run `((`' },
  {
    kind: 'survives',
    with: { name: 'app' },
    of: typed('docker create --name app alpine:3.22'),
    says: 'error: Needs the container app to run',
  },

  // can
  {
    kind: 'can',
    with: {
      name: 'app',
      can: { write: ['/tmp', '/tmp/x'], read: ['/etc/passwd'], bind: [8080, 80], run: ['true'] },
      cannot: {
        write: ['/etc/passwd', '/srv'],
        read: ['/etc/shadow'],
        chown: ['/etc'],
        root: true,
        ping: ['127.0.0.1'],
      },
    },
    of: typed(...HARD),
    says: 'passed: The container app can do what it must, and no more',
  },
  {
    kind: 'can',
    with: { name: 'app', cannot: { write: ['/srv'] } },
    of: typed(...FREE),
    says: 'failed: The container app can write to /srv',
  },
  {
    kind: 'can',
    with: { name: 'app', can: { write: ['/srv'] } },
    of: typed(...HARD),
    says: 'failed: The container app cannot write to /srv',
  },
  {
    kind: 'can',
    with: { image: 'build', can: { write: ['/data'] }, cannot: { write: ['/etc'] } },
    of: SERVER,
    says: 'passed: The container can do what it must, and no more',
  },
  {
    kind: 'can',
    with: { image: 'build', run: '--read-only', can: { write: ['/data'] } },
    of: SERVER,
    says: 'failed: The container cannot write to /data',
  },
  {
    kind: 'can',
    with: { image: 'build', run: '--network nowhere', can: { write: ['/data'] } },
    of: SERVER,
    says: 'failed: A container of the image does not start',
  },
  { kind: 'can', with: { image: 'build' }, of: 'FROM alpine:3.22\nRUN false', says: 'error: Needs a build' },
];
