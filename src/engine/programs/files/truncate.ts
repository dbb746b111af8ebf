import { errorText } from '../../kernel/errno.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { complain, isBusybox, usage } from '../lib/flavor.ts';
import { sizeOf } from '../lib/line-counts.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Sets the size of files: -s with units and + - < > / %, -r, -c.',
  gnu: {
    truncate: 'cors no-create io-blocks reference size',
  },
  example: `
$ truncate -s 5M /tmp/a; stat -c %s /tmp/a
5242880
$ printf hello > /tmp/b; truncate -s 2 /tmp/b; truncate -s +1 /tmp/b; stat -c %s /tmp/b
3
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'co',
      values: 'sr',
      busybox: 'cs:',
      long: { '--size=': 's', '--no-create': 'c', '--reference=': 'r' },
    });
    if (options.refused !== undefined) return options.refused;
    const change = resizing(process, options);
    if (typeof change === 'number') return change;
    if (options.rest.length === 0) {
      if (!isBusybox(process)) process.complain('missing file operand');
      return usage(process);
    }
    let status = 0;
    for (const name of options.rest) if (!resize(process, name, { change, create: !options.has('c') })) status = 1;
    return status;
  },
};
export default command;

/** The new size by the old one; a number is the status after a complaint. */
function resizing(process: Process, options: Options): ((old: number) => number) | number {
  const text = options.value('s');
  const file = options.value('r');
  if (text === undefined && file === undefined) {
    if (!isBusybox(process)) process.complain("you must specify either '--size' or '--reference'");
    return usage(process);
  }
  if (text === undefined) {
    const entry = process.files.stat(process.path(file ?? ''));
    if (entry.ok) return () => entry.value.size;
    process.complain(`cannot stat '${file ?? ''}': ${errorText(entry.errno)}`);
    return 1;
  }
  const operator = isBusybox(process) ? '' : (/^[-+<>/%]/.exec(text)?.[0] ?? '');
  const size = sizeOf(text.slice(operator.length));
  if (Number.isNaN(size) || (isBusybox(process) && /^[-+]/.test(text))) {
    complain(process, { gnu: `Invalid number: '${text}'`, busybox: `invalid number '${text}'` });
    return 1;
  }
  const changes: Readonly<Record<string, (old: number) => number>> = {
    '+': (old) => old + size,
    '-': (old) => Math.max(0, old - size),
    '<': (old) => Math.min(old, size),
    '>': (old) => Math.max(old, size),
    '/': (old) => (size === 0 ? 0 : Math.floor(old / size) * size),
    '%': (old) => (size === 0 ? 0 : Math.ceil(old / size) * size),
  };
  return changes[operator] ?? (() => size);
}

function resize(process: Process, name: string, how: { change: (old: number) => number; create: boolean }): boolean {
  const path = process.path(name);
  const entry = process.files.stat(path);
  if (!entry.ok && !how.create) return true;
  const size = how.change(entry.ok && entry.value.kind === 'file' ? entry.value.size : 0);
  const old = entry.ok ? entry.value.content : '';
  const known = old !== undefined && size <= Math.max(old.length, 100_000);
  const written = process.files.write(path, known ? { content: old.slice(0, size).padEnd(size, '\0') } : { size });
  if (written.ok) return true;
  const text = errorText(written.errno);
  complain(process, { gnu: `cannot open '${name}' for writing: ${text}`, busybox: `${name}: open: ${text}` });
  return false;
}
