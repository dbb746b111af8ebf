import type { Case } from './build-cases.ts';
import type { PredictionSpec } from '../check.ts';
import { COMPOSE_CASES } from './compose-cases.ts';
import { LIMIT_CASES } from './limit-cases.ts';
import { NETWORK_CASES } from './network-cases.ts';
import { typed } from './typed-cases.ts';
import { VOLUME_CASES } from './volume-cases.ts';

const RUNS = 'docker run -d --name web --memory 64m alpine:3.22 sleep 300';
const HANDLER = `docker run -d --name app alpine:3.22 sh -c "trap 'echo bye; exit 0' TERM; while :; do sleep 1; done"`;

const STOP: PredictionSpec = {
  id: 'stop',
  html: '',
  kind: 'facts',
  on: 'attempt',
  with: {},
  facts: {
    'It ends at once': { kind: 'stops', with: { name: 'web', within: 2 } },
    'It takes ten seconds': { kind: 'machine', with: { run: 'timeout 9 docker stop web', exit: 124 } },
    'It ends with 137': { kind: 'stops', with: { name: 'web', within: 60, exit: 137 } },
  },
};

/** Cases of the kinds that look at a machine. Only `*.test.ts` files import this module. */
export const MACHINE_CASES: readonly Case[] = [
  ...NETWORK_CASES,
  ...VOLUME_CASES,
  ...LIMIT_CASES,
  ...COMPOSE_CASES,
  // container
  {
    kind: 'container',
    with: { name: 'web', state: 'running', memory: '64m', networks: 'bridge' },
    of: typed(RUNS),
    says: 'passed: The container web is as it should be',
  },
  {
    kind: 'container',
    with: { name: 'web', state: 'exited' },
    of: typed(RUNS),
    says: 'failed: The container web is running, not exited',
  },
  { kind: 'container', with: { name: 'web' }, of: typed(), says: 'failed: There is no container web' },
  // stops
  {
    kind: 'stops',
    with: { name: 'app', within: 2, exit: 0 },
    of: typed(HANDLER),
    says: 'passed: docker stop takes ',
  },
  { kind: 'stops', with: { name: 'web', within: 2 }, of: typed(RUNS), says: 'failed: docker stop takes 10.' },
  // prediction
  {
    kind: 'prediction',
    with: { of: 'stop' },
    of: { ...typed(RUNS), predictions: [STOP], answers: { stop: ['It takes ten seconds', 'It ends with 137'] } },
    says: 'passed: As predicted, 2 of 3 statements are true',
  },
  {
    kind: 'prediction',
    with: { of: 'stop' },
    of: { ...typed(RUNS), predictions: [STOP], answers: { stop: ['It ends at once'] } },
    says: 'failed: “It ends at once” is not true',
  },
  {
    kind: 'prediction',
    with: { of: 'stop' },
    of: { ...typed(), predictions: [STOP], answers: { stop: ['It ends at once'] } },
    says: 'error: Needs something to look at',
  },
  {
    kind: 'prediction',
    with: { of: 'stop' },
    of: { ...typed(), setup: [RUNS], predictions: [{ ...STOP, on: 'starter' }], answers: {} },
    says: 'error: Needs a prediction',
  },

  // used
  {
    kind: 'used',
    with: {
      commands: [
        { command: 'container run', flags: { memory: '64m', detach: true, rm: false }, args: ['alpine:3.22'] },
      ],
      lacks: [{ command: 'container rm' }],
    },
    of: typed(RUNS),
    says: 'passed: The technique that was asked for was used',
  },
  {
    kind: 'used',
    with: { commands: [{ command: 'network connect', args: ['front', 'web'] }] },
    of: { ...typed(RUNS, 'docker network connect front web'), setup: ['docker network create back'] },
    says: 'failed: `docker network connect front web` was not used',
  },
  {
    kind: 'used',
    with: { lacks: [{ command: 'network create' }, { command: 'container run', flags: { memory: true } }] },
    of: { ...typed(RUNS), setup: ['docker network create back'] },
    says: 'failed: `docker container run --memory` was used',
  },
  {
    kind: 'used',
    with: { commands: [{ command: 'container run' }] },
    of: typed(),
    says: 'failed: `docker container run` was not used',
  },

  // machine
  {
    kind: 'machine',
    with: { run: 'docker exec web hostname -i', prints: '172.17.0.2' },
    of: typed(RUNS),
    says: 'passed: `docker exec web hostname -i` answers as it should',
  },
  {
    kind: 'machine',
    with: { run: 'docker exec web true' },
    of: typed(),
    says: 'failed: `docker exec web true` ends with 1, not 0',
  },
  {
    kind: 'machine',
    with: { run: 'docker ps -q\ndocker exec web true\n' },
    of: typed(),
    says: 'failed: A trial on the machine ends with 1, not 0',
  },
];
