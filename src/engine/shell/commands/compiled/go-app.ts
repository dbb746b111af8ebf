import type { Command } from '../../system.ts';

/** An address of the machine itself, in front of a port. */
const LOCAL = /^(127\.|localhost:|\[::1\]:)/;

/** Plays a program that the model of `go build` or `cargo build` wrote; what it does was read from its text (behaviourOf). */
const command: Command = {
  summary: 'A compiled Go or Rust program: listens, prints or ends as its text says.',
  aliases: ['rust-app'],
  example: `
$ mkdir -p /tmp/src && cd /tmp && printf '[package]\\nname = "hi"\\nversion = "0.1.0"\\n' > Cargo.toml
$ cd /tmp && echo 'fn main() { println!("hello"); }' > src/main.rs && touch /usr/bin/cc && chmod +x /usr/bin/cc
$ cd /tmp && cargo build -q && ./target/debug/hi
hello
`,
  run(process) {
    const facts = process.program?.facts ?? {};
    if (facts['serves']) {
      const variable = facts['portVariable'];
      const given = typeof variable === 'string' ? process.env.get(variable) : undefined;
      const port = Number(/(\d+)$/.exec(given ?? '')?.[1] ?? facts['listens']);
      const ports = Number.isInteger(port) && port > 0 ? [port] : [];
      const isLocal = given?.includes(':') ? LOCAL.test(given) : facts['local'] === true;
      return process.keepRunning(isLocal ? { listens: [], local: ports } : { listens: ports });
    }
    if (typeof facts['prints'] === 'string') process.out(facts['prints']);
    return Number(facts['exit'] ?? 0);
  },
};
export default command;
