import { expect, test } from 'vitest';
import type { Gauges } from '../../../../engine/docker/views/index.ts';
import { cpuWords, hasLimit, leadingWords, memoryWords, pidsWords, unlimitedWords } from './gauge-labels.ts';

const MIB = 1024 * 1024;
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const idle: Gauges = {
  id: 'c',
  name: 'api',
  state: 'running',
  exitCode: 0,
  memory: { now: 2 * MIB, peak: 3 * MIB, host: 1024 * MIB, kills: 0, waits: false },
  cpu: { now: 0, host: 2, held: false, average: 0, shares: 1024, cpus: [0, 1] },
  pids: { now: 1, peak: 2, refused: 0 },
};
const memory = (more: Partial<Gauges['memory']>): Gauges => ({
  ...idle,
  memory: { ...idle.memory, limit: 64 * MIB, ...more },
});
const cpu = (more: Partial<Gauges['cpu']>): Gauges => ({ ...idle, cpu: { ...idle.cpu, ...more } });
const pids = (more: Partial<Gauges['pids']>): Gauges => ({ ...idle, pids: { ...idle.pids, limit: 64, ...more } });

test('memory: use of limit, the highest so far, what happens at the limit and what has happened', () => {
  expect(plain(memoryWords(memory({})).value)).toBe('2 MiB of 64 MiB');
  expect(plain(memoryWords(memory({})).text)).toBe(
    'Highest 3 MiB. At the limit the kernel kills the process that has most: exit 137, OOMKilled true.',
  );
  expect(plain(memoryWords(memory({ kills: 2 })).text)).toContain('The kernel has killed 2 processes in it.');
  expect(plain(memoryWords(memory({ waits: true })).text)).toContain('processes wait until memory is free');
  expect(plain(memoryWords(idle).text)).toBe('Highest 3 MiB. Without a limit the host’s memory is the limit: 1 GiB.');
});

test('processors: held at the quota, below it, without one, on chosen ones', () => {
  expect(cpuWords(cpu({ now: 0.5, limit: 0.5, held: true, average: 0.48 }))).toEqual({
    value: '0.50 of 0.50',
    text: 'Held at the limit: slower, not stopped. On average 0.48 since its start.',
  });
  expect(cpuWords(cpu({ limit: 0.5 })).text).toBe('At the limit it is slowed, not stopped.');
  expect(plain(cpuWords(cpu({ cpus: [1], shares: 512 })).text)).toBe(
    'Without a limit it may take a whole processor. Only on processor 1. Its weight is 512 shares where processors are short; 1024 is usual.',
  );
});

test('processes: forks that failed are counted', () => {
  expect(pidsWords(pids({}))).toEqual({
    value: '1 of 64',
    text: 'Highest 2. At the limit fork fails; nothing is killed.',
  });
  expect(pidsWords(pids({ refused: 1 })).text).toContain('Fork failed once.');
  expect(pidsWords(pids({ refused: 3 })).text).toContain('Fork failed 3 times.');
  expect(pidsWords(idle).value).toBe('1, no limit');
});

test('the sentence that leads is about what matters most', () => {
  expect(leadingWords([])).toBe('No container, no limits.');
  expect(leadingWords([idle])).toBe('No container has a limit.');
  expect(leadingWords([memory({})])).toBe('No container is at a limit.');
  expect(leadingWords([memory({ peak: 60 * MIB })])).toBe('api was within a tenth of its limit of memory.');
  expect(leadingWords([memory({ peak: 60 * MIB }), cpu({ held: true, limit: 1 })])).toBe(
    'api is held at its limit of processors.',
  );
  expect(leadingWords([cpu({ held: true, limit: 1 }), pids({ refused: 1 })])).toBe(
    'api ran into its limit of processes: fork failed.',
  );
  expect(leadingWords([pids({ refused: 1 }), memory({ kills: 1 })])).toBe(
    'api ran out of memory: the kernel killed a process in it.',
  );
});

test('what has no limit is told in a line; only limits and what happened at one get a scale', () => {
  expect(plain(unlimitedWords(idle))).toBe(
    'Without a limit: memory 2 MiB, highest 3 MiB; CPU 0.00; 1 process, highest 2.',
  );
  expect(plain(unlimitedWords(memory({})))).toBe('Without a limit: CPU 0.00; 1 process, highest 2.');
  expect(unlimitedWords({ ...memory({}), cpu: { ...idle.cpu, limit: 1 }, pids: { ...idle.pids, limit: 9 } })).toBe('');
  expect([idle, memory({}), pids({}), cpu({ held: true })].map(hasLimit)).toEqual([false, true, true, true]);
});
