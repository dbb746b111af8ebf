import { describe, expect, it } from 'vitest';
import type { Program } from '../../files/tree.ts';
import { testMachine } from '../../testing/machine.ts';

const elf = (facts: Partial<Program>): { size: number; mode: number; program: Program } => ({
  size: 9,
  mode: 0o755,
  program: { format: 'elf', arch: 'amd64', model: 'true', ...facts },
});

describe('starting a program', () => {
  it('looks it up in PATH and says when it is not there', () => {
    expect(testMachine().exec(['echo', 'a']).out).toBe('a\n');
    expect(testMachine().exec(['nosuch'])).toMatchObject({
      exit: 127,
      startError: 'exec: "nosuch": executable file not found in $PATH',
    });
    expect(testMachine().exec(['/nosuch'])).toMatchObject({
      exit: 127,
      startError: 'exec: "/nosuch": stat /nosuch: no such file or directory',
    });
  });
  it('needs an x bit, also as root', () => {
    expect(testMachine().exec(['/etc/passwd'])).toMatchObject({
      exit: 126,
      startError: 'exec: "/etc/passwd": permission denied',
    });
    expect(testMachine().run('/etc/passwd')).toMatchObject({
      exit: 126,
      err: '/bin/sh: 1: /etc/passwd: Permission denied\n',
    });
  });
  it('needs the interpreter of a script, a carriage return included in its name', () => {
    const files = {
      '/good.sh': { content: '#!/bin/sh\necho "$0 $1"\n', mode: 0o755 },
      '/bash.sh': { content: '#!/bin/nosuch\n', mode: 0o755 },
      '/crlf.sh': { content: '#!/bin/sh\r\necho hi\r\n', mode: 0o755 },
      '/plain.sh': { content: 'echo plain\n', mode: 0o755 },
      '/env.js': { content: '#!/usr/bin/env -S echo -n\n', mode: 0o755 },
    };
    expect(testMachine({ files }).exec(['/good.sh', 'x']).out).toBe('/good.sh x\n');
    for (const path of ['/bash.sh', '/crlf.sh'])
      expect(testMachine({ files }).exec([path])).toMatchObject({
        exit: 1,
        err: `exec ${path}: no such file or directory\n`,
      });
    expect(testMachine({ files }).run('/crlf.sh').err).toBe('/bin/sh: 1: /crlf.sh: not found\n');
    expect(testMachine({ files }).exec(['/plain.sh'])).toMatchObject({
      exit: 1,
      err: 'exec /plain.sh: exec format error\n',
    });
    expect(testMachine({ files }).run('/plain.sh').out).toBe('plain\n');
    expect(testMachine({ files }).exec(['/env.js']).out).toBe('/env.js');
  });
  it('needs the right architecture', () => {
    const files = { '/app': elf({ arch: 'arm64' }) };
    expect(testMachine({ files }).exec(['/app'])).toMatchObject({
      exit: 1,
      startError: 'exec /app: exec format error',
    });
    const arm = testMachine({ files, system: { platform: 'linux/arm64' } });
    expect(arm.exec(['/app'])).toMatchObject({ exit: 0 });
  });
  it('needs the dynamic loader of its C library', () => {
    const files = {
      '/glibc': elf({ libc: 'glibc' }),
      '/musl': elf({ libc: 'musl' }),
      '/static': elf({ libc: 'static' }),
    };
    const alpine = testMachine({ files, os: 'alpine' });
    expect(alpine.exec(['/glibc'])).toMatchObject({ exit: 1, startError: 'exec /glibc: no such file or directory' });
    expect(alpine.run('/glibc')).toMatchObject({ exit: 127, err: '/bin/sh: /glibc: not found\n' });
    expect(alpine.exec(['/musl']).exit).toBe(0);
    expect(alpine.exec(['/static']).exit).toBe(0);
    expect(testMachine({ files }).exec(['/musl']).startError).toBe('exec /musl: no such file or directory');
  });
  it('resolves BusyBox applets by name', () => {
    expect(testMachine({ os: 'alpine' }).exec(['/bin/busybox', 'echo', 'a']).out).toBe('a\n');
    expect(testMachine({ os: 'alpine' }).exec(['ls', '/none']).err).toBe('ls: /none: No such file or directory\n');
  });
});

describe('the process', () => {
  it('gets HOME from passwd and PATH when the image sets none', () => {
    expect(testMachine().run('echo $HOME; echo $PATH').out).toBe(
      '/root\n/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n',
    );
    expect(testMachine({ user: 'node' }).run('echo $HOME; id -u; touch f').out).toBe('/home/node\n1000\n');
  });
  it('may stay: then the outcome has what it listens on, and the shell goes no further', () => {
    const machine = testMachine({
      files: {
        '/etc/nginx/nginx.conf': 'events {}',
        '/etc/nginx/conf.d/a.conf': 'server { listen 8080; }',
        '/var/cache/nginx/': '',
      },
    });
    const outcome = machine.exec(['sh', '-c', 'echo start; nginx -g "daemon off;"; echo no']);
    expect([outcome.out, outcome.running, outcome.exit]).toEqual(['start\n', { listens: [8080] }, 0]);
  });
  it('takes virtual time', () => {
    expect(testMachine().run('sleep 1.5; sleep 2m').ms).toBe(121_500);
  });
  it('exec "$@" in an entrypoint hands over arguments', () => {
    const files = { '/entry.sh': { content: '#!/bin/sh\nset -e\necho setup\nexec "$@"\n', mode: 0o755 } };
    expect(testMachine({ files }).exec(['/entry.sh', 'sh', '-c', 'echo run; exit 3'])).toMatchObject({
      exit: 3,
      out: 'setup\nrun\n',
    });
  });
});
