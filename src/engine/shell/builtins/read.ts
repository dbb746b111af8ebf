import type { Builtin } from '../builtins.ts';
import type { Task } from '../system.ts';
import { assign, builtinPrefix, lookup, notSimulated, write, type Shell } from '../state.ts';

const builtin: Builtin = {
  summary: 'Reads a line into variables; -r and -p, other options are left out.',
  names: ['read'],
  *run(shell, args) {
    let raw = false;
    let at = 0;
    for (; at < args.length && /^-[a-z]/.test(args[at] ?? ''); at++) {
      const arg = args[at] ?? '';
      if (arg === '-r') raw = true;
      else if (arg === '-p') at++;
      else if (shell.dialect === 'dash') return illegal(shell, arg);
      else notSimulated(shell, `option ${arg} of read`);
    }
    const names = args.slice(at);
    if (names.length === 0) {
      if (shell.dialect === 'dash') {
        write(shell, 2, `${builtinPrefix(shell, 'read')}arg count\n`);
        return 2;
      }
      names.push('REPLY');
    }
    const line = yield* nextLine(shell, raw);
    distribute(shell, names, line?.chars ?? []);
    return line?.complete ? 0 : 1;
  },
};
export default builtin;

function illegal(shell: Shell, option: string): number {
  write(shell, 2, `${builtinPrefix(shell, 'read')}Illegal option ${option}\n`);
  return 2;
}

interface Char {
  readonly char: string;
  readonly escaped: boolean;
}

function* nextLine(shell: Shell, raw: boolean): Task<{ chars: Char[]; complete: boolean } | undefined> {
  const chars: Char[] = [];
  for (let first = true; ; first = false) {
    const line = yield* takeLine(shell);
    if (line === undefined) return first ? undefined : { chars, complete: false };
    shell.machine.work(1 + line.text.length / 1000);
    const goesOn = collect(chars, line.text, raw);
    if (!goesOn || !line.complete || shell.machine.halted) return { chars, complete: line.complete };
  }
}

/** Takes characters up to a line break and no further: the rest is for whoever reads next. */
function* takeLine(shell: Shell): Task<{ text: string; complete: boolean } | undefined> {
  const input = shell.fds.get(0)?.input;
  const parts: string[] = [];
  for (;;) {
    const text = input?.peek();
    if (!input || text === undefined || shell.machine.halted)
      return parts.length > 0 ? { text: parts.join(''), complete: false } : undefined;
    const end = text.indexOf('\n');
    if (end !== -1) {
      input.take(end + 1);
      parts.push(text.slice(0, end));
      return { text: parts.join('').replaceAll('\0', ''), complete: true };
    }
    input.take(text.length);
    parts.push(text);
    shell.machine.work(text.length / 1000);
    if (text === '') yield { ready: () => input.peek() !== '' };
  }
}

/** Adds the characters of a line; true when it ends with a backslash and the next line belongs to it. */
function collect(chars: Char[], line: string, raw: boolean): boolean {
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (raw || char !== '\\') chars.push({ char, escaped: false });
    else if (at + 1 >= line.length) return true;
    else chars.push({ char: line[++at] ?? '', escaped: true });
  }
  return false;
}

function distribute(shell: Shell, names: readonly string[], chars: readonly Char[]): void {
  const ifs = lookup(shell, 'IFS') ?? ' \t\n';
  const isSpace = (one: Char | undefined): boolean =>
    one !== undefined && !one.escaped && ' \t\n'.includes(one.char) && ifs.includes(one.char);
  const isBreak = (one: Char | undefined): boolean => one !== undefined && !one.escaped && ifs.includes(one.char);
  let at = 0;
  while (isSpace(chars[at])) at++;
  for (const [index, name] of names.entries()) {
    const from = at;
    let text = '';
    if (index === names.length - 1) {
      let end = chars.length;
      while (end > from && isSpace(chars[end - 1])) end--;
      // One trailing separator that is no space is dropped when it ends the only field left.
      const rest = chars.slice(from, end);
      const only = isBreak(rest.at(-1)) && !rest.slice(0, -1).some((one) => isBreak(one));
      text = (only ? rest.slice(0, -1) : rest).map(({ char }) => char).join('');
    } else {
      while (at < chars.length && !isBreak(chars[at])) text += chars[at++]?.char ?? '';
      while (isSpace(chars[at])) at++;
      if (at < chars.length && isBreak(chars[at]) && !isSpace(chars[at]) && !isSpace(chars[at - 1])) at++;
      else if (isBreak(chars[at]) && !isSpace(chars[at])) at++;
      while (isSpace(chars[at])) at++;
    }
    assign(shell, name, text);
  }
}
