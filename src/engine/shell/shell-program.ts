import type { Dialect } from './syntax/ast.ts';
import { permits, reach } from '../files/index.ts';
import { errorText } from '../kernel/errno.ts';
import type { Proc } from '../kernel/processes/proc.ts';
import { put } from '../kernel/streams/write.ts';
import type { Machine, Request, Tail } from '../kernel/machine.ts';
import { longOption } from './state/option-names.ts';
import { newShell } from './state/new-shell.ts';
import type { Shell } from './state/shell-state.ts';
import { readRest } from '../kernel/streams/stream.ts';
import type { Task } from '../kernel/system.ts';
import { runChild, runScript } from './execution/run-text.ts';

interface Arguments {
  readonly options: readonly string[];
  readonly text: string | undefined;
  readonly stdin: boolean;
  readonly rest: readonly string[];
  readonly bad: string | undefined;
}

/** Plays a shell as a program: `sh -c text [name args…]`, `sh [-eux] script args…`, or text from standard input. */
export function* shellProgram(machine: Machine, proc: Proc, how: { request: Request; dialect: Dialect }): Task {
  const { request, dialect } = how;
  const read = readArguments(request.argv.slice(1));
  const name = request.argv[0] ?? 'sh';
  proc.reaping = dialect === 'bash';
  if (read.bad !== undefined) {
    put(proc, proc.fds.get(2), `${optionMessage(dialect, name, read.bad)}\n`);
    return 2;
  }
  const { terminal } = proc.fds.get(0) ?? {};
  const keyboard = read.stdin && read.text === undefined ? terminal : undefined;
  const source = keyboard
    ? ({ text: '', kind: 'file', parameters: read.rest } as const)
    : yield* sourceOf(machine, proc, { request, read, dialect });
  if ('status' in source) {
    put(proc, proc.fds.get(2), messageOf(dialect, name, source));
    return source.status;
  }
  const shell: Shell = newShell({
    machine,
    proc,
    dialect,
    name: source.name ?? name,
    parameters: source.parameters,
    env: request.env,
    cwd: request.cwd,
    credentials: request.credentials,
    source: { text: source.text, kind: source.kind },
    spans: request.spans === true && source.kind === 'command',
  });
  for (const option of read.options) shell.options.add(option);
  if (keyboard) return yield* runChild(shell, keyboard.interact(shell));
  return yield* runChild(shell, runScript(shell, source.text, tailOf(dialect, source.kind)));
}

function optionMessage(dialect: Dialect, name: string, bad: string): string {
  const missing = bad.includes(' ');
  if (dialect === 'dash') return `${name}: 0: ${missing ? bad : `Illegal option ${bad}`}`;
  if (dialect === 'ash') return `${name}: ${missing ? bad : `illegal option ${bad}`}`;
  return `${name}: ${missing ? bad.replace('requires', 'option requires').replace('-c option', '-c: option') : `${bad}: invalid option`}`;
}

/** Which shells replace themselves by the last command of `-c`: reference/shell.md §5.6. */
function tailOf(dialect: Dialect, kind: 'command' | 'file'): Tail {
  if (kind === 'file' || dialect === 'dash') return 'no';
  return dialect === 'bash' ? 'simple' : 'all';
}

function readArguments(args: readonly string[]): Arguments {
  const options: string[] = [];
  let command = false;
  let stdin = false;
  let bad: string | undefined;
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--' || arg === '-') {
      at++;
      break;
    }
    if (!/^[-+]./.test(arg)) break;
    if (arg.startsWith('--')) continue;
    for (const letter of arg.slice(1)) {
      if (letter === 'c') command = true;
      else if (letter === 's') stdin = true;
      else if (letter === 'o') options.push(longOption(args[++at] ?? ''));
      else if (/[abefhiklmnuvxCEILVpT]/.test(letter)) options.push(letter);
      else bad = `-${letter}`;
    }
  }
  const rest = args.slice(at);
  if (command && rest.length === 0) bad = '-c requires an argument';
  if (!command) return { options, text: undefined, stdin: stdin || rest.length === 0, rest, bad };
  return { options, text: rest[0] ?? '', stdin: false, rest: rest.slice(1), bad };
}

interface Source {
  readonly text: string;
  readonly kind: 'command' | 'file';
  readonly name?: string | undefined;
  readonly parameters: readonly string[];
}

interface Missing {
  readonly status: number;
  readonly path: string;
  readonly reason: string;
}

function* sourceOf(
  machine: Machine,
  proc: Proc,
  how: { request: Request; read: Arguments; dialect: Dialect },
): Task<Source | Missing> {
  const { read, dialect, request } = how;
  if (read.text !== undefined)
    return { text: read.text, kind: 'command', name: read.rest[0], parameters: read.rest.slice(1) };
  if (read.stdin) return { text: yield* readRest(machine, proc.fds.get(0), proc), kind: 'file', parameters: read.rest };
  const [path = '', ...parameters] = read.rest;
  const full = path.startsWith('/') ? path : `${request.cwd}/${path}`;
  const entry = reach(machine.system.tree, full, request.credentials);
  const readable = entry.ok && (entry.value.kind === 'dir' || permits(entry.value, request.credentials, 'read'));
  const content = readable
    ? machine.system.tree.read(full)
    : ({ ok: false, errno: entry.ok ? 'EACCES' : entry.errno } as const);
  if (!content.ok)
    return { status: dialect === 'bash' ? (content.errno === 'ENOENT' ? 127 : 126) : 2, path, reason: content.errno };
  if (content.value === undefined) {
    machine.report(`script ${path}`);
    return { text: '', kind: 'file', name: path, parameters };
  }
  return { text: content.value.replaceAll('\0', ''), kind: 'file', name: path, parameters };
}

function messageOf(dialect: Dialect, name: string, missing: Missing): string {
  const missingFile = missing.reason === 'ENOENT';
  const text = missingFile ? 'No such file or directory' : errorText(missing.reason === 'EISDIR' ? 'EISDIR' : 'EACCES');
  if (dialect === 'dash') return `${name}: 0: cannot open ${missing.path}: ${missingFile ? 'No such file' : text}\n`;
  if (dialect === 'ash') return `${name}: can't open '${missing.path}': ${text}\n`;
  return `${name}: ${missing.path}: ${text}\n`;
}
