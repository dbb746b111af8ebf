import type { Builtin } from '../builtins.ts';
import { errorText } from '../errno.ts';
import { builtinPrefix, leave, lookup, prefix, write, type Shell } from '../state.ts';

const builtin: Builtin = {
  summary: 'Runs a file in the shell at hand.',
  names: ['.', 'source'],
  special: true,
  *run(shell, args, name) {
    if (name === 'source' && shell.dialect === 'dash') {
      write(shell, 2, `${prefix(shell)}source: not found\n`);
      return 127;
    }
    const [file, ...parameters] = args;
    if (file === undefined) return shell.dialect === 'bash' ? 2 : 0;
    const path = find(shell, file);
    const read = path === undefined ? ({ ok: false, errno: 'ENOENT' } as const) : shell.files.read(path);
    if (!read.ok) return missing(shell, file, read.errno);
    const outer = shell.parameters;
    const given = parameters.length > 0 && shell.dialect !== 'dash';
    if (given) shell.parameters = parameters;
    shell.locals.push(new Map());
    const status = yield* shell.machine.interpreter.text(shell, read.value ?? '', 1);
    const frame = shell.locals.pop();
    for (const [key, value] of frame ?? []) if (value) shell.variables.set(key, value);
    if (given) shell.parameters = outer;
    if (shell.jump?.kind !== 'return') return status;
    shell.jump = undefined;
    return shell.status;
  },
};
export default builtin;

/** A name without a slash is looked for in PATH; bash (not as sh) and ash look in the working directory too. */
function find(shell: Shell, file: string): string | undefined {
  shell.machine.sync();
  if (file.includes('/')) return file.startsWith('/') ? file : `${shell.cwd}/${file}`;
  const folders = (lookup(shell, 'PATH') ?? '').split(':');
  const here = shell.dialect === 'dash' ? [] : [shell.cwd];
  return [...folders, ...here].map((folder) => `${folder}/${file}`).find((path) => shell.files.stat(path).ok);
}

function missing(shell: Shell, file: string, errno: Parameters<typeof errorText>[0]): number {
  if (shell.dialect === 'bash') {
    write(shell, 2, `${prefix(shell)}${file}: ${errorText(errno)}\n`);
    return 1;
  }
  if (shell.dialect === 'dash') {
    const text = file.includes('/') ? `cannot open ${file}: No such file` : `${file}: not found`;
    write(shell, 2, `${builtinPrefix(shell, '.')}${text}\n`);
  } else {
    const text = file.includes('/') ? `can't open '${file}': ${errorText(errno)}` : `${file}: not found`;
    write(
      shell,
      2,
      file.includes('/') ? `${builtinPrefix(shell, '.')}${text}\n` : `${builtinPrefix(shell, '.')}${text}\n`,
    );
  }
  return leave(shell, 2);
}
