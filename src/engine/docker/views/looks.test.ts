import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { templateOf } from '../../../pages/exercise-workspace/machine/details/format-path.ts';
import { createWorld } from '../../builder/index.ts';
import { shell } from '../../everything.ts';
import { hostsOf } from './for-tests.ts';
import { looks } from './index.ts';

const hostAfter = hostsOf(createWorld(allImages, allPackages, shell));

const shop = [
  'docker network create --subnet 10.1.0.0/24 front',
  'docker network create --internal --subnet 10.2.0.0/24 back',
  'docker volume create unused',
  'docker run -d --name web --network front --network-alias www -p 127.0.0.1:8080:80 -p 9000:9000/udp -v /srv/conf:/etc/nginx/conf.d:ro nginx:alpine',
  'docker run -d --name job --network back -v data:/data --tmpfs /tmp:size=16m,ro alpine:3.22 sleep 900',
  'docker network connect --alias worker front job',
  'docker run --name seed --network none -v data:/backup:ro alpine:3.22 true',
  'docker run -d --name side --network container:web alpine:3.22 sleep 900',
  'docker run -d --name own --network host alpine:3.22 sleep 900',
];

describe('the map', () => {
  it('of a fresh host has the networks that are always there', () => {
    const { containers, images, volumes, networks } = looks.map(hostAfter(), {});
    expect([containers, images, volumes]).toEqual([[], [], []]);
    expect(networks.map(({ name, driver, subnets, predefined }) => [name, driver, subnets, predefined])).toEqual([
      ['bridge', 'bridge', ['172.17.0.0/16'], true],
      ['host', 'host', [], true],
      ['none', 'null', [], true],
    ]);
  });

  it('tells of each container its state, networks, names, ports and mounts', () => {
    const { containers, networks } = looks.map(hostAfter(...shop), {});
    const byName = Object.fromEntries(containers.map((one) => [one.name, one]));
    const [front, back] = ['front', 'back'].map((name) => networks.find((one) => one.name === name)?.id);
    expect(containers.map(({ name, image, state, mode }) => [name, image, state, mode])).toEqual([
      ['web', 'nginx:alpine', 'running', undefined],
      ['job', 'alpine:3.22', 'running', undefined],
      ['seed', 'alpine:3.22', 'exited', 'none'],
      ['side', 'alpine:3.22', 'running', 'web'],
      ['own', 'alpine:3.22', 'running', 'host'],
    ]);
    expect(byName['web']).toMatchObject({
      listeners: [{ port: 80, udp: false, loopback: false }],
      ports: [
        { address: '127.0.0.1', hostPort: 8080, port: 80, protocol: 'tcp' },
        { address: '', hostPort: 9000, port: 9000, protocol: 'udp' },
      ],
      networks: [{ network: front, name: 'front', attached: true, address: '10.1.0.2', aliases: ['www'] }],
      mounts: [{ type: 'bind', source: '/srv/conf', target: '/etc/nginx/conf.d', readonly: true }],
    });
    expect(byName['job']?.networks.map(({ network, address, names }) => [network, address, names.slice(0, 2)])).toEqual(
      [
        [back, '10.2.0.2', ['job', byName['job']?.id.slice(0, 12)]],
        [front, '10.1.0.3', ['job', 'worker']],
      ],
    );
    expect(byName['job']?.mounts).toEqual([
      { type: 'volume', source: 'data', target: '/data', readonly: false },
      { type: 'tmpfs', source: '', target: '/tmp', readonly: true, limit: 16 * 1024 * 1024 },
    ]);
    expect(byName['seed']).toMatchObject({ exitCode: 0, networks: [], listeners: [], ports: [] });
  });

  it('tells who uses volumes, images and networks, and forgets addresses of what stands still', () => {
    const host = hostAfter(...shop, 'docker stop -t 0 job', 'docker network rm -f none || true');
    const { containers, images, volumes, networks } = looks.map(host, {});
    const names = (ids: readonly string[]) => ids.map((id) => containers.find((one) => one.id === id)?.name);
    expect(volumes.map(({ name, users }) => [name, names(users)])).toEqual([
      ['unused', []],
      ['data', ['job', 'seed']],
    ]);
    expect(images.map(({ tags, users }) => [tags, names(users)])).toEqual([
      [['nginx:alpine'], ['web']],
      [['alpine:3.22'], ['job', 'seed', 'side', 'own']],
    ]);
    expect(networks.find(({ name }) => name === 'back')).toMatchObject({ internal: true, subnets: ['10.2.0.0/24'] });
    expect(containers.find(({ name }) => name === 'job')?.networks).toMatchObject([
      { name: 'back', attached: false, address: '' },
      { name: 'front', attached: false, address: '' },
    ]);
  });

  it('changes nothing: two looks are equal, and the next container has the id it would have had', () => {
    const [looked, other] = [hostAfter(...shop), hostAfter(...shop)];
    expect(looks.map(looked, {})).toEqual(looks.map(looked, {}));
    looks.gauges(looked, {});
    const next = 'docker run -d alpine:3.22 sleep 1';
    expect(looked.type(next)).toEqual(other.type(next));
  });
});

describe('inspect', () => {
  it('answers what docker inspect prints, for each kind of thing', () => {
    const host = hostAfter(...shop);
    const kinds = [
      ['container', 'web', ''],
      ['image', 'nginx:alpine', 'image'],
      ['network', 'front', 'network'],
      ['volume', 'data', 'volume'],
    ] as const;
    for (const [kind, id, noun] of kinds) {
      const printed = host
        .type(`docker ${noun} inspect ${id}`)
        .output.map(({ text }) => text)
        .join('');
      expect(looks.inspect(host, { kind, id })).toEqual({ found: true, data: (JSON.parse(printed) as unknown[])[0] });
    }
  });

  it('says in the daemon’s words what is not there', () => {
    expect(looks.inspect(hostAfter(), { kind: 'container', id: 'nobody' })).toEqual({
      found: false,
      message: 'Error response from daemon: No such container: nobody',
    });
  });

  it('has fields that docker prints when it is asked for them by their templates', () => {
    const host = hostAfter(...shop);
    const leaves = (data: unknown, path: readonly (string | number)[]): [readonly (string | number)[], unknown][] =>
      typeof data === 'object' && data !== null
        ? Object.entries(data).flatMap(([key, one]) => leaves(one, [...path, Array.isArray(data) ? Number(key) : key]))
        : [[path, data]];
    const seen = looks.inspect(host, { kind: 'container', id: 'web' });
    const all = seen.found ? leaves(seen.data, []) : [];
    expect(all.length).toBeGreaterThan(100);
    const printed = all.map(([path]) => {
      const { output } = host.type(`docker inspect -f '{{json (${templateOf(path).slice(2, -2)})}}' web`);
      return [path, output.map(({ text }) => text).join('')];
    });
    expect(printed).toEqual(all.map(([path, value]) => [path, `${JSON.stringify(value)}\n`]));
  });
});

describe('gauges', () => {
  it('show use, limit, highest so far and what was killed for want of memory', () => {
    const MB = 1024 * 1024;
    const host = hostAfter(
      'docker run --name leak --memory 32m alpine:3.22 dd if=/dev/zero of=/dev/null bs=40M count=1',
      "docker run -d --name once --memory 64m alpine:3.22 sh -c 'dd if=/dev/zero of=/dev/null bs=40M count=1; sleep 900'",
      'sleep 1',
    );
    const [leak, once] = looks.gauges(host, {});
    expect(leak).toMatchObject({ name: 'leak', state: 'exited', exitCode: 137 });
    expect(leak?.memory).toMatchObject({ now: 0, peak: 32 * MB, limit: 32 * MB, kills: 1, waits: false });
    expect(once?.memory).toMatchObject({ limit: 64 * MB, kills: 0 });
    expect(once?.memory.now).toBeLessThan(2 * MB);
    expect(once?.memory.peak).toBeGreaterThan(40 * MB);
  });

  it('count processes, and forks that failed', () => {
    const bomb =
      "docker run -d --name bomb --pids-limit 5 alpine:3.22 sh -c 'for i in 1 2 3 4 5 6; do sleep 90 & done; wait'";
    const calm = "docker run -d --name calm --pids-limit 5 alpine:3.22 sh -c 'sleep 90 & sleep 90'";
    const [first, second] = looks.gauges(hostAfter(bomb, calm, 'sleep 1'), {});
    expect(first?.pids).toEqual({ now: 0, peak: 5, limit: 5, refused: 1 });
    expect(second?.pids).toEqual({ now: 2, peak: 2, limit: 5, refused: 0 });
  });

  it('show who calculates as held at its quota, and who sleeps as idle', () => {
    const host = hostAfter(
      "docker run -d --name busy --cpus .5 --cpu-shares 512 alpine:3.22 sh -c 'while :; do :; done'",
      'docker run -d --name idle --cpuset-cpus 1 alpine:3.22 sleep 900',
      'sleep 120',
    );
    const [busy, idle] = looks.gauges(host, {});
    expect(busy?.cpu).toMatchObject({ now: 0.5, limit: 0.5, held: true, shares: 512, cpus: [0, 1] });
    expect(busy?.cpu.average).toBeCloseTo(0.5, 1);
    expect(idle?.cpu).toMatchObject({ now: 0, held: false, shares: 1024, cpus: [1] });
    expect(idle?.cpu).not.toHaveProperty('limit');
  });

  it('begin anew with each start', () => {
    const leak = 'docker run --name leak --memory 32m alpine:3.22 dd if=/dev/zero of=/dev/null bs=40M count=1';
    const host = hostAfter(leak, 'docker update --memory 64m --memory-swap 64m leak', 'docker start leak', 'sleep 1');
    expect(looks.gauges(host, {})[0]?.memory).toMatchObject({ limit: 64 * 1024 * 1024, kills: 0 });
  });

  it('agree with the files of the control group', () => {
    const host = hostAfter(
      "docker run -d --name once --memory 64m alpine:3.22 sh -c 'dd if=/dev/zero of=/dev/null bs=40M count=1; sleep 900'",
      'sleep 1',
    );
    const printed = host
      .type('docker exec once cat /sys/fs/cgroup/memory.peak')
      .output.map(({ text }) => text)
      .join('');
    const peak = looks.gauges(host, {})[0]?.memory.peak ?? 0;
    expect(Number(printed)).toBe(Math.ceil(peak / 4096) * 4096);
  });
});
