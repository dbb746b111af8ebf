import { expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld } from '../builder/index.ts';
import { commands, shell } from '../everything.ts';
import { createHost, current, hostFiles } from './index.ts';

it('nc of Alpine looks whether a port is open, and says so at -v', () => {
  const { hostname, cwd } = current;
  const files = hostFiles({ hostname, cwd, programs: commands.keys(), workspace: {} });
  const world = createWorld(allImages, allPackages, shell);
  const host = createHost({ world, profile: current, files, images: [] });
  const typed = [
    'docker pull -q nginx:alpine',
    'docker run -d --name web nginx:alpine',
    'docker exec web nc -z localhost 80',
    'docker exec web nc -zv -w 2 localhost 80',
    'docker exec web nc -z localhost 81',
  ];
  const answers = typed.map((line) => host.type(line));
  expect(answers.slice(2).map(({ exit, output }) => [exit, output.map(({ text }) => text).join('')])).toEqual([
    [0, ''],
    [0, 'localhost (127.0.0.1:80) open\n'],
    [1, ''],
  ]);
});
