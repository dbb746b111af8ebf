import type { Builtin } from '../builtins.ts';
import { builtinPrefix, write, type Job, type Shell } from '../state/shell-state.ts';
import { seldom } from '../on-demand.ts';
import type { Task } from '../../kernel/system.ts';
import { isInterrupted } from '../execution/traps.ts';
import { endedBy, reapAll } from '../execution/wait.ts';

const builtin: Builtin = {
  summary: 'Background jobs: wait for them (-n in bash), list them. fg and bg are left out, as there is no terminal.',
  names: ['wait', 'jobs', 'fg', 'bg'],
  run(shell, args, name) {
    if (name === 'fg' || name === 'bg') return noControl(shell, name, args[0]);
    if (name === 'jobs') return seldom(shell.machine)?.listJobs(shell) ?? 0;
    return name === 'wait' ? wait(shell, args) : 0;
  },
};
export default builtin;

function noControl(shell: Shell, name: string, job: string | undefined): number {
  const text = job === undefined ? 'No current job' : `No such job: ${job}`;
  write(shell, 2, `${builtinPrefix(shell, name)}${shell.dialect === 'bash' ? 'no job control' : text}\n`);
  return shell.dialect === 'bash' ? 1 : 2;
}

function* wait(shell: Shell, args: readonly string[]): Task {
  const words = args.filter((arg) => arg !== '--');
  const { proc } = shell;
  proc.reaping = true;
  reapAll(shell);
  const status = yield* words[0] === '-n' ? waitNext(shell) : words.length === 0 ? waitAll(shell) : each(shell, words);
  proc.reaping = shell.dialect === 'bash';
  return status;
}

function* each(shell: Shell, words: readonly string[]): Task {
  let status = 0;
  for (const word of words) {
    status = yield* waitFor(shell, word);
    if (isInterrupted(shell)) return status;
  }
  return status;
}

function isOver({ proc }: Job): boolean {
  return proc.state === 'zombie';
}

/** Waits until something holds or a signal comes; then the status is 128 + n. */
function* until(shell: Shell, ready: () => boolean): Task<number | undefined> {
  while (!ready()) {
    const signal = shell.pending[0] ?? shell.proc.fatal;
    if (signal !== undefined) return 128 + signal;
    if (shell.machine.halted) return 137;
    yield { ready: () => ready() || isInterrupted(shell) };
  }
  return undefined;
}

function* waitAll(shell: Shell): Task {
  const interrupted = yield* until(shell, () => [...shell.jobs.values()].every(isOver));
  if (interrupted !== undefined) return interrupted;
  shell.jobs.clear();
  return 0;
}

function* waitNext(shell: Shell): Task {
  // BusyBox and dash know no -n: it is taken for a job that does not exist.
  if (shell.dialect === 'ash') return 129;
  if (shell.dialect === 'dash') {
    write(shell, 2, `${shell.name}: ${shell.line}: wait: Illegal option -n\n`);
    return 2;
  }
  if (shell.jobs.size === 0) return 127;
  const interrupted = yield* until(shell, () => [...shell.jobs.values()].some(isOver));
  if (interrupted !== undefined) return interrupted;
  const [pid, job] = [...shell.jobs].find(([, one]) => isOver(one)) ?? [];
  if (pid !== undefined) shell.jobs.delete(pid);
  return job?.proc.status ?? 127;
}

/** The job of a pid or `%n`. */
export function jobOf(shell: Shell, word: string): Job | undefined {
  const number = /^%(\d+)$/.exec(word)?.[1];
  if (number !== undefined) return [...shell.jobs.values()][Number(number) - 1];
  if (/^%[%+]?$/.test(word)) return [...shell.jobs.values()].at(-1);
  return shell.jobs.get(Number(word));
}

function* waitFor(shell: Shell, word: string): Task {
  const job = jobOf(shell, word);
  if (!job) {
    return unknown(shell, word);
  }
  const interrupted = yield* until(shell, () => isOver(job));
  if (interrupted !== undefined) return interrupted;
  const { proc, text } = job;
  // The death of a job is told once.
  if (!job.told) endedBy(shell, proc, { status: proc.status, text });
  job.told = true;
  job.waited = true;
  return proc.status;
}

/** What `wait` says of a job or process that there is not. */
function unknown(shell: Shell, word: string): number {
  const { dialect } = shell;
  const job = word.startsWith('%');
  const number = /^\d+$/.test(word);
  if (dialect === 'bash') {
    const text = job
      ? `${word}: no such job`
      : number
        ? `pid ${word} is not a child of this shell`
        : `\`${word}': not a pid or valid job spec`;
    write(shell, 2, `${builtinPrefix(shell, 'wait')}${text}\n`);
    return job || number ? 127 : 1;
  }
  if (number) return 127;
  const missing = dialect === 'dash' ? `No such job: ${word}` : `${word}: no such job`;
  write(shell, 2, `${builtinPrefix(shell, 'wait')}${job ? missing : `Illegal number: ${word}`}\n`);
  return 2;
}
