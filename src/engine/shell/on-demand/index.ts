import { compileRegex } from '../../programs/lib/regex/index.ts';
import { formatTime } from '../../kernel/time/strftime.ts';
import { getopts } from './getopts.ts';
import { listJobs } from './jobs.ts';
import { listSignals } from './kill-list.ts';
import { showProcesses } from '../../kernel/procfs/process-files.ts';
import { pushd } from './pushd.ts';
import { shopt } from './shopt.ts';
import { problemLine, syntaxMessage } from './syntax-error.ts';
import { ulimit } from './ulimit.ts';

/**
 * What few scripts need of a shell: limits, options and lists that are shown, files about processes, regular expressions of `[[`, messages
 * of syntax errors. In the page a chunk of its own; the shell reaches it through seldom.ts. Left out: metadata of its commands, which
 * stand in builtins/.
 */
export const seldom = {
  compileRegex,
  formatTime,
  getopts,
  listJobs,
  listSignals,
  problemLine,
  pushd,
  shopt,
  showProcesses,
  syntaxMessage,
  ulimit,
};

export type Seldom = typeof seldom;
