import { describe, expect, it } from 'vitest';
import { packageFacts, packages, testMachine, type TestOptions } from '../../testing/machine.ts';

const INDEX = packages([
  packageFacts({
    name: 'flask',
    version: '3.1.0',
    packages: 2,
    names: ['flask', 'werkzeug'],
    binaries: ['/usr/local/bin/flask'],
  }),
  packageFacts({ name: 'psycopg2', version: '2.9.10', builds: ['gcc'] }),
  packageFacts({ name: 'ruff', version: '0.14.6', binaries: ['/usr/local/bin/ruff'] }),
]);
const PROJECT = `[project]
name = "my-app"
version = "0.1.0"
requires-python = ">=3.12"
dependencies = ["flask (>=3.1,<4.0)"]

[tool.poetry.group.dev.dependencies]
pytest = "^8.0"

[build-system]
requires = ["poetry-core"]
`;
const LOCK = `[[package]]
name = "flask"
version = "3.1.0"
optional = false
groups = ["main"]

[package.dependencies]
werkzeug = ">=3.1"

[[package]]
name = "pytest"
version = "8.4.0"
optional = false

[[package]]
name = "werkzeug"
version = "3.1.3"
optional = false

[metadata]
lock-version = "2.1"
`;
const app = (files: Readonly<Record<string, string>> = {}, options: TestOptions = {}) =>
  testMachine({
    cwd: '/app',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/root', POETRY_VIRTUALENVS_IN_PROJECT: '1', ...options.env },
    ...options,
    system: { packages: INDEX, ...options.system },
    files: {
      '/usr/local/lib/python3.12/site-packages/': '',
      '/app/pyproject.toml': PROJECT,
      '/app/poetry.lock': LOCK,
      '/app/my_app/__init__.py': '',
      ...files,
      ...options.files,
    },
  });
const site = '/usr/lib/python3.12/site-packages';

describe('poetry install', () => {
  it('lays down what the lock file says, then the project', () => {
    const machine = app({}, { env: { PATH: '/usr/bin', HOME: '/root', POETRY_VIRTUALENVS_IN_PROJECT: 'true' } });
    const run = machine.run('poetry install');
    expect([run.exit, run.notSimulated]).toEqual([0, []]);
    expect(run.out).toBe(
      'Installing dependencies from lock file\n\nPackage operations: 3 installs, 0 updates, 0 removals\n\n  - Installing flask (3.1.0)\n  - Installing pytest (8.4.0)\n  - Installing werkzeug (3.1.3)\n\nInstalling the current project: my-app (0.1.0)\n',
    );
    expect(machine.run('ls .venv/bin/flask; ls /root/.cache/pypoetry').out).toBe('.venv/bin/flask\nartifacts\n');
    expect(machine.run('poetry install').out).toContain('No dependencies to install or update\n');
  });

  it('leaves groups out, and goes into the interpreter without an environment', () => {
    const machine = app();
    const run = machine.run(
      'poetry config virtualenvs.create false && poetry install --only main --no-root --no-interaction --no-ansi --no-cache',
    );
    expect([run.exit, run.out.includes('pytest'), run.out.includes('current project')]).toEqual([0, false, false]);
    expect(machine.run(`ls ${site}; ls -d .venv /root/.cache/pypoetry/artifacts`)).toMatchObject({
      out: expect.stringContaining('flask') as string,
      exit: 2,
    });
    expect(app().run('poetry install --without dev').out).not.toContain('pytest');
  });

  it('misses files of the project unless it is left out', () => {
    const bare = () => {
      const machine = app();
      machine.run('rm -r my_app');
      return machine;
    };
    const failed = bare().run('poetry install');
    expect([failed.exit, failed.err.split('\n').at(-5)]).toEqual([
      1,
      'Error: The current project could not be installed: No file/folder found for package my-app',
    ]);
    expect(bare().run('poetry install --no-root').exit).toBe(0);
    const off = app({ '/app/pyproject.toml': `${PROJECT}\n[tool.poetry]\npackage-mode = false\n` });
    expect(off.run('rm -r my_app; poetry install').exit).toBe(0);
  });

  it('refuses a lock file that lags behind, and does not resolve', () => {
    const more = PROJECT.replace('"flask (>=3.1,<4.0)"', '"flask", "redis"');
    expect(app({ '/app/pyproject.toml': more }).run('poetry install')).toMatchObject({ exit: 1 });
    const machine = app();
    machine.run('rm poetry.lock');
    expect(machine.run('poetry install').notSimulated.map(({ what }) => what)).toEqual([
      'poetry install without a lock file: which versions it takes',
    ]);
    expect(machine.run('poetry lock').notSimulated).toHaveLength(1);
    expect(machine.run('poetry frobnicate').exit).toBe(1);
  });

  it('needs the network once', () => {
    expect(app({}, { system: { packages: INDEX, network: false } }).run('poetry install').exit).toBe(1);
  });
});

describe('poetry export', () => {
  it('is a plug-in', () => {
    const machine = app();
    expect(machine.run('poetry export').err).toBe('\nThe requested command export does not exist.\n');
    machine.tree.mkdir('/usr/local/lib/python3.12/site-packages/poetry-plugin-export', { parents: true });
    const run = machine.run('poetry export -f requirements.txt --without-hashes -o r.txt && cat r.txt');
    expect([run.out, run.notSimulated]).toEqual(['flask==3.1.0\nwerkzeug==3.1.3\n', []]);
    expect(machine.run('poetry export').notSimulated).toHaveLength(1);
  });
});

describe('tools of uv', () => {
  it('run in an environment of their own', () => {
    const machine = app();
    const run = machine.run('uvx ruff check');
    expect(run.err).toContain('Installed 1 package');
    expect(run.notSimulated).toHaveLength(1); // ruff itself
    expect(machine.run('uvx --from flask flask --version; ls /root/.cache/uv/environments-v2').out).toBe(
      'flask-3.1.0\nruff-0.14.6\n',
    );
    expect(machine.run('uvx cowsay').notSimulated.map(({ what }) => what)).toEqual(['tool cowsay of uv']);
  });

  it('are installed with links', () => {
    const machine = app();
    expect(machine.run('uv tool install ruff').err).toContain(
      'Installed 1 executable: ruff\nwarning: `/root/.local/bin`',
    );
    expect(machine.run('readlink /root/.local/bin/ruff').out).toBe('/root/.local/share/uv/tools/ruff/bin/ruff\n');
  });
});
