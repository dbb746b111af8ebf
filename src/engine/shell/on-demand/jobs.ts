import { SIGNALS } from '../../kernel/processes/signals.ts';
import { write, type Shell } from '../state/shell-state.ts';

/** dash and ash show a status that is not 0 as `Done(3)`, bash as `Exit 3`. */
function doneText({ dialect }: Shell, status: number): string {
  if (status === 0) return 'Done';
  return dialect === 'bash' ? `Exit ${status}` : `Done(${status})`;
}

/** What `jobs` prints; jobs that are over are forgotten. */
export function listJobs(shell: Shell): number {
  for (const [index, job] of [...shell.jobs.values()].entries()) {
    const { proc, text } = job;
    if (job.waited && shell.dialect === 'bash') continue;
    const state = proc.state === 'running' ? 'Running' : (SIGNALS[proc.signal ?? 0] ?? 'Done');
    const done = proc.state === 'zombie' && proc.signal === undefined ? doneText(shell, proc.status) : state;
    const mark = index === shell.jobs.size - 1 ? '+' : ' ';
    const lines = {
      dash: `[${index + 1}] ${mark} ${done.padEnd(27)}\n`,
      ash: `[${index + 1}]${mark}  ${done.padEnd(27)}\n`,
      bash: `[${index + 1}]${mark}  ${done.padEnd(23)} ${text}${done === 'Running' ? ' &' : ''}\n`,
    };
    write(shell, 1, lines[shell.dialect]);
  }
  for (const [pid, job] of shell.jobs) if (job.proc.state === 'zombie') shell.jobs.delete(pid);
  return 0;
}
