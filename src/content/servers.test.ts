import { expect, it } from 'vitest';
import { createWorld } from '../engine/builder/index.ts';
import { shellWithJavaScript } from './compile/javascript.ts';
import { playSession } from './compile/play-session.ts';
import { readSession } from './compile/session-text.ts';
import { allImages, allPackages } from './world-eager.ts';

const world = createWorld(allImages, allPackages, await shellWithJavaScript());

/** What the last of some commands prints on a fresh host. */
function printed(...commands: string[]): string {
  const lines = readSession(commands.map((command) => `$ ${command}`).join('\n'), { file: 'x', line: 1 });
  const { parts } = playSession(world, { files: {}, parts: [{ lines, edits: {} }], pulls: false });
  return parts[0]?.at(-1)?.output ?? '';
}

const nginx = (options: string, image = 'nginx:alpine') =>
  printed(`docker run -d --name web ${options} ${image}`, 'sleep 1', 'docker logs web');

it.each([
  ['', ''],
  ['--read-only', 'mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)'],
  ['--read-only --tmpfs /var/cache/nginx', 'open() "/run/nginx.pid" failed (30: Read-only file system)'],
  ['--read-only --tmpfs /var/cache/nginx --tmpfs /run', ''],
  ['--cap-drop ALL', 'chown("/var/cache/nginx/client_temp", 101) failed (1: Operation not permitted)'],
  ['--cap-drop ALL --cap-add CHOWN', 'setgid(101) failed (1: Operation not permitted)'],
  ['--cap-drop ALL --cap-add CHOWN --cap-add SETGID', 'setuid(101) failed (1: Operation not permitted)'],
  ['--cap-drop ALL --cap-add CHOWN --cap-add SETGID --cap-add SETUID', ''],
  ['--user nginx', 'mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)'],
])('nginx with %j says %j', (options, said) => {
  expect(nginx(options).split('\n')[0]).toBe(said && `nginx: [emerg] ${said}`);
});

it('nginx whose workers may not step down accepts connections and answers none', () => {
  const run = 'docker run -d --name web --cap-drop ALL --cap-add CHOWN nginx:alpine';
  expect(printed(run, 'docker exec web wget -T 2 -qO- localhost || echo nothing')).toContain('nothing');
});

it('the unprivileged nginx needs a writable /tmp and no capability', () => {
  const image = 'nginxinc/nginx-unprivileged:alpine';
  expect(nginx('--read-only --cap-drop ALL --tmpfs /tmp', image)).toBe('');
  expect(nginx('--read-only', image)).toContain('/tmp/client_temp" failed (30: Read-only file system)');
});

const postgres = (options: string) =>
  `docker run -d --name db -e POSTGRES_PASSWORD=x -v data:/var/lib/postgresql/data --cap-drop ALL ${options} postgres:17-alpine`;
const again = (options: string) =>
  printed(postgres(options), 'sleep 3', 'docker restart db', 'sleep 3', 'docker logs --tail 1 db');

it('postgres without DAC_OVERRIDE starts on an empty volume and not on its own data', () => {
  const step = '--cap-add SETUID --cap-add SETGID';
  expect(printed(postgres(step), 'sleep 3', 'docker logs --tail 1 db')).toContain('ready to accept connections');
  expect(again(step)).toBe('find: /var/lib/postgresql/data: Permission denied');
  expect(again(`${step} --cap-add DAC_OVERRIDE`)).toContain('ready to accept connections');
});

it('postgres as its own user needs no capability', () => {
  expect(again('--user postgres')).toContain('ready to accept connections');
});
