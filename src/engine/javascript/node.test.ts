import { beforeAll, describe, expect, it } from 'vitest';
import { loadJavaScript } from '../../content/compile/javascript.ts';
import { startContainer } from '../kernel/runtime/container.ts';
import { testMachine, type TestOptions } from '../testing/machine.ts';
import { programs } from '../everything.ts';
import type { RunOptions, System } from '../kernel/system.ts';
import type { JsRuntime } from '../kernel/js-runtime.ts';

let runtime: JsRuntime;
beforeAll(async () => {
  runtime = await loadJavaScript();
});

const NODE = {
  size: 1,
  mode: 0o755,
  program: { format: 'elf', arch: 'amd64', libc: 'glibc', model: 'node', facts: { version: '22.20.0' } },
} as const;

function machineOf(files: NonNullable<TestOptions['files']>, more: TestOptions = {}) {
  return testMachine({
    cwd: '/app',
    env: { PATH: '/usr/bin:/bin', HOME: '/root' },
    ...more,
    files: { '/app/': '', '/usr/bin/node': NODE, ...files },
    system: { js: { runtime, wanted: () => undefined }, ...more.system },
  });
}
const run = (text: string, more: RunOptions = {}) =>
  machineOf({ '/app/main.js': text }).exec(['node', 'main.js'], more);
const said = ({ notSimulated }: { notSimulated: readonly { what: string }[] }) => notSimulated.map(({ what }) => what);

describe('a program that does not end', () => {
  it.each([
    ['an endless loop', 'while (true) {}', 'JavaScript that runs on without a pause'],
    ['endless promises', '(async () => { for (;;) await null; })()', 'JavaScript that runs on without a pause'],
    ['an endless loop that catches', 'for (;;) { try { null.x } catch {} }', 'JavaScript that runs on without a pause'],
    ['endless immediates', 'const f = () => setImmediate(f); f()', 'JavaScript that runs on without a pause'],
    [
      'a regular expression without end',
      '/^(a+)+$/.test("a".repeat(60) + "b")',
      'JavaScript that runs on without a pause',
    ],
    [
      'ever more objects',
      'const all = []; for (;;) all.push({ a: [1, 2, 3] })',
      'JavaScript that needs more than 32 MB',
    ],
    [
      'ever more bytes',
      'const all = []; for (;;) all.push(Buffer.alloc(1e6))',
      'JavaScript that needs more than 32 MB',
    ],
    [
      'a text that doubles',
      'let s = "x"; const all = []; for (;;) { s += s; all.push(s.slice(1)) }',
      'JavaScript that needs more than 32 MB',
    ],
  ])('%s is stopped with a message', (_, program, message) => {
    const outcome = run(program);
    expect(outcome.running).toBeUndefined();
    expect({ err: outcome.err, said: said(outcome), failed: outcome.exit !== 0 }).toEqual({
      err: `stopped by the simulator: ${message}\n`,
      said: [message],
      failed: true,
    });
  });

  it('ticks without end are stopped too', () => {
    expect(said(run('const f = () => process.nextTick(f); f()'))).toEqual(['JavaScript that runs on without a pause']);
  });

  it('recursion without end is an error of the program, and not held against it', () => {
    const outcome = run('function deeper() { return deeper() + 1 }\ndeeper()');
    expect(outcome.exit).toBe(1);
    expect(outcome.err).toContain('RangeError: Maximum call stack size exceeded\n');
    expect(said(outcome)).toEqual(['recursion as deep as Node allows']);
  });

  it('one program that was stopped does not touch the next', () => {
    const machine = machineOf({
      '/app/bad.js': 'globalThis.x = 1; for (;;) {}',
      '/app/good.js': 'console.log(typeof x)',
    });
    expect(machine.run('node bad.js; node good.js').out).toBe('undefined\n');
  });

  it('nests deeper than the interpreter follows', () => {
    const outcome = run('let a = []; for (let i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a)');
    expect(outcome.exit).not.toBe(0);
    expect(said(outcome).length).toBeGreaterThan(0);
    expect(run('console.log("fine")').out).toBe('fine\n');
  });

  it('waits by asking for the time', () => {
    const { out, ms } = run('const end = Date.now() + 2000; while (Date.now() < end) {} console.log("done")');
    expect(out).toBe('done\n');
    expect(ms).toBeGreaterThanOrEqual(2000);
  });
});

const SERVER = `
const server = require('http').createServer((req, res) => res.end('hi ' + req.url + '\\n'));
server.listen(Number(process.env.PORT ?? 8080), () => console.log('listening'));
process.on('SIGTERM', () => { console.log('closing'); server.close(() => { console.log('closed'); process.exit(0); }); });
`;

describe('a server', () => {
  it('stays, and says on which ports', () => {
    expect(run(SERVER)).toMatchObject({ running: { listens: [8080] }, out: 'listening\n', exit: 0 });
    expect(run(SERVER, { env: { PORT: '3000', PATH: '/usr/bin' } }).running).toEqual({ listens: [3000] });
  });

  it('that only the machine itself can reach has no port', () => {
    expect(run("require('http').createServer().listen(8080, '127.0.0.1')").running).toEqual({
      listens: [],
      local: [8080],
    });
  });

  it('with an interval is not played for an hour', () => {
    const outcome = run(`${SERVER} let n = 0; setInterval(() => console.log('tick', ++n), 10);`);
    expect(outcome.running).toEqual({ listens: [8080] });
    expect(outcome.ms).toBeLessThanOrEqual(60_000);
    expect(said(outcome)).toEqual([]);
  });

  it('that fails to start has ended', () => {
    const outcome = run(
      `const http = require('http'); http.createServer().listen(80); http.createServer().listen(80);`,
    );
    expect(outcome).toMatchObject({ exit: 1 });
    expect(outcome.err).toContain('Error: listen EADDRINUSE: address already in use :::80');
  });

  it('ends when it has closed', () => {
    expect(
      run(`const s = require('http').createServer().listen(1, () => s.close(() => console.log('closed')))`),
    ).toMatchObject({ out: 'closed\n', exit: 0 });
  });
});

const text = (log: readonly { text: string }[]) => log.map((chunk) => chunk.text).join('');

const container = (program: string, argv = ['node', 'main.js']) => {
  const machine = machineOf({ '/app/main.js': program });
  const system: System = {
    tree: machine.tree,
    os: { family: 'debian', version: '13', suite: 'trixie', libc: 'glibc', shell: 'dash', packageManager: 'apt' },
    platform: 'linux/amd64',
    packages: { find: () => undefined, indexBytes: () => 0 },
    network: true,
    credentials: { sshAgent: false },
    ...programs,
    js: { runtime, wanted: () => undefined },
  };
  const started = startContainer(system, argv, { cwd: '/app', env: { PATH: '/usr/bin:/bin' } });
  started.run(1000);
  return started;
};

describe('signals', () => {
  it('reach the handlers of the first process', () => {
    const started = container(SERVER);
    started.signal('TERM');
    started.run(5000);
    expect({ ended: started.ended?.exit, log: text(started.log) }).toEqual({
      ended: 0,
      log: 'listening\nclosing\nclosed\n',
    });
  });

  it('are ignored by a first process without a handler, and end another', () => {
    const first = container('setInterval(() => {}, 1000)');
    first.signal('TERM');
    first.run(5000);
    expect(first.ended).toBeUndefined();
    const child = container('setInterval(() => {}, 1000)', [
      '/bin/sh',
      '-c',
      'node main.js & sleep 1; kill $!; wait $!; echo $?',
    ]);
    child.run(5000);
    expect(text(child.log)).toContain('143\n');
  });
});

describe('what is not modelled', () => {
  it.each([
    ["require('child_process').execSync('ls')", 'node module child_process'],
    ["const { Worker } = require('worker_threads'); new Worker('./x.js')", 'Worker of node module worker_threads'],
    ["require('cluster').fork()", 'fork of node module cluster'],
    ["require('fs').watch('/')", 'watch of node module fs'],
    ["require('crypto').createHash('md5')", 'md5 of node module crypto'],
    ['new Intl.NumberFormat()', 'Intl of node'],
    ["require('http').get('http://example.com/')", 'connection to example.com'],
  ])('%s is said and ends the program without blame', (program, what) => {
    const outcome = run(`try { ${program} } catch { console.log('caught') }\nsetTimeout(() => {}, 5)`);
    expect(said(outcome)).toEqual([what]);
    expect(outcome.exit).toBe(0);
    expect(outcome.out).toBe('');
  });

  it('is not said where it is only loaded', () => {
    const outcome = run(
      "const { execSync } = { execSync: 1 }; require('child_process'); require('worker_threads'); console.log('fine')",
    );
    expect({ said: said(outcome), out: outcome.out }).toEqual({ said: [], out: 'fine\n' });
  });

  it('is not said of what is true without it: one thread, one process, no terminal, names of the machine', () => {
    const outcome = run(`const { isMainThread } = require('worker_threads'); const dns = require('dns');
console.log(isMainThread, require('cluster').isPrimary, require('tty').isatty(1));
dns.lookup('localhost', (error, address, family) => console.log(error, address, family));
dns.promises.lookup('db').catch((error) => console.log(error.message));`);
    expect({ out: outcome.out, said: said(outcome) }).toEqual({
      out: 'true true false\ngetaddrinfo ENOTFOUND db\nnull 127.0.0.1 4\n',
      said: [],
    });
  });

  it('names of its modules can be imported all the same', () => {
    const machine = machineOf({
      '/app/a.mjs':
        "import { spawn } from 'node:child_process'; import cluster from 'cluster'; console.log(typeof spawn)",
    });
    expect(machine.run('node a.mjs')).toMatchObject({ out: 'function\n', notSimulated: [] });
  });

  it('code of installed packages: what the program does is read from its text', () => {
    const files = {
      '/app/node_modules/express/package.json': '{"name":"express","version":"5.0.0"}',
      '/app/main.js': "const express = require('express');\nconst app = express();\napp.listen(3000);\n",
    };
    expect(machineOf(files).exec(['node', 'main.js']).running).toEqual({ listens: [3000] });
    expect(
      machineOf({ ...files, '/app/node_modules/express/package.json': null }).exec(['node', 'main.js']),
    ).toMatchObject({ exit: 1 });
  });
});

const ANSWERS = `require('http').createServer((q, r) => {
  if (q.url === '/slow') return void setTimeout(() => r.end('slow'), 5000);
  if (q.url === '/bad') { r.statusCode = 500; return void r.end('oops'); }
  if (q.url === '/there') return void r.writeHead(302, { Location: '/here' }).end();
  let body = '';
  q.on('data', (d) => (body += d)).on('end', () => r.end([q.method, q.url, q.headers['x-a'], body].join(' ') + '\\n'));
}).listen(3000)`;

const ask = (typed: string) =>
  machineOf({ '/app/main.js': ANSWERS }).run(`node main.js & sleep 1; ${typed}; kill -9 $!`);

describe('curl and wget talk to a server of the machine', () => {
  it.each([
    ['curl -s localhost:3000/hello', 'GET /hello  \n'],
    ['curl -s -d a=ü -H "X-A: y" http://127.0.0.1:3000/p', 'POST /p y a=ü\n'],
    ['curl -sL localhost:3000/there', 'GET /here  \n'],
    ['curl -s -o /dev/null -w "%{http_code}" localhost:3000/bad', '500'],
    ['wget -qO- http://localhost:3000/w', 'GET /w  \n'],
    ['curl -sI localhost:3000/ | head -1', 'HTTP/1.1 200 OK\r\n'],
    ['curl -s localhost:3000/file -o f; cat f', 'GET /file  \n'],
  ])('%s', (command, out) => {
    expect(ask(command)).toMatchObject({ out, notSimulated: [] });
  });

  it.each([
    ['curl -fsS localhost:3000/bad', 22, 'curl: (22) The requested URL returned error: 500\n'],
    [
      'curl -sS -m 2 localhost:3000/slow',
      28,
      'curl: (28) Operation timed out after 2000 milliseconds with 0 bytes received\n',
    ],
    [
      'curl -sS localhost:3001',
      7,
      'curl: (7) Failed to connect to localhost port 3001 after 0 ms: Could not connect to server\n',
    ],
    ['wget -q --spider localhost:3000/bad', 8, ''],
    ['wget -q localhost:3001', 4, ''],
  ])('%s fails with %i', (command, exit, err) => {
    const outcome = ask(`${command}; echo $?`);
    expect({ out: outcome.out, err: outcome.err.replace('Killed\n', '') }).toEqual({ out: `${exit}\n`, err });
  });
});

describe('programs among others', () => {
  it('are in pipes, read files of the tree and obey its owners', () => {
    const machine = machineOf({
      '/app/up.js': 'process.stdin.on("data", (d) => process.stdout.write(String(d).toUpperCase()))',
      '/secret': { content: 's', mode: 0o600 },
    });
    expect(machine.run('echo hello | node up.js | cat').out).toBe('HELLO\n');
    expect(machine.run("node -e \"fs.writeFileSync('/tmp/x', '1')\" && cat /tmp/x").out).toBe('1');
    const user = machineOf({ '/secret': { content: 's', mode: 0o600 } }, { user: 'node' });
    expect(user.run('node -e "fs.readFileSync(\'/secret\')"').err).toContain(
      "Error: EACCES: permission denied, open '/secret'",
    );
  });

  it('learn their name from /etc/passwd, and that there is none', () => {
    const question = `node -e "console.log(os.userInfo().username)"`;
    expect(machineOf({}, { user: 'node' }).run(question).out).toBe('node\n');
    const unknown = machineOf({}).run(`setpriv --reuid 4711 --clear-groups ${question}`);
    expect(unknown.err).toContain(
      'SystemError [ERR_SYSTEM_ERROR]: A system error occurred: uv_os_get_passwd returned ENOENT (no such file or directory)',
    );
  });

  it('answer the same every time', () => {
    const program = 'console.log(Math.random(), Date.now(), crypto.randomUUID(), performance.now())';
    expect(run(program)).toEqual(run(program));
  });

  it('sleep in virtual time beside the shell', () => {
    const machine = machineOf({ '/app/a.js': 'setTimeout(() => console.log("node"), 2000)' });
    const { out, ms } = machine.run('node a.js & sleep 1; echo shell; wait');
    expect(out).toBe('shell\nnode\n');
    expect(ms).toBeGreaterThanOrEqual(2000);
    expect(ms).toBeLessThan(3000);
  });
});
