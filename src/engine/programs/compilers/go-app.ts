import { serveRecognised, type RecognisedServer } from '../../kernel/network/recognised-server.ts';
import type { Command, Process } from '../../kernel/system.ts';

/** An address of the machine itself, in front of a port. */
const LOCAL = /^(127\.|localhost:|\[::1\]:)/;

/** Plays a program that the model of `go build` or `cargo build` wrote; what it does was read from its text (behaviourOf). */
const command: Command = {
  summary:
    'A compiled Go or Rust program: listens, prints or ends as its text says; what a server answers is left out.',
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
      return serveRecognised(process, {
        running: isLocal ? { listens: [], local: ports } : { listens: ports },
        ...kindOf(process),
      });
    }
    if (typeof facts['prints'] === 'string') process.out(facts['prints']);
    return Number(facts['exit'] ?? 0);
  },
};
export default command;

/**
 * What differs between the languages. Go's runtime raises a signal that nobody asked for again with its default action, which the first
 * process of a container ignores, and then ends with 2. Source: Go runtime/signal_unix.go, dieFromSignal.
 */
function kindOf({ program, pid }: Process): Pick<RecognisedServer, 'what' | 'every' | 'ends'> {
  if (program?.model === 'rust-app') return { what: 'the Rust program', every: '0.0.0.0' };
  const what = 'the Go program';
  if (program?.facts?.['catches'] === true) return { what, ends: { INT: 0, TERM: 0 } };
  return pid === 1 ? { what, ends: { HUP: 2, INT: 2, TERM: 2 } } : { what };
}
