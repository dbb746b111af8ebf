// Programs whose output was recorded with a real Node 20 (record.mjs) and is compared with Node's model (recorded.test.ts).
// The first file is the one that is started; `args` follow it, `node` are options before it.

const one = (text, more = {}) => ({ files: { 'main.js': text }, ...more });
const module = (text, more = {}) => ({ files: { 'main.mjs': text }, ...more });

export const programs = {
  'prints values': one(`
console.log('text', 1, -0, 1.5, 10n, true, null, undefined, Symbol('s'), NaN);
console.log(['a', "it's", 'both \\' and "', 'line\\nbreak', '\\t\\u0001']);
console.log({ a: 1, 'b-c': [1, 2, { d: { e: { f: 1 } } }], [Symbol('k')]: 1, get x() { return 1; }, set y(v) {}, f() {}, g: class A extends Map {}, h: () => {} });
console.log(new Map([['k', { v: 1 }], [{ a: 1 }, 'b']]), new Set([1, 'two', [3]]), new Date(0), /a+/gi, [1, , 3, , ,], [undefined, null]);
console.log([1.5, 22, 333, 4444, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27]);
console.log(Array.from({ length: 120 }, (_, i) => i));
console.log(['apple', 'banana', 'cherry', 'dragonfruit', 'elderberry', 'fig', 'grape', 'honeydew']);
console.log({ name: 'a long enough name', description: 'a description that makes the line longer than 72', n: 1 });
console.log([{ id: 1, name: 'one' }, { id: 2, name: 'two' }], [[1, [2, [3, [4]]]]]);
console.log(Object.create(null), Object.assign(Object.create(null), { a: 1 }), new (class Foo { x = 1; })(), new (class {})());
console.log(new Uint8Array([1, 2, 3]), Buffer.from('hi'), new ArrayBuffer(4), new Error('e').message);
console.log([function named() {}, async () => {}, function* gen() {}, Math.max, class {}]);
console.log(Promise.resolve(4), new Promise(() => {}), (async () => 1)());
console.log(Object(1), Object('s'), new Boolean(false), [new Date(NaN)], {}, [], new Map(), new Set());
const circle = { name: 'c' }; circle.self = circle; circle.list = [circle]; console.log(circle);
console.log('%s is %d years and %i, %f, %j %o %O %%', 'Bob', 42.5, 42.9, '1.5', { a: 1 }, [1], { b: 2 }, 'extra');
console.log('%c styled', 'color: red'); console.log('100%', 5); console.log('%s', { a: { b: 1 } }, [1]); console.log(-0, [-0], '%d', '5');
console.log(new Map([[1, new Map([[2, new Map([[3, new Map()]])]])]])); console.log({ a: { b: { c: { d: 1 } } } });
console.log('a'.repeat(200).length, ['x'.repeat(100)], { s: 'multi\\nline' });
console.log(process.argv.length, typeof process.pid, [,'a'], [ , ], Object.assign(() => {}, { a: 1 }), new WeakMap());
`),
  'console has more than log': one(`
console.error('to stderr'); console.warn('warned', { a: 1 }); console.info('info'); console.debug('debug');
console.group('G'); console.log('in\\nside'); console.group(); console.log('deeper'); console.groupEnd(); console.groupEnd(); console.log('out');
console.assert(1 === 1, 'no'); console.assert(false, 'yes %s', 'x'); console.assert(false);
console.count(); console.count('a'); console.count(); console.countReset(); console.count();
console.table([{ a: 1, b: 'x' }, { a: 2, c: true }]); console.table(['p', 'q']); console.table(5);
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
`),
  'inspects on demand': one(`
const util = require('util');
console.log(util.inspect({ a: { b: { c: { d: {} } } } }, { depth: 0 }), util.inspect({ a: { b: { c: { d: {} } } } }, { depth: Infinity }));
console.log(util.inspect({ a: 1, b: [1, 2] }, { compact: false }));
console.log(util.inspect('str'), util.inspect([1, 2, 3], { maxArrayLength: 1 }), util.inspect({ b: 1, a: 2 }, { sorted: true }));
class Money { constructor(n) { this.n = n; } [util.inspect.custom]() { return \`Money<\${this.n}>\`; } }
console.log(new Money(5), [new Money(6)], { m: new Money(7) });
console.log(util.format('%s %s', 'a'), util.format('a', 'b', { c: 1 }), util.format(1, 2), util.format('%s', null, undefined));
console.log(util.isDeepStrictEqual({ a: [1] }, { a: [1] }), util.types.isPromise(Promise.resolve()), util.inspect(new Proxy({ a: 1 }, {})));
util.promisify(setTimeout)(1, 'v').then(console.log); util.promisify((cb) => cb(new Error('p')))().catch((e) => console.log(e.message));
console.log(util.inspect(new Map([['a', [1, 2]]]), { breakLength: 5 }));
`),
  'the event loop has an order': one(`
setTimeout(() => console.log('timeout 700'), 700); setTimeout((a, b) => console.log('timeout 400', a, b), 400, 'x', 'y');
setImmediate(() => { console.log('immediate'); process.nextTick(() => console.log('tick in immediate')); Promise.resolve().then(() => console.log('micro in immediate')); });
process.nextTick(() => { console.log('tick 1'); process.nextTick(() => console.log('tick 2')); Promise.resolve().then(() => console.log('micro of tick')); });
Promise.resolve().then(() => { console.log('micro 1'); process.nextTick(() => console.log('tick of micro')); }).then(() => console.log('micro 2'));
queueMicrotask(() => console.log('queued')); (async () => { console.log('async a'); await null; console.log('async b'); })();
let n = 0; const i = setInterval(() => { console.log('interval', ++n); if (n === 3) clearInterval(i); }, 300);
const t = setTimeout(() => console.log('never'), 1); clearTimeout(t); setTimeout(() => {}, 60000).unref();
process.on('exit', (code) => console.log('exit', code)); process.on('beforeExit', () => console.log('beforeExit')); console.log('sync');
`),
  'timers are promises too': module(`
import { setTimeout as wait, setInterval as every } from 'node:timers/promises';
console.log(await wait(5, 'waited')); let n = 0;
for await (const v of every(2, 'tick')) { console.log(v); if (++n === 3) break; }
const c = new AbortController(); setTimeout(() => c.abort(), 2);
try { await wait(1000, null, { signal: c.signal }); } catch (e) { console.log(e.name, e.code, e.message); }
`),
  'throws an error': one(`const x = 1;\n\nfunction fail() {\n\tthrow new TypeError('bad ' + x);\n}\nfail();\n`),
  'throws a text': one(`console.log('before');\nthrow 'plain';\n`),
  'throws an error with more on it': one(`const e = new Error('outer', { cause: new RangeError('inner') });\ne.code = 'E_X';\ne.list = [1, 2];\nthrow e;\n`),
  'throws a class of its own': one(`class ConfigError extends Error {\n  constructor(m) {\n    super(m);\n    this.name = 'ConfigError';\n    this.key = 'PORT';\n  }\n}\nthrow new ConfigError('PORT is missing');\n`),
  'reads of undefined': one(`const config = {};\nfunction port() {\n  return config.server.port;\n}\nconsole.log(port());\n`),
  'calls what is no function': one(`const app = { routes: {} };\n  app.routes.listen(3000);\n`),
  'calls a variable that is no function': one(`let handler;\nhandler('x');\n`),
  'names what is not defined': one(`console.log('a');\nconsole.log(mising);\n`),
  'assigns to a constant': one(`const a = 1;\na = 2;\n`),
  'destructures null': one(`const { a } = null;\n`),
  'catches and prints': one(`
try { null.x; } catch (e) { console.log(e.message, e instanceof TypeError, e.name); }
try { JSON.parse('{bad'); } catch (e) { console.log(e.name, e.message); }
try { JSON.parse(''); } catch (e) { console.log(e.message); }
try { undefined_(); } catch ({ message }) { console.log(message); }
try { new (class A { constructor() { this.x.y; } })(); } catch (e) { console.log(e.message); }
try { [].reduce((a, b) => a); } catch (e) { console.log(e.message); }
try { new Array(-1); } catch (e) { console.log(e.message); } try { 'x'.repeat(-1); } catch (e) { console.log(e.name); }
try { (void 0)(); } catch (e) { console.log(e.name); } try { let q = 5; q(); } catch (e) { console.log(e.message); }
try { const o = {}; o.a.b = 1; } catch (e) { console.log(e.message); } try { let o = { f: 1 }; o.f(); } catch (e) { console.log(e.message); }
try { for (const x of 5) {} } catch (e) { console.log(e.name); } try { y; let y = 1; } catch (e) { console.log(e.message); }
try { decodeURIComponent('%'); } catch (e) { console.log(e.name, e.message); } try { BigInt(1) + 1; } catch (e) { console.log(e.message); }
try { const a = {}; a.a = a; JSON.stringify(a); } catch (e) { console.log(e.name, e.message.split('\\n')[0]); }
console.log(String(new Error('m')), new Error('x') + '', Object.prototype.toString.call(new Error()), [new Error('in list').message]);
(function recurse() { try { recurse(); } catch (e) { if (e instanceof RangeError && !globalThis.told) { globalThis.told = 1; console.log(e.message); } } })();
`),
  'has a syntax error': one(`console.log('never');\nlet y = ;\n`),
  'is not closed': one(`function f() {\n  return 1;\n`),
  'declares twice': one(`let a = 1;\nlet a = 2;\n`),
  'rejects without a handler': one(`async function main() {\n  await null;\n  throw new Error('boom');\n}\nmain();\nsetTimeout(() => console.log('never'), 100);\n`),
  'rejects with a value': one(`Promise.reject(5);\n`),
  'rejects with an object': one(`Promise.reject({ code: 1 });\n`),
  'handles rejections in time': one(`
const p = Promise.reject(new Error('late')); p.catch((e) => console.log('caught', e.message));
process.on('unhandledRejection', (reason, promise) => console.log('unhandled', reason.message, promise instanceof Promise));
Promise.reject(new Error('u')); new Promise((_, no) => no(new Error('v'))).finally(() => console.log('finally')).catch(() => console.log('ok'));
Promise.all([1, Promise.reject(new Error('all'))]).catch((e) => console.log(e.message)); Promise.allSettled([Promise.reject(1), 2]).then(console.log);
Promise.any([Promise.reject(1)]).catch((e) => console.log(e.constructor.name, e.errors)); Promise.race([new Promise(() => {}), 1]).then(console.log);
`),
  'catches what nobody caught': one(`process.on('uncaughtException', (e, origin) => { console.log('caught', e.message, origin); process.exitCode = 4; });\nsetTimeout(() => console.log('goes on'), 1);\nthrow new Error('first');\n`),
  'exits with a code': one(`process.on('exit', (c) => console.log('exit', c, process.exitCode));\ntry { process.exit(3); } finally { console.log('never'); }\n`),
  'sets exitCode': one(`process.exitCode = 7;\nprocess.on('exit', (c) => { console.log(c); });\nconsole.log('goes on');\n`),
  'exits from a promise': one(`Promise.resolve().then(() => { process.exit(5); console.log('no'); }).then(() => console.log('no')); setTimeout(() => console.log('no'), 1);\n`),
  'waits for ever at its top level': module(`console.log('a');\nawait new Promise(() => {});\nconsole.log('never');\n`),
  'requires files': { files: {
    'main.js': `const a = require('./lib/a'); const { two } = require('./lib/a.js'); const data = require('./data.json'); console.log(a.one, two(), data.list, require('./lib'));
console.log(require('./lib/a') === a, module.children.length, require.main === module, __filename, __dirname, module.id, typeof require.resolve('./lib/a'));
console.log(require('dep').name, require('dep/sub'), require('@scope/pkg')); exports.x = 1; console.log(module.exports, this === module.exports); try { require('dep/hidden'); } catch (e) { console.log(e.code, e.message); }
const c1 = require('./c1'); console.log(c1);`,
    'lib/a.js': `exports.one = 1; exports.two = () => require('./b').b + 1;`, 'lib/b.js': `module.exports = { b: 1 };`, 'lib/index.js': `module.exports = 'index';`, 'data.json': '{"list":[1,2]}',
    'node_modules/dep/package.json': '{"name":"dep","version":"1.2.3","exports":{".":{"import":"./esm.mjs","require":"./cjs.cjs"},"./sub":"./sub.js"}}', 'node_modules/dep/cjs.cjs': `exports.name = 'dep';`, 'node_modules/dep/esm.mjs': `export const name = 'dep esm'; export default 1;`, 'node_modules/dep/sub.js': `module.exports = 'sub';`,
    'node_modules/@scope/pkg/package.json': '{"name":"@scope/pkg","main":"lib/main"}', 'node_modules/@scope/pkg/lib/main.js': `module.exports = 'scoped';`,
    'c1.js': `exports.early = 1; const c2 = require('./c2'); exports.late = c2.seen;`, 'c2.js': `exports.seen = Object.keys(require('./c1'));`,
  } },
  'misses a file': one(`console.log('first');\nfunction load() {\n  return require('./nope');\n}\nload();\n`),
  'misses a package': one(`const express = require('express');\n`),
  'catches a missing module': one(`try { require('left-pad'); } catch (e) { console.log(e.code, e.message.split('\\n')[0], e.requireStack.length); }\nimport('nope').catch((e) => console.log(e.code, e.message.replace(/ imported.*/, '')));`),
  'imports files': { files: {
    'main.mjs': `import def, { one as uno, two } from './a.mjs'; import * as all from './a.mjs'; import cjs, { named } from './c.cjs'; import fs, { readFileSync } from 'node:fs'; import path from 'path'; import dep from 'dep'; import { createRequire } from 'node:module'; import data from './d.json' with { type: 'json' };
console.log(def, uno, two(), all, cjs, named, typeof readFileSync, fs.readFileSync === readFileSync, path.join('a', '..', 'b'), dep, data);
console.log(import.meta.url, import.meta.filename, import.meta.dirname, import.meta.resolve('./a.mjs'), typeof require, typeof __filename, this);
const later = await import('./later.mjs'); console.log(later.default, later); const require2 = createRequire(import.meta.url); console.log(require2('./c.cjs').named);
export const x = 1; try { await import('./throws.mjs'); } catch (e) { console.log(e.message); }`,
    'a.mjs': `export default function hello() { return 'h'; }\nexport const one = 1;\nexport function two() { return later; }\nexport let later = 'live'; console.log('a evaluated');`, 'c.cjs': `exports.named = 'n'; exports.other = 2; console.log('c evaluated');`, 'later.mjs': `export default 'lazy'; export const z = 26;`, 'throws.mjs': `throw new Error('while loading');`, 'd.json': '{"k":[1]}',
    'node_modules/dep/package.json': '{"name":"dep","type":"module","exports":"./index.js"}', 'node_modules/dep/index.js': `export default 'dep';`,
  } },
  'imports by the type of the package': { files: { 'main.js': `import { a } from './a.js';\nconsole.log(a);\ntry { require('x'); } catch (e) { console.log(e.message.split('\\n')[0]); }\n`, 'a.js': `export const a = 'module';\n`, 'package.json': '{"type":"module"}' } },
  'imports a name that is not there': { files: { 'main.mjs': `console.log('never');\nimport { nope } from './a.mjs';\n`, 'a.mjs': `export const a = 1;\nconsole.log('never');\n` } },
  'imports a file that is not there': module(`console.log('never');\nimport './gone.mjs';\n`),
  'imports a package that is not there': module(`import express from 'express';\n`),
  'throws in a module': module(`import fs from 'node:fs';\nconst go = () => {\n  throw new Error('in module');\n};\ngo();\n`),
  'reads and writes files': one(`
const fs = require('fs'); const path = require('path');
fs.mkdirSync('out/deep', { recursive: true }); fs.writeFileSync('out/a.txt', 'hello'); fs.appendFileSync('out/a.txt', ' world\\n');
console.log(fs.readFileSync('out/a.txt', 'utf8'), fs.readFileSync('out/a.txt').length, fs.readFileSync(path.join(__dirname, 'out', 'a.txt'), { encoding: 'utf8' }).trim());
console.log(fs.existsSync('out'), fs.existsSync('nope'), fs.readdirSync('out'), fs.readdirSync('.', { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name));
const s = fs.statSync('out/a.txt'); console.log(s.size, s.isFile(), s.isDirectory(), (s.mode & 0o777).toString(8), s.mtime instanceof Date, fs.statSync('nope', { throwIfNoEntry: false }));
fs.renameSync('out/a.txt', 'out/b.txt'); fs.copyFileSync('out/b.txt', 'out/c.txt'); fs.unlinkSync('out/b.txt'); fs.symlinkSync('c.txt', 'out/l'); console.log(fs.readdirSync('out'), fs.readlinkSync('out/l'), fs.lstatSync('out/l').isSymbolicLink());
fs.chmodSync('out/c.txt', 0o600); console.log((fs.statSync('out/c.txt').mode & 0o777).toString(8)); fs.accessSync('out/c.txt', fs.constants.R_OK);
for (const f of [() => fs.readFileSync('nope.txt'), () => fs.mkdirSync('out'), () => fs.readdirSync('nope'), () => fs.unlinkSync('nope'), () => fs.rmdirSync('out'), () => fs.readFileSync('out'), () => fs.writeFileSync('no/dir/f', ''), () => fs.renameSync('nope', 'x'), () => fs.statSync('nope'), () => fs.accessSync('nope'), () => fs.writeFileSync('out/c.txt', 'x', { flag: 'wx' }), () => fs.copyFileSync('nope', 'y'), () => fs.rmSync('nope'), () => fs.rmSync('out'), () => fs.readFileSync(undefined), () => fs.writeFileSync('f', {})]) try { f(); console.log('fine'); } catch (e) { console.log(e.code, e.errno, e.syscall, '|', e.message); }
fs.rmSync('out', { recursive: true }); fs.rmSync('nope', { force: true }); console.log(fs.existsSync('out'));
fs.readFile('nope', (e, d) => { console.log('cb', e.code, d); fs.writeFile('z', 'zz', (e) => { console.log('written', e); fs.readFile('z', 'utf8', (e, d) => console.log(e, d)); }); });
fs.promises.readFile('nope').catch((e) => console.log('promise', e.message)).then(() => fs.promises.writeFile('p', '1')).then(() => fs.promises.readFile('p', 'utf8')).then(console.log);
setTimeout(() => { const w = fs.createWriteStream('stream.txt'); w.write('one\\n'); w.end('two\\n'); w.on('finish', () => fs.createReadStream('stream.txt', 'utf8').on('data', (d) => console.log('data', JSON.stringify(d)))  .on('end', () => console.log('end'))); }, 60);
const fd = fs.openSync('fd.txt', 'w'); fs.writeSync(fd, 'abc'); fs.closeSync(fd); console.log(fs.readFileSync('fd.txt', 'latin1'));
`),
  'a file that is not there ends it': one(`const fs = require('node:fs');\nfunction config() {\n  return fs.readFileSync('/etc/app/config.json', 'utf8');\n}\nconfig();\n`),
  'the process knows itself': one(`
console.log(process.argv.slice(2), process.env.GREETING, process.env.MISSING, 'GREETING' in process.env, process.platform, process.cwd() === __dirname, process.version.startsWith('v20'), process.versions.node.split('.')[0]);
process.env.N = 5; console.log(process.env.N, typeof process.env.N); delete process.env.N; console.log(process.env.N, Object.keys(process.env).includes('GREETING'));
process.stdout.write('no newline'); process.stdout.write('\\n'); process.stderr.write('err\\n'); console.log(process.title, process.execArgv, process.exitCode, process.uptime() > 0, Array.isArray(process.hrtime()), typeof process.hrtime.bigint(), Object.keys(process.memoryUsage()).length);
try { process.chdir('/nope'); } catch (e) { console.log(e.code, e.syscall); } process.chdir('/'); console.log(process.cwd()); console.log(typeof process.getuid(), process.stdout.isTTY, process.release.name, process.emitWarning.name !== undefined);
try { process.kill(process.pid, 'SIGFOO'); } catch (e) { console.log(e.code, e.message); } console.log(process.kill(process.pid, 0)); try { process.kill(999999, 0); } catch (e) { console.log(e.code, e.message); } console.log(String(process), process.argv0, typeof global, global === globalThis);
`, { args: ['one', '--two=3'], env: { GREETING: 'hej' } }),
  'a signal has a handler': one(`process.on('SIGTERM', (s, n) => { console.log(s, n); clearInterval(t); }); process.once('SIGUSR2', () => console.log('usr2'));\nconst t = setInterval(() => {}, 1000); setTimeout(() => process.kill(process.pid, 'SIGUSR2'), 5); setTimeout(() => process.kill(process.pid, 'SIGTERM'), 20);\n`),
  'a signal without a handler ends it': one(`setInterval(() => {}, 1000); setTimeout(() => { process.kill(process.pid, 'SIGTERM'); }, 5);\n`),
  'reads its input': one(`let all = ''; process.stdin.setEncoding('utf8'); process.stdin.on('data', (d) => (all += d)); process.stdin.on('end', () => console.log(all.trim().split('\\n').map((l) => l.toUpperCase())));\n`, { stdin: 'one\ntwo\n' }),
  'reads its input by lines': module(`import readline from 'node:readline'; const rl = readline.createInterface({ input: process.stdin }); let n = 0; for await (const line of rl) console.log(++n, line);\n`, { stdin: 'a\nb\nc' }),
  'reads its input at once': one(`console.log(require('fs').readFileSync(0, 'utf8').length);\n`, { stdin: 'hello' }),
  'iterates its input': module(`const parts = []; for await (const chunk of process.stdin) parts.push(chunk); console.log(Buffer.concat(parts).toString());\n`, { stdin: 'x\ny\n' }),
  'serves HTTP to itself': one(`
const http = require('http'); const { once } = require('events');
const server = http.createServer((req, res) => { let body = ''; req.on('data', (c) => (body += c)); req.on('end', () => { console.log(req.method, req.url, req.headers.host.replace(/\\d+$/, 'PORT'), req.headers['x-a'], JSON.stringify(body), req.httpVersion);
  if (req.url === '/json') { res.setHeader('Content-Type', 'application/json'); res.end(JSON.stringify({ ok: true })); }
  else if (req.url === '/chunks') { res.writeHead(201, { 'X-Kind': 'chunked' }); res.write('one '); setTimeout(() => res.end('two'), 5); }
  else if (req.url === '/empty') { res.statusCode = 204; res.end(); } else if (req.url === '/boom') { res.destroy(); } else if (req.url === '/redirect') { res.writeHead(302, { Location: '/json' }).end(); } else { res.statusCode = 404; res.end('not found ü'); } }); });
function get(path, options = {}) { return new Promise((resolve) => { const req = http.request({ port: server.address().port, path, ...options }, (res) => { let text = ''; res.setEncoding('utf8'); res.on('data', (d) => (text += d)); res.on('end', () => resolve([res.statusCode, res.statusMessage, res.headers['content-type'], res.headers['content-length'], res.headers['transfer-encoding'], res.headers['x-kind'], text])); }); req.on('error', (e) => resolve([e.code, e.message])); req.end(options.body); }); }
server.listen(0, '127.0.0.1', async () => { console.log(typeof server.address().port, server.address().address, server.listening);
  for (const p of ['/json', '/chunks', '/empty', '/nope', '/boom']) console.log(await get(p)); console.log(await get('/', { method: 'POST', body: 'hällo', headers: { 'X-A': 'b' } })); console.log(await get('/json', { method: 'HEAD' }));
  const base = 'http://127.0.0.1:' + server.address().port; const r = await fetch(base + '/json'); console.log(r.status, r.ok, r.headers.get('content-type'), await r.json()); console.log((await fetch(base + '/redirect')).redirected, await (await fetch(base + '/x', { method: 'PUT', body: JSON.stringify({ a: 1 }), headers: { 'content-type': 'application/json' } })).text());
  server.close((e) => console.log('closed', e)); await once(server, 'close'); try { await fetch('http://127.0.0.1:1'); } catch (e) { console.log(e.name, e.message); } http.get({ port: 1, host: '127.0.0.1' }).on('error', (e) => console.log(e.code, e.message)); });
`),
  'an address is in use': one(`const http = require('http');\nconst a = http.createServer().listen(0, () => {\n  const b = http.createServer();\n  b.on('error', (e) => { console.log(e.code, e.syscall, e.message.replace(/\\d+$/, 'PORT')); a.close(); });\n  b.listen(a.address().port);\n});\n`),
  'speaks TCP': one(`const net = require('net'); const server = net.createServer((s) => { s.write('hi\\n'); s.on('data', (d) => { console.log('server got', d.toString()); s.end('bye\\n'); }); s.on('close', () => server.close()); }); server.listen(0, () => { const c = net.connect(server.address().port, '127.0.0.1', () => c.write('hello')); c.setEncoding('utf8'); c.on('data', (d) => console.log('client got', JSON.stringify(d))); c.on('end', () => console.log('end')); c.on('close', (bad) => { console.log('close', bad); net.connect(1).on('error', (e) => console.log(e.code, e.syscall, e.port)); }); });\n`),
  'events': one(`
const EventEmitter = require('events'); const e = new EventEmitter(); e.on('a', (x, y) => console.log('a1', x, y)); e.prependListener('a', () => console.log('a0')); e.once('a', () => console.log('once')); console.log(e.emit('a', 1, 2), e.emit('a', 3), e.emit('b'), e.listenerCount('a'), e.eventNames());
class Bus extends EventEmitter {} const b = new Bus(); b.on('error', (x) => console.log('handled', x.message)); b.emit('error', new Error('e')); b.removeAllListeners(); try { b.emit('error', new Error('thrown')); } catch (x) { console.log(x.message); } try { b.emit('error', 'text'); } catch (x) { console.log(x.code, x.message); } try { b.on('x', 5); } catch (x) { console.log(x.code, x.message); }
EventEmitter.once(b, 'later').then((v) => console.log('got', v)); b.emit('later', 1, 2); const f = () => {}; b.on('q', f).off('q', f); console.log(b.listenerCount('q'), b.getMaxListeners(), EventEmitter.defaultMaxListeners, b instanceof EventEmitter, typeof EventEmitter.EventEmitter);
`),
  'paths and addresses': one(`
const path = require('path'); console.log(path.join('/a', '../b', './c/'), path.resolve('/a', 'b', '../c'), path.basename('/x/y.tar.gz', '.gz'), path.extname('a.b.c'), path.extname('.bashrc'), path.dirname('/a/b/c'), path.dirname('a'), path.relative('/a/b/c', '/a/d'), path.normalize('/a//b/../c/.'), path.isAbsolute('a'), path.parse('/home/u/file.txt'), path.format({ dir: '/x', base: 'y.z' }), path.sep, path.join(), path.basename('/'), path.normalize(''), path.parse('a'));
const u = new URL('https://user:pa%20ss@Example.com:8080/a/../b/c?x=1&y=2&x=3#frag'); console.log(u.href, u.host, u.hostname, u.port, u.pathname, u.search, u.hash, u.origin, u.username, u.searchParams.get('x'), u.searchParams.getAll('x'), [...u.searchParams.keys()]); u.searchParams.set('z', 'a b&c'); u.pathname = '/new path'; u.port = '443'; console.log(String(u), JSON.stringify({ u }));
console.log(new URL('../x?q', 'http://h/a/b/c').href, new URL('//o/p', 'http://h').href, new URL('http://h').href, new URL('#a', 'http://h/p?q').href, URL.canParse('nope')); try { new URL('nope'); } catch (e) { console.log(e.code, e.message, e.input); } console.log(new URL('file:///a%20b/c'), new URLSearchParams({ a: 1, b: 'x y' }).toString(), new URLSearchParams('?a=1&b=%20+'));
const { fileURLToPath, pathToFileURL } = require('url'); console.log(fileURLToPath('file:///a%20b'), pathToFileURL('/a b').href); const qs = require('querystring'); console.log(qs.parse('a=1&b=2&a=3&c=%20x'), qs.stringify({ a: [1, 2], b: 'x y' }));
`),
  'bytes': one(`
const b = Buffer.from('héllo wörld €😀'); console.log(b, b.length, b.toString('hex'), b.toString('base64'), b.toString('utf8'), b.slice(0, 2).toString(), Buffer.byteLength('€'));
console.log(Buffer.concat([Buffer.from('a'), Buffer.from([98, 99])]).toString(), Buffer.from('aGk=', 'base64').toString(), Buffer.from('6869', 'hex').toString(), Buffer.alloc(3, 'ab'), Buffer.from('x').equals(Buffer.from('x')), Buffer.compare(Buffer.from('a'), Buffer.from('b')), Buffer.isBuffer(b), JSON.stringify(Buffer.from('hi')));
const n = Buffer.alloc(8); n.writeUInt32BE(0xdeadbeef, 0); n.writeInt16LE(-2, 4); console.log(n, n.readUInt32BE(0), n.readInt16LE(4), n.readUInt8(0)); console.log(b.indexOf('w'), b.includes('zz'), Buffer.from('abc').fill('x').toString(), Buffer.from('abc').subarray(1).toString(), [...Buffer.from('ab').entries()], Buffer.from('AbC').toString('latin1'), btoa('hi'), atob('aGk='));
console.log(new TextEncoder().encode('é'), new TextDecoder().decode(new Uint8Array([0xe2, 0x82, 0xac])), new TextDecoder().decode(new Uint8Array([0xff, 65])), Buffer.from([1, 2, 3]).map((x) => x * 2), Buffer.from(new Uint16Array([1, 256]).buffer)); try { Buffer.from(5); } catch (e) { console.log(e.code); } try { n.readUInt32BE(6); } catch (e) { console.log(e.code, e.message); }
const { createHash, createHmac, randomUUID } = require('crypto'); console.log(createHash('sha256').update('a').update(Buffer.from('b')).digest('hex'), createHmac('sha256', 'k').update('m').digest('base64'), randomUUID().length);
`),
  'streams': one(`
const { Readable, Writable, Transform, pipeline, PassThrough } = require('stream'); const { pipeline: pipe } = require('stream/promises');
const up = new Transform({ transform(chunk, enc, cb) { cb(null, chunk.toString().toUpperCase()); } }); const out = []; pipeline(Readable.from(['a', 'b', 'c']), up, new Writable({ write(c, e, cb) { out.push(c.toString()); cb(); } }), (e) => console.log('done', e, out));
(async () => { const got = []; for await (const x of Readable.from([1, 2, 3])) got.push(x); console.log(got); await pipe(Readable.from(['x']), new PassThrough(), async function* (src) { for await (const c of src) yield c; }, new Writable({ write(c, e, cb) { console.log('w', c.toString()); cb(); } })).catch((e) => console.log(e.message)); })();
const r = new Readable({ read() {} }); r.push('p1'); r.push('p2'); r.push(null); r.setEncoding('utf8'); r.on('data', (d) => console.log('data', d)); r.on('end', () => console.log('end')); r.on('close', () => console.log('close'));
const w = new Writable({ write(c, e, cb) { cb(new Error('disk')); } }); w.on('error', (e) => console.log('error', e.message)); w.write('x');
`),
  'asserts': one(`
const assert = require('assert'); const tests = [() => assert(false), () => assert.ok(0, 'msg'), () => assert.equal(1, 2), () => assert.strictEqual('a', 'b'), () => assert.deepStrictEqual({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] }), () => assert.notStrictEqual(1, 1), () => assert.throws(() => {}), () => assert.throws(() => { throw new Error('x'); }, /y/), () => assert.match('abc', /x/), () => assert.fail('m'), () => assert.ifError(new Error('q')), () => assert.strictEqual(1, 2, 'own'), () => assert.doesNotThrow(() => { throw new Error('dd'); }), () => assert.strictEqual({ a: 1 }, { a: 1 }), () => assert.deepEqual([1], [2]), () => assert.strictEqual(undefined, 5), () => assert.throws(() => { throw new TypeError('t'); }, TypeError), () => assert.throws(() => { throw new Error('m1'); }, { message: 'm1' }), () => assert.deepStrictEqual(new Map([[1, { a: 1 }]]), new Map([[1, { a: 1 }]])), () => assert.deepEqual({ a: 1 }, { a: '1' }), () => assert.notDeepStrictEqual([1], [1])];
for (const t of tests) try { t(); console.log('ok'); } catch (e) { console.log(e.name, e.code, e.operator, JSON.stringify(e.message)); } assert.rejects(Promise.reject(new Error('r')), /r/).then(() => console.log('rejected as wanted'));
`),
  'classes, generators and the rest of the language': one(`
class A { #p = 1; static s = 2; get p() { return this.#p; } static { A.t = 3; } *[Symbol.iterator]() { yield 1; yield 2; } } console.log(new A().p, A.s, A.t, [...new A()], new A());
console.log([3, 1, 2].toSorted(), [1, 2, 3].at(-1), 'a-b-c'.replaceAll('-', '+'), [1, [2, [3]]].flat(Infinity), structuredClone({ d: new Date(0), m: new Map([[1, 2]]) }), 1_000, 2 ** 10, null ?? 'd', undefined?.x, [..."héy"].length, 'abc'.padStart(5, '*'));
const { a = 5, ...rest } = { b: 1, c: 2 }; console.log(a, rest, [1, 2, 3].includes(2), Object.entries({ x: 1 }), Object.fromEntries([['y', 2]]), Number('0x10'), parseInt('12px'), (12.345).toFixed(1), 0.1 + 0.2, 1e21, 123456789012345680000, (1234.5).toLocaleString(), new Date(0).toISOString(), new Date('2026-01-02T03:04:05Z').getTime(), JSON.stringify({ d: new Date(0), u: undefined, n: null, f() {} }, null, 2), typeof null);
label: for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) { if (j === 1) continue label; if (i === 2) break label; console.log(i, j); } async function* ag() { yield 1; yield 2; } (async () => { for await (const v of ag()) console.log('ag', v); })(); console.log([10, 9, 1].sort(), ['b', 'a'].sort((x, y) => x.localeCompare(y)), 'x'.localeCompare('X'), new Intl_ok().v); function Intl_ok() { this.v = 'fn'; } console.log(/(?<y>\\d{4})-(?<m>\\d\\d)/.exec('on 2026-11').groups.y, 'aBc'.match(/[A-Z]/g), [...'a1b2'.matchAll(/\\d/g)].map((m) => m.index), isNaN('x'), encodeURIComponent('a b/ü'), Math.max(), [] + {}, [1, 2] + '', !!'0');
`),
  'a shebang and strict mode': one(`#!/usr/bin/env node\n'use strict';\nconsole.log((function () { return this; })());\ntry { undeclared = 1; } catch (e) { console.log(e.message); }\n`),
  'evaluates text': { files: {}, node: ['-e', 'console.log(process.argv.length, typeof require, require("path").sep, os.EOL === "\\n", __filename)'], args: ['x'] },
  'prints the value of text': { files: {}, node: ['-p', '({ a: 1, b: [1, 2] })'] },
  'fails in text': { files: {}, node: ['-e', 'throw new Error("x")'] },
  'evaluates a module': { files: {}, node: ['--input-type=module', '-e', 'import fs from "node:fs"; console.log(typeof fs.readFileSync, await 5)'] },
  'a text with a syntax error': { files: {}, node: ['-e', '{'] },
  'checks syntax': { files: { 'main.js': 'let y = ;\n' }, node: ['--check'] },
  'checks good syntax': { files: { 'main.js': 'console.log(1);\n' }, node: ['--check'] },
  'misses its file': { files: {}, node: ['gone.js'] },
  'parses its arguments': one(`const { parseArgs } = require('util'); console.log(parseArgs({ options: { port: { type: 'string', short: 'p', default: '80' }, verbose: { type: 'boolean', short: 'v' }, tag: { type: 'string', multiple: true } }, allowPositionals: true }).values); try { parseArgs({ args: ['--nope'], options: {} }); } catch (e) { console.log(e.code, e.message); }\n`, { args: ['-p', '8080', '-v', '--tag', 'a', '--tag=b', 'pos'] }),
  'env file': { files: { 'main.js': `console.log(process.env.A, process.env.B, process.env.C, process.env.D);\n`, '.env': 'A=1\n# comment\nB="two words"\nexport C=\'x#y\'\nD=z # tail\n' }, node: ['--env-file=.env'] },
  'preloads': { files: { 'main.js': `console.log('main', globalThis.ready);\n`, 'pre.js': `globalThis.ready = true; console.log('pre');\n` }, node: ['-r', './pre.js'] },
  'runs tests': { files: { 'test/sum.test.js': `const { test, describe, it, beforeEach } = require('node:test');
const assert = require('node:assert');
test('adds', () => {
  assert.strictEqual(1 + 1, 2);
});
test('breaks', () => {
  assert.strictEqual(1 + 1, 3);
});
test('throws', async () => {
  throw new TypeError('oh no');
});
test('skipped', { skip: true }, () => {});
test('later', { todo: 'soon' }, () => {});
describe('group', () => {
  it('inner', () => {});
  it('compares', () => {
    assert.deepStrictEqual({ a: 1 }, { a: 2 });
  });
});
test('outer', async (t) => {
  await t.test('nested', () => {});
});
` }, node: ['--test'], none: true },
  'runs good tests': { files: { 'a.test.mjs': `import test from 'node:test';\nimport assert from 'node:assert/strict';\ntest('equal', () => assert.equal(1, 1));\ntest('rejects', async () => {\n  await assert.rejects(Promise.reject(new Error('x')), /x/);\n});\n` }, node: ['--test'], none: true },
  'runs a test file': one(`const { test } = require('node:test'); test('one', () => {}); console.log('printed');\n`),
  'abort and events of the web': one(`const c = new AbortController(); c.signal.addEventListener('abort', () => console.log('aborted', c.signal.reason.name)); c.abort(); console.log(c.signal.aborted, AbortSignal.abort('r').reason); const t = new EventTarget(); t.addEventListener('x', (e) => console.log(e.type, e instanceof Event), { once: true }); t.dispatchEvent(new Event('x')); t.dispatchEvent(new Event('x')); console.log(performance.now() > 0, typeof structuredClone);\n`),
};
