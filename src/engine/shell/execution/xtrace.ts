import { expandText } from '../expansion/expand-word.ts';
import { parse } from '../syntax/parse.ts';
import { quoteBash } from '../../base/quote-bash.ts';
import { lookup, write, type Shell } from '../state/shell-state.ts';

/** Prints a line of `set -x` when it is on. bash repeats the first character of PS4 inside substitutions, eval and files that are read. */
export function trace(shell: Shell, text: string): void {
  if (!shell.options.has('x')) return;
  const mark = markOf(shell);
  const head = shell.dialect === 'bash' ? mark.slice(0, 1).repeat(shell.nesting) : '';
  write(shell, 2, `${head}${mark}${text}\n`);
}

/** PS4 with its parameters; one that runs commands is shown as it is written. */
function markOf(shell: Shell): string {
  const text = lookup(shell, 'PS4') ?? '';
  if (!text.includes('$')) return text;
  const [statement] = parse(`cat <<PS4\n${text}\nPS4\n`, shell.dialect).statements;
  const pieces = statement?.command.kind === 'simple' ? (statement.command.redirects[0]?.target.pieces ?? []) : [];
  if (pieces.length === 0 || pieces.some(({ kind }) => kind === 'command' || kind === 'process')) return text;
  const { status } = shell;
  const made = expandText(shell, pieces).next();
  shell.status = status;
  return made.done === true ? made.value.replace(/\n$/, '') : text;
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
    return;
  }
  // ash shows what `command` runs, without the word itself.
  const hidden = shell.dialect === 'ash' && argv[0] === 'command' && argv[1]?.startsWith('-') === false;
  trace(shell, [...set, ...argv.slice(hidden ? 1 : 0).map(quote)].join(' '));
}

// BusyBox shell/ash.c maybe_single_quote(): everything below '+', `;<=>?`, and `[\{|}~ need quotes.
function quoteAsh(word: string): string {
  if (/^[+,\-./0-9:@A-Z\]^_a-z]*$/.test(word)) return word;
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}
