import { describe, expect, it } from 'vitest';
import { testMachine } from '../../testing/machine.ts';

const sh = (text: string): string => testMachine().run(text).out;

describe('/proc', () => {
  it('shows who looks, the first process, and those in the background', () => {
    expect(sh('cat /proc/self/comm /proc/1/comm')).toBe('cat\nsh\n');
    expect(sh("sleep 9 & cat /proc/$!/cmdline | tr '\\0' ' '; readlink /proc/$!/exe /proc/$!/cwd")).toContain(
      'sleep 9 ',
    );
    expect(sh("FOO=bar sh -c \"tr '\\0' '\\n' < /proc/self/environ\" | grep FOO")).toBe('FOO=bar\n');
  });
  it('forgets who has ended, and never had who was not there', () => {
    expect(sh('sleep 9 & [ -d /proc/$! ] && echo there; kill $!; wait $!; [ -d /proc/$! ] || echo gone')).toBe(
      'there\ngone\n',
    );
    expect(testMachine().run('cat /proc/99/comm')).toMatchObject({ exit: 1, out: '' });
  });
  it('lets the descriptors of the first process be written to', () => {
    expect(sh('(exec > /dev/null; echo hidden; echo seen > /proc/1/fd/1)')).toBe('seen\n');
  });
});
