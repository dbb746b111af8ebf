import { describe, expect, it } from 'vitest';
import { testMachine, type TestOptions } from '../../testing/machine.ts';

// Messages and exit codes were compared with Node 20.20.2; frames and positions are left out.
const node = (version: string) => ({
  '/usr/bin/node': {
    size: 1,
    mode: 0o755,
    program: { format: 'elf', arch: 'amd64', libc: 'glibc', model: 'node', facts: { version } },
  },
});
function app(
  files: NonNullable<TestOptions['files']>,
  { version = '22.20.0', ...more }: TestOptions & { version?: string } = {},
) {
  const own = more.os === 'alpine' ? {} : node(version);
  return testMachine({
    cwd: '/app',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/root' },
    ...more,
    files: { '/app/': '', ...(own as TestOptions['files']), ...files },
  });
}
/** The words of the error, and the exit code. */
function error({ err, exit }: { err: string; exit: number }) {
  return `${exit} ${err.split('\n').find((line) => /Error/.test(line)) ?? err}`;
}
const installed = (name: string, more: object = {}) => ({
  [`/app/node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', ...more }),
});

describe('node finds its program', () => {
  it('or says which file is missing', () => {
    const { err, exit } = app({}).run('node nothing.js');
    expect(exit).toBe(1);
    expect(err).toBe(
      "node:internal/modules/cjs/loader\n  throw err;\n  ^\n\nError: Cannot find module '/app/nothing.js'\n    at node:internal/modules/cjs/loader {\n  code: 'MODULE_NOT_FOUND',\n  requireStack: []\n}\n\nNode.js v22.20.0\n",
    );
    expect(error(app({}).run('node .'))).toBe("1 Error: Cannot find module '/app'");
  });

  it('by main, index.js and without its ending', () => {
    const files = {
      '/app/package.json': '{"main":"lib/a.js"}',
      '/app/lib/a.js': 'console.log("main")\n',
      '/app/b/index.js': 'console.log("index")\n',
    };
    expect(app(files).run('node . && node b && node lib/a').out).toBe('main\nindex\nmain\n');
  });
});

describe('imports are followed before the first line', () => {
  it('files', () => {
    expect(error(app({ '/app/a.mjs': "import x from './b.js'\n" }).run('node a.mjs'))).toBe(
      "1 Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/app/b.js' imported from /app/a.mjs",
    );
    expect(error(app({ '/app/a.cjs': "require('./b')\n" }).run('node a.cjs'))).toBe(
      "1 Error: Cannot find module './b'",
    );
    expect(app({ '/app/a.cjs': "require('./b')\nconsole.log('fine')\n", '/app/b.js': '' }).run('node a.cjs').out).toBe(
      'fine\n',
    );
    expect(app({ '/app/a.mjs': "// import './gone.js'\nimport 'node:fs'\n" }).run('node a.mjs').exit).toBe(0);
  });

  it('packages, and what those depend on', () => {
    const main = { '/app/a.mjs': "import { Hono } from 'hono';\nimport x from '@hono/node-server/serve';\n" };
    expect(error(app(main).run('node a.mjs'))).toBe(
      "1 Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'hono' imported from /app/a.mjs",
    );
    expect(error(app({ ...main, ...installed('hono') }).run('node a.mjs'))).toBe(
      "1 Error [ERR_MODULE_NOT_FOUND]: Cannot find package '@hono/node-server' imported from /app/a.mjs",
    );
    expect(app({ ...main, ...installed('hono'), ...installed('@hono/node-server') }).run('node a.mjs').exit).toBe(0);
    const deep = { ...main, ...installed('hono', { dependencies: { deep: '1' } }), ...installed('@hono/node-server') };
    expect(error(app(deep).run('node a.mjs'))).toBe("1 Error: Cannot find module 'deep'");
    expect(error(app({ '/app/a.cjs': "const x = require('express')\n" }).run('node a.cjs'))).toBe(
      "1 Error: Cannot find module 'express'",
    );
  });

  it('from the folder of the file upwards', () => {
    const files = { '/app/dist/a.mjs': "import 'hono'\n", ...installed('hono') };
    expect(app(files).run('node dist/a.mjs').exit).toBe(0);
    expect(app({ '/srv/a.mjs': "import 'hono'\n", ...installed('hono') }).run('node /srv/a.mjs').exit).toBe(1);
  });
});

describe('module syntax', () => {
  const loose = { '/app/a.js': 'import fs from "fs"\nconsole.log("fine")\n' };
  const typed = (type: string) => ({ ...loose, '/app/package.json': `{"type":"${type}"}` });
  const wrong = '1 SyntaxError: Cannot use import statement outside a module';

  it.each([
    ['20.18.0', wrong],
    ['20.19.0', '0 '],
    ['22.6.0', wrong],
    ['22.7.0', '0 '],
    ['24.0.0', '0 '],
  ])('is guessed by Node %s where nothing is said', (version, expected) => {
    expect(error(app(loose, { version }).run('node a.js'))).toBe(expected);
  });

  it('is what the nearest package.json says', () => {
    expect(error(app(typed('module'), { version: '18.0.0' }).run('node a.js'))).toBe('0 ');
    expect(error(app(typed('commonjs'), { version: '24.0.0' }).run('node a.js'))).toBe(wrong);
    expect(
      error(
        app({ '/app/a.js': "const x = require('fs')\n", '/app/package.json': '{"type":"module"}' }).run('node a.js'),
      ),
    ).toBe('1 ReferenceError: require is not defined in ES module scope, you can use import instead');
    const made =
      "import { createRequire } from 'module'\nconst require = createRequire(import.meta.url)\nrequire('fs')\n";
    expect(app({ '/app/a.mjs': made }).run('node a.mjs').exit).toBe(0);
  });
});

const addon = (libc: string, facts?: object, arch = 'amd64') => ({
  ...installed('better-sqlite3', { dependencies: { bindings: '1' } }),
  ...installed('bindings'),
  '/app/a.cjs': "require('better-sqlite3')\n",
  '/app/node_modules/better-sqlite3/build/Release/better_sqlite3.node': {
    size: 1,
    program: { format: 'elf', arch, libc, model: 'native-addon', ...(facts ? { facts } : {}) },
  },
});
const PATH = '/app/node_modules/better-sqlite3/build/Release/better_sqlite3.node';
const load = (files: object, options: TestOptions & { version?: string } = {}) =>
  error(app(files as TestOptions['files'] & object, options).run('node a.cjs'));

describe('native addons', () => {
  it('must be made for the C library', () => {
    expect(load(addon('glibc'))).toBe('0 ');
    expect(load(addon('musl'), { os: 'alpine' })).toBe('0 ');
    expect(load(addon('glibc'), { os: 'alpine' })).toBe(`1 Error: Error relocating ${PATH}: fcntl64: symbol not found`);
    expect(load(addon('musl'))).toBe(
      '1 Error: libc.musl-x86_64.so.1: cannot open shared object file: No such file or directory',
    );
  });

  it('must be made for the processor and the release of Node', () => {
    expect(load(addon('glibc', undefined, 'arm64'))).toBe(
      `1 Error: ${PATH}: cannot open shared object file: No such file or directory`,
    );
    expect(load(addon('glibc', { node: 22 }))).toBe('0 ');
    const other = app(addon('glibc', { node: 20 }) as TestOptions['files'] & object).run('node a.cjs');
    expect(other.err).toContain(
      `Error: The module '${PATH}'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 115. This version of Node.js requires\nNODE_MODULE_VERSION 127. Please try re-compiling or re-installing\n`,
    );
  });

  it('must be there', () => {
    const files = { ...addon('glibc'), [PATH]: null };
    expect(load(files)).toBe('1 Error: Could not locate the bindings file. Tried:');
  });
});

const runText = (text: string, env: Record<string, string> = {}) => {
  const { running, out, err, exit } = app({ '/app/a.mjs': text }).run('node a.mjs', {
    env: { PATH: '/usr/bin', ...env },
  });
  return running ? running.listens : { out, err, exit };
};

describe('a program', () => {
  it.each([
    ['app.listen(3000)', [3000]],
    ['serve({ fetch, port: 8787 })', [8787]],
    ['const port = 4000;\nserver.listen(port)', [4000]],
    ['server.listen(process.env.PORT ?? 5000)', [5000]],
    ["const PORT = process.env.PORT || '6000'\napp.listen(PORT)", [6000]],
    ['setInterval(tick, 1000)', []],
  ])('%s stays', (text, ports) => {
    expect(runText(text)).toEqual(ports);
  });

  it('listens where PORT says', () => {
    expect(runText('app.listen(process.env.PORT || 3000)', { PORT: '9000' })).toEqual([9000]);
    expect(runText('app.listen(3000)', { PORT: '9000' })).toEqual([3000]);
  });

  it('prints and ends', () => {
    expect(runText('console.log(\'a\\tb\');\nconsole.error("c");\nprocess.exit(3);\n')).toEqual({
      out: 'a\tb\n',
      err: 'c\n',
      exit: 3,
    });
    expect(runText('')).toEqual({ out: '', err: '', exit: 0 });
  });

  it('given with -e is understood as far as it is a literal or a require', () => {
    expect(app({}).run('node -e "console.log(\'hi\')"; node -p process.version').out).toBe('hi\nv22.20.0\n');
    expect(app({}).run('node -e "process.exit(2)"').exit).toBe(2);
    expect(error(app({}).run('node -e "require(\'express\')"'))).toBe("1 Error: Cannot find module 'express'");
    expect(app({}).run('node -e "while (true) {}"').notSimulated).toHaveLength(1);
    expect(app({}).run('node').notSimulated).toHaveLength(1);
    expect(app({}).run('node --version').out).toBe('v22.20.0\n');
  });
});

describe('node --test', () => {
  const GOOD =
    "import { test } from 'node:test';\nimport assert from 'node:assert';\ntest('adds', () => {\n  assert.equal(1, 1);\n});\n";
  const BAD = `${GOOD}test('breaks', () => {\n  assert.equal(1, 2);\n});\n`;

  it('passes and fails, in TAP where Node is older than 23', () => {
    expect(app({ '/app/test/a.test.mjs': GOOD }).run('node --test')).toMatchObject({
      exit: 0,
      out: 'TAP version 13\n# Subtest: adds\nok 1 - adds\n1..1\n# tests 1\n# suites 0\n# pass 1\n# fail 0\n# cancelled 0\n# skipped 0\n# todo 0\n',
    });
    expect(app({ '/app/test/a.test.mjs': BAD }).run('node --test')).toMatchObject({
      exit: 1,
      out: 'TAP version 13\n# Subtest: adds\nok 1 - adds\n# Subtest: breaks\nnot ok 2 - breaks\n1..2\n# tests 2\n# suites 0\n# pass 1\n# fail 1\n# cancelled 0\n# skipped 0\n# todo 0\n',
    });
    expect(app({ '/app/test/a.test.mjs': BAD }, { version: '24.1.0' }).run('node --test').out).toContain(
      '✖ breaks (0.5ms)\n',
    );
  });

  it('fails for a file whose imports are missing, passes where there is none', () => {
    const lost = "import { total } from '../dist/total.js';\nimport { test } from 'node:test';\ntest('x', () => {});\n";
    expect(app({ '/app/test/a.test.mjs': lost }).run('node --test').exit).toBe(1);
    expect(app({}).run('node --test')).toMatchObject({ exit: 0 });
    expect(app({ '/app/test/a.test.mjs': BAD, '/app/more/b.test.mjs': GOOD }).run('node --test more/').exit).toBe(0);
  });
});

const tool = (name: string, version: string) => ({
  [`/app/node_modules/.bin/${name}`]: {
    size: 1,
    mode: 0o755,
    program: { format: 'script', model: 'node-tool', facts: { tool: name, package: name, version } },
  },
});
const runTool = (command: string, files: object) => {
  const machine = app(files as TestOptions['files'] & object);
  const { out, err, exit, running } = machine.run(`PATH=/app/node_modules/.bin:$PATH ${command}`);
  const made = machine.run('find dist out -type f 2>/dev/null | sort').out.trim().split('\n').filter(Boolean);
  return { out, err, exit, made, ...running };
};
const project = {
  ...tool('tsc', '5.9.3'),
  '/app/tsconfig.json': '{ "compilerOptions": { "outDir": "dist", "rootDir": "src" }, "include": ["src"] } // x\n',
  '/app/src/index.ts': "import { Hono } from 'hono';\nimport { a, type B } from './a.js';\nprocess.exit(0);\n",
  '/app/src/a.ts': 'export const a = 1;\nexport type B = number;\n',
};
const types = { ...installed('hono'), ...installed('@types/node') };

describe('tools', () => {
  it('tsc writes one file for each (TypeScript 5.9.3)', () => {
    expect(runTool('tsc -p tsconfig.json', { ...project, ...types })).toEqual({
      out: '',
      err: '',
      exit: 0,
      made: ['dist/a.js', 'dist/index.js'],
    });
    expect(runTool('tsc --outDir out', { ...project, ...types }).made).toEqual(['out/a.js', 'out/index.js']);
    expect(runTool('tsc --noEmit', { ...project, ...types }).made).toEqual([]);
    expect(runTool('tsc --version', project).out).toBe('Version 5.9.3\n');
  });

  it('tsc misses packages and the types of Node, and writes all the same', () => {
    expect(runTool('tsc', { ...project, ...installed('@types/node') })).toEqual({
      out: "src/index.ts(1,22): error TS2307: Cannot find module 'hono' or its corresponding type declarations.\n",
      err: '',
      exit: 2,
      made: ['dist/a.js', 'dist/index.js'],
    });
    expect(runTool('tsc', { ...project, ...installed('hono') })).toMatchObject({
      out: "src/index.ts(3,1): error TS2580: Cannot find name 'process'. Do you need to install type definitions for node? Try `npm i --save-dev @types/node`.\n",
      exit: 2,
    });
  });

  it('tsc wants a project and sources', () => {
    expect(runTool('tsc -p nope.json', tool('tsc', '5.9.3'))).toMatchObject({
      out: "error TS5058: The specified path does not exist: 'nope.json'.\n",
      exit: 1,
    });
    expect(runTool('tsc', { ...tool('tsc', '5.9.3'), '/app/tsconfig.json': '{"include":["src"]}' })).toMatchObject({
      out: `error TS18003: No inputs were found in config file '/app/tsconfig.json'. Specified 'include' paths were '["src"]' and 'exclude' paths were '[]'.\n`,
      exit: 2,
    });
    expect(runTool('tsc', tool('tsc', '5.9.3')).exit).toBe(1);
  });

  it('vite builds a page whose assets are named by their content', () => {
    const site = {
      ...tool('vite', '8.3.8'),
      '/app/index.html': '<html><head></head><script type="module" src="/src/main.js"></script></html>',
      '/app/src/main.js': 'x\n',
      '/app/src/style.css': 'a {}\n',
      '/app/public/favicon.svg': '<svg/>\n',
    };
    const first = runTool('vite build', site);
    expect(first).toMatchObject({ err: '', exit: 0 });
    expect(first.made.map((path) => path.replace(/-[\da-f]{8}/, '-*'))).toEqual([
      'dist/assets/index-*.css',
      'dist/assets/index-*.js',
      'dist/favicon.svg',
      'dist/index.html',
    ]);
    expect(runTool('vite build', site).made).toEqual(first.made);
    expect(runTool('vite build', { ...site, '/app/src/main.js': 'y\n' }).made[1]).not.toBe(first.made[1]);
    expect(runTool('vite build --outDir out', site).made[0]).toMatch(/^out\/assets/);
    expect(runTool('vite build', { ...site, '/app/index.html': null })).toMatchObject({ exit: 1, made: [] });
    const served = ['vite --host', 'vite preview --host 0.0.0.0 --port=8080', 'vite', 'vite preview --host localhost'];
    expect(served.map((command) => runTool(command, site)).map(({ listens, local }) => [listens, local])).toEqual([
      [[5173], undefined],
      [[8080], undefined],
      [[], [5173]],
      [[], [4173]],
    ]);
    const set = { ...site, '/app/vite.config.js': 'export default { server: { host: true } };\n' };
    expect(runTool('vite', set).listens).toEqual([5173]);
  });

  it('nodemon, tsx and ts-node start what they are given', () => {
    const server = {
      '/app/src/server.js': 'http.createServer().listen(3000)\n',
      '/app/package.json': '{"main":"src/server.js"}',
    };
    for (const command of [
      'nodemon --watch src src/server.js',
      'nodemon',
      'tsx watch src/server.js',
      'nodemon --exec "node src/server.js"',
    ])
      expect(runTool(command, { ...server, ...tool('nodemon', '3'), ...tool('tsx', '4') })).toMatchObject({
        listens: [3000],
      });
    expect(runTool('nodemon gone.js', { ...server, ...tool('nodemon', '3') }).exit).toBe(1);
  });

  it('linters find nothing and say that they are not simulated', () => {
    const machine = app(tool('eslint', '9') as TestOptions['files'] & object);
    expect(machine.run('node_modules/.bin/eslint .').notSimulated.map(({ what }) => what)).toEqual([
      'findings of eslint .',
    ]);
  });
});
