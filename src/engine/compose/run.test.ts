import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld, type World } from '../builder/index.ts';
import { recordedHost, type RecordedImage } from '../docker/index.ts';
import { compose } from './index.ts';

let world: World;
beforeAll(async () => {
  world = createWorld(allImages, allPackages, await shellWithJavaScript());
});

const images = JSON.parse(
  readFileSync(join(import.meta.dirname, '../docker/golden/images.json'), 'utf8'),
) as readonly RecordedImage[];

/** Types command lines on a host with these files; answers what each printed (standard error after `! `) and its exit code. */
function play(files: Readonly<Record<string, string>>, lines: readonly string[]): { text: string; exit: number }[] {
  const host = recordedHost({ world, images, workspace: files, plugins: { compose } });
  return lines.map((line) => {
    const { output, exit } = host.type(line);
    return { text: output.map(({ fd, text }) => (fd === 1 ? text : text.replace(/^(?=.)/gm, '!'))).join(''), exit };
  });
}

it('puts secrets and configs into containers, and limits on them', () => {
  const [, logs, limits] = play(
    {
      'compose.yaml':
        'services:\n  a:\n    image: alpine:3.20\n    command: cat /run/secrets/pw /cfg\n    secrets: [pw]\n    configs: [{source: c, target: /cfg}]\n    deploy: {resources: {limits: {cpus: "0.5", memory: 64m}}}\nsecrets: {pw: {file: ./pw.txt}}\nconfigs: {c: {content: "conf\\n"}}\n',
      'pw.txt': 'secret\n',
    },
    [
      'docker compose up -d',
      'docker compose logs --no-log-prefix a',
      'docker inspect lab-a-1 -f "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}"',
    ],
  );
  expect(logs?.text.replace('\u001b[2K', '')).toBe('secret\nconf\n');
  expect(limits?.text).toBe('67108864 500000000\n');
});

it('attaches until all have ended, or until the first has under --abort-on-container-exit', () => {
  const answers = play(
    {
      'compose.yaml':
        'services:\n  a: {image: "alpine:3.20", command: sh -c "exit 3"}\n  b: {image: "alpine:3.20", init: true, command: sleep 1000}\n',
    },
    [
      'docker compose up --exit-code-from a -t 1',
      'docker compose ps -a --format "{{.Service}} {{.State}} {{.ExitCode}}"',
    ],
  );
  expect(answers[0]?.exit).toBe(3);
  expect(answers[0]?.text).toContain('a-1 exited with code 3\n!Aborting on container exit...\n');
  expect(answers[1]?.text).toBe('a exited 3\nb exited 143\n');
});

it('refuses what the engine refuses, and networks that are said to be there', () => {
  const answers = play(
    {
      'compose.yaml': 'services: {a: {image: "alpine:3.20", networks: [n]}}\nnetworks: {n: {external: true}}\n',
      'port.yaml': 'services: {a: {image: "nginx:alpine", ports: ["8080:80"]}}\n',
    },
    [
      'docker compose up -d',
      'docker network create n && docker compose up -d > /dev/null 2>&1; echo $?',
      'docker compose -p one -f port.yaml up -d > /dev/null 2>&1; echo $?',
      'docker compose -p two -f port.yaml up -d 2>&1 | tail -1 | grep -c "port is already allocated"',
    ],
  );
  expect(answers[0]).toEqual({ text: '!Error response from daemon: network n not found\n', exit: 1 });
  expect(answers[1]?.text).toMatch(/^[0-9a-f]{64}\n0\n$/);
  expect(answers.slice(2).map(({ text }) => text)).toEqual(['0\n', '1\n']);
});

it('warns that a project without anything has nothing to take down', () => {
  expect(play({}, ['docker compose -p nope down', 'docker compose down'])).toEqual([
    { text: '!Warning: No resource found to remove for project "nope".\n', exit: 0 },
    { text: '!no configuration file provided: not found\n', exit: 14 },
  ]);
});

it('pauses the services named and goes on with them, and says what it cannot', () => {
  const answers = play(
    {
      'compose.yaml':
        'services:\n  a: {image: alpine:3.20, command: sleep 99}\n  b: {image: alpine:3.20, command: sleep 99}\n',
    },
    [
      'docker compose up -d 2>/dev/null',
      'docker compose pause a 2>/dev/null',
      "docker ps --format '{{.Names}} {{.State}}'",
      'docker compose pause 2>&1 | grep -c "already paused"',
      'docker compose unpause 2>/dev/null',
      "docker ps --format '{{.State}}' | sort -u",
    ],
  );
  expect(answers.map(({ text, exit }) => `${text}${exit}`)).toEqual([
    '0',
    '0',
    'lab-b-1 running\nlab-a-1 paused\n0',
    '1\n0',
    '0',
    'running\n0',
  ]);
});

it('pushes what is built and named, skips the rest, and says why it cannot', () => {
  const files = {
    Dockerfile: 'FROM alpine:3.20\nRUN echo one >/one\n',
    'compose.yaml':
      'services:\n  web: {image: acme/web:v1, build: {context: ., tags: ["acme/web:v2"]}}\n  db: {image: "alpine:3.20"}\n  own: {build: .}\n',
  };
  const [missing, , refused, ignored, quiet] = play(files, [
    'docker compose push',
    'docker compose build -q',
    'docker compose push',
    'docker compose push --ignore-push-failures web',
    'docker compose push -q db',
  ]);
  expect(missing).toEqual({
    text: '! db Skipped \n! own Skipped \n!An image does not exist locally with the tag: acme/web\n',
    exit: 1,
  });
  expect(refused?.text.replaceAll(/[0-9a-f]{12}/g, 'ID')).toBe(
    '! db Skipped \n! own Skipped \n! Pushing acme/web:v1: ID Preparing \n! Pushing acme/web:v1: ID Preparing \n!denied: requested access to the resource is denied\n',
  );
  expect(ignored?.exit).toBe(0);
  expect(ignored?.text).toContain('!Pushing web: denied: requested access to the resource is denied\n');
  expect(quiet).toEqual({ text: '', exit: 0 });
});
