import { isSettled, settle } from '../../kernel/streams/write.ts';
import { promptOf } from './prompt.ts';
import { SIGNALS } from '../../kernel/processes/signals.ts';
import { assign, leave, write, type Shell } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';
import type { Terminal } from '../../kernel/streams/terminal.ts';
import { readText, runText } from '../execution/run-text.ts';
import { isInterrupted, runPending } from '../execution/traps.ts';

/** Longest command, in UTF-16 units; what is longer is refused at once. */
const LONGEST = 65_536;

/**
 * A shell at a keyboard: prompts, reads a command (with all the lines it needs), runs it, and goes on until `exit` or Ctrl+D. Ctrl+C
 * leaves the command at hand, never the shell. Left out: history expansion, job control by Ctrl+Z.
 */
export function* interact(shell: Shell, terminal: Terminal): Task {
  const { machine, proc } = shell;
  const own = shell.interactive ?? { reading: false, interrupted: false, left: false };
  shell.interactive = own;
  while (!machine.halted) {
    catchKeys(shell, own);
    tellJobs(shell);
    terminal.reopen();
    knowSize(shell, terminal);
    const text = yield* readCommand(shell, terminal);
    if (text === undefined) {
      write(shell, 2, shell.dialect === 'bash' ? 'exit\n' : '\n');
      break;
    }
    knowSize(shell, terminal);
    if (text.trim() !== '') yield* perform(shell, text);
    if (!isSettled(proc)) yield* settle(machine.kernel, proc);
    machine.sync();
    if (own.left) break;
    if (own.interrupted && !terminal.fresh) write(shell, 2, '\n');
    if (own.interrupted) shell.status = 130;
    own.interrupted = false;
    shell.jump = undefined;
    if (isInterrupted(shell)) yield* runPending(shell);
  }
  shell.jump = undefined;
  return shell.status;
}

/**
 * Ctrl+C ends what runs, SIGTERM and SIGQUIT do nothing; traps of the learner run besides. Before each prompt, as `trap` may have taken
 * these actions away. Children have their defaults again: these are no ignored signals.
 */
function catchKeys(shell: Shell, own: NonNullable<Shell['interactive']>): void {
  const { actions } = shell.proc;
  for (const signal of [2, 3, 15]) {
    const trap = shell.traps.get(SIGNALS[signal] ?? '');
    if (trap === '') continue;
    actions.set(signal, () => {
      if (trap !== undefined) shell.pending.push(signal);
      if (signal !== 2) return;
      own.interrupted = true;
      if (!own.reading) leave(shell, 130);
    });
  }
}

function* perform(shell: Shell, text: string): Task {
  if (text.length > LONGEST) {
    write(shell, 2, `${shell.name}: command line is longer than 64 KB (limit of the simulator)\n`);
    return leave(shell, 2);
  }
  shell.source = { text, kind: 'file' };
  return yield* runText(shell, text, 1);
}

/** bash keeps the size of its terminal in variables, also at its prompt. Source: bash lib/sh/winsize.c, checkwinsize; recorded at a pty. */
function knowSize(shell: Shell, { columns, rows }: Terminal): void {
  if (shell.dialect !== 'bash') return;
  assign(shell, 'LINES', String(rows));
  assign(shell, 'COLUMNS', String(columns));
}

/** Whether a trap is to run before a command is typed: bash does so for a new size of the window, dash after the next command. Recorded at a pty. */
function promptly({ dialect, pending }: Shell): boolean {
  return dialect === 'bash' && pending.includes(WINCH);
}

const WINCH = 28;

/** A command as it is typed; undefined: Ctrl+D. After Ctrl+C it begins anew. */
function* readCommand(shell: Shell, terminal: Terminal): Task<string | undefined> {
  const own = shell.interactive;
  let text = '';
  write(shell, 2, promptOf(shell, 'PS1'));
  for (;;) {
    const line = yield* readLine(shell, terminal, text === '' ? 'command' : 'more');
    if (own?.interrupted) {
      own.interrupted = false;
      shell.status = 130;
      text = '';
      write(shell, 2, `\n${promptOf(shell, 'PS1')}`);
      continue;
    }
    if (line === undefined && text === '') return undefined;
    text += line ?? '';
    if (line === undefined || text.length > LONGEST || !isOpen(text, shell)) return text;
    write(shell, 2, promptOf(shell, 'PS2'));
  }
}

function* readLine(shell: Shell, terminal: Terminal, what: 'command' | 'more'): Task<string | undefined> {
  const { input } = terminal.stream;
  const own = shell.interactive;
  const peek = (): string | undefined => input?.peek();
  if (own) own.reading = true;
  terminal.wait(what, shell.cwd);
  const there = (): boolean =>
    own?.interrupted === true || shell.machine.halted || peek() === undefined || peek()?.includes('\n') === true;
  while (!there()) {
    yield { ready: there };
    if (own?.interrupted || !promptly(shell)) continue;
    write(shell, 2, `\r${promptOf(shell, 'PS1')}`);
    yield* runPending(shell);
  }
  terminal.wait(undefined, shell.cwd);
  if (own) own.reading = false;
  const text = peek();
  if (own?.interrupted || text === undefined) return undefined;
  const end = text.indexOf('\n') + 1;
  input?.take(end);
  return text.slice(0, end);
}

/** Whether a shell would go on reading: a quote, a bracket, a here-document or a compound command is open, or the line goes on. */
export function isOpen(text: string, shell: Pick<Shell, 'dialect'>): boolean {
  if (/(?:^|[^\\])(?:\\\\)*\\\n$/.test(text) && !/^\s*#[^\n]*\n$/.test(text)) return true;
  const { problem, warnings } = readText(shell, text, 1);
  if (warnings?.some((one) => one.text.includes('delimited by end-of-file'))) return true;
  if (!problem) return false;
  if (problem.message.startsWith('unterminated')) return true;
  const rest = text.slice(problem.offset);
  if (/in (?:brace group|subshell)$/.test(problem.message)) return !/[)}]/.test(rest);
  const atEnd = rest.trim() === '';
  return atEnd && (problem.wanted !== undefined || /after '(?:\||\|&|&&|\|\|)'$/.test(problem.message));
}

/** Before a prompt: background jobs that have ended meanwhile, as bash tells them. */
function tellJobs(shell: Shell): void {
  for (const [index, [pid, job]] of [...shell.jobs].entries()) {
    const { proc, text } = job;
    if (proc.state !== 'zombie') continue;
    shell.jobs.delete(pid);
    if (job.waited || job.told) continue;
    const mark = pid === shell.lastJob ? '+' : '-';
    const signal = proc.signal === undefined ? undefined : SIGNALS[proc.signal];
    const ended = ENDINGS[signal ?? ''] ?? (proc.status === 0 ? 'Done' : `Exit ${proc.status}`);
    write(shell, 2, `[${index + 1}]${mark}  ${ended.padEnd(23)} ${text}\n`);
  }
}

const ENDINGS: Readonly<Record<string, string>> = {
  TERM: 'Terminated',
  KILL: 'Killed',
  HUP: 'Hangup',
  INT: 'Interrupt',
};
