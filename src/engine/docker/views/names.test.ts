import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { shell } from '../../everything.ts';
import { hostsOf } from './for-tests.ts';
import { looks } from './index.ts';

const hostAfter = hostsOf(createWorld(allImages, allPackages, shell));

const shop = [
  'docker network create front',
  'docker network create --internal back',
  'docker run -d --name web --network front --network-alias www alpine:3.22 sleep 900',
  'docker run -d --name api --network front --network-alias server alpine:3.22 sleep 900',
  'docker run -d --name api2 --network front --network-alias server alpine:3.22 sleep 900',
  'docker network connect --alias inner back api',
  'docker run -d --name db --network back --network-alias postgres busybox sleep 900',
  'docker run -d --name plain --add-host cache:10.0.0.9 alpine:3.22 sleep 900',
  'docker run -d --name none --network none alpine:3.22 sleep 900',
  'docker run --name seed --network front alpine:3.22 true',
];

describe('who answers for a name', () => {
  const host = hostAfter(...shop);
  const ids = new Map(looks.names(host, {}).askers.map(({ name, key }) => [name, key]));
  const ask = (from: string, name?: string) =>
    looks.names(host, { from: ids.get(from) ?? from, ...(name === undefined ? {} : { name }) }).story;

  it('is followed from resolv.conf over the networks to the container that has it', () => {
    expect(ask('web', 'api')).toEqual({
      from: ids.get('web'),
      name: 'api',
      verdict: 'found',
      title: 'api answers for `api`: 172.18.0.3.',
      why: 'web is on front too, where Docker answers for names.',
      steps: [
        {
          text: 'web asks for `api`: /etc/hosts does not have it',
          detail: '/etc/resolv.conf names `127.0.0.11`: Docker’s own name server.',
          verdict: 'goes on',
        },
        { text: '127.0.0.11 looks at the networks of web', detail: 'Only front.', verdict: 'goes on' },
        { text: 'front knows the name', detail: 'api: its own name', verdict: 'goes on' },
        { text: '172.18.0.3', verdict: 'found' },
      ],
      answers: [{ address: '172.18.0.3', owner: 'api', as: 'name' }],
      command: 'docker exec web getent hosts api',
    });
  });

  it('of several is all of them, in turn', () => {
    const { title, steps, answers } = ask('web', 'server');
    expect([title, steps.at(-2)?.detail, steps.at(-1)]).toEqual([
      '2 containers answer for `server`: 172.18.0.3, 172.18.0.4.',
      'api: an alias there; api2: an alias there',
      {
        text: '172.18.0.3, 172.18.0.4',
        detail: 'All of them, in a new order each time: whoever takes the first one takes turns.',
        verdict: 'found',
      },
    ]);
    expect(answers.map(({ owner }) => owner)).toEqual(['api', 'api2']);
  });

  it('that is known elsewhere is told with where it is known, and what would help', () => {
    const { verdict, title, why, advice, steps } = ask('web', 'db');
    expect({ verdict, title, why, advice }).toEqual({
      verdict: 'missing',
      title: 'Nobody answers for `db` when web asks.',
      why: '`db` is known on back only, and web is on front.',
      advice: '`docker network connect back web` makes it known.',
    });
    expect(steps.slice(1).map(({ text, detail }) => [text, detail])).toEqual([
      ['127.0.0.11 looks at the networks of web', 'Only front.'],
      ['front does not know it', 'Names there: web, www, api, server, api2 and server.'],
      ['127.0.0.11 hands the question on to 192.168.1.1', 'It has never heard of the name: NXDOMAIN.'],
    ]);
  });

  it('that is missing has its reason: another network’s alias, the default bridge, no network, no container, standing still', () => {
    const all = [
      ask('web', 'inner'),
      ask('plain', 'web'),
      ask('none', 'web'),
      ask('web', 'nobody'),
      ask('web', 'seed'),
      ask('web', 'plain'),
      ask('host', 'web'),
    ];
    expect(all.map(({ why, advice }) => [why, advice])).toEqual([
      [
        'On front api has other names: aliases belong to one network each.',
        'Ask for another of its names, or connect it to front with `--alias inner`.',
      ],
      [
        'plain is on bridge alone, and there Docker answers for no names.',
        '`docker network connect front plain` makes it known.',
      ],
      ['none has no network.', 'Run none on a network.'],
      ['No container has the name or the alias `nobody`.', undefined],
      ['seed does not run: only who runs has a name on its networks.', '`docker start seed` starts it.'],
      ['plain is on no network that knows names.', '`docker network connect front plain` makes it known.'],
      [
        'The host does not ask Docker for names: only containers on networks that somebody made do.',
        'Publish a port of web and ask for 127.0.0.1, or ask from a container.',
      ],
    ]);
  });

  it('stands in /etc/hosts, is an address, or belongs to the world', () => {
    const own =
      looks
        .map(host, {})
        .containers.find(({ name }) => name === 'plain')
        ?.id.slice(0, 12) ?? '';
    const all = [
      ask('plain', 'cache'),
      ask('plain', own),
      ask('web', '10.0.0.1'),
      ask('web', 'localhost'),
      ask('web', 'example.org'),
    ];
    expect(all.map(({ verdict, title }) => [verdict, title])).toEqual([
      ['found', 'A file answers for `cache`: 10.0.0.9.'],
      ['found', `A file answers for \`${own}\`: 172.17.0.2.`],
      ['found', '`10.0.0.1` is an address.'],
      ['found', 'A file answers for `localhost`: 127.0.0.1.'],
      ['world', 'A name server outside answers for `example.org`.'],
    ]);
  });

  it('is asked by nobody who does not run', () => {
    expect(ask('seed', 'web')).toEqual({
      from: ids.get('seed'),
      name: 'web',
      verdict: 'off',
      title: 'seed does not run.',
      advice: '`docker start seed` starts it.',
      why: 'What does not run asks nobody.',
      steps: [],
      answers: [],
    });
  });

  it('is somebody near, where nothing is asked for, and bad input is a name like any other', () => {
    expect(looks.names(host, {}).story).toMatchObject({ from: ids.get('web'), name: 'api' });
    expect(looks.names(hostAfter(), {}).story).toMatchObject({ from: 'host', name: 'localhost', verdict: 'found' });
    expect(ask('web', "x'; rm -rf /").command).toBe(`docker exec web getent hosts 'x'\\''; rm -rf /'`);
    expect(ask('web', 'a'.repeat(70_000)).verdict).toBe('missing');
    expect(looks.names(host, {}).known).toEqual([
      'web',
      'www',
      'api',
      'server',
      'inner',
      'api2',
      'db',
      'postgres',
      'plain',
      'none',
      'seed',
    ]);
  });

  it('agrees with what its command prints', () => {
    const typed = hostAfter(...shop);
    const asked = ['web', 'api', 'plain', 'db', 'host'].flatMap((from) =>
      ['api', 'server', 'inner', 'postgres', 'nobody', 'cache', 'localhost'].map((name) => ({ from, name })),
    );
    const wrong = asked.filter(({ from, name }) => {
      const { answers, command = '' } = looks.names(typed, { from: ids.get(from) ?? from, name }).story;
      const { output } = typed.type(command);
      const text = output.map((one) => one.text).join('');
      if (command.endsWith('cat /etc/hosts')) return !text.includes(`${answers[0]?.address ?? '?'}\t${name}`);
      const printed = command.includes('nslookup')
        ? [...text.matchAll(/^Address: (\S+)$/gm)].map(([, address]) => address)
        : text.split('\n').flatMap((line) => line.split(/\s+/)[0] || []);
      const told = answers.map(({ address }) => address);
      return (
        printed
          .filter((one) => one !== '::1')
          .toSorted()
          .join() !== told.toSorted().join()
      );
    });
    expect(wrong).toEqual([]);
  });
});
