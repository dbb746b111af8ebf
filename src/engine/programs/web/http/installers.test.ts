import { describe, expect, it } from 'vitest';
import { testMachine, type TestOptions } from '../../../testing/machine.ts';

const machine = (options: TestOptions = {}) =>
  testMachine({
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' },
    ...options,
    files: {
      '/etc/ssl/certs/ca-certificates.crt': 'x\n',
      '/usr/bin/unzip': { size: 1, mode: 0o755 },
      ...options.files,
    },
  });
const said = ({ out, err, exit, notSimulated }: ReturnType<ReturnType<typeof machine>['run']>) => ({
  out,
  err,
  exit,
  notSimulated: notSimulated.map(({ what }) => what),
});

describe('curl | sh', () => {
  it('rustup: cargo in ~/.cargo/bin once env is read', () => {
    const box = machine();
    const run = box.run("curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal");
    expect([run.exit, run.notSimulated]).toEqual([0, []]);
    expect(run.out).toContain('Rust is installed now. Great!\n');
    expect(box.run('. "$HOME/.cargo/env"; command -v cargo; cargo --version').out).toBe(
      '/root/.cargo/bin/cargo\ncargo 1.97.1\n',
    );
    expect(box.tree.size('/root/.rustup')).toBe(520_000_000);
  });

  it('rustup: the default profile is larger, and without -y nothing is installed', () => {
    const box = machine();
    box.run('curl -sSf https://sh.rustup.rs | sh -s -- -y');
    expect(box.tree.size('/root/.rustup')).toBeGreaterThan(1_000_000_000);
    const none = machine();
    expect(said(none.run('curl -sSf https://sh.rustup.rs | sh'))).toEqual({
      out: '',
      err: 'info: downloading installer\nrustup: Unable to run interactively. Run with -y to accept defaults, --help for additional options\n',
      exit: 1,
      notSimulated: [],
    });
    expect(none.run('ls /root/.cargo').exit).toBe(2);
  });

  it('rustup: another toolchain, and targets beside it', () => {
    const box = machine();
    const env = { PATH: '/root/.cargo/bin:/usr/bin:/bin', HOME: '/root' };
    box.run('curl -sSf https://sh.rustup.rs | sh -s -- -y --default-toolchain 1.90.0 --profile=minimal');
    expect(box.run('cargo --version; rustc --version; ls /root/.rustup/toolchains', { env }).out).toBe(
      'cargo 1.90.0\nrustc 1.90.0\n1.90.0-x86_64-unknown-linux-gnu\n',
    );
    box.run('rustup target add x86_64-unknown-linux-musl', { env });
    expect(box.run('ls /root/.rustup/targets').out).toBe('x86_64-unknown-linux-musl\n');
  });

  it('uv: in ~/.local/bin or UV_INSTALL_DIR, from a pipe or a file', () => {
    const box = machine();
    expect(box.run('curl -LsSf https://astral.sh/uv/install.sh | sh').exit).toBe(0);
    expect(box.run('/root/.local/bin/uv --version').out).toBe('uv 0.9.13\n');
    box.run('wget -qO- https://astral.sh/uv/0.8.2/install.sh | env UV_INSTALL_DIR=/opt/uv UV_NO_MODIFY_PATH=1 sh');
    expect(box.run('/opt/uv/uv --version; ls /opt/uv').out).toBe('uv 0.8.2\nuv\nuvx\n');
    const file = machine();
    expect(file.run('curl -fsSL https://astral.sh/uv/install.sh -o /tmp/i.sh && sh /tmp/i.sh').exit).toBe(0);
    expect(file.run('head -2 /tmp/i.sh').out).toBe('#!/bin/sh\n# Stand-in for https://astral.sh/uv/install.sh\n');
  });

  it('nvm: a function of bash; sh is refused as by the script itself', () => {
    const box = machine();
    const url = 'https://raw.githubusercontent.com/nvm-sh/nvm/v0.40.3/install.sh';
    expect(said(box.run(`curl -o- ${url} | sh`)).err).toContain('explicitly say to pipe the install script to `bash`');
    expect(box.run(`curl -fsSL ${url} | bash`).exit).toBe(0);
    const used = box.exec([
      '/bin/bash',
      '-c',
      '. ~/.nvm/nvm.sh && nvm install 22 >/dev/null && command -v node && node -v',
    ]);
    expect(used.out).toBe('/root/.nvm/versions/node/v22.21.1/bin/node\nv22.21.1\n');
    expect(box.exec(['/bin/bash', '-c', '. ~/.nvm/nvm.sh && node -v']).out).toBe('v22.21.1\n');
    expect(box.exec(['/bin/bash', '-c', '. ~/.nvm/nvm.sh; nvm use 20']).exit).toBe(3);
  });

  it('bun and deno: programs that are not simulated themselves; bun needs a shell with pipefail', () => {
    const box = machine();
    expect(box.run('curl -fsSL https://bun.sh/install | bash').exit).toBe(0);
    expect(said(box.run('/root/.bun/bin/bun install')).notSimulated).toHaveLength(1);
    expect(box.run('curl -fsSL https://deno.land/install.sh | sh && ls -l /root/.deno/bin/deno').exit).toBe(0);
    expect(machine({ os: 'alpine' }).run('rm /usr/bin/unzip; curl -fsSL https://bun.sh/install | ash').err).toBe(
      'error: unzip is required to install bun\n',
    );
  });

  it('poetry: a program of Python', () => {
    const box = machine();
    expect(box.run('curl -sSL https://install.python-poetry.org | POETRY_HOME=/opt/poetry python3 -').exit).toBe(0);
    expect(box.run('ls -l /opt/poetry/bin/poetry').exit).toBe(0);
    expect(said(box.run('echo "print(1)" | python3 -')).notSimulated).toEqual(['Python program -']);
  });

  it('get.docker.com: root on Debian only', () => {
    const box = machine();
    expect(box.run('curl -fsSL https://get.docker.com | sh').exit).toBe(0);
    expect(box.tree.size('/usr')).toBeGreaterThan(430_000_000);
    expect(machine({ user: 'node' }).run('curl -fsSL https://get.docker.com | sh').exit).toBe(1);
    expect(machine({ os: 'alpine' }).run('curl -fsSL https://get.docker.com | sh').out).toContain(
      "Unsupported distribution 'alpine'",
    );
  });

  it('no image needs a program for it', () => {
    const box = machine();
    box.run('rm /usr/bin/drydock-installer /usr/bin/drydock-installers');
    expect(box.run('curl -LsSf https://astral.sh/uv/install.sh | sh && ls /root/.local/bin/uv').exit).toBe(0);
    const bare = machine({ system: { commands: new Map() } });
    expect(said(bare.run('drydock-installer uv')).notSimulated).toEqual(['installer uv']);
  });

  it('others are not simulated', () => {
    expect(said(machine().run('curl -fsSL https://get.example-tool.dev/install.sh | sh'))).toEqual({
      out: '',
      err: '',
      exit: 0,
      notSimulated: ['download of https://get.example-tool.dev/install.sh'],
    });
  });
});

describe('a download that fails before a shell', () => {
  const failing = 'curl -fsSL https://example.com/install.sh';

  it('goes unseen without pipefail, and is seen with it', () => {
    expect(said(machine().run(`${failing} | sh`))).toEqual({
      out: '',
      err: 'curl: (22) The requested URL returned error: 404\n',
      exit: 0,
      notSimulated: [],
    });
    expect(machine().exec(['/bin/bash', '-o', 'pipefail', '-c', `${failing} | sh`]).exit).toBe(22);
    expect(machine().run('curl -fsSL https://nothing.invalid/x | sh; echo $?').out).toBe('0\n');
    expect(
      machine({ system: { network: false } }).exec([
        '/bin/bash',
        '-o',
        'pipefail',
        '-c',
        'curl -fsSL https://sh.rustup.rs | sh -s -- -y',
      ]).exit,
    ).toBe(6);
  });

  it('hands a page of HTML to the shell without -f', () => {
    const run = machine().run('curl -sSL https://deb.nodesource.com/setup_99.x | sh');
    expect([run.exit === 0, run.err.includes('rror')]).toEqual([false, true]);
    expect(machine().run('wget -q https://deb.nodesource.com/setup_99.x').exit).toBe(8);
    expect(machine().run('curl -sSL https://deb.nodesource.com/setup_99.x | python3 -').exit).toBe(1);
  });
});
