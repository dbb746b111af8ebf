import { describe, expect, it } from 'vitest';
import { packageFacts, packages, testMachine, type TestOptions } from '../../testing/machine.ts';

const KNOWN = packages([
  packageFacts({
    name: 'curl',
    version: '8.14.1',
    binaries: ['/usr/bin/curl'],
    packages: 3,
    names: ['libcurl4', 'curl'],
    downloadBytes: 1_500_000,
    installedBytes: 4_908_000,
    slimBytes: 3_000_000,
    recommends: { packages: 7, downloadBytes: 4_000_000, installedBytes: 14_600_000 },
  }),
  packageFacts({
    name: 'tini',
    version: '0.19.0',
    binaries: ['/usr/bin/tini'],
    installedBytes: 783_000,
    downloadBytes: 280_000,
  }),
  packageFacts({ name: 'tzdata', version: '2026a', installedBytes: 2_000_000 }),
  packageFacts({ name: 'ca-certificates', version: '2026', installedBytes: 400_000 }),
  packageFacts({ name: 'bash', version: '5.2', inBase: true }),
]);

function machine(options: TestOptions = {}) {
  return testMachine({ ...options, system: { packages: KNOWN, ...options.system } });
}
/** Output, exit code and what is left out of one command. */
function said({ out, err, exit, notSimulated }: ReturnType<ReturnType<typeof machine>['run']>) {
  return { out, err, exit, ...(notSimulated.length ? { notSimulated: notSimulated.map(({ what }) => what) } : {}) };
}
const TREE = 'Reading package lists...\nBuilding dependency tree...\nReading state information...\n';

const apt = (command: string, options: TestOptions = {}) => {
  const one = machine(options);
  one.run('apt-get update -qq');
  return { one, ...said(one.run(command)) };
};

const size = (command: string, options: TestOptions = {}) =>
  /After this operation, (.*) of additional/.exec(apt(command, options).out)?.[1];

// Compared with apt 3.0.4 on Debian 13; progress and single downloads are left out.
describe('apt-get install', () => {
  it('knows nothing before update', () => {
    expect(said(machine().run('apt-get install -y curl tini'))).toEqual({
      out: TREE,
      err: 'E: Unable to locate package curl\nE: Unable to locate package tini\n',
      exit: 100,
    });
  });

  it('says what it installs and how much', () => {
    const { one, ...answer } = apt('apt-get install -y --no-install-recommends curl');
    expect(answer).toEqual({
      out: `${TREE}The following NEW packages will be installed:\n  curl libcurl4\n0 upgraded, 3 newly installed, 0 to remove and 0 not upgraded.\nNeed to get 1,500 kB of archives.\nAfter this operation, 4,908 kB of additional disk space will be used.\nSetting up curl (8.14.1) ...\n`,
      err: '',
      exit: 0,
    });
    expect(one.run('ls -l /usr/bin/curl').exit).toBe(0);
    expect(said(one.run('apt-get install -y curl'))).toEqual({
      out: `${TREE}curl is already the newest version.\n0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n`,
      err: '',
      exit: 0,
    });
  });

  it('stops at the question without -y, unless there is nothing to ask', () => {
    expect(apt('apt-get install curl')).toMatchObject({ exit: 1 });
    expect(apt('apt-get install curl').out).toMatch(/Do you want to continue\? \[Y\/n\] Abort\.\n$/);
    expect(apt('apt-get install tini').exit).toBe(0);
    for (const yes of ['-y', '--yes', '-qq', '-yqq', '-q -y', '--assume-yes'])
      expect(apt(`apt-get ${yes} install curl`).exit).toBe(0);
    expect(apt('apt-get install -qq -y curl').out).toBe('Setting up curl (8.14.1) ...\n');
  });

  it('brings recommended packages, unless told otherwise', () => {
    expect(size('apt-get install -y curl')).toBe('14.6 MB');
    expect(size('apt-get install -y --no-install-recommends curl')).toBe('4,908 kB');
    expect(size('apt-get install -y -o APT::Install-Recommends=false curl')).toBe('4,908 kB');
    const configured = { files: { '/etc/apt/apt.conf.d/99x': 'APT::Install-Recommends "false";\n' } };
    expect(size('apt-get install -y curl', configured)).toBe('4,908 kB');
    const slim = { files: { '/etc/dpkg/dpkg.cfg.d/docker': 'path-exclude /usr/share/doc/*\n' } };
    expect(size('apt-get install -y --no-install-recommends curl', slim)).toBe('3,000 kB');
  });

  it('needs root and the network', () => {
    expect(said(machine({ user: 'node' }).run('apt-get install -y curl'))).toEqual({
      out: '',
      err: 'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n',
      exit: 100,
    });
    expect(said(machine({ user: 'node' }).run('apt-get update'))).toEqual({
      out: 'Reading package lists...\n',
      err: 'E: Could not open lock file /var/lib/apt/lists/lock - open (13: Permission denied)\nE: Unable to lock directory /var/lib/apt/lists/\n',
      exit: 100,
    });
    expect(machine({ user: 'node' }).run('apt-get clean').exit).toBe(100);
    const off = machine({ system: { packages: KNOWN, network: false } });
    expect(said(off.run('apt-get update'))).toEqual({
      out: '',
      err: "W: Failed to fetch http://deb.debian.org/debian/dists/trixie/InRelease  Temporary failure resolving 'deb.debian.org'\nW: Some index files failed to download. They have been ignored, or old ones used instead.\n",
      exit: 0,
    });
    expect(off.run('apt-get install -y curl').err).toBe('E: Unable to locate package curl\n');
    const lists = { '/var/lib/apt/lists/deb_main_Packages.lz4': { size: 1 } };
    const late = machine({ files: lists, system: { packages: KNOWN, network: false } }).run('apt-get install -y tini');
    expect(late.exit).toBe(100);
    expect(late.err).toMatch(
      /Temporary failure resolving 'deb\.debian\.org'\nE: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing\?\n$/,
    );
  });

  it('downloads again neither lists nor packages that are there', () => {
    const one = machine();
    one.run('rm /etc/apt/apt.conf.d/docker-clean; apt-get update && apt-get install -y curl && apt-get remove -y curl');
    expect(one.run('apt-get update').out).toMatch(/^Hit:1 \S+ trixie InRelease\n/);
    expect(one.run('apt-get install -y curl').out).toContain('Need to get 0 B/4,000 kB of archives.');
    const clean = machine();
    clean.run('apt-get update && apt-get install -y curl && apt-get remove -y curl');
    expect(clean.run('apt-get install -y curl').out).toContain('Need to get 4,000 kB of archives.');
  });

  it('leaves lists behind until they are removed, archives only without docker-clean', () => {
    const { one } = apt('apt-get install -y tini');
    expect(one.run('du -sb /var/lib/apt/lists').out).toMatch(/^2166\d{4}\t/);
    expect(one.run('ls /var/cache/apt/archives').out).toBe('');
    one.run('rm -rf /var/lib/apt/lists/*');
    expect(one.run('apt-get install -y curl').exit).toBe(100);
    const kept = apt('rm /etc/apt/apt.conf.d/docker-clean; apt-get install -y tini').one;
    expect(kept.run('ls /var/cache/apt/archives').out).toMatch(/^tini_0\.19\.0_\w+\.deb\n$/);
    expect(kept.run('apt-get clean; ls /var/cache/apt/archives').out).toBe('');
  });

  it('takes the version that is asked for, and does not know others', () => {
    for (const pin of ['curl=8.14.1', 'curl=8.14.*', 'curl=8.*'])
      expect(apt(`apt-get install -y ${pin}`)).toMatchObject({ exit: 0 });
    expect(apt("apt-get install -y 'curl=8.14.*'").notSimulated).toBeUndefined();
    expect(apt('apt-get install -y curl=8.14.1-9 tini').notSimulated).toEqual(['version 8.14.1-9 of curl']);
    expect(apt('apt-get install -y curl=7.88.1 tini')).toMatchObject({
      err: "E: Version '7.88.1' for 'curl' was not found\n",
      exit: 100,
    });
  });

  it('reports what it does not know', () => {
    expect(apt('apt-get install -y cowsay').notSimulated).toEqual(['package cowsay of apt']);
    expect(apt('apt-get install -y --strange tini').notSimulated).toEqual(['flag --strange of apt-get']);
    expect(said(machine().run('apt-get download x')).notSimulated).toEqual(['apt-get download']);
  });

  it('removes what it installed', () => {
    const { one } = apt('apt-get install -y curl');
    expect(one.run('apt-get remove curl').exit).toBe(1);
    expect(said(one.run('apt-get purge -y --auto-remove curl'))).toEqual({
      out: `${TREE}The following packages will be REMOVED:\n  curl* libcurl4*\n0 upgraded, 0 newly installed, 3 to remove and 0 not upgraded.\nAfter this operation, 14.6 MB disk space will be freed.\nRemoving curl (8.14.1) ...\n`,
      err: '',
      exit: 0,
    });
    expect(one.run('test -e /usr/bin/curl').exit).toBe(1);
    expect(one.run('apt-get remove -y curl').out).toContain("Package 'curl' is not installed, so not removed\n");
  });

  it('leaves what came with a package until it is removed automatically', () => {
    const { one } = apt('apt-get install -y curl tini');
    expect(said(one.run('apt-get remove -y curl'))).toEqual({
      out: `${TREE}The following packages were automatically installed and are no longer required:\n  libcurl4\nUse 'apt autoremove' to remove them.\nThe following packages will be REMOVED:\n  curl\n0 upgraded, 0 newly installed, 1 to remove and 0 not upgraded.\nAfter this operation, 900 kB disk space will be freed.\nRemoving curl (8.14.1) ...\n`,
      err: '',
      exit: 0,
    });
    const left = '/usr/lib/x86_64-linux-gnu/curl';
    expect(one.run(`test -e /usr/bin/curl || du -sb ${left}`).out).toMatch(/^137\d{5}\t/);
    expect(said(one.run('apt-get autoremove -y'))).toEqual({
      out: `${TREE}0 upgraded, 0 newly installed, 2 to remove and 0 not upgraded.\nAfter this operation, 13.7 MB disk space will be freed.\n`,
      err: '',
      exit: 0,
    });
    expect(one.run(`test -e ${left}`).exit).toBe(1);
    expect(one.run('test -e /usr/bin/tini').exit).toBe(0);
    expect(one.run('apt-get autoremove -y').out).toBe(
      `${TREE}0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n`,
    );
  });

  it('removes what apt-mark says came for others', () => {
    const { one } = apt('apt-get install -y tini');
    expect(
      one.run(
        'saved="$(apt-mark showmanual)"; apt-get install -y -qq curl; apt-mark auto ".*" >/dev/null; apt-mark manual $saved',
      ).out,
    ).toBe('Setting up curl (8.14.1) ...\ntini set to manually installed.\n');
    expect(one.run('apt-mark showmanual; echo -; apt-mark showauto').out).toBe('tini\n-\ncurl\n');
    one.run('apt-get purge -y --auto-remove -o APT::AutoRemove::RecommendsImportant=false');
    expect(one.run('ls /usr/bin/tini /usr/lib/x86_64-linux-gnu/; apt-mark showauto').out).toBe(
      '/usr/bin/tini\n\n/usr/lib/x86_64-linux-gnu/:\ntini\n',
    );
    one.run('apt-get install -y -qq curl; apt-mark auto curl');
    expect(one.run('apt-get install -y curl').out).toContain('curl set to manually installed.\n');
  });

  it('has a warning of its own as apt, and nothing to upgrade', () => {
    expect(said(machine().run('apt upgrade -y'))).toEqual({
      out: `${TREE}0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n`,
      err: '\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n',
      exit: 0,
    });
    expect(machine().run('apt-get').exit).toBe(1);
  });
});

const alpine = (options: TestOptions = {}) => machine({ os: 'alpine', ...options });

const warning = (repository: string) =>
  `WARNING: fetching https://dl-cdn.alpinelinux.org/alpine/v3.22/${repository}: temporary error (try again later)\n`;

describe('apk', () => {
  it('adds with a fresh index, which stays or does not', () => {
    const one = alpine();
    expect(said(one.run('apk add --no-cache curl'))).toEqual({
      out: 'fetch https://dl-cdn.alpinelinux.org/alpine/v3.22/main/x86_64/APKINDEX.tar.gz\nfetch https://dl-cdn.alpinelinux.org/alpine/v3.22/community/x86_64/APKINDEX.tar.gz\n(1/2) Installing libcurl4\n(2/2) Installing curl (8.14.1)\nExecuting busybox-1.37.0.trigger\nOK: 12 MiB in 17 packages\n',
      err: '',
      exit: 0,
    });
    expect(one.run('ls /var/cache/apk 2>/dev/null').out).toBe('');
    expect(alpine().run('apk add -U tini && ls /var/cache/apk').out).toMatch(/APKINDEX\.main\.tar\.gz\n$/);
    expect(alpine().run('apk update && apk add tini && rm -rf /var/cache/apk/* && ls /var/cache/apk').exit).toBe(0);
  });

  it('takes flags before the command too', () => {
    for (const command of [
      'apk --no-cache add tini',
      'apk -U add tini',
      'apk --update add tini',
      'apk -q --no-progress add --no-cache tini',
    ])
      expect(alpine().run(`${command} && test -x /usr/bin/tini`)).toMatchObject({ exit: 0, notSimulated: [] });
  });

  it('fetches an index that is missing by itself, and leaves it behind', () => {
    const one = alpine();
    expect(one.run('apk add tini && ls /var/cache/apk').out).toMatch(/^fetch https[^]*APKINDEX\.main\.tar\.gz\n$/);
    expect(one.run('apk add curl').out).toMatch(/^\(1\/2\) Installing libcurl4\n/);
  });

  it('knows no package without a network', () => {
    const off = alpine({ system: { packages: KNOWN, network: false } });
    expect(said(off.run('apk add --no-cache curl tini'))).toEqual({
      out: '',
      err: `${warning('main')}${warning('community')}ERROR: unable to select packages:\n  curl (no such package):\n    required by: world[curl]\n  tini (no such package):\n    required by: world[tini]\n`,
      exit: 2,
    });
    expect(off.run('apk add curl').exit).toBe(1);
  });

  it('keeps packages once /etc/apk/cache is there, and installs from it', () => {
    for (const prepare of [
      'mkdir -p /etc/apk/cache',
      'mkdir -p /var/cache/apk && ln -s /var/cache/apk /etc/apk/cache',
    ]) {
      const one = alpine({ files: { '/etc/apk/': '' } });
      expect(one.run('apk cache clean').exit).toBe(2);
      const first = one.run(`${prepare} && apk add curl`);
      expect(one.run('ls /etc/apk/cache/').out).toMatch(/^APKINDEX\.main\.tar\.gz\ncurl-8\.14\.1\.\w{8}\.apk\n$/);
      one.run('apk del curl');
      const second = one.run('apk add curl');
      expect([first.ms - second.ms, second.out.startsWith('fetch')]).toEqual([675, false]);
      expect(one.run('apk del curl && apk add --no-cache curl').out).toContain('fetch https');
      expect(one.run('apk cache clean').exit).toBe(0);
    }
  });

  it('needs root', () => {
    expect(said(alpine({ user: 'node' }).run('apk add --no-cache curl'))).toEqual({
      out: '',
      err: 'ERROR: Unable to lock database: Permission denied\nERROR: Failed to open apk database: Permission denied\n',
      exit: 99,
    });
  });

  it('takes a version that is there, and no other (chatwoot/chatwoot#9782)', () => {
    for (const word of ["'curl~8.14'", "'curl=~8'", "'curl>8'", 'curl=8.14.1'])
      expect(said(alpine().run(`apk add --no-cache -q ${word}`))).toMatchObject({ exit: 0, err: '' });
    const one = alpine();
    expect(said(one.run("apk add --no-cache 'curl=7.88.1-r0' 'tini~0.18'"))).toMatchObject({
      err: 'ERROR: unable to select packages:\n  curl-8.14.1:\n    breaks: world[curl=7.88.1-r0]\n  tini-0.19.0:\n    breaks: world[tini~0.18]\n',
      exit: 2,
    });
    expect(one.run('test -e /usr/bin/curl').exit).toBe(1);
    expect(said(alpine().run('apk add --no-cache curl=8.14.1-r7')).notSimulated).toEqual(['version 8.14.1-r7 of curl']);
    expect(alpine().run("apk add --no-cache 'curl~8.14' && apk del curl && cat /etc/apk/world").exit).toBe(0);
  });

  it('knows names that Alpine does not have, and tags that no repository has', () => {
    expect(said(alpine().run('apk add --no-cache build-essential'))).toMatchObject({
      err: 'ERROR: unable to select packages:\n  build-essential (no such package):\n    required by: world[build-essential]\n',
      exit: 1,
    });
    expect(said(alpine().run('apk add --no-cache -t .b libpq5')).err).toContain(
      'required by: .b-20261124.000000[libpq5]\n',
    );
    expect(said(alpine().run('apk add --no-cache curl@edge'))).toMatchObject({
      err: "WARNING: The repository tag for world dependency 'curl@edge' does not exist\nERROR: Not committing changes due to missing repository tags. Use --force-broken-world to override.\n",
      exit: 99,
    });
  });

  it('does not know what other repositories hold', () => {
    const edge = 'https://dl-cdn.alpinelinux.org/alpine/edge/community';
    const run = alpine().run(`apk add --no-cache --repository=${edge} tini`);
    expect(said(run).notSimulated).toEqual([`repository ${edge} of apk`]);
    expect(run.out.startsWith(`fetch ${edge}/x86_64/APKINDEX.tar.gz\n`)).toBe(true);
    const own = 'https://dl-cdn.alpinelinux.org/alpine/v3.22/community';
    expect(said(alpine().run(`apk add --no-cache -X ${own} tini`)).notSimulated).toBeUndefined();
    const tagged = `echo '@edge ${edge}' >> /etc/apk/repositories && apk add --no-cache tini@edge`;
    expect(said(alpine({ files: { '/etc/apk/': '' } }).run(tagged)).notSimulated).toEqual(['package tini@edge of apk']);
  });

  it('removes a virtual package with all that came by it', () => {
    const one = alpine();
    one.run('apk add --no-cache tini && apk add --no-cache --virtual .build curl');
    expect(one.run('apk info -e tini curl').out).toBe('tini\ncurl\n');
    expect(one.run('apk del .build').out).toBe('(1/2) Purging .build\n(2/2) Purging curl\nOK: 7 MiB in 17 packages\n');
    expect(one.run('test -e /usr/bin/curl').exit).toBe(1);
    expect(one.run('test -e /usr/bin/tini').exit).toBe(0);
  });

  it('has nothing to upgrade, and says what it does not know', () => {
    expect(said(alpine().run('apk upgrade --no-cache'))).toMatchObject({ exit: 0, err: '' });
    expect(said(alpine().run('apk add --no-cache cowsay')).notSimulated).toEqual(['package cowsay of apk']);
    expect(said(alpine().run('apk search x')).notSimulated).toEqual(['apk search x']);
  });

  it('prints shorter in the third version', () => {
    const os = { family: 'alpine', version: '3.24.1', libc: 'musl', shell: 'ash', packageManager: 'apk' } as const;
    expect(alpine({ system: { packages: KNOWN, os } }).run('apk add --no-cache tini').out).toBe(
      '(1/1) Installing tini (0.19.0)\nExecuting busybox-1.37.0.trigger\nOK: 8.7 MiB in 17 packages\n',
    );
  });
});

/** What a program of that platform prints; nothing else is started. */
const on = (platform: string, model: string, flag: string) => {
  const program = { format: 'elf', arch: platform.split('/')[1] ?? '', libc: 'static', model } as const;
  const files = { '/x': { size: 1, mode: 0o755, program } };
  return machine({ files, system: { platform } }).exec(['/x', flag]).out.trim();
};

describe('dpkg', () => {
  it('knows the architecture under its own name, as apk does', () => {
    const platforms = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/386', 'linux/ppc64le'];
    expect(platforms.map((platform) => on(platform, 'dpkg', '--print-architecture')).join(' ')).toBe(
      'amd64 arm64 armhf i386 ppc64el',
    );
    expect(platforms.map((platform) => on(platform, 'apk', '--print-arch')).join(' ')).toBe(
      'x86_64 aarch64 armv7 x86 ppc64le',
    );
  });

  it('shows packages installed since the base image, and says that it does not know the others', () => {
    const { one } = apt('apt-get install -y tini');
    expect(one.run("dpkg-query -W -f='${Package} ${Version}\\n' tini; dpkg -L tini").out).toBe(
      'tini 0.19.0\n/usr/bin/tini\n/usr/lib/x86_64-linux-gnu/tini\n',
    );
    expect(said(one.run('dpkg -s libc6')).notSimulated).toEqual(['dpkg -s libc6']);
  });
});

describe('packages', () => {
  it('put time zones and certificates where programs and people look', () => {
    for (const [os, command] of [
      ['debian', 'apt-get update -qq && apt-get install -y tzdata ca-certificates'],
      ['alpine', 'apk add --no-cache tzdata ca-certificates'],
    ] as const) {
      const one = machine({ os });
      one.run(command);
      expect(one.run('test -d /usr/share/zoneinfo && test -s /etc/ssl/certs/ca-certificates.crt').exit).toBe(0);
    }
  });
});

const PIP = packages([
  packageFacts({
    name: 'flask',
    version: '3.1.0',
    names: ['blinker', 'flask'],
    downloadBytes: 1_000_000,
    installedBytes: 4_000_000,
  }),
  packageFacts({ name: 'psycopg2', version: '2.9.10', builds: ['gcc', 'libpq-dev'] }),
]);
const python = (options: TestOptions = {}) =>
  testMachine({
    cwd: '/app',
    env: { PATH: '/usr/bin:/bin', HOME: '/root' },
    ...options,
    files: { '/app/': '', ...options.files },
    system: { packages: PIP, ...options.system },
  });

const cached = (command: string) => python().run(`${command} >/dev/null; ls -A /root/.cache/pip 2>/dev/null`).out;

describe('pip', () => {
  it('needs the requirements file (pip 23.2.1)', () => {
    expect(said(python().run('pip install -r requirements.txt'))).toEqual({
      out: '',
      err: "ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'requirements.txt'\n",
      exit: 1,
    });
    const files = { '/app/requirements.txt': '# web\nFlask==3.1.0  # pinned\n\n-i https://pypi.org/simple\n' };
    expect(python({ files }).run('pip install --no-cache-dir -r requirements.txt').out).toMatch(
      /Successfully installed blinker flask-3\.1\.0\n$/,
    );
  });

  it('keeps a cache, unless told not to', () => {
    expect(cached('pip install flask')).toBe('http-v2\n');
    expect(cached('pip install --no-cache-dir flask')).toBe('');
    expect(cached('PIP_NO_CACHE_DIR=1 pip install flask')).toBe('');
  });

  it('compiles what has no wheel', () => {
    const without = { '/usr/bin/gcc': null, '/usr/bin/pg_config': null };
    expect(python({ files: without }).run('pip install psycopg2')).toMatchObject({ exit: 1 });
    expect(python({ files: without }).run('pip install psycopg2').err).toContain(
      "error: command 'gcc' failed: No such file or directory",
    );
    const tool = { size: 1, mode: 0o755 };
    expect(python({ files: { ...without, '/usr/bin/gcc': tool } }).run('pip install psycopg2').err).toContain(
      'Error: pg_config executable not found.',
    );
    expect(
      python({ files: { '/usr/bin/gcc': tool, '/usr/bin/pg_config': tool } }).run('pip install psycopg2').exit,
    ).toBe(0);
  });

  it('fails without a network and without words, and reports strangers', () => {
    expect(said(python({ system: { packages: PIP, network: false } }).run('pip install flask'))).toEqual({
      out: '',
      err: 'ERROR: Could not find a version that satisfies the requirement flask (from versions: none)\nERROR: No matching distribution found for flask\n',
      exit: 1,
    });
    expect(python().run('pip install').exit).toBe(1);
    expect(said(python().run('pip install cowsay')).notSimulated).toEqual(['package cowsay of pip']);
    expect(said(python().run('pip freeze')).notSimulated).toEqual(['pip freeze']);
  });
});
