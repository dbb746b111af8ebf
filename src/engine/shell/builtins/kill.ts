import type { Builtin } from '../builtins.ts';
import { forever } from '../../kernel/processes/proc.ts';
import { seldom } from '../on-demand.ts';
import { sendSignal } from '../../kernel/processes/kill.ts';
import { SIGNALS, signalNumber } from '../../kernel/processes/signals.ts';
import { builtinPrefix, write, type Shell } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';
import { jobOf } from './jobs.ts';

const builtin: Builtin = {
  summary: 'Sends signals to processes, groups and jobs; -l names them.',
  names: ['kill'],
  run(shell, args) {
    const [first = ''] = args;
    if (first === '-l' || first === '-L') return args.length > 1 ? nameAll(shell, args.slice(1)) : list(shell);
    const named = /^-[sn]$/.test(first) ? { text: args[1] ?? '', rest: args.slice(2) } : undefined;
    const direct = /^-./.test(first) && first !== '--' ? { text: first.slice(1), rest: args.slice(1) } : undefined;
    const { text, rest } = named ?? direct ?? { text: 'TERM', rest: first === '--' ? args.slice(1) : args };
    const signal = text === '0' ? 0 : signalNumber(text);
    if (signal === undefined) return badSignal(shell, text, named ? 'invalid signal number or name' : undefined);
    const targets = rest[0] === '--' ? rest.slice(1) : rest;
    return targets.length === 0 ? usage(shell) : strike(shell, targets, signal);
  },
};
export default builtin;

function list(shell: Shell): number {
  write(shell, 1, seldom(shell.machine)?.listSignals(shell.dialect) ?? '');
  return 0;
}

/** `kill -l 137`, `kill -l TERM`: bash and ash answer names with numbers, dash wants a number. */
function nameAll(shell: Shell, words: readonly string[]): number {
  for (const word of shell.dialect === 'dash' ? words.slice(0, 1) : words) {
    const number = Number(word);
    const name = SIGNALS[number > 128 ? number - 128 : number];
    const signal = signalNumber(word);
    if (/^\d+$/.test(word) && name !== undefined) write(shell, 1, `${name}\n`);
    else if (shell.dialect !== 'dash' && signal !== undefined) write(shell, 1, `${signal}\n`);
    else return badSignal(shell, word, number > 0 ? 'invalid signal number or exit status' : 'Illegal number');
  }
  return 0;
}

/** `dash`: how dash puts it; a first letter that is no option unless given. */
function badSignal(shell: Shell, text: string, dash: string | undefined): number {
  if (shell.dialect === 'ash') write(shell, 2, `sh: bad signal name '${text}'\n`);
  else if (shell.dialect === 'bash')
    write(shell, 2, `${builtinPrefix(shell, 'kill')}${text}: invalid signal specification\n`);
  else {
    const message = dash !== undefined ? `${dash}: ${text}` : `Illegal option -${text.slice(0, 1)}`;
    write(shell, 2, `${builtinPrefix(shell, 'kill')}${message}\n`);
  }
  return shell.dialect === 'dash' ? 2 : 1;
}

function* strike(shell: Shell, targets: readonly string[], signal: number): Task {
  let status = 0;
  for (const target of targets) status = Math.max(status, send(shell, target, signal));
  const { proc } = shell;
  if (proc.state === 'zombie') yield* forever();
  if (proc.state === 'stopped') yield {};
  return status;
}

function usage(shell: Shell): number {
  if (shell.dialect === 'ash') write(shell, 2, 'sh: you need to specify whom to kill\n');
  else if (shell.dialect === 'dash')
    write(
      shell,
      2,
      `${builtinPrefix(shell, 'kill')}Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]\n`,
    );
  else
    write(shell, 2, 'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n');
  return shell.dialect === 'ash' ? 1 : 2;
}

function send(shell: Shell, target: string, signal: number): number {
  const job = target.startsWith('%') ? jobOf(shell, target)?.proc.pid : undefined;
  // Without job control dash sends to a group that there is not.
  const pid = target.startsWith('%') ? job && (shell.dialect === 'dash' ? -job : job) : Number(target);
  if (target.startsWith('%') && pid === undefined) return failed(shell, target, 'No such process');
  if (pid === undefined || !Number.isInteger(pid)) return invalid(shell, target);
  const answer = sendSignal(shell.machine, shell.proc, { pid, signal });
  if (answer === 'sent') return 0;
  return failed(shell, target, answer === 'EPERM' ? 'Operation not permitted' : 'No such process');
}

function failed(shell: Shell, target: string, text: string): number {
  if (shell.dialect === 'ash') write(shell, 2, `sh: can't kill pid ${target}: ${text}\n`);
  // dash's killcmd() ends the text with a line break, and so does its warning.
  else if (shell.dialect === 'dash') write(shell, 2, `${builtinPrefix(shell, 'kill')}${text}\n\n`);
  else write(shell, 2, `${builtinPrefix(shell, 'kill')}(${target}) - ${text}\n`);
  return 1;
}

function invalid(shell: Shell, target: string): number {
  if (shell.dialect === 'ash') write(shell, 2, `sh: invalid number '${target}'\n`);
  else if (shell.dialect === 'dash') write(shell, 2, `${builtinPrefix(shell, 'kill')}Illegal number: ${target}\n`);
  else write(shell, 2, `${builtinPrefix(shell, 'kill')}${target}: arguments must be process or job IDs\n`);
  return shell.dialect === 'dash' ? 2 : 1;
}
