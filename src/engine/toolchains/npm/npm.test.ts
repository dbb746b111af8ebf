import { describe, expect, it } from 'vitest';
import { testMachine, type TestOptions } from '../../testing/machine.ts';

// Messages and exit codes were compared with npm 11.19.1 on Debian 13.
const PACKAGE = {
  name: 'shop',
  version: '1.2.0',
  scripts: { start: 'node server.js', hello: 'echo hi' },
  dependencies: { hono: '^4.10.0' },
  devDependencies: { nodemon: '^3.1.0' },
};
const LOCK = {
  name: 'shop',
  version: '1.2.0',
  lockfileVersion: 3,
  packages: {
    '': PACKAGE,
    'node_modules/hono': { version: '4.10.1' },
    'node_modules/nodemon': { version: '3.1.2', dev: true, bin: { nodemon: 'bin/nodemon.js' }, funding: { url: 'x' } },
    'node_modules/@types/node': { version: '22.0.0', dev: true },
  },
};
type Json = Readonly<Record<string, unknown>>;

function shop(options: TestOptions & { package?: Json | null; lock?: Json | null } = {}) {
  const { package: manifest = PACKAGE, lock = LOCK, ...more } = options;
  return testMachine({
    cwd: '/app',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/root' },
    ...more,
    files: {
      '/app/': '',
      ...(manifest ? { '/app/package.json': JSON.stringify(manifest) } : {}),
      ...(lock ? { '/app/package-lock.json': JSON.stringify(lock) } : {}),
      ...more.files,
    },
  });
}
/** Output, exit code and what is left out of one command. */
function said({ out, err, exit, notSimulated }: ReturnType<ReturnType<typeof shop>['run']>) {
  return { out, err, exit, ...(notSimulated.length ? { notSimulated: notSimulated.map(({ what }) => what) } : {}) };
}
/** The shop with a server and its packages. */
function served(): ReturnType<typeof shop> {
  const machine = shop({ files: { '/app/server.js': 'require("http").createServer().listen(4000)\n' } });
  machine.run('npm ci -s');
  return machine;
}
const installed = (machine: ReturnType<typeof shop>) =>
  machine.run('ls -A node_modules').out.trim().split('\n').join(' ');
const added = (count: number, audited = count + 1) =>
  `\nadded ${count} package${count === 1 ? '' : 's'}, and audited ${audited} packages in 2s\n\nfound 0 vulnerabilities\n`;
const LOG = 'npm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log\n';
const FUNDING = '\n1 package is looking for funding\n  run `npm fund` for details\n';

describe('npm ci', () => {
  it('lays down what the lock file says, and nothing of before', () => {
    const machine = shop({ files: { '/app/node_modules/old/x.js': '' } });
    expect(said(machine.run('npm ci'))).toEqual({
      out: `\nadded 3 packages, and audited 4 packages in 2s\n${FUNDING}\nfound 0 vulnerabilities\n`,
      err: '',
      exit: 0,
    });
    expect(installed(machine)).toBe('.bin .package-lock.json @types hono nodemon');
    expect(machine.run('readlink node_modules/.bin/nodemon').out).toBe('../nodemon/bin/nodemon.js\n');
  });

  it('needs a lock file, and package.json first', () => {
    const noLock = said(shop({ lock: null }).run('npm ci'));
    expect(noLock.exit).toBe(1);
    expect(noLock.err.split('\n').slice(0, 5)).toEqual([
      'npm error code EUSAGE',
      'npm error',
      'npm error The `npm ci` command can only install with an existing package-lock.json or',
      'npm error npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or',
      'npm error later to generate a package-lock.json file, then try again.',
    ]);
    expect(shop({ lock: null, package: null }).run('npm ci').exit).toBe(254);
    expect(said(shop({ lock: { lockfileVersion: 1, dependencies: {} } }).run('npm ci')).notSimulated).toEqual([
      'package-lock.json of version 1',
    ]);
  });

  it('refuses a lock file that package.json left behind', () => {
    const more = { ...PACKAGE, dependencies: { hono: '^4.10.0', zod: '^4.0.0' } };
    const other = { ...PACKAGE, dependencies: { hono: '^5.0.0' } };
    const lines = (manifest: Json) => shop({ package: manifest }).run('npm ci').err.split('\n')[4];
    expect(lines(more)).toBe('npm error Missing: zod@4.0.0 from lock file');
    expect(lines(other)).toBe("npm error Invalid: lock file's hono@4.10.1 does not satisfy hono@5.0.0");
    expect(shop({ package: more }).run('npm ci').exit).toBe(1);
  });

  it('fails without a network, unless the cache is warm', () => {
    const machine = shop({ system: { network: false } });
    expect(said(machine.run('npm ci'))).toEqual({
      out: '',
      err: `npm error code EAI_AGAIN\nnpm error syscall getaddrinfo\nnpm error errno EAI_AGAIN\nnpm error request to https://registry.npmjs.org/hono failed, reason: getaddrinfo EAI_AGAIN registry.npmjs.org\n${LOG}`,
      exit: 1,
    });
    expect(shop().run('npm ci --offline').err.split('\n')[0]).toBe('npm error code ENOTCACHED');
    expect(shop().run('npm ci -s && npm ci --offline').exit).toBe(0);
    expect(shop().run('npm ci --cache /tmp/c').exit).toBe(0);
  });

  it('needs a folder it may write to', () => {
    const { err, exit } = shop({ user: 'node' }).run('HOME=/home/node npm ci');
    expect(exit).toBe(243);
    expect(err.split('\n').slice(0, 5)).toEqual([
      'npm error code EACCES',
      'npm error syscall mkdir',
      'npm error path /app/node_modules',
      'npm error errno -13',
      "npm error Error: EACCES: permission denied, mkdir '/app/node_modules'",
    ]);
    const own = shop({
      user: 'node',
      files: { '/app/': { owner: { uid: 1000, gid: 1000 } }, '/home/node/': { owner: { uid: 1000, gid: 1000 } } },
    });
    expect(own.run('HOME=/home/node npm ci').exit).toBe(0);
    const homeless = own.run('HOME=/nonexistent npm ci -s');
    expect(homeless.exit).toBe(243);
    expect(homeless.err).toContain("Error: EACCES: permission denied, mkdir '/nonexistent/.npm'");
    expect(homeless.err).toContain(
      'npm error Log files were not written due to an error writing to the directory: /nonexistent/.npm/_logs\n',
    );
  });
});

describe('development dependencies', () => {
  const WITHOUT_DEV = added(1);
  const ONLY = 'npm warn config only Use `--omit=dev` to omit dev dependencies from the install.\n';
  const PRODUCTION = 'npm warn config production Use `--omit=dev` instead.\n';

  it.each([
    ['npm ci --omit=dev', ''],
    ['npm ci --omit dev', ''],
    ['npm ci --omit=optional --omit=dev', ''],
    ['npm ci --only=production', ONLY],
    ['npm ci --only prod', ONLY],
    ['npm ci --production', PRODUCTION],
    ['NODE_ENV=production npm ci', ''],
    ['NPM_CONFIG_OMIT=dev npm ci', ''],
    ['npm_config_production=true npm ci', PRODUCTION],
    ['npm config set omit dev && npm ci', ''],
    ['echo omit=dev > .npmrc && npm ci', ''],
    ['npm install --production', PRODUCTION],
    ['npm i --omit=dev', ''],
  ])('stay away with %s', (command, err) => {
    const machine = shop();
    expect(said(machine.run(command))).toEqual({ out: WITHOUT_DEV, err, exit: 0 });
    expect(installed(machine)).toBe('.package-lock.json hono');
  });

  it.each([
    ['NODE_ENV=production npm ci --include=dev', ''],
    ['NODE_ENV=production npm ci --production=false', ''],
    ['npm ci --omit=dev --include=dev', ''],
    [
      'npm ci --only=dev',
      'npm warn invalid config only="dev" set in command line options\nnpm warn invalid config Must be one of: null, prod, production\n',
    ],
    ['npm ci --dev', 'npm warn config dev Please use --include=dev instead.\n'],
    ['npm ci --foo', 'npm warn Unknown cli config "--foo". This will stop working in the next major version of npm.\n'],
  ])('come with %s', (command, err) => {
    const machine = shop();
    expect(machine.run(command)).toMatchObject({ err, exit: 0 });
    expect(installed(machine)).toBe('.bin .package-lock.json @types hono nodemon');
  });

  it('are removed by prune and by a later install without them', () => {
    for (const command of [
      'npm prune --omit=dev',
      'npm prune --production',
      'npm install --omit=dev',
      'NODE_ENV=production npm prune',
    ]) {
      const machine = shop();
      machine.run('npm ci -s');
      expect(machine.run(command).out).toBe(
        '\nremoved 2 packages, and audited 2 packages in 2s\n\nfound 0 vulnerabilities\n',
      );
      expect(installed(machine)).toBe('.bin .package-lock.json hono');
      expect(machine.run('ls -A node_modules/.bin').out).toBe('');
    }
  });

  it('come back with a plain install; nothing to do says so', () => {
    const machine = shop();
    machine.run('npm ci --omit=dev');
    expect(machine.run('npm install --no-fund --no-audit').out).toBe('\nadded 2 packages in 2s\n');
    expect(machine.run('npm install --no-fund').out).toBe(
      '\nup to date, audited 4 packages in 2s\n\nfound 0 vulnerabilities\n',
    );
  });
});

describe('npm install', () => {
  it('without a lock file guesses versions and says that they are not simulated', () => {
    const machine = shop({ lock: null });
    expect(said(machine.run('npm install')).notSimulated).toEqual([
      'npm install without a lock file in step: which versions it takes',
    ]);
    expect(installed(machine)).toBe('.package-lock.json hono nodemon');
    expect(said(shop({ lock: null, package: { name: 'x' } }).run('npm install'))).toMatchObject({ exit: 0 });
  });

  it('of further packages is left out; the known tools can be installed globally', () => {
    expect(said(shop().run('npm install express')).notSimulated).toEqual(['package express of npm']);
    const machine = shop();
    expect(said(machine.run('npm install -g nodemon typescript@5.9.3 && tsc --version'))).toEqual({
      out: '\nadded 2 packages in 2s\nVersion 5.9.3\n',
      err: '',
      exit: 0,
    });
    expect(said(machine.run('npm i -g sl')).notSimulated).toEqual(['npm install -g sl']);
    expect(shop({ user: 'node' }).run('HOME=/tmp npm i -g nodemon').err.split('\n')[2]).toBe(
      'npm error path /usr/lib/node_modules/nodemon',
    );
  });

  it('runs the scripts of the project, prepare without its tool ends it', () => {
    const husky = { ...PACKAGE, scripts: { postinstall: 'echo post', prepare: 'husky' } };
    const machine = shop({ package: husky, lock: { ...LOCK, packages: { ...LOCK.packages, '': husky } } });
    expect(said(machine.run('npm ci --omit=dev'))).toEqual({
      out: '\n> shop@1.2.0 postinstall\n> echo post\n\npost\n\n> shop@1.2.0 prepare\n> husky\n\n',
      err: `/bin/sh: 1: husky: not found\nnpm error code 127\nnpm error path /app\nnpm error command failed\nnpm error command sh -c husky\n${LOG}`.replace(
        '/bin/sh: 1',
        'sh: 1',
      ),
      exit: 127,
    });
    expect(machine.run('npm ci --omit=dev --ignore-scripts').exit).toBe(0);
  });

  it('warns of an engine that does not fit', () => {
    const picky = { ...PACKAGE, engines: { node: '>=99' } };
    const options = { package: picky, lock: { ...LOCK, packages: { ...LOCK.packages, '': picky } } };
    expect(shop(options).run('npm ci').err.split('\n').slice(0, 3)).toEqual([
      'npm warn EBADENGINE Unsupported engine {',
      "npm warn EBADENGINE   package: 'shop@1.2.0',",
      "npm warn EBADENGINE   required: { node: '>=99' },",
    ]);
    expect(shop(options).run('npm ci --loglevel=error').err).toBe('');
  });
});

describe('packages for a platform', () => {
  const lock = {
    ...LOCK,
    packages: {
      '': PACKAGE,
      'node_modules/hono': { version: '4.10.1' },
      'node_modules/nodemon': { version: '3.1.2', dev: true },
      'node_modules/@x/linux-x64-gnu': {
        version: '1.0.0',
        optional: true,
        os: ['linux'],
        cpu: ['x64'],
        libc: ['glibc'],
      },
      'node_modules/@x/linux-x64-musl': {
        version: '1.0.0',
        optional: true,
        os: ['linux'],
        cpu: ['x64'],
        libc: ['musl'],
      },
      'node_modules/@x/linux-arm64-gnu': {
        version: '1.0.0',
        optional: true,
        os: ['linux'],
        cpu: ['arm64'],
        libc: ['glibc'],
      },
      'node_modules/fsevents': { version: '2.3.3', optional: true, os: ['darwin'], hasInstallScript: true },
      'node_modules/notwindows': { version: '1.0.0', optional: true, os: ['!win32'] },
    },
  };
  const names = (options: TestOptions, command = 'npm ci') => {
    const machine = shop({ lock, ...options });
    machine.run(command);
    return machine
      .run('ls node_modules node_modules/@x 2>/dev/null')
      .out.match(/linux-[\w-]+|fsevents|notwindows/g)
      ?.toSorted();
  };

  it('come by system, processor and C library', () => {
    expect(names({})).toEqual(['linux-x64-gnu', 'notwindows']);
    expect(names({ os: 'alpine' })).toEqual(['linux-x64-musl', 'notwindows']);
    expect(names({}, 'npm ci --omit=optional')).toBeUndefined();
    expect(names({}, 'npm ci --no-optional')).toBeUndefined();
  });

  it('that is required and does not fit stops the install', () => {
    const bad = { ...lock, packages: { ...LOCK.packages, 'node_modules/mac': { version: '1.0.0', os: ['darwin'] } } };
    expect(shop({ lock: bad }).run('npm ci')).toMatchObject({
      exit: 1,
      err: `npm error code EBADPLATFORM\nnpm error notsup Unsupported platform for mac@1.0.0\n${LOG}`,
    });
  });
});

const NATIVE = {
  ...LOCK,
  packages: {
    ...LOCK.packages,
    'node_modules/better-sqlite3': { version: '12.4.1', hasInstallScript: true },
    'node_modules/strange': { version: '1.0.0', hasInstallScript: true },
  },
};
const ADDON = '/app/node_modules/better-sqlite3/build/Release/better_sqlite3.node';
const noTools = { '/usr/bin/g++': null, '/usr/bin/make': null, '/usr/bin/python3': null };
const withTools = Object.fromEntries(
  ['g++', 'make', 'python3'].map((name) => [`/usr/bin/${name}`, { size: 1, mode: 0o755 }]),
);

const libcOf = (options: TestOptions, command: string) => {
  const machine = shop({ lock: NATIVE, files: noTools, ...options });
  machine.run(command);
  const entry = machine.tree.stat(ADDON);
  return entry.ok ? entry.value.program?.libc : 'none';
};

describe('native modules', () => {
  it('are fetched for the C library at hand, or not without scripts', () => {
    expect(libcOf({}, 'npm ci')).toBe('glibc');
    expect(libcOf({ os: 'alpine' }, 'npm ci')).toBe('musl');
    expect(libcOf({}, 'npm ci --ignore-scripts')).toBe('none');
    expect(libcOf({}, 'npm ci --ignore-scripts; npm rebuild')).toBe('glibc');
    expect(libcOf({}, 'npm ci --ignore-scripts; npm rebuild strange')).toBe('none');
  });

  it('are compiled when there is nothing to fetch or that is asked for, which takes tools', () => {
    expect(said(shop({ lock: NATIVE, files: noTools }).run('npm ci -s')).notSimulated).toEqual([
      'install script of strange',
    ]);
    expect(said(shop({ lock: NATIVE, files: withTools }).run('npm ci -s'))).toEqual({ out: '', err: '', exit: 0 });
    const failed = shop({ lock: NATIVE, files: noTools }).run('npm ci --build-from-source');
    expect(failed.exit).toBe(1);
    expect(failed.err).toContain('npm error gyp ERR! stack Error: Could not find any Python installation to use\n');
    expect(shop({ lock: NATIVE, files: withTools }).run('npm ci --build-from-source').exit).toBe(0);
  });
});

const missing = (name: string) =>
  `npm error Missing script: "${name}"\nnpm error\nnpm error To see a list of scripts, run:\nnpm error   npm run\n${LOG}`;

describe('npm run', () => {
  const scripts = {
    prebuild: 'echo pre',
    build: 'echo $npm_package_name $npm_lifecycle_event $INIT_CWD',
    postbuild: 'echo post',
    fail: 'exit 3',
    tool: 'nothere --x',
    chain: 'npm run fail && echo never',
    start: 'echo start',
  };
  const run = (command: string, options: TestOptions & { package?: Json | null } = {}) =>
    said(shop({ package: { name: 'x', version: '1.0.0', scripts }, ...options }).run(command));

  it('prints what it runs, with the scripts before and after', () => {
    expect(run('npm run build')).toEqual({
      out: '\n> x@1.0.0 prebuild\n> echo pre\n\npre\n\n> x@1.0.0 build\n> echo $npm_package_name $npm_lifecycle_event $INIT_CWD\n\nx build /app\n\n> x@1.0.0 postbuild\n> echo post\n\npost\n',
      err: '',
      exit: 0,
    });
  });

  it('ends with the code of the script', () => {
    expect(run('npm run fail')).toEqual({ out: '\n> x@1.0.0 fail\n> exit 3\n\n', err: '', exit: 3 });
    expect(run('npm run -s chain')).toEqual({ out: '\n> x@1.0.0 fail\n> exit 3\n\n', err: '', exit: 3 });
  });

  it('misses tools as the shell of the image says it', () => {
    expect(run('npm run -s tool')).toEqual({ out: '', err: 'sh: 1: nothere: not found\n', exit: 127 });
    expect(run('npm run -s tool', { os: 'alpine' })).toEqual({ out: '', err: 'sh: nothere: not found\n', exit: 127 });
  });

  it('hands arguments on', () => {
    expect(run("npm run start -- --port 3 'a  b'")).toEqual({
      out: '\n> x@1.0.0 start\n> echo start --port 3 a  b\n\nstart --port 3 a  b\n',
      err: '',
      exit: 0,
    });
    expect(run('npm start -s -- x').out).toBe('start x\n');
    expect(run('npm run --silent start x').out).toBe('start x\n');
  });

  it('says which script is missing', () => {
    expect(run('npm run nope')).toEqual({ out: '', err: missing('nope'), exit: 1 });
    expect(run('npm test')).toEqual({ out: '', err: missing('test'), exit: 1 });
    expect(run('npm run nope --if-present')).toEqual({ out: '', err: '', exit: 0 });
    expect(run('npm run', { package: { name: 'x', version: '1.0.0', scripts: { test: 'a', lint: 'b' } } }).out).toBe(
      'Lifecycle scripts included in x@1.0.0:\n  test\n    a\navailable via `npm run`:\n  lint\n    b\n',
    );
  });

  it('starts server.js where there is no start script', () => {
    const machine = shop({ package: { name: 'x' }, files: { '/app/server.js': 'console.log("up")\n' } });
    expect(machine.run('npm start').out).toBe('\n> start\n> node server.js\n\nup\n');
  });

  it('needs a package.json that is JSON', () => {
    expect(run('npm run x', { package: null }).exit).toBe(254);
    const broken = testMachine({ cwd: '/w', files: { '/w/package.json': '{"scripts":' } }).run('npm run x');
    expect(broken.err).toContain('npm error code EJSONPARSE\n');
    expect(broken.exit).toBe(1);
  });
});

const caches = (command: string, files: Readonly<Record<string, string>> = {}) =>
  shop({ files }).run(`${command} && ls -d /npmc/_cacache /root/.npm/_cacache 2>/dev/null`).out;

describe('the rest of npm', () => {
  it('cleans the cache only with --force', () => {
    const machine = shop();
    machine.run('npm ci -s');
    const refused = machine.run('npm cache clean');
    expect(refused.exit).toBe(1);
    expect(refused.err).toContain('rerun this command with --force.\n');
    expect(machine.run('ls /root/.npm').out).toBe('_cacache\n_logs\n');
    expect(said(machine.run('npm cache clean --force && ls /root/.npm'))).toEqual({
      out: '_logs\n',
      err: 'npm warn using --force Recommended protections disabled.\n',
      exit: 0,
    });
  });

  it('has its cache where the command line, the environment or .npmrc says', () => {
    for (const command of [
      'npm ci -s --cache /npmc',
      'npm ci -s --cache=/npmc',
      'npm_config_cache=/npmc npm ci -s',
      'NPM_CONFIG_CACHE=/npmc/ npm ci -s',
      'npm config set cache /npmc && npm ci -s',
    ])
      expect(caches(command)).toBe('/npmc/_cacache\n');
    expect(caches('npm ci -s', { '/app/.npmrc': 'cache=/npmc\n' })).toBe('/npmc/_cacache\n');
    expect(caches('npm ci -s')).toBe('/root/.npm/_cacache\n');
  });

  it('fetches what the cache lacks, package by package', () => {
    const machine = shop();
    const time = (command: string) => machine.run(`rm -rf node_modules; ${command}`).ms;
    const [cold, warm] = [time('npm ci'), time('npm ci')];
    machine.run('npm cache clean --force');
    expect(cold - warm > 600).toBe(true);
    expect(time('npm ci --omit=dev')).toBeLessThan(cold);
    const rest = time('npm ci');
    expect([rest > warm, rest < cold]).toEqual([true, true]);
    expect(machine.run('rm -rf node_modules; npm ci --offline').exit).toBe(0);
  });

  it('keeps configuration in .npmrc', () => {
    const machine = shop();
    expect(
      said(
        machine.run('npm config set fund false && npm set progress=false && npm config get fund && cat /root/.npmrc'),
      ),
    ).toEqual({
      out: 'false\nfund=false\nprogress=false\n',
      err: '',
      exit: 0,
    });
    expect(machine.run('npm ci --no-audit').out).toBe('\nadded 3 packages in 2s\n');
  });

  it('knows its version and what it does not know', () => {
    expect(shop().run('npm --version').out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(said(shop().run('npm foo'))).toEqual({
      out: 'Unknown command: "foo"\n\nTo see a list of supported npm commands, run:\n  npm help\n',
      err: '',
      exit: 1,
    });
    expect(said(shop().run('npm audit')).notSimulated).toEqual(['npm audit']);
  });

  it('npx and npm exec run what is installed', () => {
    expect(served().run('npx nodemon server.js').running).toEqual({ listens: [4000] });
    expect(served().run('npm exec nodemon server.js').running).toEqual({ listens: [4000] });
    expect(said(served().run('npx cowsay')).notSimulated).toEqual(['npx of cowsay, which is not installed']);
  });
});

describe('a registry that asks for a token', () => {
  const lock = {
    ...LOCK,
    packages: {
      ...LOCK.packages,
      'node_modules/@acme/ledger': {
        version: '2.1.0',
        resolved: 'https://npm.acme.example/@acme/ledger/-/ledger-2.1.0.tgz',
      },
    },
  };
  const closed = (files: Readonly<Record<string, string>> = {}) =>
    shop({
      lock,
      files,
      system: { credentials: { sshAgent: false, privateRepositories: ['npm.acme.example'] } },
    });
  const token = '//npm.acme.example/:_authToken=';

  it('refuses whoever has none (npm 11.19.1, observed)', () => {
    expect(said(closed().run('npm ci'))).toEqual({
      out: '',
      err: `npm error code E401\nnpm error Unable to authenticate, your authentication token seems to be invalid.\nnpm error To correct this please try logging in again with:\nnpm error   npm login\n${LOG}`,
      exit: 1,
    });
    expect(closed({ '/app/.npmrc': `${token}\${NPM_TOKEN}\n` }).run('npm ci').exit).toBe(1);
  });

  it.each([
    ['the .npmrc of the project', { '/app/.npmrc': `${token}t0ken\n` }, 'npm ci'],
    ['that of the user', { '/root/.npmrc': `${token}t0ken\n` }, 'npm ci'],
    ['--userconfig', { '/run/npmrc': `${token}t0ken\n` }, 'npm ci --userconfig=/run/npmrc'],
    ['NPM_CONFIG_USERCONFIG', { '/run/npmrc': `${token}t0ken\n` }, 'NPM_CONFIG_USERCONFIG=/run/npmrc npm ci'],
    ['a variable in .npmrc', { '/app/.npmrc': `${token}\${NPM_TOKEN}\n` }, 'NPM_TOKEN=t0ken npm ci'],
    ['npm config set', {}, `npm config set ${token}t0ken && npm ci`],
  ])('accepts a token from %s', (_, files, command) => {
    expect(closed(files).run(command).exit).toBe(0);
  });

  it('is not asked for what the cache holds', () => {
    const machine = closed({ '/run/npmrc': `${token}t0ken\n` });
    machine.run('npm ci --userconfig=/run/npmrc');
    expect(machine.run('rm -r node_modules; npm ci').exit).toBe(0);
  });
});
