import type { Builtin } from '../builtins.ts';
import { SIGNALS, signalNumber } from '../signals.ts';
import { builtinPrefix, leave, write, type Shell } from '../state.ts';

const builtin: Builtin = {
  summary: 'Sends signals to the shell itself and to its background jobs; other processes are not there.',
  names: ['kill'],
  run(shell, args) {
    const { signal, targets, list } = read(args);
    if (list !== undefined) {
      const number = Number(list);
      write(shell, 1, `${SIGNALS[number > 128 ? number - 128 : number] ?? list}\n`);
      return 0;
    }
    if (targets.length === 0) return usage(shell);
    let status = 0;
    for (const target of targets) status = Math.max(status, send(shell, target, signal));
    return status;
  },
};
export default builtin;

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
  const pid = target.startsWith('%') ? [...shell.jobs.keys()][Number(target.slice(1)) - 1] : Number(target);
  if (pid === undefined || Number.isNaN(pid)) return invalid(shell, target);
  if (pid === shell.pid || pid === 0) {
    if (signal !== 0) strike(shell, signal);
    return 0;
  }
  const job = shell.jobs.get(pid);
  if (!job || (!job.running && job.ends <= shell.machine.now)) return missing(shell, target);
  if (signal !== 0) shell.jobs.set(pid, { status: 128 + signal, ends: shell.machine.now, running: undefined });
  return 0;
}

/** A signal to the shell itself: its trap runs, else it dies; PID 1 ignores what it has no handler for. */
function strike(shell: Shell, signal: number): void {
  const action = shell.traps.get(SIGNALS[signal] ?? '');
  if (action !== undefined && signal !== 9) {
    if (action !== '') shell.machine.interpreter.text(shell, action, shell.line);
  } else if (shell.pid !== 1 && SIGNALS[signal] !== 'CHLD' && SIGNALS[signal] !== 'CONT') {
    shell.machine.signalled = signal;
    shell.traps.clear();
    leave(shell, 128 + signal);
  }
}

function invalid(shell: Shell, target: string): number {
  if (shell.dialect === 'ash') write(shell, 2, `sh: invalid number '${target}'\n`);
  else if (shell.dialect === 'dash') write(shell, 2, `${builtinPrefix(shell, 'kill')}Illegal number: ${target}\n`);
  else write(shell, 2, `${builtinPrefix(shell, 'kill')}${target}: arguments must be process or job IDs\n`);
  return shell.dialect === 'dash' ? 2 : 1;
}

function missing(shell: Shell, target: string): number {
  if (shell.dialect === 'ash') write(shell, 2, `sh: can't kill pid ${target}: No such process\n`);
  else if (shell.dialect === 'dash') write(shell, 2, `${builtinPrefix(shell, 'kill')}No such process\n`);
  else write(shell, 2, `${builtinPrefix(shell, 'kill')}(${target}) - No such process\n`);
  return 1;
}
