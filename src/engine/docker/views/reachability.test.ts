import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { shell } from '../../everything.ts';
import { hostsOf } from './for-tests.ts';
import { looks, type Reach } from './index.ts';

const hostAfter = hostsOf(createWorld(allImages, allPackages, shell));

const shop = [
  'docker network create front',
  'docker network create --internal back',
  'docker run -d --name web --network front --network-alias www -p 127.0.0.1:8080:80 nginx:alpine',
  'docker run -d --name api --network front --network-alias api.internal busybox httpd -f -p 3000',
  'docker network connect back api',
  'docker run -d --name db --network back --network-alias postgres busybox httpd -f -p 5432',
  'docker run -d --name local --network front busybox httpd -f -p 127.0.0.1:8000',
  'docker run -d --name plain -p 9000:9000 busybox sleep 900',
  'docker run -d --name none --network none busybox sleep 900',
  'docker run -d --name side --network container:db busybox sleep 900',
  'docker run --name seed --network front busybox true',
];

const head = ({ columns }: Reach) => columns.map(({ name, port, leads }) => [name, port, leads ?? '']);
const table = ({ rows }: Reach) =>
  Object.fromEntries(rows.map(({ name, cells }) => [name, cells.map(({ verdict, words }) => `${verdict}: ${words}`)]));

const pair = ({ story }: Reach) => [story?.from, story?.to];

describe('reachability', () => {
  const host = hostAfter(...shop);
  const reach = looks.reachability(host, {});
  const key = (name: string) => reach.rows.find((row) => row.name === name)?.key ?? '';
  const column = (name: string) => reach.columns.find((one) => one.name === name)?.key ?? '';
  const story = (from: string, to: string) => looks.reachability(host, { from: key(from), to: column(to) }).story;

  it('of a fresh host is that of the internet', () => {
    const fresh = looks.reachability(hostAfter(), {});
    expect([head(fresh), table(fresh)]).toEqual([[['Internet', 443, '']], { host: ['open: own route'] }]);
  });

  it('tells of each sender and port the names that work, or why none does', () => {
    expect(head(reach)).toEqual([
      ['web', 80, ''],
      ['api', 3000, ''],
      ['db', 5432, ''],
      ['local', 8000, ''],
      ['host', 8080, 'web:80'],
      ['host', 9000, 'plain:9000'],
      ['Internet', 443, ''],
    ]);
    const loopback = 'shut: listens on 127.0.0.1 only';
    const published = 'shut: published on 127.0.0.1 only';
    const apart = 'shut: no common network';
    const off = 'off: not running';
    const front = 'open: through front';
    expect(table(reach)).toEqual({
      host: [
        'open: 127.0.0.1:8080',
        'open: 172.18.0.3, 172.19.0.2',
        'open: 172.19.0.3',
        loopback,
        'open: 127.0.0.1:8080',
        'shut: nobody listens',
        'open: own route',
      ],
      web: ['self: itself', 'open: api, api.internal', apart, loopback, published, 'shut: nobody listens', front],
      api: ['open: web, www', 'self: itself', 'open: db, postgres', loopback, published, 'shut: nobody listens', front],
      db: [apart, 'open: api', 'self: itself', apart, published, 'shut: back is internal', 'shut: back is internal'],
      local: [
        'open: web, www',
        'open: api, api.internal',
        apart,
        'self: itself',
        published,
        'shut: nobody listens',
        front,
      ],
      plain: [apart, apart, apart, apart, published, 'shut: nobody listens', 'open: through bridge'],
      none: Array.from({ length: 7 }, () => 'shut: no network'),
      side: [apart, 'open: api', 'self: itself', apart, published, 'shut: back is internal', 'shut: back is internal'],
      seed: [off, off, off, off, off, off, off],
    });
  });

  it('tells a way that is shut step by step, with what would open it', () => {
    expect(story('web', 'db')).toEqual({
      from: key('web'),
      to: column('db'),
      verdict: 'shut',
      title: 'web cannot reach db on port 5432.',
      advice: '`docker network connect back web` gives both a network.',
      why: 'They share no network: web is on front, db on back.',
      steps: [
        {
          text: 'web does not know the name `db`',
          detail: 'Names are known on networks that both are on. Suppose it knows the address 172.19.0.3.',
          verdict: 'goes on',
        },
        {
          text: '172.19.0.3 is on none of web’s networks (front)',
          detail:
            'The packet goes to the host, which keeps bridges apart: it is dropped, and whoever waits for an answer hangs.',
          verdict: 'shut',
        },
      ],
      ways: [
        { text: 'db', open: false, outcome: 'the name is not known' },
        { text: '172.19.0.3', open: false, outcome: 'no answer: it hangs until it times out' },
      ],
    });
  });

  it('tells a way that is open step by step', () => {
    expect(story('web', 'api')).toMatchObject({
      verdict: 'open',
      title: 'web reaches api on port 3000.',
      why: 'By name: `api`.',
      steps: [
        { text: 'web asks for `api`', detail: 'The answer is 172.18.0.3.', verdict: 'goes on' },
        { text: '172.18.0.3 is on front, and so is web', verdict: 'goes on' },
        { text: 'api, port 3000: somebody listens on every address', verdict: 'there' },
      ],
    });
    expect(story('host', 'web')?.steps.map(({ text }) => text)).toEqual([
      '127.0.0.1:8080 is an address of the host',
      'Port 8080 is published: it leads to web, port 80',
      'web, port 80: somebody listens on every address',
    ]);
  });

  it('says who listens on loopback alone, who has no network, and who does not run', () => {
    const told = [story('web', 'local'), story('none', 'web'), story('seed', 'web'), story('db', 'Internet')];
    expect(told.map((one) => [one?.title, one?.why, one?.advice])).toEqual([
      [
        'web cannot reach local on port 8000.',
        'The server in local listens on 127.0.0.1 alone, which is the container’s own.',
        'Let the server listen on 0.0.0.0.',
      ],
      ['none cannot reach web on port 80.', 'none has no network.', 'Run none on a network that web is on.'],
      ['seed does not run.', 'What does not run asks nobody.', '`docker start seed` starts it.'],
      [
        'db cannot reach the internet.',
        'back is internal: nothing leads out.',
        'A network that is not internal leads out: `docker network connect bridge db`.',
      ],
    ]);
  });

  it('begins with a way that is shut between containers, and with one of the row or column that is asked for', () => {
    expect(pair(reach)).toEqual([key('web'), column('db')]);
    expect(pair(looks.reachability(host, { from: key('db') }))).toEqual([key('db'), column('web')]);
    expect(pair(looks.reachability(host, { from: 'gone', to: 'gone' }))).toEqual([key('web'), column('db')]);
  });

  it('opens what its advice opens', () => {
    const mended = hostAfter(...shop, 'docker network connect back web');
    expect(table(looks.reachability(mended, {}))['web']?.[2]).toBe('open: db, postgres');
  });

  it('agrees with what programs find', () => {
    const programs = hostAfter(...shop);
    const at = { web: 80, api: 3000, db: 5432, local: 8000 };
    const tried = ['api', 'db', 'plain'].flatMap((from) =>
      Object.entries(at).flatMap(([to, port]) => {
        const cell = reach.rows.find(({ name }) => name === from)?.cells[Object.keys(at).indexOf(to)];
        if (cell?.verdict === 'self') return [];
        const { exit } = programs.type(`docker exec ${from} sh -c 'nc -w 2 ${to} ${port} < /dev/null'`);
        return [{ said: cell?.verdict === 'open', found: exit === 0 }];
      }),
    );
    expect(tried.filter(({ found, said }) => found !== said)).toEqual([]);
    expect(tried.filter(({ found }) => found)).toHaveLength(3);
    expect(tried).toHaveLength(10);
  });

  it('changes nothing: the next command finds what it would have found', () => {
    const [looked, other] = [hostAfter(...shop), hostAfter(...shop)];
    expect(looks.reachability(looked, {})).toEqual(looks.reachability(looked, {}));
    const next = 'docker run --rm --network front busybox nslookup web';
    expect(looked.type(next)).toEqual(other.type(next));
  });
});

it('reachability of many containers shows the first ones, and who is asked for', () => {
  const many = hostAfter(...Array.from({ length: 30 }, (_, at) => `docker run -d --name c${at} busybox sleep 900`));
  const all = looks.reachability(many, {});
  expect([all.rows.length, all.moreRows, all.rows.at(-1)?.name]).toEqual([19, 12, 'c29']);
  const wanted = looks.map(many, {}).containers[25]?.id ?? '';
  expect(looks.reachability(many, { from: wanted }).rows.map(({ key }) => key)).toContain(wanted);
});
