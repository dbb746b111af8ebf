import { describe, expect, it } from 'vitest';
import { packageFacts, packages, testMachine, type TestOptions } from '../../testing/machine.ts';

const INDEX = packages([
  packageFacts({ name: 'flask', version: '3.1.0', packages: 2, names: ['flask', 'werkzeug'] }),
  packageFacts({ name: 'werkzeug', version: '3.1.3' }),
  packageFacts({ name: 'requests', version: '2.32.3' }),
]);
const python = (files: Readonly<Record<string, string>> = {}, options: TestOptions = {}) =>
  testMachine({
    cwd: '/app',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/root' },
    ...options,
    files: { '/app/': '', '/usr/local/lib/python3.12/site-packages/': '', ...files },
    system: { packages: INDEX },
  });
const r = (text: string, more: Readonly<Record<string, string>> = {}) => python({ '/app/r.txt': text, ...more });
const last = (out: string): string => out.trim().split('\n').at(-1) ?? '';

describe('a requirements file', () => {
  it('reads continued lines, comments and further files', () => {
    const machine = r('# first\n-r sub/base.txt\nrequests == 2.31.0 # why\n', {
      '/app/sub/base.txt': '-r more.txt\n',
      '/app/sub/more.txt': 'flask\\\n==3.0.0\n',
    });
    expect(last(machine.run('pip install -r r.txt').out)).toBe(
      'Successfully installed flask-3.0.0 werkzeug requests-2.31.0',
    );
    expect(r('-r none.txt\n').run('pip install -r r.txt')).toMatchObject({
      err: "ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'none.txt'\n",
      exit: 1,
    });
  });

  it('says which of its options are not simulated', () => {
    const run = r('--extra-index-url https://pip.acme.example\nrequests\n').run('pip install -r r.txt');
    expect(run.notSimulated.map(({ what }) => what)).toEqual([
      'option --extra-index-url in a requirements file of pip',
    ]);
  });

  it('takes versions from constraints', () => {
    const machine = r('requests\n', { '/app/c.txt': 'requests==2.30.0\nflask==1.0\n' });
    expect(last(machine.run('pip install -r r.txt -c c.txt').out)).toBe('Successfully installed requests-2.30.0');
    const conflict = machine.run('pip install requests==2.31.0 -c c.txt');
    expect([conflict.exit, conflict.err.split('\n')[0]]).toEqual([
      1,
      'ERROR: Cannot install requests==2.31.0 because these package versions have conflicting dependencies.',
    ]);
    expect(machine.run('pip install requests -c none.txt').exit).toBe(1);
  });
});

describe('hashes', () => {
  const hash = '--hash=sha256:5f873c5184c897c8d9d1b05df1e3d01b14910ce69607a117bd3277098a5836ac';

  it('must stand beside every package, and beside what comes along', () => {
    expect(r(`requests==2.32.3 \\\n    ${hash} \\\n    ${hash}\n`).run('pip install -r r.txt').exit).toBe(0);
    expect(r(`flask==3.1.0 ${hash}\nwerkzeug==3.1.3 ${hash}\n`).run('pip install -r r.txt').exit).toBe(0);
    expect(r(`flask==3.1.0 ${hash}\n`).run('pip install -r r.txt')).toMatchObject({
      err: 'ERROR: In --require-hashes mode, all requirements must have their versions pinned with ==. These do not:\n    werkzeug\n',
      exit: 1,
    });
    expect(last(r(`flask==3.1.0 ${hash}\n`).run('pip install --no-deps -r r.txt').out)).toBe(
      'Successfully installed flask-3.1.0',
    );
    expect(r(`requests==2.32.3\nwerkzeug==3.1.3 ${hash}\n`).run('pip install -r r.txt').err).toMatch(
      /^ERROR: Hashes are required in --require-hashes mode[^]*\n {4}requests==2\.32\.3\n$/,
    );
  });

  it('are asked for by --require-hashes', () => {
    expect(python().run('pip install --require-hashes requests').exit).toBe(1);
    expect(python().run('pip install requests').exit).toBe(0);
  });
});

describe('a project of the workspace', () => {
  const project = {
    '/app/pyproject.toml':
      '[project]\nname = "My_App"\nversion = "1.2.0"\ndependencies = ["requests>=2"]\n[project.scripts]\nserve = "my_app:main"\n',
    '/app/src/my_app/__init__.py': 'x = 1\n',
  };
  const site = '/usr/local/lib/python3.12/site-packages';

  it('is installed with what it asks for', () => {
    const machine = python(project);
    const run = machine.run('pip install .');
    expect([run.notSimulated, last(run.out)]).toEqual([[], 'Successfully installed requests-2.32.3 my-app-1.2.0']);
    expect(machine.run(`ls ${site} /usr/local/bin`).out).toContain('my_app\nmy_app-1.2.0.dist-info\nrequests\n');
    expect(machine.run('test -x /usr/local/bin/serve').exit).toBe(0);
  });

  it('is pointed to with -e', () => {
    const machine = python(project);
    expect(machine.run('pip install -e .').exit).toBe(0);
    expect(machine.run(`cat ${site}/__editable__.my_app-1.2.0.pth; test -e ${site}/my_app`)).toMatchObject({
      out: '/app/src\n',
      exit: 1,
    });
  });

  it('needs its files', () => {
    expect(python().run('pip install -e .').err).toBe(
      "ERROR: file:///app does not appear to be a Python project: neither 'setup.py' nor 'pyproject.toml' found.\n",
    );
    expect(python().run('pip install ./lib').err).toBe(
      "ERROR: Directory './lib' is not installable. Neither 'setup.py' nor 'pyproject.toml' found.\n",
    );
    expect(python({ '/app/setup.py': 'setup()\n' }).run('pip install .').notSimulated).toHaveLength(1);
  });
});

describe('pip install git+https', () => {
  it('needs git, and does not know what is in the repository', () => {
    const machine = python();
    expect(machine.run('pip install git+https://github.com/a/b').notSimulated.map(({ what }) => what)).toEqual([
      'package git+https://github.com/a/b of pip',
    ]);
    machine.run('rm /usr/bin/git');
    expect(machine.run('pip install git+https://github.com/a/b@v1')).toMatchObject({ exit: 1, notSimulated: [] });
  });
});
