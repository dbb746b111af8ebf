import type { Builtin } from '../builtins.ts';
import { errorText } from '../../kernel/errno.ts';
import { readRest } from '../../kernel/streams/stream.ts';
import { builtinPrefix, filesOf, leave, lookup, prefix, write, type Shell } from '../state/shell-state.ts';

const builtin: Builtin = {
  summary: 'Runs a file in the shell at hand.',
  names: ['.', 'source'],
  special: true,
  only: { source: ['ash', 'bash'] },
  *run(shell, args, name) {
    const [file, ...parameters] = args;
    if (file === undefined) return nothing(shell, name);
    const path = find(shell, file);
    const stream = /^\/dev\/(?:stdin$|fd\/\d+$)/.test(file)
      ? shell.proc.fds.get(Number(/\d+$/.exec(file)?.[0] ?? 0))
      : undefined;
    const read = stream
      ? ({ ok: true, value: yield* readRest(shell.machine, stream, shell.proc) } as const)
      : path === undefined
        ? ({ ok: false, errno: 'ENOENT' } as const)
        : filesOf(shell).read(path);
    if (!read.ok) return missing(shell, { file, name }, read.errno);
    const outer = shell.parameters;
    const given = parameters.length > 0 && shell.dialect !== 'dash';
    if (given) shell.parameters = parameters;
    const { context, line } = shell;
    shell.context = file.includes('/') ? file : path;
    shell.sourcing++;
    // dash and ash forget that the result is looked at; bash goes on under `||`.
    const { guarded } = shell;
    if (shell.dialect !== 'bash') shell.guarded = 0;
    else enter(shell, file);
    const status = yield* shell.machine.interpreter.text(shell, read.value ?? '', 1);
    shell.sourcing--;
    if (shell.dialect === 'bash') leaveFile(shell);
    shell.guarded = guarded;
    shell.context = context;
    shell.line = line;
    if (given) shell.parameters = outer;
    if (shell.jump?.kind !== 'return') return status;
    shell.jump = undefined;
    return shell.status;
  },
};
export default builtin;

/** bash counts a file that is read among its calls, as `source`. */
function enter(shell: Shell, file: string): void {
  shell.nesting++;
  shell.depth++;
  shell.calls.push('source');
  shell.sourced = [file, ...(shell.sourced ?? [])];
}

function leaveFile(shell: Shell): void {
  shell.nesting--;
  shell.depth--;
  shell.calls.pop();
  shell.sourced = shell.sourced?.slice(1) ?? [];
}

function nothing(shell: Shell, name: string): number {
  if (shell.dialect !== 'bash') return shell.dialect === 'ash' ? 2 : 0;
  write(
    shell,
    2,
    `${prefix(shell)}${name}: filename argument required\n${name}: usage: ${name} filename [arguments]\n`,
  );
  return 2;
}

/** A name without a slash is looked for in PATH; bash (not as sh) looks in the working directory too. */
function find(shell: Shell, file: string): string | undefined {
  shell.machine.sync();
  if (file.includes('/')) return file.startsWith('/') ? file : `${shell.cwd}/${file}`;
  const folders = (lookup(shell, 'PATH') ?? '').split(':');
  const here = shell.dialect === 'bash' ? [shell.cwd] : [];
  return [...folders, ...here].map((folder) => `${folder}/${file}`).find((path) => filesOf(shell).stat(path).ok);
}

function missing(
  shell: Shell,
  { file, name }: { file: string; name: string },
  errno: Parameters<typeof errorText>[0],
): number {
  if (shell.dialect === 'bash') {
    const folder = errno === 'EISDIR';
    write(
      shell,
      2,
      `${prefix(shell)}${folder ? `${name}: ${file}: is a directory` : `${file}: ${errorText(errno)}`}\n`,
    );
    return 1;
  }
  if (shell.dialect === 'dash') {
    const text = file.includes('/')
      ? `cannot open ${file}: ${errno === 'ENOENT' ? 'No such file' : errorText(errno)}`
      : `${file}: not found`;
    write(shell, 2, `${builtinPrefix(shell, '.')}${text}\n`);
  } else {
    const text = file.includes('/') ? `can't open '${file}': ${errorText(errno)}` : `${file}: not found`;
    write(shell, 2, `${builtinPrefix(shell, name)}${text}\n`);
  }
  return leave(shell, 2);
}
