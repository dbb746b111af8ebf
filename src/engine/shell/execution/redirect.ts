import type { Errno } from '../../files/tree.ts';
import type { Redirect } from '../syntax/ast.ts';
import { errorText } from '../../kernel/errno.ts';
import { expandText, expandWords } from '../expansion/expand-word.ts';
import { assign, filesOf, lookup, notSimulated, warn, type Shell } from '../state/shell-state.ts';
import { beforeLooking } from '../on-demand.ts';
import { deviceOf, fifoAt } from '../../kernel/streams/devices.ts';
import { openFile, sizeInput, textInput, type Stream } from '../../kernel/streams/stream.ts';
import type { Task } from '../../kernel/system.ts';

/**
 * The descriptors after redirections are applied from left to right; undefined when one failed, with the shell's message
 * printed and its status in `shell.status`.
 */
export function* redirected(shell: Shell, redirects: readonly Redirect[]): Task<Map<number, Stream> | undefined> {
  const fds = new Map(shell.proc.fds);
  for (const redirect of redirects) {
    shell.machine.work(1);
    const text = yield* target(shell, redirect);
    for (const number of shell.opened) {
      const stream = shell.proc.fds.get(number);
      if (stream) fds.set(number, stream);
    }
    if (shell.jump || text === undefined) return undefined;
    if (!/^<<|&$/.test(redirect.operator) && tooManyOpen(shell, fds)) {
      failedCreateAs(shell, redirect.operator, text);
      return undefined;
    }
    const placed =
      redirect.variable === undefined
        ? redirect
        : { ...redirect, fd: free(shell, fds, { name: redirect.variable, text }) };
    if (!apply(shell, fds, { redirect: placed, text })) return undefined;
  }
  return fds;
}

/** The file or descriptor meant. bash splits it and looks for files that match: anything but one word is refused. */
function* target(shell: Shell, redirect: Redirect): Task<string | undefined> {
  const { operator, target: word } = redirect;
  if (shell.dialect !== 'bash' || operator === '<<' || operator === '<<<' || word.literal !== undefined)
    return yield* expandText(shell, word.pieces);
  const [first, ...more] = yield* expandWords(shell, [word]);
  if (first !== undefined && more.length === 0) return first;
  if (!shell.jump) failed(shell, `${word.text}: ambiguous redirect`);
  return undefined;
}

/** RLIMIT_NOFILE: the lowest free descriptor is beyond it. */
function tooManyOpen(shell: Shell, fds: ReadonlyMap<number, Stream>): boolean {
  const bound = shell.proc.limits.get('n')?.soft;
  if (bound === undefined) return false;
  let number = 0;
  while (fds.has(number)) number++;
  return number >= bound;
}

function failedCreateAs(shell: Shell, operator: string, path: string): void {
  const verb = operator === '<' ? 'open' : 'create';
  const head = { dash: `cannot ${verb} `, ash: `can't ${verb} `, bash: '' }[shell.dialect];
  failed(shell, `${head}${path}: Too many open files`);
}

/** The descriptor of `{name}>`: the first free one from 10 on, or what the variable says when it is closed. */
function free(shell: Shell, fds: ReadonlyMap<number, Stream>, what: { name: string; text: string }): number {
  if (what.text === '-') return Number(lookup(shell, what.name) ?? -1);
  let number = 10;
  while (fds.has(number)) number++;
  assign(shell, what.name, String(number));
  return number;
}

interface Wanted {
  readonly redirect: Redirect;
  readonly text: string;
}

function apply(shell: Shell, fds: Map<number, Stream>, wanted: Wanted): boolean {
  const { redirect, text } = wanted;
  const { operator } = redirect;
  switch (operator) {
    case '<<':
      fds.set(redirect.fd ?? 0, textInput(text));
      return true;
    case '<<<':
      fds.set(redirect.fd ?? 0, textInput(`${text}\n`));
      return true;
    case '<&':
    case '>&':
      return duplicate(shell, fds, wanted);
    case '<':
      return read(shell, fds, wanted);
    case '&>':
    case '&>>': {
      if (shell.dialect === 'dash')
        notSimulated(shell, `${operator} in dash (it starts a background job)`, redirect.span);
      const stream = open(shell, fds, wanted);
      if (stream) fds.set(1, stream).set(2, stream);
      return stream !== undefined;
    }
    default: {
      const stream = open(shell, fds, wanted);
      if (stream) fds.set(redirect.fd ?? (operator === '<>' ? 0 : 1), stream);
      return stream !== undefined;
    }
  }
}

function duplicate(shell: Shell, fds: Map<number, Stream>, wanted: Wanted): boolean {
  const { redirect, text } = wanted;
  const own = redirect.fd ?? (redirect.operator === '<&' ? 0 : 1);
  if (text === '-') {
    fds.delete(own);
    return true;
  }
  if (!/^\d+$/.test(text)) {
    if (shell.dialect === 'bash' && redirect.fd === undefined && redirect.operator === '>&')
      return apply(shell, fds, { redirect: { ...redirect, operator: '&>' }, text });
    return failed(shell, shell.dialect === 'bash' ? `${text}: ambiguous redirect` : 'Bad fd number');
  }
  const stream = fds.get(Number(text));
  if (!stream)
    return failed(
      shell,
      shell.dialect === 'ash' ? `dup2(${text},${own}): Bad file descriptor` : `${text}: Bad file descriptor`,
    );
  fds.set(own, stream);
  return true;
}

function read(shell: Shell, fds: Map<number, Stream>, wanted: Wanted): boolean {
  const { redirect, text } = wanted;
  const path = absolute(shell, text);
  const special = deviceOf(shell.machine, fds, path) ?? fifoAt(shell.machine, path, 'reader');
  if (special === 'none') return failedOpen(shell, text, 'ENOENT');
  if (special) {
    fds.set(redirect.fd ?? 0, special);
    return true;
  }
  shell.machine.sync();
  beforeLooking(shell.machine, shell.proc, [path]);
  const stat = filesOf(shell).stat(path);
  const content = stat.ok && stat.value.kind === 'dir' ? { ok: true as const, value: '' } : filesOf(shell).read(path);
  if (!content.ok) return failedOpen(shell, text, content.errno);
  const unknown = (): void => notSimulated(shell, `content of ${text}`, redirect.span);
  const size = stat.ok ? stat.value.size : 0;
  fds.set(redirect.fd ?? 0, content.value === undefined ? sizeInput(size, unknown) : textInput(content.value));
  return true;
}

function open(shell: Shell, fds: ReadonlyMap<number, Stream>, wanted: Wanted): Stream | undefined {
  const { redirect, text } = wanted;
  const path = absolute(shell, text);
  const special =
    text === '' ? undefined : (deviceOf(shell.machine, fds, path) ?? fifoAt(shell.machine, path, 'writer'));
  if (special && special !== 'none') return special;
  const append = redirect.operator === '>>' || redirect.operator === '&>>';
  const both = redirect.operator === '<>';
  const opened =
    text === ''
      ? { ok: false as const, errno: 'ENOENT' as const }
      : openFile(
          shell.machine,
          { files: filesOf(shell), path, who: shell.identity },
          {
            append,
            truncate: !append && !both,
            read: both,
            exclusive: shell.options.has('C') && redirect.operator === '>',
            largest: shell.proc.limits.get('f')?.soft,
          },
        );
  if (opened.ok) return opened.value;
  failedCreate(shell, text, opened.errno);
  return undefined;
}

function absolute(shell: Shell, path: string): string {
  return path.startsWith('/') || path === '' ? path : `${shell.cwd}/${path}`;
}

function failed(shell: Shell, message: string): false {
  warn(shell, message);
  shell.status = shell.dialect === 'dash' ? 2 : 1;
  return false;
}

// dash: error.c errmsg(); ash: the same function in BusyBox.
function failedOpen(shell: Shell, path: string, errno: Errno): false {
  const missing = errno === 'ENOENT' || errno === 'ENOTDIR';
  if (shell.dialect === 'dash')
    return failed(shell, `cannot open ${path}: ${missing ? 'No such file' : errorText(errno)}`);
  if (shell.dialect === 'ash')
    return failed(shell, `can't open ${path}: ${missing ? 'no such file' : errorText(errno)}`);
  return failed(shell, `${path}: ${errorText(errno)}`);
}

function failedCreate(shell: Shell, path: string, errno: Errno): false {
  const missing = errno === 'ENOENT' || errno === 'ENOTDIR';
  if (shell.dialect === 'dash')
    return failed(shell, `cannot create ${path}: ${missing ? 'Directory nonexistent' : errorText(errno)}`);
  if (shell.dialect === 'ash')
    return failed(shell, `can't create ${path}: ${missing ? 'nonexistent directory' : errorText(errno)}`);
  if (errno === 'EEXIST') return failed(shell, `${path}: cannot overwrite existing file`);
  return failed(shell, `${path}: ${errorText(errno)}`);
}
