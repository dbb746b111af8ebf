import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { shell } from '../../everything.ts';
import { freshHost, type Host } from '../index.ts';
import { limitFlag, readUlimit } from './flag-values.ts';
import { parseInteger, nanoCpus, parseSize } from './size.ts';

const world = createWorld(allImages, allPackages, shell);

function host(): Host {
  return freshHost({ world });
}

/** What the last of some commands printed. */
function typed(machine: Host, ...lines: readonly string[]): string {
  const answers = lines.map((line) =>
    machine
      .type(line)
      .output.map(({ text }) => text)
      .join(''),
  );
  return answers.at(-1) ?? '';
}

describe('sizes', () => {
  it.each([
    ['64m', { ok: true, value: 67_108_864 }],
    ['0.5g', { ok: true, value: 536_870_912 }],
    ['512 KiB', { ok: true, value: 524_288 }],
    ['-1', { ok: false, message: "invalid size: '-1'" }],
    ['64mm', { ok: false, message: "invalid size: '64mm'" }],
    ['1.2.3m', { ok: false, message: 'strconv.ParseFloat: parsing "1.2.3": invalid syntax' }],
  ])('of %s', (text, expected) => {
    expect(parseSize(text)).toEqual(expected);
  });
});

describe('processors', () => {
  it.each([
    ['1.5', { ok: true, value: 1_500_000_000 }],
    ['1/4', { ok: true, value: 250_000_000 }],
    ['1/0', { ok: false, message: 'failed to parse 1/0 as a rational number' }],
    ['two', { ok: false, message: 'failed to parse two as a rational number' }],
    ['0.0000000001', { ok: false, message: 'value is too precise' }],
  ])('of %s', (text, expected) => {
    expect(nanoCpus(text)).toEqual(expected);
  });
});

describe('whole numbers', () => {
  it.each([
    ['-5', 'ParseInt', -5],
    ['-5', 'ParseUint', 'strconv.ParseUint: parsing "-5": invalid syntax'],
    ['9223372036854775808', 'ParseInt', 'strconv.ParseInt: parsing "9223372036854775808": value out of range'],
  ] as const)('%s by %s', (text, kind, expected) => {
    expect(parseInteger(text, kind)).toBe(expected);
  });
});

describe('ulimits', () => {
  it.each([
    ['nofile=512:4096', { Name: 'nofile', Soft: 512, Hard: 4096 }],
    ['nofile=512', { Name: 'nofile', Soft: 512, Hard: 512 }],
    ['core=-1', { Name: 'core', Soft: -1, Hard: -1 }],
    ['nofile', 'invalid ulimit argument: nofile'],
    ['files=1', 'invalid ulimit type: files'],
    ['nofile=2:1', 'ulimit soft limit must be less than or equal to hard limit: 2 > 1'],
    ['nofile=1:2:3', 'too many limit value arguments - 1:2:3, can only have up to two, `soft[:hard]`'],
  ])('%s', (text, expected) => {
    expect(readUlimit(text)).toEqual(expected);
  });
});

describe('values of flags', () => {
  it.each([
    [{ name: 'memory-swap', type: 'bytes' }, '-1', undefined],
    [{ name: 'memory', type: 'bytes' }, '-1', "invalid size: '-1'"],
    [{ name: 'sysctl', type: 'map' }, 'net.core.somaxconn=1', undefined],
    [{ name: 'sysctl', type: 'map' }, 'vm.swappiness=1', "sysctl 'vm.swappiness=1' is not allowed"],
    [{ name: 'blkio-weight-device', type: 'list' }, '/dev/sda:10', undefined],
    [{ name: 'blkio-weight-device', type: 'list' }, '/dev/sda:9', 'invalid weight for device: /dev/sda:9'],
    [{ name: 'device-cgroup-rule', type: 'list' }, 'c 1:3 mr', undefined],
    [{ name: 'device-cgroup-rule', type: 'list' }, 'x 1:3 mr', "invalid device cgroup format 'x 1:3 mr'"],
    [{ name: 'name', type: 'string' }, '-1', undefined],
  ] as const)('%o of %s', (flag, value, expected) => {
    expect(limitFlag(flag as Parameters<typeof limitFlag>[0], value)).toBe(expected);
  });
});

const BOMB = `docker exec rr sh -c 'b() { b | b & }; b' 2>&1 | sort -u`;
const RUNNER = (flags: string) => `docker run -d --name rr ${flags} alpine:3.22 sh -c 'sleep 1000 & wait'`;

describe('a fork bomb', () => {
  it('fails to fork at the limit, keeps its container full and alive, and is gone after a restart', () => {
    const machine = host();
    typed(machine, RUNNER('--pids-limit 50'));
    expect(typed(machine, BOMB)).toBe("sh: can't fork: Resource temporarily unavailable\n");
    expect(typed(machine, 'sleep 3', "docker ps --format '{{.State}}'")).toBe('running\n');
    expect(Number(typed(machine, "docker stats --no-stream --format '{{.PIDs}}'"))).toBeGreaterThan(40);
    expect(typed(machine, 'docker restart -t 0 rr', "docker stats --no-stream --format '{{.PIDs}}'")).toBe('2\n');
  });

  it('is counted by the control group, which counts nothing where nobody came to the limit', () => {
    const machine = host();
    const events = 'docker exec rr cat /sys/fs/cgroup/pids.events';
    typed(machine, RUNNER('--pids-limit 50'));
    expect(typed(machine, events)).toBe('max 0\n');
    typed(machine, BOMB);
    expect(typed(machine, events)).toMatch(/^max [1-9]\d*\n$/);
  });

  it('is not what nested subshells are: those end with the limit of the simulator', () => {
    const machine = host();
    const { notSimulated } = machine.type(`docker run --rm --pids-limit 500 alpine:3.22 sh -c 'f() { (f) }; f'`);
    expect(notSimulated).toEqual([{ what: 'functions nested more than 200 deep' }]);
  });
});

const BUSY = 'while :; do :; done';

/** The part of cpu.stat that a quota counts. */
function throttling(machine: Host): readonly number[] {
  const rows = typed(machine, `docker exec rr cat /sys/fs/cgroup/cpu.stat`).split('\n');
  return rows.flatMap((row) => (/^(?:nr|throttled)_/.test(row) ? [Number(row.split(' ')[1])] : []));
}

describe('a quota of processor time', () => {
  it('holds up who wants more, in each period of 100 ms, by what is left of it', () => {
    const machine = host();
    typed(machine, `docker run -d --name rr --cpus .25 alpine:3.22 sh -c '${BUSY}'`, 'sleep 2');
    const [periods = 0, throttled = 0, waited = 0] = throttling(machine);
    expect([periods > 15, throttled, waited]).toEqual([true, periods, throttled * 75_000]);
  });

  it.each([
    ['wants no more than that', '--cpus 1.5', BUSY],
    ['has none', '', BUSY],
    ['only sleeps', '--cpus .25', 'sleep 100'],
  ])('holds up nobody who %s', (_case, flags, program) => {
    const machine = host();
    typed(machine, `docker run -d --name rr ${flags} alpine:3.22 sh -c '${program}'`, 'sleep 2');
    expect(throttling(machine).slice(1)).toEqual([0, 0]);
  });
});

describe('memory', () => {
  const events = 'docker exec rr cat /sys/fs/cgroup/memory.events';

  it.each([
    [
      'counts a process that was killed for it',
      'tail /dev/zero',
      'low 0\nhigh 0\nmax 1\noom 1\noom_kill 1\noom_group_kill 0\n',
    ],
    ['counts nothing where there was enough', 'true', 'low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\noom_group_kill 0\n'],
  ])('%s', (_case, program, expected) => {
    const machine = host();
    typed(
      machine,
      `docker run -d --name rr -m 64m --memory-swap 64m alpine:3.22 sh -c '${program}; sleep 1000'`,
      'sleep 1',
    );
    expect(typed(machine, events)).toBe(expected);
  });
});
