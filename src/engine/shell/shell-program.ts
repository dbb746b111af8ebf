import type { Dialect } from './ast.ts';
import { permits, reach } from '../files/index.ts';
import { errorText } from './errno.ts';
import type { Machine, Request } from './machine.ts';
import { runExitTrap, runText } from './run.ts';
import { longOption } from './shell-options.ts';
import { newShell, type Shell } from './state.ts';
import { readRest } from './streams.ts';

interface Arguments {
  readonly options: readonly string[];
  readonly text: string | undefined;
  readonly stdin: boolean;
  readonly rest: readonly string[];
  readonly bad: string | undefined;
}

/** Plays a shell as a program: `sh -c text [name args…]`, `sh [-eux] script args…`, or text from standard input. */
export function shellProgram(machine: Machine, request: Request, dialect: Dialect): number {
  const read = readArguments(request.argv.slice(1));
  const name = request.argv[0] ?? 'sh';
  if (read.bad !== undefined) {
    request.fds.get(2)?.write?.(`${name}: 0: Illegal option ${read.bad}\n`);
    return 2;
  }
  const source = sourceOf(machine, request, { read, dialect });
  if ('status' in source) {
    request.fds.get(2)?.write?.(messageOf(dialect, name, source));
    return source.status;
  }
  const shell: Shell = newShell({
    machine,
    dialect,
    name: source.name ?? name,
    parameters: source.parameters,
    env: request.env,
    cwd: request.cwd,
    credentials: request.credentials,
    fds: request.fds,
    source: { text: source.text, kind: source.kind },
    spans: request.spans === true && source.kind === 'command',
  });
  for (const option of read.options) shell.options.add(option);
  runText(shell, source.text, 1);
  runExitTrap(shell);
  machine.sync();
  return shell.status & 255;
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

function sourceOf(machine: Machine, request: Request, how: { read: Arguments; dialect: Dialect }): Source | Missing {
  const { read, dialect } = how;
  if (read.text !== undefined)
    return { text: read.text, kind: 'command', name: read.rest[0], parameters: read.rest.slice(1) };
  if (read.stdin) return { text: readRest(request.fds.get(0)), kind: 'file', parameters: read.rest };
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
  return { text: content.value, kind: 'file', name: path, parameters };
}

function messageOf(dialect: Dialect, name: string, missing: Missing): string {
  const missingFile = missing.reason === 'ENOENT';
  const text = missingFile ? 'No such file or directory' : errorText(missing.reason === 'EISDIR' ? 'EISDIR' : 'EACCES');
  if (dialect === 'dash') return `${name}: 0: cannot open ${missing.path}: ${missingFile ? 'No such file' : text}\n`;
  if (dialect === 'ash') return `${name}: can't open '${missing.path}': ${text}\n`;
  return `${name}: ${missing.path}: ${text}\n`;
}
