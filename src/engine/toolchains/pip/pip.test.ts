import { describe, expect, it } from 'vitest';
import { packageFacts, packages, testMachine, type TestOptions } from '../../testing/machine.ts';

const INDEX = packages([
  packageFacts({ name: 'flask', version: '3.1.0', binaries: ['/usr/local/bin/flask'] }),
  packageFacts({ name: 'requests', version: '2.32.3' }),
  packageFacts({ name: 'psycopg2', version: '2.9.10', builds: ['gcc'] }),
]);
const python = (options: TestOptions = {}) =>
  testMachine({
    cwd: '/app',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/root' },
    ...options,
    files: {
      '/app/': '',
      '/usr/local/lib/python3.12/site-packages/': '',
      '/home/node/': { owner: { uid: 1000, gid: 1000 } },
      ...options.files,
    },
    system: { packages: INDEX, ...options.system },
  });

describe('the cache of pip', () => {
  it('holds single packages: what is new alone is downloaded', () => {
    const machine = python();
    machine.run('pip install flask==3.1.0');
    expect(machine.run('pip install flask==3.1.0 requests').out).toBe(
      'Collecting flask\n  Using cached flask-3.1.0-py3-none-any.whl\nCollecting requests\n  Downloading requests-2.32.3-py3-none-any.whl\nSuccessfully installed flask-3.1.0 requests-2.32.3\n',
    );
    expect(machine.run('pip install flask==3.1.1').out).toContain('Downloading flask-3.1.1');
  });

  it('is neither read nor written with --no-cache-dir, and lies where it is told to', () => {
    const machine = python();
    machine.run('pip install flask');
    expect(machine.run('pip install --no-cache-dir flask').out).toContain('Downloading flask');
    expect(machine.run('pip install --cache-dir=/var/pip flask && ls /var/pip').out).toMatch(/http-v2\n$/);
    expect(machine.run('pip cache purge; pip install flask').out).toMatch(/^Files removed: 2\n.*\n {2}Downloading/);
  });

  it('spares compiling a second time', () => {
    const machine = python({ files: { '/usr/bin/gcc': { size: 1, mode: 0o755 } } });
    const first = machine.run('pip install psycopg2').ms;
    expect([first > 20_000, machine.run('pip install psycopg2').ms < 1000]).toEqual([true, true]);
  });

  it('is switched off in a folder of somebody else, with a warning', () => {
    const machine = python({
      user: 'node',
      env: { PATH: '/usr/bin:/bin', HOME: '/home/node' },
      files: { '/cache/': '' },
    });
    const { err, out } = machine.run('PIP_CACHE_DIR=/cache pip install flask');
    expect(err).toMatch(
      /^WARNING: The directory '\/cache' or its parent directory is not owned .* The cache has been disabled\./,
    );
    expect(out).toMatch(/^Defaulting to user installation/);
  });
});

describe('places', () => {
  it('installs into a virtual environment by its own pip, its python and PATH', () => {
    const made = python();
    made.run(
      'python3 -m venv /opt/venv && /opt/venv/bin/pip install flask && /opt/venv/bin/python -m pip install requests',
    );
    made.run('PATH=/opt/venv/bin:$PATH pip install psycopg2 2>/dev/null || true');
    expect(
      made.run(
        'ls /opt/venv/lib/python3.12/site-packages; ls /opt/venv/bin; ls /usr/local/lib/python3.12/site-packages',
      ).out,
    ).toBe('flask\npip\nrequests\nflask\npip\npip3\npython\npython3\npython3.12\n');
  });

  it('follows --target, --prefix and --user', () => {
    const machine = python();
    machine.run('pip install -t /a flask; pip install --prefix=/b flask; pip install --user flask');
    expect(
      machine.run('ls -d /a/flask /b/bin/flask /b/lib/python3.12/site-packages/flask /root/.local/bin/flask').out,
    ).toBe('/a/flask\n/b/bin/flask\n/b/lib/python3.12/site-packages/flask\n/root/.local/bin/flask\n');
  });

  it('makes wheels, and installs them without index, network and compiler', () => {
    const machine = python({ files: { '/usr/bin/gcc': { size: 1, mode: 0o755 } } });
    machine.run('pip wheel -w /wheels psycopg2 flask && rm /usr/bin/gcc');
    expect(machine.run('ls /wheels; pip install --no-index --find-links=/wheels psycopg2').out).toBe(
      'flask-3.1.0-py3-none-any.whl\npsycopg2-2.9.10-py3-none-any.whl\nProcessing psycopg2-2.9.10-py3-none-any.whl\nSuccessfully installed psycopg2-2.9.10\n',
    );
    expect(machine.run('pip install --no-cache-dir /wheels/*.whl').exit).toBe(0);
    expect(machine.run('pip install --no-index --find-links=/wheels requests').err).toBe(
      'ERROR: Could not find a version that satisfies the requirement requests (from versions: none)\nERROR: No matching distribution found for requests\n',
    );
  });

  it('does not run Python itself', () => {
    expect(
      python()
        .run('python3 app.py')
        .notSimulated.map(({ what }) => what),
    ).toEqual(['Python program app.py']);
  });
});

describe('pip download', () => {
  it('leaves files in a folder, which an install without the index takes', () => {
    const machine = python({ files: { '/app/requirements.txt': 'flask==3.1.0\nrequests\n' } });
    expect(machine.run('pip download -d /w -r requirements.txt')).toMatchObject({
      out: 'Collecting flask\n  Downloading flask-3.1.0-py3-none-any.whl\nCollecting requests\n  Downloading requests-2.32.3-py3-none-any.whl\nSuccessfully downloaded flask requests\n',
      notSimulated: [],
    });
    expect(machine.run('ls /w').out).toBe('flask-3.1.0-py3-none-any.whl\nrequests-2.32.3-py3-none-any.whl\n');
    expect(machine.run('pip install --no-index --find-links=/w flask requests').out).toBe(
      'Processing flask-3.1.0-py3-none-any.whl\nProcessing requests-2.32.3-py3-none-any.whl\nSuccessfully installed flask-3.1.0 requests-2.32.3\n',
    );
  });

  it('brings the source where there is no wheel, whose later build is left out', () => {
    const machine = python({ files: { '/usr/bin/gcc': { size: 1, mode: 0o755 } } });
    machine.run('pip download --dest /w psycopg2');
    expect(machine.run('ls /w').out).toBe('psycopg2-2.9.10.tar.gz\n');
    expect(machine.run('pip install --no-index -f /w psycopg2').notSimulated.map(({ what }) => what)).toEqual([
      'the source archive of psycopg2 in a folder of pip',
    ]);
  });
});
