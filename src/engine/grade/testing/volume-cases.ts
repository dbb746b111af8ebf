import type { Case } from './build-cases.ts';
import { typed } from './typed-cases.ts';

const NOTES = [
  'docker volume create notes',
  'docker run --name writer -v notes:/data alpine:3.22 sh -c "echo kept > /data/a.txt; chown 1000:1000 /data/a.txt; chmod 600 /data/a.txt"',
];
const MOUNTED = [
  'docker run -d --name app -v notes:/data -v /etc/hostname:/host:ro --tmpfs /run:size=10m,noexec,mode=700 -v /anon alpine:3.22 sleep 300',
];

/** Cases of the kinds that look at volumes and mounts. Only `*.test.ts` files import this module. */
export const VOLUME_CASES: readonly Case[] = [
  // volume
  {
    kind: 'volume',
    with: {
      name: 'notes',
      has: ['*.txt'],
      lacks: ['b.txt'],
      equals: { 'a.txt': 'kept' },
      owner: { 'a.txt': '1000:1000' },
      mode: { 'a.txt': 600 },
      usedBy: ['writer'],
    },
    of: typed(...NOTES),
    says: 'passed: The volume notes is as it should be',
  },
  {
    kind: 'volume',
    with: { contains: { 'a.txt': 'kept' }, after: ['docker rm -f writer'], unused: true },
    of: typed(...NOTES),
    says: 'passed: The volume notes is as it should be',
  },
  {
    kind: 'volume',
    with: { name: 'notes', after: ['docker rm writer', 'docker volume rm notes'] },
    of: typed(...NOTES),
    says: 'failed: There is no volume notes',
  },
  {
    kind: 'volume',
    with: { name: 'notes', after: 'docker rm reader' },
    of: typed(...NOTES),
    says: 'failed: `docker rm reader` does not work any more',
  },
  {
    kind: 'volume',
    with: { name: 'notes', has: ['b.txt'] },
    of: typed(...NOTES),
    says: 'failed: The volume notes has no b.txt: it holds a.txt',
  },
  {
    kind: 'volume',
    with: { name: 'notes', contains: { 'a.txt': 'lost' } },
    of: typed(...NOTES),
    says: 'failed: The volume notes has a a.txt that says “kept”, not “lost”',
  },
  {
    kind: 'volume',
    with: { name: 'notes', mode: { 'a.txt': 644 } },
    of: typed(...NOTES),
    says: 'failed: The volume notes holds a.txt with mode 0600, not 0644',
  },
  {
    kind: 'volume',
    with: { name: 'notes', empty: true },
    of: typed(...NOTES),
    says: 'failed: The volume notes is not empty',
  },
  { kind: 'volume', with: { name: 'notes' }, of: typed(), says: 'failed: There is no volume notes' },
  {
    kind: 'volume',
    with: { anonymous: 0 },
    of: typed(...MOUNTED),
    says: 'failed: The machine has a volume without a name',
  },
  {
    kind: 'volume',
    with: { anonymous: 0 },
    of: typed(...NOTES),
    says: 'passed: The machine has no more than 0 volumes',
  },

  // mounts
  {
    kind: 'mounts',
    with: {
      name: 'app',
      at: {
        '/data/deep': { volume: 'notes', readOnly: false },
        '/host': { from: 'bind', source: '/etc/hostname', readOnly: true },
        '/run': { from: 'tmpfs', size: { max: '10m' }, noexec: true, mode: 700 },
        '/anon': { named: false },
        '/etc': 'image',
      },
      without: ['/var/run/docker.sock'],
    },
    of: typed(...MOUNTED),
    says: 'passed: The container app has its mounts as it should',
  },
  {
    kind: 'mounts',
    with: { name: 'app', at: { '/anon': { named: true } } },
    of: typed(...MOUNTED),
    says: 'failed: The container app has /anon from a volume without a name',
  },
  {
    kind: 'mounts',
    with: { name: 'app', at: { '/etc': 'volume' } },
    of: typed(...MOUNTED),
    says: 'failed: The container app has /etc from its own layer over the image, not from a volume',
  },
  {
    kind: 'mounts',
    with: { name: 'app', at: { '/run': { size: { max: '5m' } } } },
    of: typed(...MOUNTED),
    says: 'failed: The container app has a /run whose size is 10MiB, where 5MiB is the most',
  },
  {
    kind: 'mounts',
    with: { name: 'scan', without: ['/var/run/docker.sock'] },
    of: typed('docker run -d --name scan -v /var/run/docker.sock:/var/run/docker.sock alpine:3.22 sleep 300'),
    says: 'failed: The container scan shows /var/run/docker.sock of the host at /var/run/docker.sock',
  },
  { kind: 'mounts', with: { name: 'app', at: { '/x': 'tmpfs' } }, of: typed(), says: 'error: Needs the container app' },
];
