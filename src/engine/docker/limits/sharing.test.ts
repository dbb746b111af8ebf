import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { shell } from '../../everything.ts';
import { freshHost, type Host } from '../index.ts';

const world = createWorld(allImages, allPackages, shell);

function host(): Host {
  const machine = freshHost({ world });
  machine.type('docker pull -q alpine:3.22; docker pull -q debian:13-slim');
  return machine;
}

function typed(machine: Host, line: string): string {
  return machine
    .type(line)
    .output.map(({ text }) => text)
    .join('');
}

const TWO = `alpine:3.22 sh -c 'while :; do :; done & while :; do :; done'`;
const ONE = `alpine:3.22 sh -c 'while :; do :; done'`;

/** Two processors; what `docker stats` shows of containers that calculate at the same time. */
const CASES: readonly (readonly [what: string, runs: readonly string[], shown: string])[] = [
  ['one process has one', [ONE], 'c1 100.00%'],
  ['two processes have two', [TWO], 'c1 200.00%'],
  ['two processes share a quota', [`--cpus 0.5 ${TWO}`], 'c1 50.00%'],
  ['three containers share two', [ONE, ONE, ONE], 'c3 66.67% c2 66.67% c1 66.67%'],
  ['what a quota leaves goes to the others', [`--cpus 0.5 ${TWO}`, TWO], 'c2 150.00% c1 50.00%'],
  ['shares count on one processor', [`--cpuset-cpus 0 -c 512 ${ONE}`, `--cpuset-cpus 0 ${ONE}`], 'c2 66.67% c1 33.33%'],
  ['who may use both goes where there is room', [`--cpuset-cpus 1 ${TWO}`, ONE], 'c2 100.00% c1 100.00%'],
  [
    'nothing is lost between sets and quotas',
    [TWO, `--cpus 0.5 ${TWO}`, `--cpuset-cpus 1 ${TWO}`],
    'c3 75.00% c2 50.00% c1 75.00%',
  ],
  ['who writes into nothing calculates too', ['alpine:3.22 sh -c "yes >/dev/null"'], 'c1 100.00%'],
  ['who sleeps has none', ['alpine:3.22 sleep 1000'], 'c1 0.00%'],
];

describe('processors', () => {
  it.each(CASES)('%s', (_what, runs, shown) => {
    const machine = host();
    for (const [at, run] of runs.entries()) machine.type(`docker run -d --name c${at + 1} ${run}`);
    const stats = "sleep 2; docker stats --no-stream --format '{{.Name}} {{.CPUPerc}}'";
    expect(typed(machine, stats).trim().replaceAll('\n', ' ')).toBe(shown);
  });

  it.each([
    ['', '2 2\n'],
    ['--cpus 0.5', '2 2\n'],
    ['--cpuset-cpus 1', '1 2\n'],
  ])('are counted by nproc in run and exec: %s', (flags, counted) => {
    const machine = host();
    machine.type(`docker run -d --name it ${flags} debian:13-slim sleep 1000`);
    const count = `sh -c 'echo $(nproc) $(nproc --all)'`;
    expect(typed(machine, `docker run --rm ${flags} debian:13-slim ${count}; docker exec it ${count}`)).toBe(
      `${counted}${counted}`,
    );
  });
});

describe('free', () => {
  it('shows the memory of the host in every container, whatever its limit', () => {
    const machine = host();
    const total = "awk '/^Mem/ { print $2 }'";
    const own = typed(machine, `free | ${total}; awk '/MemTotal/ { print $2 }' /proc/meminfo`);
    const inside = `docker run --rm -m 64m alpine:3.22 sh -c "free | ${total.replace('$', String.raw`\$`)}; awk '/MemTotal/ { print \\$2 }' /proc/meminfo"`;
    expect([own, typed(machine, inside)]).toEqual(['24641916\n24641916\n', '24641916\n24641916\n']);
  });

  it('has less of it when a container takes some', () => {
    const machine = host();
    const available = "free -m | awk '/^Mem/ { print $7 }'";
    const before = Number(typed(machine, available));
    machine.type(
      `docker run -d --name it --tmpfs /t alpine:3.22 sh -c 'dd if=/dev/zero of=/t/x bs=1M count=100; sleep 1000'; sleep 2`,
    );
    expect(before - Number(typed(machine, available))).toBe(100);
  });

  it('has the forms of procps and BusyBox', () => {
    const machine = host();
    expect(typed(machine, 'free -h; docker run --rm alpine:3.22 free -h')).toBe(
      `               total        used        free      shared  buff/cache   available
Mem:            23Gi       2.4Gi        17Gi       9.0Mi       3.5Gi        21Gi
Swap:             0B          0B          0B
              total        used        free      shared  buff/cache   available
Mem:          23.5G        2.4G       17.6G        9.0M        3.5G       21.1G
Swap:             0           0           0
`,
    );
  });
});
