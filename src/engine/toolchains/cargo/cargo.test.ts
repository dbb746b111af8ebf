import { describe, expect, it } from 'vitest';
import { testMachine, type TestOptions } from '../../testing/machine.ts';

const TOML =
  '[package]\nname = "shop"\nversion = "0.1.0"\n\n[dependencies]\nserde = { version = "1", features = ["derive"] }\n';
const LOCK = `version = 4

[[package]]
name = "serde"
version = "1.0.228"
source = "registry+https://github.com/rust-lang/crates.io-index"

[[package]]
name = "shop"
version = "0.1.0"
dependencies = [
 "serde",
]
`;
const MAIN = 'fn main() {\n    println!("hello");\n}\n';
const FILES = {
  '/app/Cargo.toml': TOML,
  '/app/Cargo.lock': LOCK,
  '/app/src/main.rs': MAIN,
  '/usr/bin/cc': { size: 1, mode: 0o755 },
};
const shop = (options: TestOptions = {}) =>
  testMachine({
    cwd: '/app',
    env: { PATH: '/usr/bin:/bin', HOME: '/root', CARGO_HOME: '/usr/local/cargo' },
    ...options,
    files: { ...FILES, ...options.files },
  });
/** Output, exit code and what is left out of one command. */
function said({ out, err, exit, notSimulated }: ReturnType<ReturnType<typeof shop>['run']>) {
  return { out, err, exit, ...(notSimulated.length ? { notSimulated: notSimulated.map(({ what }) => what) } : {}) };
}

describe('cargo build', () => {
  it('downloads and compiles what the lock file names, then the project', () => {
    const one = shop();
    expect(said(one.run('cargo build --release --locked && ./target/release/shop'))).toEqual({
      out: 'hello\n',
      err: ' Downloading crates ...\n  Downloaded serde v1.0.228\n   Compiling serde v1.0.228\n   Compiling shop v0.1.0 (/app)\n    Finished `release` profile [optimized] target(s) in 3.90s\n',
      exit: 0,
    });
    expect(one.run('cargo build --release').err).toBe(
      '    Finished `release` profile [optimized] target(s) in 0.00s\n',
    );
    expect(one.run('echo "// x" >> src/main.rs; cargo build --release').err).toMatch(/^ {3}Compiling shop/);
    expect(one.run('ls /usr/local/cargo/registry').out).toBe('cache\nsrc\n');
  });

  it('builds where it is told and installs', () => {
    const one = shop();
    one.run('CARGO_TARGET_DIR=/t cargo build && cargo install --path . --root /opt');
    expect(one.run('ls /t/debug/shop /opt/bin').out).toBe('/t/debug/shop\n\n/opt/bin:\nshop\n');
    expect(one.run('cargo run -q').out).toBe('hello\n');
  });

  it('refuses a lock file that is missing or out of step when it is locked', () => {
    const refused = {
      out: '',
      err: 'error: the lock file /app/Cargo.lock needs to be updated but --locked was passed to prevent this\nIf you want to try to generate the lock file without accessing the network, remove the --locked flag and use --offline instead.\n',
      exit: 101,
    };
    expect(said(shop({ files: { '/app/Cargo.lock': null } }).run('cargo build --locked'))).toEqual(refused);
    const toml = { '/app/Cargo.toml': `${TOML}tokio = "1"\n` };
    expect(said(shop({ files: toml }).run('cargo fetch --locked'))).toEqual(refused);
    expect(said(shop({ files: toml }).run('cargo build -q')).notSimulated).toEqual([
      'cargo without a lock file in step: which versions it takes',
    ]);
  });

  it('needs a linker, sources, the network and the standard library of the target', () => {
    const error = (command: string, files: TestOptions['files'] = {}) => said(shop({ files }).run(command));
    expect(error('cargo build -q', { '/usr/bin/cc': null, '/usr/bin/gcc': null })).toEqual({
      out: '',
      err: 'error: linker `cc` not found\n  |\n  = note: No such file or directory (os error 2)\n\n',
      exit: 101,
    });
    expect(error('cargo build -q', { '/app/src/main.rs': null }).err).toContain(
      '  no targets specified in the manifest\n',
    );
    expect(shop({ system: { network: false } }).run('cargo build').exit).toBe(101);
    const musl = 'x86_64-unknown-linux-musl';
    expect(error(`cargo build -q --target ${musl}`).err).toContain(`rustup target add ${musl}`);
    const one = shop();
    one.run(`rustup target add ${musl} && cargo build -q --release --target ${musl}`);
    const entry = one.tree.stat(`/app/target/${musl}/release/shop`);
    expect(entry.ok && entry.value.program?.libc).toBe('static');
  });

  it('leaves crates out that are installed by name', () => {
    expect(said(shop().run('cd / && cargo install --locked cargo-chef'))).toEqual({
      out: '',
      err: '',
      exit: 0,
      notSimulated: ['cargo install --locked cargo-chef'],
    });
  });

  it('recognises servers', () => {
    const main = 'use std::net::TcpListener;\nfn main() { let l = TcpListener::bind("0.0.0.0:8080").unwrap(); }\n';
    const one = shop({ files: { '/app/src/main.rs': main } });
    one.run('cargo build -q --release');
    expect(one.run('./target/release/shop').running).toEqual({ listens: [8080] });
  });
});
