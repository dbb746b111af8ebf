import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld } from '../builder/index.ts';
import { shell } from '../everything.ts';
import { recordedHost, type Host, type RecordedImage } from './index.ts';

const images = JSON.parse(
  readFileSync(join(import.meta.dirname, 'golden/images.json'), 'utf8'),
) as readonly RecordedImage[];

function host(): Host {
  return recordedHost({
    world: createWorld(allImages, allPackages, shell),
    images,
    workspace: { 'x.sh': '#!/nope\necho hi\n', 'y.sh': 'echo plain\n' },
  });
}

function answer(machine: Host, text: string): string {
  const { output, exit } = machine.type(text);
  return `${output.map(({ text: piece }) => piece).join('')}${exit}`;
}

/** Sessions whose answers were seen on Engine 26.1.5 with the same client, beyond those recorded. Ids are left out of what is printed. */
const SESSIONS: readonly (readonly [behaviour: string, typed: string, printed: string])[] = [
  [
    'a host in no swarm refuses what asks its manager',
    'docker service ls; docker node ls 2>&1 | wc -l; docker swarm leave; docker stack ls',
    `Error response from daemon: This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.
1
Error response from daemon: This node is not part of a swarm
Error response from daemon: This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.
1`,
  ],
  ['making a swarm is not simulated', 'docker swarm init', 'not simulated: swarms\n1'],
  [
    'a line of more than 16 KB is several entries of the log',
    'docker run --name aa alpine:3.20 sh -c \'head -c 40000 /dev/zero | tr "\\0" x; echo; echo b\' | wc -c; docker logs -n 2 aa | wc -c; docker logs -t aa | wc -c; docker logs -t aa | wc -l',
    '40003\n7235\n40127\n2\n0',
  ],
  [
    'attach refuses who does not run',
    'docker create --name aa alpine:3.20 true >/dev/null; docker attach aa',
    'You cannot attach to a stopped container, start it first\n1',
  ],
  [
    'start refuses a frozen container',
    'docker run -d --name aa alpine:3.20 sleep 9 >/dev/null; docker pause aa; docker start aa',
    'aa\nError response from daemon: cannot start a paused container, try unpause instead\nError: failed to start containers: aa\n1',
  ],
  ['start attaches to one only', 'docker start -a x y', 'you cannot start and attach multiple containers at once\n1'],
  [
    'input goes to a container that was created with -i',
    'docker create -i --name cc alpine:3.20 cat >/dev/null; echo hello | docker start -ai cc',
    'hello\n0',
  ],
  [
    'stop of who does not run asks nothing',
    'docker create --name aa alpine:3.20 true >/dev/null; docker stop -s NOPE aa',
    'aa\n0',
  ],
  [
    'stop refuses an unknown signal',
    'docker run -d --name aa alpine:3.20 sleep 9 >/dev/null; docker stop -s NOPE aa',
    'Error response from daemon: cannot stop container: aa: invalid signal: NOPE\n1',
  ],
  [
    'a signal of the client goes to the container',
    `timeout -s INT 1 docker run --rm alpine:3.20 sh -c 'trap "echo int; exit 4" INT; sleep 5 & wait'; echo $?`,
    'int\n124\n0',
  ],
  [
    'exec of a script without its interpreter is refused by the kernel',
    'chmod +x x.sh; docker run -d --name aa -v $PWD:/w alpine:3.20 sleep 9 >/dev/null; docker exec aa /w/x.sh',
    'exec /w/x.sh: no such file or directory\n1',
  ],
  [
    'run of a script without first line is refused by the kernel',
    'chmod +x y.sh; docker run --rm -v $PWD:/w alpine:3.20 /w/y.sh',
    'exec /w/y.sh: exec format error\n1',
  ],
  [
    'exec refuses a folder that is not there',
    'docker run -d --name aa alpine:3.20 sleep 9 >/dev/null; docker exec -w /nope aa pwd',
    'OCI runtime exec failed: exec failed: unable to start container process: chdir to cwd ("/nope") set in config.json failed: no such file or directory: unknown\n126',
  ],
  [
    'a probe that takes too long counts as failed',
    "docker run -d --name hh --health-cmd 'sleep 5' --health-timeout 500ms --health-interval 500ms --health-retries 1 alpine:3.20 sleep 100 >/dev/null; sleep 2; docker inspect -f '{{.State.Health.Status}} {{(index .State.Health.Log 0).ExitCode}} {{(index .State.Health.Log 0).Output}}' hh",
    'unhealthy -1 Health check exceeded timeout (500ms)\n0',
  ],
  [
    'the start period forgives failures, and its end does not',
    "docker run -d --name hh --health-cmd 'exit 3' --health-interval 300ms --health-retries 2 --health-start-period 2s alpine:3.20 sleep 100 >/dev/null; sleep 1; docker inspect -f '{{.State.Health.Status}} {{.State.Health.FailingStreak}}' hh; sleep 2.5; docker inspect -f '{{.State.Health.Status}}' hh",
    'starting 0\nunhealthy\n0',
  ],
  [
    'a start by hand counts restarts anew',
    "docker run --name oo -d --restart on-failure:3 alpine:3.20 false >/dev/null; sleep 5; docker inspect -f '{{.RestartCount}} {{.State.Status}}' oo; docker start oo; docker inspect -f '{{.RestartCount}}' oo",
    '3 exited\noo\n1\n0',
  ],
  [
    'kill keeps unless-stopped down',
    "docker run -d --name uu --restart unless-stopped alpine:3.20 sleep 100 >/dev/null; docker kill uu; sleep 1; docker inspect -f '{{.State.Status}} {{.RestartCount}}' uu",
    'uu\nexited 0\n0',
  ],
  [
    'a frozen container prints nothing',
    "docker run -d --name pp alpine:3.20 sh -c 'while :; do echo x; sleep 0.2; done' >/dev/null; docker pause pp; docker logs pp | wc -l >n; sleep 1; docker logs pp | wc -l >m; cat n m | sort -u | wc -l",
    'pp\n1\n0',
  ],
];

describe('containers', () => {
  it.each(SESSIONS)('%s', (_behaviour, typed, printed) => {
    expect(answer(host(), typed)).toBe(printed);
  });

  it('stay in one time: a second container prints while the first is waited for', () => {
    const machine = host();
    answer(machine, "docker run -d --name aa alpine:3.20 sh -c 'sleep 1; echo done' >/dev/null");
    answer(machine, 'docker run --rm alpine:3.20 sleep 2');
    expect(answer(machine, 'docker logs aa')).toBe('done\n0');
  });
});

describe('a command that never ends', () => {
  it.each([
    ['waits for what nobody does', 'mkfifo p; cat p'],
    ['waits longer than anybody', 'sleep infinity'],
    ['stays with a container that stays', 'docker run --name one alpine:3.20 sleep infinity'],
  ])('and %s is given up after an hour of the host', (_case, typed) => {
    const machine = host();
    const { exit, ms } = machine.type(typed);
    expect([exit, ms]).toEqual([137, 3_600_000]);
    expect(answer(machine, 'echo on')).toBe('on\n0');
  });

  it('leaves the container behind that it was with', () => {
    const machine = host();
    machine.type('docker run --name one alpine:3.20 sleep infinity');
    expect(answer(machine, "docker ps --format '{{.Names}} {{.State}}'")).toBe('one running\n0');
  });

  it('is not one that comes to its end late', () => {
    const { exit, ms } = host().type('docker run alpine:3.20 sleep 3000; exit 3');
    expect([exit, ms > 3_000_000, ms < 3_100_000]).toEqual([3, true, true]);
  });
});

describe('files in memory', () => {
  it.each([
    ['/dev/shm', 'rc=137\n', 'true'],
    ['/tmp', 'rc=0\n', 'false'],
  ])('of 40 MB in %s of a container with 32 MB: %s', (folder, printed, oomKilled) => {
    const machine = host();
    const write = `dd if=/dev/zero of=${folder}/f bs=1M count=40 2>/dev/null; echo rc=$?`;
    const run = `docker run --name mm -m 32m --memory-swap 32m alpine:3.20 sh -c '${write}' 2>/dev/null`;
    expect(answer(machine, run)).toBe(`${printed}0`);
    expect(answer(machine, 'docker inspect -f "{{.State.OOMKilled}}" mm')).toBe(`${oomKilled}\n0`);
  });
});
