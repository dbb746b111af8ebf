import { describe, expect, it } from 'vitest';
import { testMachine } from '../../testing/machine.ts';

describe('ulimit', () => {
  it('-u refuses further processes to a user, never to root', () => {
    const text = 'ulimit -p 2; (sleep 1; echo one) | cat; echo end';
    expect(testMachine().run(text)).toMatchObject({ exit: 0, out: 'one\nend\n' });
    const user = testMachine({ credentials: { uid: 1000, gid: 1000, groups: [], umask: 0o022 } }).run(text);
    expect(user).toMatchObject({ exit: 2, out: '' });
  });
  it('-n counts what is open, -f what a file has, and both are handed down', () => {
    const { exit, out, err } = testMachine().run('ulimit -n 3; sh -c "echo x > /tmp/f"; echo $?; ulimit -n');
    expect([exit, out, err]).toEqual([0, '2\n3\n', 'sh: 1: cannot create /tmp/f: Too many open files\n']);
  });
});
