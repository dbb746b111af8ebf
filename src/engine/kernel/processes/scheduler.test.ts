import { describe, expect, it } from 'vitest';
import { startContainer, type Container } from '../runtime/container.ts';
import { box } from '../../shell/golden/box.ts';

const start = (text: string): Container =>
  startContainer(box('dash').system, ['/bin/sh', '-c', text], { limits: { steps: 1e7, outputBytes: 1e7 } });

/** Lets time go on as a host with several machines does: up to the next moment at which somebody goes on, again and again. */
function live(container: Container, until: number): void {
  while (!container.ended && container.next <= until) {
    const at = container.next;
    container.wake(at);
    container.run(at);
    if (container.next <= at) container.run(at + 1);
  }
  container.wake(until);
}

const lines = ({ log }: Container): number =>
  log
    .map(({ text }) => text)
    .join('')
    .split('\n').length - 1;

describe('work without a pause, where time goes on in small parts', () => {
  it.each([
    ['a loop of a builtin', 'while :; do echo x; done'],
    ['a loop of programs', 'while :; do /usr/bin/echo x; done'],
    ['a loop of pipes, in which everybody waits for somebody', 'while :; do echo x | cat; done'],
    ['a loop of forks', 'while :; do y=$(echo x); echo $y; done'],
  ])('%s gets on, by little in each tenth of a second', (_, text) => {
    const container = start(text);
    live(container, 200);
    for (let at = 300; at <= 1000; at += 100) {
      const before = lines(container);
      live(container, at);
      expect(lines(container) - before).toBeGreaterThan(10);
      expect(lines(container) - before).toBeLessThan(3000);
    }
    container.signal('KILL');
    expect(container.ended).toEqual({ exit: 137, at: 1000 });
  });

  it('leaves the time of scripts that are done sooner as it is', () => {
    const container = start('i=0; while [ $i -lt 500 ]; do i=$((i+1)); done; echo $i; sleep 0.05; echo late');
    live(container, 60);
    expect(container.log.map(({ text }) => text)).toEqual(['500\n', 'late\n']);
  });

  it('gives way to a signal at once', () => {
    const container = start('trap "echo caught; exit 7" TERM; while :; do :; done');
    live(container, 500);
    container.signal('TERM');
    live(container, 501);
    expect(container.ended?.exit).toBe(7);
    expect(container.log.map(({ text }) => text)).toEqual(['caught\n']);
  });

  it('counts as time of the processor', () => {
    const container = start('while :; do :; done');
    live(container, 500);
    const before = container.usage().cpu;
    live(container, 1500);
    expect(Math.abs(container.usage().cpu - before - 1000)).toBeLessThan(20);
  });
});
