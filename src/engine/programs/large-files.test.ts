import { describe, expect, it } from 'vitest';
import { testMachine } from '../testing/machine.ts';

const LARGE = { steps: 1e9, outputBytes: 8_000_000, largeFiles: true, ms: 2000 };

describe('files that grow beyond what is kept of them', () => {
  it('have a size and go on growing where files may be large', () => {
    const machine = testMachine();
    const { out, err } = machine.run(
      'yes | head -c 40000000 > /tmp/f; stat -c %s /tmp/f; echo more >> /tmp/f; stat -c %s /tmp/f',
      {
        limits: LARGE,
      },
    );
    expect([out, err]).toEqual(['40000000\n40000005\n', '']);
  });

  it('end the run where they may not', () => {
    const { err } = testMachine().run('yes > /tmp/f');
    expect(err).toContain('stopped by the simulator: more output than the simulator keeps');
  });

  it('keep their text below that', () => {
    const { out } = testMachine().run('seq 1 100000 > /tmp/f; wc -l < /tmp/f; tail -n 1 /tmp/f', { limits: LARGE });
    expect(out).toBe('100000\n100000\n');
  });

  it('are counted in bytes, and in nothing else', () => {
    const machine = testMachine();
    const counts = 'truncate -s 50M /tmp/f; cd /tmp; wc -c f; wc -c < f; wc -l f; wc < f; wc -c f f; wc f f';
    const { out, notSimulated } = machine.run(counts, { limits: LARGE });
    expect(out).toBe('52428800 f\n52428800\n 52428800 f\n 52428800 f\n104857600 total\n');
    expect([...new Set(notSimulated.map(({ what }) => what))]).toEqual(['content of f']);
  });
});
