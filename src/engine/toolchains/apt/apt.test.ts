import { describe, expect, it } from 'vitest';
import { packageFacts, packages, testMachine, type TestOptions } from '../../testing/machine.ts';

// Texts as apt 3.0.4 on Debian 13 printed them.
const KNOWN = packages([
  { ...packageFacts({ name: 'curl', version: '8.14.1-2+deb13u7', binaries: ['/usr/bin/curl'] }), manager: 'apt' },
  { ...packageFacts({ name: 'nodejs', version: '20.19.2+dfsg-1', binaries: ['/usr/bin/node'] }), manager: 'apt' },
]);
const machine = (options: TestOptions = {}) =>
  testMachine({
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/root' },
    ...options,
    system: { packages: KNOWN, ...options.system },
    files: { '/etc/ssl/certs/ca-certificates.crt': 'x\n', ...options.files },
  });
const TREE = 'Reading package lists...\nBuilding dependency tree...\nReading state information...\n';
const install = (words: string, box = machine()) => {
  box.run('apt-get update');
  const { out, err, exit, notSimulated } = box.run(`apt-get install -y ${words}`);
  return { out, err, exit, notSimulated: notSimulated.map(({ what }) => what) };
};

describe('a name that apt cannot find', () => {
  it.each(['Foo_Bar', 'py3-pip', 'build-base', 'openssl-dev', 'docker-compose-plugin'])(
    '%s: no Debian has it',
    (name) => {
      expect(install(`curl ${name}`)).toEqual({
        out: TREE,
        err: `E: Unable to locate package ${name}\n`,
        exit: 100,
        notSimulated: [],
      });
    },
  );

  it('is only mentioned by others, or virtual', () => {
    expect(install('python-pip')).toEqual({
      out: `${TREE}Package python-pip is not available, but is referred to by another package.\nThis may mean that the package is missing, has been obsoleted, or\nis only available from another source\nHowever the following packages replace it:\n  python3-pip\n\n`,
      err: "E: Package 'python-pip' has no installation candidate\n",
      exit: 100,
      notSimulated: [],
    });
    expect(install('netcat').err).toBe("E: Package 'netcat' has no installation candidate\n");
  });

  it('is not simulated when Debian may have it', () => {
    expect(install('cowsay')).toMatchObject({ exit: 0, notSimulated: ['package cowsay of apt'] });
    const old = machine({
      system: {
        packages: KNOWN,
        os: { family: 'debian', suite: 'bookworm', libc: 'glibc', shell: 'dash', packageManager: 'apt' },
      },
    });
    expect(install('py3-pip', old).notSimulated).toEqual(['package py3-pip of apt']);
    expect(install('Foo_Bar', old).exit).toBe(100);
  });
});

describe('a version of apt', () => {
  it.each(['curl=8.14.1-2+deb13u7', "'curl=8.14.*'", "'curl=8.*'", 'curl'])('%s is there', (word) => {
    expect(install(word)).toMatchObject({ exit: 0, err: '', notSimulated: [] });
  });

  it('of another upstream release is not found', () => {
    expect(install('curl=7.88.1-10')).toEqual({
      out: `${TREE}Package curl is not available, but is referred to by another package.\nThis may mean that the package is missing, has been obsoleted, or\nis only available from another source\n\n`,
      err: "E: Version '7.88.1-10' for 'curl' was not found\n",
      exit: 100,
      notSimulated: [],
    });
    expect(install("'curl=7.*'").exit).toBe(100);
  });

  it('of another revision is not simulated', () => {
    expect(install('curl=8.14.1-2+deb13u4').notSimulated).toEqual(['version 8.14.1-2+deb13u4 of curl']);
  });
});

describe('apt-get install ./FILE.deb', () => {
  it('needs a file that is a package', () => {
    const box = machine();
    expect(box.run('apt-get install -y ./none.deb')).toMatchObject({
      err: 'E: Unsupported file ./none.deb given on commandline\n',
      exit: 100,
    });
    box.run('curl -sSLo /tmp/tool.deb https://example.com/tool.deb');
    expect(box.run('apt-get install -y /tmp/tool.deb')).toMatchObject({ exit: 100, notSimulated: [] });
    expect(box.run('apt-get install -y /tmp/tool.deb').err).toContain(
      'E: Could not read meta data from /tmp/tool.deb\n',
    );
  });

  it('does not know what is in it', () => {
    const box = machine({ files: { '/tmp/tool.deb': { size: 4_000_000 } } });
    expect(box.run('apt-get install -y /tmp/tool.deb').notSimulated.map(({ what }) => what)).toEqual([
      'package file /tmp/tool.deb',
    ]);
  });
});

const NODE = 'deb [signed-by=/etc/apt/keyrings/nodesource.gpg] https://deb.nodesource.com/node_22.x nodistro main';
const ADD = `mkdir -p /etc/apt/keyrings /etc/apt/sources.list.d && echo '${NODE}' > /etc/apt/sources.list.d/nodesource.list`;
const KEY =
  'curl -fsSL https://deb.nodesource.com/gpgkey/nodesource-repo.gpg.key | gpg --dearmor -o /etc/apt/keyrings/nodesource.gpg';

describe('an added repository', () => {
  it('brings its own package once its key is there', () => {
    const box = machine();
    expect(box.run(`${ADD} && ${KEY} && apt-get update && apt-get install -y nodejs`)).toMatchObject({
      err: '',
      exit: 0,
      notSimulated: [],
    });
    expect(box.run('node --version; apt-cache policy nodejs').out).toBe(
      'v22.21.1\nnodejs:\n  Installed: 22.21.1-1nodesource1\n  Candidate: 22.21.1-1nodesource1\n  Version table:\n *** 22.21.1-1nodesource1 500\n        500 https://deb.nodesource.com nodistro/main Packages\n        100 /var/lib/dpkg/status\n',
    );
    expect(machine().run('apt-get update && apt-get install -y nodejs && node --version').out).toContain('v20.19.2\n');
  });

  it('comes with the setup script as well', () => {
    const box = machine();
    const run = box.run(
      'curl -fsSL https://deb.nodesource.com/setup_24.x | bash - && apt-get install -y nodejs && node -v',
    );
    expect([run.exit, run.notSimulated]).toEqual([0, []]);
    expect(run.out.endsWith('v24.11.1\n')).toBe(true);
  });

  it('is refused without a key, or without certificates for https', () => {
    expect(machine().run(`${ADD} && apt-get update`)).toMatchObject({
      err: "E: The repository 'https://deb.nodesource.com/node_22.x nodistro InRelease' is not signed.\n",
      exit: 100,
    });
    const bare = testMachine({ system: { packages: KNOWN } });
    expect(bare.run(`${ADD} && apt-get update`)).toMatchObject({
      err: "E: The repository 'https://deb.nodesource.com/node_22.x nodistro Release' does not have a Release file.\n",
      exit: 100,
    });
  });

  it('is not simulated when nothing is known of its packages', () => {
    const box = machine({
      files: {
        '/etc/apt/sources.list.d/pgdg.sources':
          'Types: deb\nURIs: https://apt.postgresql.org/pub/repos/apt\nSuites: trixie-pgdg\nComponents: main\nSigned-By: /usr/share/keyrings/pgdg.asc\n',
        '/usr/share/keyrings/pgdg.asc': 'x',
      },
    });
    expect(box.run('apt-get update').notSimulated.map(({ what }) => what)).toEqual([
      'repository https://apt.postgresql.org/pub/repos/apt of apt',
    ]);
    expect(box.run('apt-get install -y postgresql-client-16').notSimulated).toHaveLength(1);
  });
});

describe('apt-cache', () => {
  it('knows what the lists say', () => {
    const box = machine();
    expect(box.run('apt-cache policy curl').out).toBe('');
    box.run('apt-get update');
    expect(box.run('apt-cache policy curl; apt-cache madison curl').out).toBe(
      'curl:\n  Installed: (none)\n  Candidate: 8.14.1-2+deb13u7\n  Version table:\n     8.14.1-2+deb13u7 500\n        500 http://deb.debian.org/debian trixie/main amd64 Packages\n      curl | 8.14.1-2+deb13u7 | http://deb.debian.org/debian trixie/main amd64 Packages\n',
    );
    expect(box.run('apt-cache search curl').notSimulated).toHaveLength(1);
  });
});
