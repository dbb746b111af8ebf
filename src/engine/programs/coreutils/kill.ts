import { isBusybox, usage } from '../lib/flavor.ts';
import { SIGNALS, signalNumber } from '../../kernel/processes/signals.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Sends signals by process id, as the program beside the builtin of shells does: -s, -NAME, -N, -l.',
  example: `
$ env kill -l 15
TERM
$ env kill 99999
! kill: (99999): No such process
$ env kill -0 1 && echo alive
alive
`,
  run(process, args) {
    const [first = ''] = args;
    if (first === '-l' || first === '-L') return list(process, args[1]);
    const named = first === '-s' || first === '-n' ? args[1] : /^-[A-Za-z0-9]/.test(first) ? first.slice(1) : undefined;
    const rest = named === undefined ? args : args.slice(first === '-s' || first === '-n' ? 2 : 1);
    const pids = rest[0] === '--' ? rest.slice(1) : rest;
    const signal = named === undefined ? 15 : signalNumber(named);
    if (signal === undefined) {
      process.complain(
        isBusybox(process) ? `bad signal name '${named ?? ''}'` : `(${pids[0] ?? ''}): Invalid argument`,
      );
      return 1;
    }
    if (pids.length === 0) {
      if (isBusybox(process)) process.complain('you need to specify whom to kill');
      else process.err('\nUsage:\n kill [options] <pid> [...]\n');
      return 1;
    }
    return pids.map((pid) => send(process, pid, signal)).every(Boolean) ? 0 : 1;
  },
};
export default command;

function list(process: Process, which: string | undefined): number {
  if (which === undefined) {
    const names = SIGNALS.slice(1);
    if (isBusybox(process))
      for (const [at, name] of names.entries()) process.out(`${String(at + 1).padStart(2)}) ${name}\n`);
    else process.out(`${names.slice(0, 16).join(' ')}\n${names.slice(16).join(' ')}\n`);
    return 0;
  }
  const number = /^\d+$/.test(which) ? Number(which) % 128 : signalNumber(which);
  const known = number === undefined ? undefined : SIGNALS[number];
  if (known === undefined) return usage(process);
  process.out(`${/^\d+$/.test(which) ? known : String(number)}\n`);
  return 0;
}

function send(process: Process, text: string, signal: number): boolean {
  if (!/^-?\d+$/.test(text)) {
    process.complain(isBusybox(process) ? `invalid number '${text}'` : `failed to parse argument: '${text}'`);
    return false;
  }
  const answer = process.kill(Number(text), signal);
  if (answer === 'sent') return true;
  const reason = answer === 'EPERM' ? 'Operation not permitted' : 'No such process';
  process.complain(isBusybox(process) ? `can't kill pid ${text}: ${reason}` : `(${text}): ${reason}`);
  return false;
}
