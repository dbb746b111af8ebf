import { describe, expect, it } from 'vitest';
import { overlay, plainLayer, stack } from '../../files/index.ts';
import { packageFacts, packages, testMachine, type TestOptions } from '../../testing/machine.ts';

const INDEX = packages([
  packageFacts({
    name: 'flask',
    version: '3.1.0',
    packages: 2,
    names: ['blinker', 'flask'],
    binaries: ['/usr/local/bin/flask'],
  }),
  packageFacts({ name: 'psycopg2', version: '2.9.10', builds: ['gcc', 'libpq-dev'] }),
]);
const program = (model: string) => ({
  size: 1,
  mode: 0o755,
  program: { format: 'elf', arch: 'amd64', model } as const,
});
const PYTHON = {
  '/usr/local/bin/python3': program('python3'),
  '/usr/local/lib/python3.12/site-packages/': '',
  '/app/': '',
};
const machine = (options: TestOptions = {}) =>
  testMachine({
    cwd: '/app',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/root' },
    ...options,
    files: { ...PYTHON, ...options.files },
    system: { packages: INDEX, ...options.system },
  });
/** Output, exit code and what is left out of one command. */
function said({ out, err, exit, notSimulated }: ReturnType<ReturnType<typeof machine>['run']>) {
  return { out, err, exit, ...(notSimulated.length ? { notSimulated: notSimulated.map(({ what }) => what) } : {}) };
}

const LOCK = `version = 1
requires-python = ">=3.12"

[[package]]
name = "flask"
version = "3.1.0"
source = { registry = "https://pypi.org/simple" }
dependencies = [
    { name = "werkzeug" },
]
wheels = [
    { url = "https://files.example/flask.whl", hash = "sha256:1", size = 100000 },
]

[[package]]
name = "pytest"
version = "8.4.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "shop"
version = "0.1.0"
source = { virtual = "." }
dependencies = [
    { name = "flask" },
]

[package.dev-dependencies]
dev = [
    { name = "pytest" },
]

[[package]]
name = "werkzeug"
version = "3.1.3"
source = { registry = "https://pypi.org/simple" }
`;
const PROJECT = '[project]\nname = "shop"\nversion = "0.1.0"\ndependencies = ["flask>=3"]\n';
const FILES = { '/app/uv.lock': LOCK, '/app/pyproject.toml': PROJECT };
const SITE = '/app/.venv/lib/python3.12/site-packages';

describe('uv pip install', () => {
  it('works in an environment, or in the system when told so', () => {
    const one = machine();
    expect(one.run('uv pip install flask').exit).toBe(2);
    expect(said(one.run('uv pip install --system flask==3.1.0'))).toEqual({
      out: '',
      err: 'Using Python 3.12 environment at: /usr/local\nResolved 2 packages in 120ms\nPrepared 2 packages in 100ms\nInstalled 2 packages in 8ms\n + blinker\n + flask==3.1.0\n',
      exit: 0,
    });
    expect(one.run('test -x /usr/local/bin/flask').exit).toBe(0);
    expect(one.run('UV_SYSTEM_PYTHON=1 uv pip install flask').exit).toBe(0);
    expect(one.run('uv venv /opt/v && VIRTUAL_ENV=/opt/v uv pip install flask && ls /opt/v/bin').out).toBe(
      'flask\npython\npython3\npython3.12\n',
    );
  });

  it('links from its cache, which costs nothing on the same file system; copies cost', () => {
    const one = machine();
    one.run('uv pip install --system flask');
    expect(one.run('du -sb /root/.cache/uv | cut -f1').out.length).toBeLessThan(7);
    const copied = machine();
    copied.run('UV_LINK_MODE=copy uv pip install --system flask');
    expect(copied.run('du -sb /root/.cache/uv').out).toMatch(/^30\d{5}\t/);
    const none = machine();
    none.run('uv pip install --system --no-cache flask');
    expect(none.run('ls -A /root').out).toBe('');
  });

  it('copies out of a cache on another file system, and warns unless that is asked for', () => {
    const warning = 'warning: Failed to hardlink files; falling back to full copy.';
    const mounted = (command: string) => {
      const one = machine({ files: { '/root/.cache/uv/': '' } });
      const volume = overlay(stack([plainLayer({})]));
      one.tree.mount('/root/.cache/uv', volume);
      const { err } = one.run(command);
      return [err.startsWith(warning) || err.includes(`\n${warning}`), volume.size('/') === 3_000_000];
    };
    expect(mounted('uv pip install --system flask')).toEqual([true, true]);
    expect(mounted('UV_LINK_MODE=copy uv pip install --system flask')).toEqual([false, true]);
    expect(mounted('uv pip install --system --link-mode=copy flask')).toEqual([false, true]);
  });

  it('is quick the second time, builds what has no wheel and needs the network', () => {
    const one = machine();
    const first = one.run('uv pip install --system flask').ms;
    expect(one.run('uv pip install --system flask').ms * 4 < first).toBe(true);
    const bare = machine({ files: { '/usr/bin/gcc': null, '/usr/bin/pg_config': null } });
    expect(said(bare.run('uv pip install --system -q psycopg2')).err).toContain(
      "error: command 'gcc' failed: No such file or directory",
    );
    expect(machine({ system: { packages: INDEX, network: false } }).run('uv pip install --system flask').exit).toBe(2);
    expect(said(one.run('uv pip install --system cowsay')).notSimulated).toEqual(['package cowsay of uv']);
    expect(said(one.run('uv pip install --system -r no.txt'))).toEqual({
      out: '',
      err: 'error: File not found: `no.txt`\n',
      exit: 2,
    });
  });
});

describe('uv sync', () => {
  it('makes the environment that uv.lock describes', () => {
    const one = machine({ files: FILES });
    expect(said(one.run('uv sync --locked'))).toEqual({
      out: '',
      err: 'Using CPython interpreter at: /usr/local/bin/python3\nCreating virtual environment at: .venv\nResolved 4 packages in 10ms\nPrepared 3 packages in 200ms\nInstalled 3 packages in 14ms\n + flask==3.1.0\n + pytest==8.4.0\n + werkzeug==3.1.3\n',
      exit: 0,
    });
    expect(one.run('uv sync --locked').err).toBe('Resolved 4 packages in 10ms\nAudited 3 packages in 1ms\n');
  });

  it('leaves out the group dev when told so', () => {
    for (const command of ['uv sync --frozen --no-dev', 'UV_NO_DEV=1 uv sync --frozen']) {
      const one = machine({ files: FILES });
      one.run(command);
      expect(one.run(`ls ${SITE}`).out).toBe('flask\nflask-3.1.0.dist-info\nwerkzeug\nwerkzeug-3.1.3.dist-info\n');
    }
  });

  it('refuses a lock file out of step when told to hold to it', () => {
    const files = { ...FILES, '/app/pyproject.toml': PROJECT.replace('"flask>=3"', '"flask>=3", "redis"') };
    expect(said(machine({ files }).run('uv sync --locked'))).toEqual({
      out: '',
      err: 'The lockfile at `uv.lock` needs to be updated, but `--locked` was provided. To update the lockfile, run `uv lock`.\n',
      exit: 1,
    });
    expect(machine({ files }).run('uv sync --frozen')).toMatchObject({ exit: 0, notSimulated: [] });
    expect(said(machine({ files }).run('uv sync')).notSimulated).toEqual([
      'uv sync with a lock file out of step: which versions it takes',
    ]);
  });

  it('goes before uv run, which finds commands of the environment', () => {
    const one = machine({ files: FILES });
    expect(one.run('uv run --frozen --no-dev sh -c \'echo "$VIRTUAL_ENV"; command -v flask\'').out).toBe(
      '/app/.venv\n/app/.venv/bin/flask\n',
    );
    expect(said(one.run('uv run --no-sync nothing'))).toEqual({
      out: '',
      err: 'error: Failed to spawn: `nothing`\n  Caused by: No such file or directory (os error 2)\n',
      exit: 2,
    });
  });
});
