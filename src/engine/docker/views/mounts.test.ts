import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { shell } from '../../everything.ts';
import { hostsOf } from './for-tests.ts';
import { looks, type PlaceStory } from './index.ts';

const hostAfter = hostsOf(createWorld(allImages, allPackages, shell));

const shop = [
  'mkdir -p /srv/site && echo hi > /srv/site/index.html',
  'docker run -d --name web -v conf:/etc/nginx/conf.d -v /srv/site:/usr/share/nginx/html:ro --tmpfs /tmp:size=16m -v /cache nginx:alpine',
  'docker exec web sh -c "echo a > /root/new; rm /etc/motd; echo b >> /etc/passwd; echo c > /etc/nginx/conf.d/own.conf"',
  'docker run --name seed -v conf:/backup:ro --tmpfs /work busybox touch /work/x',
  'docker run -d --name locked --read-only --mount type=volume,src=etc,dst=/etc,volume-nocopy --tmpfs /run:ro busybox sleep 900',
  'docker run -d --rm --name brief -v /scratch busybox sleep 900',
];

const fact = ({ facts }: PlaceStory, wanted: string) => facts.find(({ term }) => term === wanted)?.text;
const leftOf = (story: PlaceStory) => ['After docker stop', 'After docker rm'].map((term) => fact(story, term));

describe('where a path comes from', () => {
  const host = hostAfter(...shop);
  const ids = new Map(looks.map(host, {}).containers.map(({ name, id }) => [name, id]));
  const at = (name: string, path: string): PlaceStory => {
    const { story } = looks.mounts(host, { container: ids.get(name) ?? '', path });
    if (!story) throw new Error('no container');
    return story;
  };

  it('is told whole for a file of a volume', () => {
    expect(at('web', '/etc/nginx/conf.d/default.conf')).toEqual({
      container: ids.get('web'),
      name: 'web',
      runs: true,
      path: '/etc/nginx/conf.d/default.conf',
      real: '/etc/nginx/conf.d/default.conf',
      kind: 'volume',
      exists: true,
      writable: true,
      title: '`/etc/nginx/conf.d/default.conf` comes from the volume conf.',
      why: 'A volume lies outside of every container: whoever mounts it sees the same files.',
      steps: [{ text: '`/etc/nginx/conf.d`: the volume conf is mounted', verdict: 'here' }],
      facts: [
        { term: 'What it is', text: 'file, mode 0644, owner 0:0, 276 bytes' },
        { term: 'On the host', text: '`/var/lib/docker/volumes/conf/_data/default.conf`' },
        { term: 'Writing', text: 'Yes, whoever has the permissions.' },
        { term: 'Who else has it', text: 'seed (read-only)' },
        { term: 'First content', text: 'As in the image: copied when the volume was empty and a container was made.' },
        { term: 'After docker stop', text: 'Still there.' },
        { term: 'After docker rm', text: 'Still there, until docker volume rm.' },
      ],
      entries: [],
      moreEntries: 0,
      parent: '/etc/nginx/conf.d',
      command: 'docker exec web ls -ld /etc/nginx/conf.d/default.conf',
    });
  });

  it('is a volume, the host, memory, the own layer, the image, Docker or the kernel', () => {
    const all = [
      at('web', '/cache'),
      at('web', '/usr/share/nginx/html/index.html'),
      at('web', '/tmp'),
      at('web', '/root/new'),
      at('web', '/etc/passwd'),
      at('web', '/etc/motd'),
      at('web', '/etc/nginx/nginx.conf'),
      at('web', '/etc/hosts'),
      at('web', '/proc/1'),
      at('web', '/.dockerenv'),
      at('web', '/nope/x'),
    ];
    expect(all.map(({ kind, exists, writable, title }) => [kind, exists, writable, title])).toEqual([
      ['volume', true, true, expect.stringMatching(/^`\/cache` comes from the anonymous volume [\da-f]{12}\.$/)],
      ['bind', true, false, '`/usr/share/nginx/html/index.html` comes from the host: `/srv/site/index.html`.'],
      ['tmpfs', true, true, '`/tmp` lies in memory.'],
      ['own', true, true, '`/root/new` lies in the container’s own layer.'],
      ['own', true, true, '`/etc/passwd` lies in the container’s own layer.'],
      ['own', false, true, '`/etc/motd` was removed in this container.'],
      ['image', true, true, '`/etc/nginx/nginx.conf` comes from the image nginx:alpine.'],
      ['docker', true, true, '`/etc/hosts` is written by Docker.'],
      ['kernel', true, true, '`/proc/1` is made by the kernel and the runtime.'],
      ['start', true, true, '`/.dockerenv` is made at the start of each container.'],
      ['none', false, true, '`/nope/x` is not there.'],
    ]);
  });

  it('is the layer of the image, with the instruction that made it, links followed first', () => {
    expect(at('web', '/bin/sh').steps).toEqual([
      { text: '`/bin/sh` leads to `/bin/busybox`', detail: 'A link is followed first.', verdict: 'goes on' },
      { text: 'No mount lies over it', detail: 'So layers are searched, the highest first.', verdict: 'goes on' },
      { text: 'The container’s own layer does not have it', verdict: 'goes on' },
      {
        text: 'Layer 1 of 8 of nginx:alpine has it',
        detail: 'Made by `ADD alpine-minirootfs-3.24.2-x86_64.tar.gz /`',
        verdict: 'here',
      },
    ]);
  });

  it('says what a volume began with: the image’s files, others, or nothing', () => {
    const paths = ['/etc/nginx/conf.d', '/etc/nginx/conf.d/own.conf', '/cache'].map((path) => at('web', path));
    expect([...paths, at('locked', '/etc'), at('seed', '/backup')].map((one) => fact(one, 'First content'))).toEqual([
      'Copied from the image when the volume was empty: default.conf.',
      'The image does not have it: it was made since.',
      'The image has nothing at that place.',
      'Nothing was copied: nocopy was asked for.',
      'The image has nothing at that place.',
    ]);
  });

  it('says which files of the image a mount hides', () => {
    expect(fact(at('web', '/usr/share/nginx/html'), 'It hides')).toBe(
      'What the image has in /usr/share/nginx/html: `50x.html` and `index.html`.',
    );
    expect(fact(at('web', '/etc/nginx/conf.d'), 'It hides')).toBeUndefined();
    expect(fact(at('web', '/cache'), 'It hides')).toBeUndefined();
  });

  it('says what is left after docker stop and docker rm', () => {
    expect([
      leftOf(at('web', '/tmp')),
      leftOf(at('web', '/root/new')),
      leftOf(at('web', '/etc/motd')),
      leftOf(at('web', '/cache')),
    ]).toEqual([
      ['Gone.', 'Gone.'],
      ['Still there.', 'Gone, with the container’s own layer.'],
      ['Still there.', 'A new container has it again: the mark goes with the own layer.'],
      ['Still there.', 'Still there, but nothing names it; docker rm -v takes it along.'],
    ]);
    expect(leftOf(at('brief', '/scratch'))[1]).toBe('Gone: --rm takes anonymous volumes along.');
    expect(leftOf(at('web', '/nope'))).toEqual([undefined, undefined]);
  });

  it('of a container that has ended has nothing of what lay in memory', () => {
    expect(at('seed', '/work/x')).toMatchObject({ kind: 'tmpfs', exists: false, title: '`/work/x` is not there.' });
    expect(at('seed', '/work')).toMatchObject({
      exists: true,
      entries: [],
      why: 'seed does not run: nothing of it is left.',
    });
  });

  it('lists folders, and what is mounted', () => {
    expect(at('web', '/etc/nginx/conf.d').entries).toEqual(['default.conf', 'own.conf']);
    expect(at('web', '/').entries).toContain('etc/');
    const { mounts } = looks.mounts(host, { container: ids.get('locked') ?? '' });
    expect(mounts).toEqual([
      { target: '/etc', type: 'volume', source: 'etc', readonly: false, anonymous: false },
      { target: '/run', type: 'tmpfs', source: '', readonly: true, anonymous: false },
    ]);
  });

  it('begins with the first mount of the first container that has one; bad input is a path like any other', () => {
    expect(looks.mounts(hostAfter(), {})).toEqual({ containers: [], mounts: [] });
    expect(looks.mounts(host, {}).story).toMatchObject({ name: 'web', path: '/cache' });
    expect(at('gone', '../../etc//passwd')).toMatchObject({ name: 'web', path: '/etc/passwd' });
    expect(at('web', `/it's`).command).toBe(`docker exec web ls -ld '/it'\\''s'`);
    expect(at('web', `/${'a'.repeat(70_000)}`).exists).toBe(false);
  });

  it('agrees with what root may write, and with what survives', () => {
    const typed = hostAfter(...shop);
    const folders = ['/', '/etc', '/run', '/tmp', '/cache', '/etc/nginx/conf.d', '/usr/share/nginx/html', '/root'];
    const wrong = ['web', 'locked'].flatMap((name) =>
      folders.flatMap((path) => {
        const { writable, exists } = at(name, path);
        if (!exists) return [];
        const { exit } = typed.type(`docker exec ${name} touch ${path === '/' ? '' : path}/probe`);
        return (exit === 0) === writable ? [] : [`${name} ${path}`];
      }),
    );
    expect(wrong).toEqual([]);
    for (const command of ['docker rm -f web', 'docker run -d --name web -v conf:/etc/nginx/conf.d nginx:alpine'])
      typed.type(command);
    const left = folders.filter((path) => typed.type(`docker exec web ls ${path}/probe`).exit === 0);
    const told = folders.filter((path) => at('web', path).kind === 'volume' && path !== '/cache');
    expect(left).toEqual(told);
  });

  it('changes nothing', () => {
    const [looked, other] = [hostAfter(...shop), hostAfter(...shop)];
    expect(looks.mounts(looked, {})).toEqual(looks.mounts(looked, {}));
    const next = 'docker diff web; docker run -d busybox sleep 1';
    expect(looked.type(next)).toEqual(other.type(next));
  });
});
