import { permits } from '../../files/index.ts';
import { isBusybox, missingOperand } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Shows which executable PATH leads to; -a shows all.',
  example: `
$ which ls
/usr/bin/ls
$ PATH=/bin:/usr/bin which -a ls
/bin/ls
/usr/bin/ls
$ which nosuch || echo none
none
`,
  run(process, args) {
    const option = args.find((arg) => /^-./.test(arg) && !/^-[as]+$/.test(arg));
    if (option !== undefined && !isBusybox(process)) {
      process.err(`Illegal option ${option.slice(0, 2)}\nUsage: ${process.name} [-as] args\n`);
      return 2;
    }
    const names = args.filter((arg) => !arg.startsWith('-'));
    if (names.length === 0) return isBusybox(process) ? missingOperand(process) : 1;
    const all = args.some((arg) => /^-[as]*a/.test(arg));
    const quiet = args.some((arg) => /^-[as]*s/.test(arg)) && !isBusybox(process);
    let status = 0;
    for (const name of names) {
      const found = all ? every(process, name) : first(process, name);
      if (found.length === 0) status = 1;
      if (!quiet) for (const path of found) process.out(`${path}\n`);
    }
    return status;
  },
};
export default command;

function first(process: Process, name: string): string[] {
  const path = process.find(name);
  return path !== undefined && runs(process, path) ? [path] : [];
}

function every(process: Process, name: string): string[] {
  if (name.includes('/')) return first(process, name);
  const folders = (process.env.get('PATH') ?? '').split(':');
  return folders.map((folder) => `${folder || '.'}/${name}`).filter((path) => runs(process, path));
}

function runs(process: Process, path: string): boolean {
  const entry = process.files.stat(process.path(path));
  return entry.ok && entry.value.kind === 'file' && permits(entry.value, process.credentials, 'execute');
}
