import { expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld } from '../builder/index.ts';
import { commands, shell } from '../everything.ts';
import { createHost, current, hostFiles } from './index.ts';

const world = createWorld(allImages, allPackages, shell);

/** What the commands print, one text each. */
function printed(...lines: readonly string[]): readonly string[] {
  const { hostname, cwd } = current;
  const files = hostFiles({ hostname, cwd, programs: commands.keys(), workspace: {} });
  const host = createHost({ world, profile: current, files, images: [] });
  host.type('docker pull -q redis:8');
  return lines.map((line) => {
    const { exit, output } = host.type(line);
    return `${output.map(({ text }) => text).join('')}${exit === 0 ? '' : `exit ${exit}\n`}`;
  });
}

const cli = (words: string): string => `docker exec cache redis-cli ${words}`;

it('the redis image keeps texts, counts, and tells commands that it does not know', () => {
  expect(
    printed(
      'docker run -d --name cache redis:8 > /dev/null',
      cli('ping'),
      cli('set greeting "hello there"'),
      cli('get greeting'),
      cli('get nothing'),
      cli('incr visits'),
      cli('incrby visits 41'),
      cli("keys '*t*'"),
      cli('get'),
      cli('incr greeting'),
      "printf 'set a 1\\nget a\\n' | docker exec -i cache redis-cli",
      cli('-p 6380 ping'),
    ).slice(1),
  ).toEqual([
    'PONG\n',
    'OK\n',
    'hello there\n',
    '\n',
    '1\n',
    '42\n',
    'greeting\nvisits\n',
    "ERR wrong number of arguments for 'get' command\n\nexit 1\n",
    'ERR value is not an integer or out of range\n\nexit 1\n',
    'OK\n1\n',
    'Could not connect to Redis at 127.0.0.1:6380: Connection refused\nexit 1\n',
  ]);
});

it('what it knows outlives it in a volume, and is lost with kill', () => {
  const run = 'docker run -d --name cache -v cache:/data redis:8 > /dev/null';
  const ended = (how: string): string =>
    printed(
      run,
      'docker exec cache redis-cli set key kept',
      how,
      'docker start cache',
      'docker exec cache redis-cli get key',
    ).at(-1) ?? '';
  expect([
    ended('docker stop cache'),
    ended('docker kill cache'),
    ended('docker exec cache redis-cli save; docker kill cache'),
  ]).toEqual(['kept\n', '\n', 'kept\n']);
});

it('runs as another user than root, and cannot end while it cannot save', () => {
  expect(
    printed(
      'docker run -d --name cache --read-only redis:8 > /dev/null',
      'docker exec cache stat -c %u /proc/1',
      'docker stop -t 2 cache',
      "docker logs cache | grep '#' | cut -d'#' -f2",
    ).slice(1),
  ).toEqual([
    '999\n',
    'cache\n',
    " Failed opening the temp RDB file temp-1.rdb (in server root dir /data) for saving: Read-only file system\n Error trying to save the DB, can't exit.\n",
  ]);
});

it('keeps texts with breaks and tabs, and refuses a file that is something else', () => {
  const run = 'docker run -d --name cache -v cache:/data redis:8 > /dev/null';
  const odd = String.raw`"docker exec cache sh -c 'redis-cli set odd \"\$(printf \"a\\tb\\nc\\\\\")\"'"`;
  expect([
    printed(run, `sh -c ${odd}`, 'docker restart cache', 'docker exec cache redis-cli get odd').at(-1),
    printed(
      'docker run --rm -v cache:/data alpine:3.22 sh -c "echo x > /data/dump.rdb"',
      run,
      'sleep 1',
      'docker ps -a --format "{{.Status}}"',
    ).at(-1),
  ]).toEqual(['a\tb\nc\\\n', 'Exited (1) 1 second ago\n']);
});
