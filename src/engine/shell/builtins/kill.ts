import type { Builtin } from '../builtins.ts';
import { SIGNALS, signalNumber } from '../signals.ts';
import { forever } from '../kernel/proc.ts';
import { sendSignal } from '../send-signal.ts';
import { builtinPrefix, write, type Shell } from '../state.ts';
import type { Task } from '../system.ts';
import { jobOf } from './jobs.ts';

const builtin: Builtin = {
  summary: 'Sends signals to processes, groups and jobs; -l names them.',
  names: ['kill'],
  run(shell, args) {
    const { signal, targets, list } = read(args);
    if (list !== undefined) {
      const number = Number(list);
      write(shell, 1, `${SIGNALS[number > 128 ? number - 128 : number] ?? list}\n`);
      return 0;
    }
    if (targets.length === 0) return usage(shell);
    return strike(shell, targets, signal);
  },
};
export default builtin;

function* strike(shell: Shell, targets: readonly string[], signal: number): Task {
  let status = 0;
  for (const target of targets) status = Math.max(status, send(shell, target, signal));
  const { proc } = shell;
  if (proc.state === 'zombie') yield* forever();
  if (proc.state === 'stopped') yield {};
  return status;
}

function read(args: readonly string[]): { signal: number; targets: readonly string[]; list: string | undefined } {
  const [first = ''] = args;
  if (first === '-l') return { signal: 15, targets: [], list: args[1] ?? '' };
  if (first === '-s' || first === '-n')
    return { signal: signalNumber(args[1] ?? '') ?? 15, targets: args.slice(2), list: undefined };
  if (/^-[A-Z0-9]/i.test(first))
    return { signal: signalNumber(first.slice(1)) ?? 15, targets: args.slice(1), list: undefined };
  return { signal: 15, targets: first === '--' ? args.slice(1) : args, list: undefined };
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
  const pid = target.startsWith('%') ? jobOf(shell, target)?.proc.pid : Number(target);
  if (target.startsWith('%') && pid === undefined) return missing(shell, target);
  if (pid === undefined || !Number.isInteger(pid)) return invalid(shell, target);
  const answer = sendSignal(shell.machine, shell.proc, { pid, signal });
  if (answer === 'sent') return 0;
  return answer === 'EPERM' ? denied(shell, target) : missing(shell, target);
}

function denied(shell: Shell, target: string): number {
  const text = 'Operation not permitted';
  if (shell.dialect === 'ash') write(shell, 2, `sh: can't kill pid ${target}: ${text}\n`);
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

function missing(shell: Shell, target: string): number {
  if (shell.dialect === 'ash') write(shell, 2, `sh: can't kill pid ${target}: No such process\n`);
  // dash's killcmd() ends the text with a line break, and so does its warning.
  else if (shell.dialect === 'dash') write(shell, 2, `${builtinPrefix(shell, 'kill')}No such process\n\n`);
  else write(shell, 2, `${builtinPrefix(shell, 'kill')}(${target}) - No such process\n`);
  return 1;
}
