/**
 * Lines that name a cause: an uncaught error of Node, npm's own words without its codes and its pointer to a log, a failing Go
 * test, what ssh says when it refuses, and what Git, pip and most tools begin with.
 */
const CAUSE =
  /^(?:[A-Z]\w*)?Error(?: \[\w+\])?: |^npm error (?!code |errno |path |syscall |A complete log)\S|^\s*--- FAIL: |^Host key verification failed|: Permission denied \(publickey|^(?:fatal|error|ERROR): /;

/** The line of a program's output that says best why it ended: the first that names a cause, else the last one. Empty for no output. */
export function tellingLine(text: string): string {
  const lines = text.trimEnd().split('\n');
  return (lines.find((line) => CAUSE.test(line)) ?? lines.at(-1) ?? '').trim();
}
