import type { Case } from './build-cases.ts';

const FILE = `services:
  db:
    image: nginx:1.29
    networks: { back: { aliases: [store] } }
    volumes: [data:/data]
    healthcheck: { test: ["CMD", "true"], interval: 2s }
  api:
    image: alpine:3.22
    command: sleep 300
    networks: [front, back]
    depends_on: { db: { condition: service_healthy } }
    deploy: { resources: { limits: { memory: 64m } } }
networks: { front: , back: { internal: true } }
volumes: { data: }
`;
const compose = (text: string): Case['of'] => ({ dockerfile: 'FROM scratch\n', files: { 'compose.yaml': text } });

/** Cases of the kind that looks at compose files. Only `*.test.ts` files import this module. */
export const COMPOSE_CASES: readonly Case[] = [
  {
    kind: 'compose',
    with: {
      services: {
        db: { health: 'healthy', networks: 'back' },
        api: [
          { kind: 'limits', with: { memory: '64m' } },
          { kind: 'container', with: { networks: 'back front' } },
        ],
      },
      only: ['db', 'api'],
      order: ['db', 'api'],
      checks: [
        { kind: 'network', with: { name: 'back', internal: true, attached: ['db', 'api'], only: true } },
        { kind: 'reachable', with: { from: 'api', to: 'store:80' } },
        { kind: 'mounts', with: { service: 'db', at: { '/data': { volume: 'data' } } } },
        { kind: 'stops', with: { service: 'api', within: 11 } },
      ],
    },
    of: compose(FILE),
    says: 'passed: `docker compose up -d` brings up what it should',
  },
  {
    kind: 'compose',
    with: { services: { api: { memory: '32m' } } },
    of: compose(FILE),
    says: 'failed: The service api may use more memory than 32m',
  },
  {
    kind: 'compose',
    with: { services: { web: {} } },
    of: compose(FILE),
    says: 'failed: There is no container of the service web',
  },
  { kind: 'compose', with: { only: ['db'] }, of: compose(FILE), says: 'failed: Compose also starts api' },
  {
    kind: 'compose',
    with: { order: ['db', 'api'] },
    of: compose(FILE.replace('    depends_on: { db: { condition: service_healthy } }\n', '')),
    says: 'failed: api starts before db was healthy',
  },
  { kind: 'compose', of: compose('services:\n  db: { imag: x }\n'), says: 'failed: `docker compose up -d` fails' },
  {
    kind: 'compose',
    with: { fails: 'not allowed' },
    of: compose('services:\n  db: { imag: x }\n'),
    says: 'passed: `docker compose up -d` fails as expected',
  },
  { kind: 'compose', with: { fails: 'x' }, of: compose(FILE), says: 'failed: `docker compose up -d` works' },
  { kind: 'compose', of: 'FROM scratch', says: 'failed: `docker compose up -d` fails' },
];
