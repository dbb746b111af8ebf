import { describe, expect, it } from 'vitest';
import { overlay, plainLayer, stack } from '../../files/index.ts';
import { testMachine, type TestOptions } from '../../testing/machine.ts';

const PACKAGE = {
  name: 'shop',
  version: '1.0.0',
  scripts: { build: 'tsc --version', fails: 'exit 3' },
  dependencies: { hono: '^4.10.0', '@acme/ui': '^1.0.0' },
  devDependencies: { typescript: '^5.9.0' },
};
const LOCK = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

importers:

  .:
    dependencies:
      '@acme/ui':
        specifier: ^1.0.0
        version: 1.0.2(hono@4.10.1)
      hono:
        specifier: ^4.10.0
        version: 4.10.1
    devDependencies:
      typescript:
        specifier: ^5.9.0
        version: 5.9.3

packages:

  '@acme/ui@1.0.2':
    resolution: {integrity: sha512-1}

  '@only/mac@1.0.0':
    resolution: {integrity: sha512-2}
    os: [darwin]

  hono@4.10.1:
    resolution: {integrity: sha512-3}

  typescript@5.9.3:
    resolution: {integrity: sha512-4}
    hasBin: true

snapshots:

  '@acme/ui@1.0.2(hono@4.10.1)':
    dependencies:
      hono: 4.10.1
    optionalDependencies:
      '@only/mac': 1.0.0

  '@only/mac@1.0.0': {}

  hono@4.10.1: {}

  typescript@5.9.3: {}
`;
const shop = (options: TestOptions = {}) =>
  testMachine({
    cwd: '/app',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/root' },
    ...options,
    files: { '/app/package.json': JSON.stringify(PACKAGE), '/app/pnpm-lock.yaml': LOCK, ...options.files },
  });
/** Output, exit code and what is left out of one command. */
function said({ out, err, exit, notSimulated }: ReturnType<ReturnType<typeof shop>['run']>) {
  return { out, err, exit, ...(notSimulated.length ? { notSimulated: notSimulated.map(({ what }) => what) } : {}) };
}

const closed = (npmrc: string) =>
  shop({
    files: { '/app/.npmrc': npmrc },
    system: { credentials: { sshAgent: false, privateRepositories: ['npm.acme.example'] } },
  }).run('pnpm install');

describe('pnpm install', () => {
  it('links what package.json asks for to the virtual store', () => {
    const one = shop();
    const first = one.run('pnpm install --frozen-lockfile');
    expect({ ...said(first), out: first.out.replace(/Done in [\d.]+s/, 'Done') }).toEqual({
      out: 'Lockfile is up to date, resolution step is skipped\nProgress: resolved 3, reused 0, downloaded 3, added 3, done\n\ndependencies:\n+ @acme/ui 1.0.2\n+ hono 4.10.1\n\ndevDependencies:\n+ typescript 5.9.3\n\nDone using pnpm v10\n',
      err: '',
      exit: 0,
    });
    expect(one.run('ls -A node_modules node_modules/.pnpm; readlink node_modules/@acme/ui').out).toBe(
      'node_modules:\n.bin\n.pnpm\n@acme\nhono\ntypescript\n\nnode_modules/.pnpm:\n@acme+ui@1.0.2_hono@4.10.1_\nhono@4.10.1\ntypescript@5.9.3\n../.pnpm/@acme+ui@1.0.2_hono@4.10.1_/node_modules/@acme/ui\n',
    );
    expect(one.run('pnpm install').out).toContain('Already up to date\n');
    expect(one.run('pnpm tsc --version').out).toBe('Version 5.9.3\n');
  });

  it('leaves development packages out, and prunes them', () => {
    for (const command of ['pnpm i --prod', 'pnpm install -P --frozen-lockfile', 'NODE_ENV=production pnpm install']) {
      const one = shop();
      one.run(command);
      expect(one.run('ls node_modules').out).toBe('@acme\nhono\n');
    }
    const pruned = shop();
    pruned.run('pnpm install && pnpm prune --prod');
    expect(pruned.run('ls node_modules; ls node_modules/.pnpm').out).toBe(
      '@acme\nhono\n@acme+ui@1.0.2_hono@4.10.1_\nhono@4.10.1\n',
    );
  });

  it('refuses a missing lock file and one out of step when it is frozen', () => {
    const files = { '/app/package.json': JSON.stringify({ ...PACKAGE, dependencies: { hono: '^5' } }) };
    for (const command of ['pnpm install --frozen-lockfile', 'CI=true pnpm install'])
      expect(shop({ files }).run(command).out).toMatch(/^ ERR_PNPM_OUTDATED_LOCKFILE {2}Cannot install/);
    expect(said(shop({ files }).run('pnpm install')).notSimulated).toEqual([
      'pnpm install with a lock file out of step: which versions it takes',
    ]);
    const none = { '/app/pnpm-lock.yaml': null };
    expect(said(shop({ files: none }).run('pnpm install --frozen-lockfile'))).toEqual({
      out: ' ERR_PNPM_NO_LOCKFILE  Cannot install with "frozen-lockfile" because pnpm-lock.yaml is absent\n',
      err: '',
      exit: 1,
    });
  });

  it('fetches with the lock file alone, and installs offline from that', () => {
    const one = shop({ files: { '/app/package.json': null } });
    expect(one.run('pnpm fetch').out).toBe('Progress: resolved 3, reused 0, downloaded 3, added 3, done\n');
    expect(one.run(`echo '${JSON.stringify(PACKAGE)}' > package.json; pnpm install --offline`).exit).toBe(0);
    expect(shop().run('pnpm install --offline').out).toContain(' ERR_PNPM_NO_OFFLINE_TARBALL  ');
    expect(shop({ system: { network: false } }).run('pnpm install').exit).toBe(1);
  });

  it('has its store where it is told, which costs nothing on the same file system', () => {
    for (const command of [
      'pnpm install --store-dir /s',
      'pnpm install --store-dir=/s',
      'npm_config_store_dir=/s pnpm install',
      'pnpm config set store-dir /s && pnpm install',
    ])
      expect(shop().run(`${command} >/dev/null; ls /s`).out).toBe('v10\n');
    const one = shop();
    expect(one.run('PNPM_HOME=/pnpm pnpm install >/dev/null; du -sb /pnpm | cut -f1').out.length).toBeLessThan(7);
  });

  it('copies out of a store on another file system', () => {
    const one = shop({ files: { '/pnpm/store/': '' } });
    const volume = overlay(stack([plainLayer({})]));
    one.tree.mount('/pnpm/store', volume);
    one.run('PNPM_HOME=/pnpm pnpm install');
    expect(volume.size('/') > 500_000).toBe(true);
  });

  it('asks a private registry of .npmrc with a token', () => {
    const scope = '@acme:registry=https://npm.acme.example/\n';
    expect(closed(scope).out).toContain(
      ' ERR_PNPM_FETCH_401  GET https://npm.acme.example/@acme/ui: Unauthorized - 401\n',
    );
    expect(closed(`${scope}//npm.acme.example/:_authToken=t\n`).exit).toBe(0);
  });
});

describe('pnpm run', () => {
  it('prints the script and passes its exit code on', () => {
    expect(said(shop().run('pnpm run fails'))).toEqual({
      out: '\n> shop@1.0.0 fails /app\n> exit 3\n\n ELIFECYCLE  Command failed with exit code 3.\n',
      err: '',
      exit: 3,
    });
    expect(shop().run('pnpm run nope').out).toBe(' ERR_PNPM_NO_SCRIPT  Missing script: nope\n');
  });
});

describe('corepack', () => {
  it('puts pnpm beside node; npm installs it too', () => {
    const bare = { '/usr/bin/pnpm': null, '/usr/bin/pnpx': null };
    expect(shop({ files: bare }).run('pnpm --version').exit).toBe(127);
    expect(shop({ files: bare }).run('corepack enable && pnpm --version').out).toBe('10.24.0\n');
    expect(shop({ files: bare }).run('npm install -g pnpm@10 >/dev/null && pnpm --version').out).toBe('10.24.0\n');
    const ask = { '/app/package.json': JSON.stringify({ ...PACKAGE, packageManager: 'pnpm@10.24.0+sha512.1' }) };
    expect(shop({ files: ask }).run('corepack install').out).toBe(
      'Preparing pnpm@10.24.0 for immediate activation...\n',
    );
  });
});
