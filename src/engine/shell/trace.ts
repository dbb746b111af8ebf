import { lookup, write, type Shell } from './state.ts';

/** Prints a line of `set -x` when it is on. bash repeats the first character of PS4 inside substitutions. */
export function trace(shell: Shell, text: string): void {
  if (!shell.options.has('x')) return;
  const mark = lookup(shell, 'PS4') ?? '';
  const head = shell.dialect === 'bash' ? mark.slice(0, 1).repeat(shell.nesting) : '';
  write(shell, 2, `${head}${mark}${text}\n`);
}

/** Traces a command with the assignments before it, quoted as the shell does. */
export function traceCommand(
  shell: Shell,
  assignments: readonly (readonly [string, string])[],
  argv: readonly string[],
): void {
  if (!shell.options.has('x')) return;
  const quote = { dash: (word: string) => word, ash: quoteAsh, bash: quoteBash }[shell.dialect];
  const set = assignments.map(([name, value]) => `${name}=${value === '' ? '' : quote(value)}`);
  if (shell.dialect === 'bash') {
    for (const one of set) trace(shell, one);
    if (argv.length === 0) return;
    trace(shell, argv.map(quote).join(' '));
    // bash shows the assignments of these two once more.
    if (argv[0] === 'export' || argv[0] === 'readonly')
      for (const word of argv.slice(1)) {
        const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
        if (name !== undefined) trace(shell, `${name}=${value ? quote(value) : ''}`);
      }
  } else if (argv.length > 0) trace(shell, [...set, ...argv.map(quote)].join(' '));
  else trace(shell, set.join(' '));
}

/** A word as bash would have to read it again. */
export function quoteBash(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

// BusyBox shell/ash.c maybe_single_quote(): everything below '+', `;<=>?`, and `[\{|}~ need quotes.
function quoteAsh(word: string): string {
  if (/^[+,\-./0-9:@A-Z\]^_a-z]*$/.test(word)) return word;
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}
