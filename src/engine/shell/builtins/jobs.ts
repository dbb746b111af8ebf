import type { Builtin } from '../builtins.ts';
import { notSimulated, write, type Shell } from '../state.ts';

const builtin: Builtin = {
  summary: 'Background jobs: wait for them, list none. fg and bg are left out, as there is no terminal.',
  names: ['wait', 'jobs', 'fg', 'bg'],
  run(shell, args, name) {
    if (name === 'fg' || name === 'bg') notSimulated(shell, name);
    if (name !== 'wait') return 0;
    const next = args[0] === '-n';
    const wanted = next ? [...shell.jobs.keys()].slice(0, 1).map(String) : args;
    if (next && shell.dialect === 'ash') return 129;
    if (wanted.length === 0) return waitAll(shell);
    let status = 0;
    for (const word of wanted) status = waitFor(shell, word);
    return status;
  },
};
export default builtin;

function waitAll(shell: Shell): number {
  for (const pid of shell.jobs.keys()) waitFor(shell, String(pid));
  return 0;
}

/** The status of a job; the clock goes on to its end. A job that stays makes the shell stay. */
function waitFor(shell: Shell, word: string): number {
  const number = /^%(\d+)$/.exec(word)?.[1];
  const pid = number === undefined ? Number(word) : [...shell.jobs.keys()][Number(number) - 1];
  const job = pid === undefined ? undefined : shell.jobs.get(pid);
  if (!job) {
    if (shell.dialect === 'bash')
      write(shell, 2, `${shell.name}: line ${shell.line}: wait: pid ${word} is not a child of this shell\n`);
    return 127;
  }
  if (job.running) shell.machine.keepRunning(job.running);
  shell.machine.now = Math.max(shell.machine.now, job.ends);
  return job.status;
}
