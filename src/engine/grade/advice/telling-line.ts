/**
 * Lines that name a cause: an uncaught error of Node, npm's own words without its codes and its pointer to a log, a failing
 * test, what ssh says when it refuses, what the go command says of a file or a module, a command that a shell did not find,
 * and what Git, pip, nginx and most tools begin with.
 */
const CAUSE = [
  /^(?:[A-Z]\w*)?Error(?: \[\w+\])?: /,
  /^npm error (?!code |errno |path |syscall |command |network |A complete log|Log files)\S/,
  /^\s*--- FAIL: |^not ok \d|^✖ (?!failing)|^panic: /,
  /^Load key "|^Host key verification failed|: Permission denied \(publickey/,
  /^[\w./-]+\.go:\d+:\d+: |^go: (?!downloading |warning)|^no Go files in |^pattern \S+: |^cgo: |^fork\/exec |\.S:\d+: Error/,
  /^[\w./-]+\.tsx?\(\d+,\d+\): error TS/,
  /^(?:\/bin\/)?(?:ba|da|a)?sh: (?:\d+: )?\S+: not found$/,
  /^nginx: \[emerg\]/,
  /^(?:fatal|error|ERROR|E): /,
];

/** Beginnings of a statement that goes on in the lines below, and where it ends. */
const LONG: readonly { readonly begins: RegExp; readonly most: number; readonly ends: RegExp }[] = [
  { begins: /^npm error .*[^.:]$/, most: 3, ends: /^npm error$|\.$|^(?!npm error )/ },
  { begins: /^Error: The module '/, most: 4, ends: /requires$|^NODE_MODULE_VERSION \d+\. Please/ },
  { begins: /to add(?: it)?:$/, most: 1, ends: /./ },
  { begins: /Tried:$|select packages:$/, most: 1, ends: /./ },
];

/**
 * What a program's output says best about why it ended: the first line that names a cause, with those that finish its
 * sentence, else the last one. Empty for no output.
 */
export function tellingLine(text: string): string {
  const lines = text.trimEnd().split('\n');
  const at = lines.findIndex((line) => CAUSE.some((pattern) => pattern.test(line)));
  if (at === -1) return (lines.at(-1) ?? '').trim();
  const first = lines[at] ?? '';
  const long = LONG.find(({ begins }) => begins.test(first));
  return [first.trim(), ...(long ? rest(lines.slice(at + 1), long) : [])].join(' ');
}

function rest(lines: readonly string[], { most, ends }: (typeof LONG)[number]): string[] {
  const more: string[] = [];
  for (const line of lines.slice(0, most)) {
    if (line === 'npm error' || line === '' || line.startsWith('npm error A complete log')) break;
    more.push(line.replace(/^npm error /, '').trim());
    if (ends.test(line)) break;
  }
  return more;
}
