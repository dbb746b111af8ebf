import { holder, room } from '../../../kernel/memory/memory.ts';
import type { Input } from '../../../kernel/streams/stream.ts';
import type { Shell } from '../../state/shell-state.ts';
import type { Task } from '../../../kernel/system.ts';

/** A character of what was read; a backslash before it makes it an ordinary one. */
export interface Char {
  readonly char: string;
  readonly escaped: boolean;
}

export interface Reading {
  /** Backslashes are ordinary characters. */
  readonly raw: boolean;
  readonly delimiter: string;
  /** At most so many characters. */
  readonly count: number | undefined;
  /** The delimiter does not end it. */
  readonly exact: boolean;
  /** Virtual ms at which it gives up. */
  readonly until: number | undefined;
}

export interface Line {
  readonly chars: readonly Char[];
  /** The delimiter came, or the last of the characters wanted. */
  readonly complete: boolean;
  readonly timedOut: boolean;
}

/** Characters of a line that are kept. */
const LONGEST = 2_000_000;

/** Takes characters up to a delimiter and no further: the rest is for whoever reads next. */
export function* readLine(shell: Shell, input: Input | undefined, how: Reading): Task<Line> {
  const { machine } = shell;
  const chars: Char[] = [];
  let escaping = false;
  const held = holder(machine, shell.proc, LONGEST);
  let keeps = true;
  for (;;) {
    if (machine.tired) yield {};
    const text = input?.peek();
    if (!input || text === undefined || machine.halted) return { chars, complete: false, timedOut: false };
    // of what is too long only the end is looked for
    const skipped = keeps || how.exact ? 0 : text.indexOf(how.delimiter);
    for (let at = skipped === -1 ? text.length : skipped; at < text.length; at++) {
      const char = text[at] ?? '';
      if (escaping) {
        escaping = false;
        if (char !== '\n') chars.push({ char, escaped: true });
      } else if (char === '\\' && !how.raw) escaping = true;
      else if (char === how.delimiter && !how.exact) {
        input.take(at + 1);
        machine.work(1 + at / 1000);
        return { chars, complete: true, timedOut: false };
      } else if (char !== '\0') chars.push({ char, escaped: false });
      if (how.count !== undefined && chars.length >= how.count) {
        input.take(at + 1);
        return { chars, complete: true, timedOut: false };
      }
    }
    input.take(text.length);
    machine.work(1 + text.length / 1000);
    if (text !== '') {
      keeps = held.takes(text.length);
      yield* room(machine, shell.proc);
      if (held.lost) return { chars: [], complete: false, timedOut: false };
      continue;
    }
    if (how.until !== undefined && machine.kernel.now >= how.until) return { chars, complete: false, timedOut: true };
    const ready = (): boolean => input.peek() !== '';
    yield how.until === undefined ? { ready } : { ready, until: how.until };
  }
}

/** Cuts what was read into so many fields as POSIX says; the last one gets the rest. */
export function splitFields(chars: readonly Char[], ifs: string, count: number): string[] {
  const isSpace = (one: Char | undefined): boolean =>
    one !== undefined && !one.escaped && ' \t\n'.includes(one.char) && ifs.includes(one.char);
  const isBreak = (one: Char | undefined): boolean => one !== undefined && !one.escaped && ifs.includes(one.char);
  const fields: string[] = [];
  let at = 0;
  while (isSpace(chars[at])) at++;
  while (fields.length < count && (at < chars.length || Number.isFinite(count))) {
    if (fields.length === count - 1) {
      fields.push(lastField(chars.slice(at), isSpace, isBreak));
      break;
    }
    let text = '';
    while (at < chars.length && !isBreak(chars[at])) text += chars[at++]?.char ?? '';
    fields.push(text);
    while (isSpace(chars[at])) at++;
    if (isBreak(chars[at]) && !isSpace(chars[at])) at++;
    while (isSpace(chars[at])) at++;
  }
  return fields;
}

function lastField(
  rest: readonly Char[],
  isSpace: (one: Char | undefined) => boolean,
  isBreak: (one: Char | undefined) => boolean,
): string {
  let end = rest.length;
  while (end > 0 && isSpace(rest[end - 1])) end--;
  const kept = rest.slice(0, end);
  // One trailing separator that is no space is dropped when it ends the only field left.
  const only = isBreak(kept.at(-1)) && !kept.slice(0, -1).some((one) => isBreak(one));
  return (only ? kept.slice(0, -1) : kept).map(({ char }) => char).join('');
}
