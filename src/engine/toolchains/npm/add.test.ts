import { describe, expect, it } from 'vitest';
import { packageFacts, packages, testMachine, type TestOptions } from '../../testing/machine.ts';

// Forms and texts were compared with npm 11.19.1.
const KNOWN = packages([
  packageFacts({ name: 'express', version: '5.3.0', packages: 68, installedBytes: 2_345_387, files: 611 }),
  packageFacts({ name: 'nodemon', version: '3.1.14', packages: 29, installedBytes: 1_508_983, files: 319 }),
  packageFacts({ name: 'typescript', version: '5.9.3', installedBytes: 23_000_000, files: 100 }),
]);
const box = (options: TestOptions = {}) =>
  testMachine({
    cwd: '/app',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/root' },
    ...options,
    system: { packages: KNOWN, ...options.system },
    files: { '/app/': '', ...options.files },
  });
type Box = ReturnType<typeof box>;
const json = (machine: Box, path: string): unknown => JSON.parse(machine.run(`cat ${path}`).out);
const what = (machine: Box, command: string) => machine.run(command).notSimulated.map((each) => each.what);

describe('npm install NAME', () => {
  it('writes package.json, the lock file and node_modules', () => {
    const machine = box({ files: { '/app/package.json': '{\n    "name": "shop"\n}\n' } });
    const { out, err, exit, notSimulated } = machine.run('npm install express');
    expect({ out, err, exit, notSimulated }).toEqual({
      out: '\nadded 68 packages, and audited 69 packages in 2s\n\nfound 0 vulnerabilities\n',
      err: '',
      exit: 0,
      notSimulated: [],
    });
    expect(machine.run('cat package.json').out).toBe(
      '{\n    "name": "shop",\n    "dependencies": {\n        "express": "^5.3.0"\n    }\n}\n',
    );
    expect(json(machine, 'package-lock.json')).toEqual({
      name: 'shop',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'shop', dependencies: { express: '^5.3.0' } },
        'node_modules/express': {
          version: '5.3.0',
          resolved: 'https://registry.npmjs.org/express/-/express-5.3.0.tgz',
        },
      },
    });
    expect(machine.tree.size('/app/node_modules/express')).toBeGreaterThanOrEqual(2_345_387);
    expect(machine.run('rm -r node_modules && npm ci').out).toBe(out);
  });

  it.each([
    ['npm i -D nodemon', 'devDependencies', '^3.1.14'],
    ['npm install --save-exact nodemon', 'dependencies', '3.1.14'],
    ['npm install nodemon@3', 'dependencies', '^3.1.14'],
    ['npm install nodemon@~3.1.0', 'dependencies', '~3.1.0'],
    ['npm install nodemon@2.0.22', 'dependencies', '^2.0.22'],
    ['npm install -O nodemon', 'optionalDependencies', '^3.1.14'],
  ])('%s', (command, kind, range) => {
    const machine = box();
    expect(machine.run(command).exit).toBe(0);
    expect(json(machine, 'package.json')).toEqual({ [kind]: { nodemon: range } });
    expect(machine.run('test -x node_modules/.bin/nodemon').exit).toBe(0);
  });

  it('leaves development packages out with --omit=dev, and out of files with --no-save', () => {
    const machine = box();
    machine.run('npm i -D nodemon && npm i express');
    machine.run('rm -r node_modules');
    machine.run('npm install --omit=dev');
    expect(machine.run('ls node_modules').out).toBe('express\n');
    const other = box({ files: { '/app/package.json': '{}\n' } });
    other.run('npm install --no-save express');
    expect(other.run('cat package.json; ls; ls node_modules').out).toBe('{}\nnode_modules\npackage.json\nexpress\n');
  });

  it('says which package or release is not simulated, and changes nothing', () => {
    const machine = box();
    expect(what(machine, 'npm install left-pad')).toEqual(['package left-pad of npm']);
    expect(what(machine, 'npm install express@^4.0.0')).toEqual(['package express@^4.0.0 of npm']);
    expect(what(machine, 'npm install ./lib github:a/b')).toEqual([
      'package ./lib of npm',
      'package github:a/b of npm',
    ]);
    expect(machine.run('ls').out).toBe('');
  });

  it('refuses names that no package can have', () => {
    const machine = box();
    expect(machine.run("npm install 'a b'").err).toContain('npm error code EINVALIDTAGNAME\n');
    expect(machine.run('npm install @@x').err).toContain(
      'npm error Invalid package name "@" of package "@@x": name can only contain URL-friendly characters.\n',
    );
  });

  it('chooses what the lock file lacks when all of it is known', () => {
    const files = { '/app/package.json': '{"dependencies":{"express":"^5.0.0"}}' };
    const machine = box({ files });
    expect(what(machine, 'npm install')).toEqual([]);
    expect(machine.run('npm ci').exit).toBe(0);
    const unknown = box({ files: { '/app/package.json': '{"dependencies":{"express":"^5.0.0","left-pad":"1"}}' } });
    expect(what(unknown, 'npm install')).toEqual(['npm install without a lock file in step: which versions it takes']);
  });
});

describe('npm uninstall', () => {
  it('takes a package and what only it needed away', () => {
    const lock = {
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { a: '1', b: '1' } },
        'node_modules/a': { version: '1.0.0', dependencies: { c: '1', d: '1' } },
        'node_modules/b': { version: '1.0.0', dependencies: { d: '1' } },
        'node_modules/c': { version: '1.0.0' },
        'node_modules/d': { version: '1.0.0' },
      },
    };
    const machine = box({
      files: {
        '/app/package.json': '{"dependencies":{"a":"1","b":"1"}}',
        '/app/package-lock.json': JSON.stringify(lock),
      },
    });
    machine.run('npm ci');
    expect(machine.run('npm uninstall a').out).toBe(
      '\nremoved 2 packages, and audited 3 packages in 2s\n\nfound 0 vulnerabilities\n',
    );
    expect(machine.run('ls node_modules; cat package.json').out).toBe('b\nd\n{"dependencies":{"b":"1"}}\n');
    expect(Object.keys((json(machine, 'package-lock.json') as typeof lock).packages)).toEqual([
      '',
      'node_modules/b',
      'node_modules/d',
    ]);
    expect(machine.run('npm rm nothing').out).toBe(
      '\nup to date, audited 3 packages in 2s\n\nfound 0 vulnerabilities\n',
    );
  });
});

describe('npm init', () => {
  it('-y writes a package.json; without it nobody answers', () => {
    const machine = box();
    expect(machine.run('npm init -y').out.startsWith('Wrote to /app/package.json:\n\n{\n  "name": "app",\n')).toBe(
      true,
    );
    expect(json(machine, 'package.json')).toMatchObject({
      name: 'app',
      version: '1.0.0',
      license: 'ISC',
      type: 'commonjs',
    });
    expect(what(machine, 'npm init')).toEqual(['npm init']);
  });
});

describe('npx', () => {
  it('fetches a package for one run', () => {
    const machine = box();
    const first = machine.run('npx typescript --version');
    expect([first.exit, first.err.split('\n')[0]]).toEqual([1, 'npm error could not determine executable to run']);
    machine.run('npx -p typescript tsc --version');
    const run = machine.run('npx -p typescript tsc --version');
    expect([run.out, run.err]).toEqual(['Version 5.9.3\n', '']);
    const fresh = box().run('npx --package=typescript tsc --version');
    expect(fresh.err).toBe(
      'npm warn exec The following package was not found and will be installed: typescript@5.9.3\n',
    );
    expect(box().run('npx -y --package=typescript@5.9.3 tsc -v').err).toBe('');
    expect(machine.run('ls /root/.npm').out).toContain('_npx\n');
    expect(box().run('npx --no -p typescript tsc').exit).toBe(1);
  });

  it('does not know what others do', () => {
    expect(what(box(), 'npx cowsay hi')).toEqual(['npx of cowsay, which is not installed']);
    expect(what(box(), 'npx tsc')).toEqual(['npx of tsc, which is not installed']);
  });
});

describe('workspaces of npm', () => {
  const lock = {
    lockfileVersion: 3,
    packages: {
      '': { name: 'root', workspaces: ['packages/*'] },
      'node_modules/@k/a': { resolved: 'packages/a', link: true },
      'node_modules/b': { resolved: 'packages/b', link: true },
      'node_modules/hono': { version: '4.10.1' },
      'node_modules/zod': { version: '4.0.0' },
      'packages/a': { name: '@k/a', version: '1.0.0', dependencies: { hono: '^4.10.0' } },
      'packages/b': { version: '1.0.0', dependencies: { '@k/a': '1.0.0', zod: '4' } },
    },
  };
  const mono = (more: Readonly<Record<string, string>> = {}) =>
    box({
      files: {
        '/app/package.json': '{"name":"root","workspaces":["packages/*"]}',
        '/app/package-lock.json': JSON.stringify(lock),
        '/app/packages/a/package.json':
          '{"name":"@k/a","version":"1.0.0","scripts":{"hi":"echo hi from $PWD"},"dependencies":{"hono":"^4.10.0"}}',
        '/app/packages/b/package.json':
          '{"name":"b","version":"1.0.0","scripts":{"hi":"exit 3"},"dependencies":{"@k/a":"1.0.0","zod":"4"}}',
        ...more,
      },
    });

  it('are linked', () => {
    const machine = mono();
    expect(machine.run('npm ci').out).toContain('added 4 packages');
    expect(machine.run('readlink node_modules/@k/a node_modules/b; ls node_modules').out).toBe(
      '../../packages/a\n../packages/b\n@k\nb\nhono\nzod\n',
    );
  });

  it('are installed alone with -w, with the workspaces that they need', () => {
    const one = mono();
    one.run('npm ci -w @k/a');
    expect(one.run('ls node_modules').out).toBe('@k\nhono\n');
    const two = mono();
    two.run('npm install --workspace=packages/b');
    expect(two.run('ls node_modules').out).toBe('@k\nb\nhono\nzod\n');
    expect(mono().run('npm ci -w nope').err).toContain(
      'npm error No workspaces found:\nnpm error   --workspace=nope\n',
    );
  });

  it('run their scripts', () => {
    expect(mono().run('npm run hi -w @k/a').out).toBe(
      '\n> @k/a@1.0.0 hi\n> echo hi from $PWD\n\nhi from /app/packages/a\n',
    );
    expect(mono().run('npm run hi -ws').exit).toBe(3);
    expect(mono().run('npm run hi --workspaces --if-present').exit).toBe(3);
  });

  it('are out of step when one of them asks for more', () => {
    const machine = mono({ '/app/packages/b/package.json': '{"name":"b","dependencies":{"left-pad":"^1.3.0"}}' });
    expect(machine.run('npm ci').err).toContain('npm error Missing: left-pad@1.3.0 from lock file\n');
    // a folder that is not there yet is no reason (npm 11.19.1, observed)
    const early = box({
      files: {
        '/app/package.json': '{"name":"root","workspaces":["packages/*"]}',
        '/app/package-lock.json': JSON.stringify(lock),
      },
    });
    expect(early.run('npm ci').exit).toBe(0);
  });
});
