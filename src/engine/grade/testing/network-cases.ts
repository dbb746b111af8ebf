import type { Case } from './build-cases.ts';
import { typed } from './typed-cases.ts';

const SPLIT = [
  'docker network create --subnet 172.30.0.0/16 --ip-range 172.30.5.0/24 --gateway 172.30.0.1 front',
  'docker network create --internal back',
  'docker run -d --name web --network front --ip 172.30.1.9 nginx:1.29',
  'docker run -d --name db --network back --network-alias store nginx:1.29',
  'docker run -d --name api --network front nginx:1.29',
  'docker network connect back api',
];
const NONE = ['docker run -d --name web alpine:3.22 sleep 300', 'docker run -d --name db nginx:1.29'];

/** Cases of the kinds that look at networks. Only `*.test.ts` files import this module. */
export const NETWORK_CASES: readonly Case[] = [
  // network
  {
    kind: 'network',
    with: { name: 'front', driver: 'bridge', subnet: '172.30.0.0/16', ipRange: '172.30.5.0/24', gateway: '172.30.0.1' },
    of: typed(...SPLIT),
    says: 'passed: The network front is as it should be',
  },
  {
    kind: 'network',
    with: { within: '172.16.0.0/12', attached: ['web', 'api'], only: true, addresses: { web: { fixed: true } } },
    of: typed(...SPLIT),
    says: 'passed: The network front is as it should be',
  },
  {
    kind: 'network',
    with: { name: 'back', internal: true, attached: ['db'], only: true, aliases: { db: ['store'] } },
    of: typed(...SPLIT),
    says: 'failed: The network back also has api in it',
  },
  {
    kind: 'network',
    with: { name: 'front', addresses: { api: { outside: '172.30.5.0/24' } } },
    of: typed(...SPLIT),
    says: 'failed: The network front gives api 172.30.5.0, which lies in 172.30.5.0/24',
  },
  {
    kind: 'network',
    with: { name: 'front', addresses: { api: { fixed: true } } },
    of: typed(...SPLIT),
    says: 'failed: The network front gives api whatever address is free (172.30.5.0), none of its own',
  },
  { kind: 'network', with: { name: 'front' }, of: typed(), says: 'failed: There is no network front' },
  {
    kind: 'network',
    with: { name: 'front', exists: false },
    of: typed(...SPLIT),
    says: 'failed: There is still a network front',
  },
  { kind: 'network', with: { name: 'front', exists: false }, of: typed(), says: 'passed: There is no network front' },

  // reachable
  {
    kind: 'reachable',
    with: { from: 'api', to: 'db:80' },
    of: typed(...SPLIT),
    says: 'passed: api reaches db:80',
  },
  {
    kind: 'reachable',
    with: {
      pairs: [
        { from: 'web', to: 'api:80' },
        { from: 'web', to: 'db:80', expect: false },
        { from: 'db', to: 'outside:443', expect: false },
        { from: 'web', to: 'outside:443' },
      ],
    },
    of: typed(...SPLIT),
    says: 'passed: All 4 connections are as they should be',
  },
  {
    kind: 'reachable',
    with: { from: 'web', to: 'db:80' },
    of: typed(...SPLIT),
    says: 'failed: web does not reach db:80',
  },
  {
    kind: 'reachable',
    with: { from: 'api', to: 'db:80', expect: false },
    of: typed(...SPLIT),
    says: 'failed: api reaches db:80',
  },
  {
    kind: 'reachable',
    with: { from: 'web', to: 'db:80', expect: false },
    of: typed(...NONE),
    says: 'failed: web reaches db:80',
  },
  {
    kind: 'reachable',
    with: { from: 'db', to: 'web:80', expect: false },
    of: typed(...NONE),
    says: 'error: Needs a server on port 80 of web',
  },
  {
    kind: 'reachable',
    with: { from: 'lan', to: 'host:8080', expect: false },
    of: typed('docker run -d -p 127.0.0.1:8080:80 nginx:1.29'),
    says: 'passed: lan does not reach host:8080',
  },
  {
    kind: 'reachable',
    with: { from: 'lan', to: 'host:8080', expect: false },
    of: typed('docker run -d -p 8080:80 nginx:1.29'),
    says: 'failed: lan reaches host:8080',
  },
  { kind: 'reachable', with: { from: 'web', to: 'db:80' }, of: typed(), says: 'error: Needs the container web' },

  // resolves
  {
    kind: 'resolves',
    with: { from: 'api', name: 'store', to: ['db'] },
    of: typed(...SPLIT),
    says: 'passed: api finds store',
  },
  {
    kind: 'resolves',
    with: { from: 'web', name: 'db', expect: false },
    of: typed(...SPLIT),
    says: 'passed: web finds nobody called db',
  },
  { kind: 'resolves', with: { from: 'web', name: 'db' }, of: typed(...NONE), says: 'failed: web does not find db' },
  {
    kind: 'resolves',
    with: { from: 'api', name: 'web', addresses: ['172.30.1.8'] },
    of: typed(...SPLIT),
    says: 'failed: In api `web` is 172.30.1.9, not 172.30.1.8',
  },
  {
    kind: 'resolves',
    with: { from: 'api', name: 'db', to: ['web'] },
    of: typed(...SPLIT),
    says: 'failed: In api `db` stands for db, not for web',
  },
  {
    kind: 'resolves',
    with: { from: 'api', name: 'db', expect: false },
    of: typed(...SPLIT),
    says: 'failed: api finds db',
  },
];
