import { expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld } from '../builder/index.ts';
import { shell } from '../everything.ts';
import { freshHost } from './index.ts';

const world = createWorld(allImages, allPackages, shell);

/** What the commands print, one text each, on one host. */
function printed(...lines: readonly string[]): readonly string[] {
  const host = freshHost({ world });
  return lines.map((line) => {
    const { exit, output } = host.type(line);
    return `${output.map(({ text }) => text).join('')}${exit === 0 ? '' : `exit ${exit}\n`}`;
  });
}

it('hello-world says that Docker works, and has nothing else', () => {
  const [, text = '', shells = ''] = printed(
    'docker pull -q hello-world',
    'docker run --rm hello-world',
    'docker run --rm hello-world sh',
  );
  expect(text.split('\n').slice(0, 3)).toEqual([
    '',
    'Hello from Docker!',
    'This message shows that your installation appears to be working correctly.',
  ]);
  expect(shells).toMatch(/exec: "sh": executable file not found in \$PATH: unknown\.\nexit 127\n$/);
});

it.each(['redis:7', 'redis:7-alpine'])(
  '%s keeps its data in an anonymous volume, as another user than root',
  (image) => {
    const answers = printed(
      `docker pull -q ${image}`,
      `docker run -d --name cache ${image} >/dev/null; sleep 1`,
      'docker exec cache redis-cli set a 1',
      'docker volume ls -q | wc -l',
      "docker exec cache stat -c '%U' /proc/1 /data | sort -u",
      'docker stop cache; docker start cache; sleep 1; docker exec cache redis-cli get a',
    );
    expect(answers.slice(2)).toEqual(['OK\n', '1\n', 'redis\n', 'cache\ncache\n1\n']);
  },
);

it('redis:8 has no volume of its own', () => {
  const answers = printed('docker pull -q redis:8', 'docker run -d redis:8 >/dev/null', 'docker volume ls -q | wc -l');
  expect(answers.at(-1)).toBe('0\n');
});
