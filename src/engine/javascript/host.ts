import { sha256 } from '../base/sha256.ts';
import type { Process, Wait } from '../kernel/system.ts';
import { EPOCH, fileOperation } from './files.ts';
import { exportedNames, formatOf } from './format.ts';
import { resolveModule, type Resolved } from './resolve.ts';
import type { JsEvent, JsHost } from '../kernel/js-runtime.ts';
import { scan } from './scan.ts';
import { newSockets, type Sockets } from './sockets.ts';
import { nodeName } from '../kernel/hostname.ts';

/** The machine as a program of JavaScript asks it, and what it has to be told at its next step. */
export interface NodeHost {
  readonly api: JsHost;
  readonly sockets: Sockets;
  /** What happened since the last step. */
  events(): readonly JsEvent[];
  /** What the process has to wait for, besides its own timers. */
  wait(until: number | undefined): Wait;
  /** Virtual ms that the program has spent asking for the time again and again. */
  drift(): number;
  /** Recursion went deeper than the interpreter follows, though maybe not deeper than Node would. */
  readonly deep: boolean;
}

interface State {
  readonly process: Process;
  readonly inbox: JsEvent[];
  /** All of standard input, where the program reads it in one go. */
  readonly input: string;
  /** The program, where it was given on the command line. */
  readonly text: string | undefined;
  reader: ReturnType<Process['read']> | undefined;
  pending: Wait | undefined;
  asked: number;
  deep: boolean;
}

/** Calls for the time that cost nothing; each further one takes a tenth of a millisecond, or a loop that waits would never end. */
const FREE_QUESTIONS = 1000;

const driftOf = (state: State): number => Math.max(0, state.asked - FREE_QUESTIONS) / 10;

function nowOf(state: State): number {
  state.asked++;
  return state.process.now + driftOf(state);
}

/** Name of a module that is given on the command line. Source: Node's own traces. */
const EVALUATED = '/[eval1]';

/** A host for one process. */
export function newNodeHost(process: Process, given: { input: string; text: string | undefined }): NodeHost {
  const { input, text } = given;
  const state: State = {
    process,
    inbox: [],
    input,
    text,
    reader: undefined,
    pending: undefined,
    asked: 0,
    deep: false,
  };
  const sockets = newSockets(process, (event) => state.inbox.push(event));
  return {
    sockets,
    api: {
      call(op, args) {
        const found = sockets.call(op, args);
        return found ? found.value : OPERATIONS[op]?.(state, args);
      },
      resolve(specifier, from) {
        if (given.text !== undefined && specifier.endsWith(EVALUATED)) return specifier;
        const path = from.startsWith('file://') ? decodeURIComponent(from.slice(7)) : from;
        return moduleName(resolveModule(process, { name: specifier, from: path, way: 'import' }), specifier);
      },
    },
    events: () => state.inbox.splice(0),
    wait: (until) => ({ ready: () => hasNews(state), ...(until === undefined ? {} : { until }) }),
    drift() {
      const ms = driftOf(state);
      state.asked = 0;
      return ms;
    },
    get deep() {
      return state.deep;
    },
  };
}

/** The name under which the interpreter keeps a module; errors are names too, whose text throws. */
function moduleName(found: Resolved, specifier: string): string {
  if ('builtin' in found) return found.builtin;
  if ('path' in found) return `file://${found.path}`;
  if ('error' in found) return `drydock-missing:${JSON.stringify(found.error)}`;
  return `drydock-missing:${JSON.stringify({ code: 'NOT_SIMULATED', message: `code of npm package ${specifier}` })}`;
}

/** Takes what has arrived at standard input, without waiting for more. */
function readOn(state: State): void {
  const { reader, pending } = state;
  if (!reader) return;
  if (pending?.ready && !pending.ready()) return;
  const step = reader.next();
  if (!step.done) {
    state.pending = step.value;
    return;
  }
  state.pending = undefined;
  state.reader = step.value === undefined ? undefined : state.process.read();
  state.inbox.push({ name: 'stdin', text: step.value ?? null });
}

function hasNews(state: State): boolean {
  readOn(state);
  return state.inbox.length > 0;
}

type Operation = (state: State, args: readonly unknown[]) => unknown;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  now: nowOf,
  clock: (state) => Math.floor(EPOCH + nowOf(state)),
  out: ({ process }, [text]) => process.out(String(text)),
  err: ({ process }, [text]) => process.err(String(text)),
  cwd: ({ process }) => process.cwd,
  chdir({ process }, [path]) {
    const target = process.path(String(path));
    const entry = process.files.stat(target);
    if (!entry.ok) return entry.errno;
    if (entry.value.kind !== 'dir') return 'ENOTDIR';
    const found = process.files.resolve(target);
    process.cwd = found.ok ? found.value : target;
    return undefined;
  },
  setenv({ process }, [name, value]) {
    if (value === null) process.env.delete(String(name));
    else process.env.set(String(name), String(value));
  },
  signal(state, [name, handled]) {
    const signal = String(name);
    const action = handled === true ? () => void state.inbox.push({ name: 'signal', signal }) : 'default';
    state.process.onSignal(signal.replace(/^SIG/, ''), action);
  },
  kill: ({ process }, [pid, signal]) => process.kill(Number(pid), String(signal).replace(/^SIG/, '')),
  stdin(state) {
    state.reader ??= state.process.read();
  },
  memory({ process }, [bytes]) {
    process.hold(Number(bytes));
  },
  stdinNow: ({ input }) => input,
  notSimulated: ({ process }, [what]) => process.notSimulated(String(what)),
  deep(state) {
    state.deep = true;
  },
  hostname: ({ process }) => nodeName(process.system) ?? 'buildkitsandbox',
  sha256: (_, [hex]) => sha256(bytesOf(String(hex))),
  parseEnv: (_, [text]) => parseEnv(String(text)),
  fs: ({ process }, [name, ...args]) => fileOperation(process, String(name), args),
  resolve: ({ process }, [name, from, way]) => {
    const path = String(from).startsWith('file://') ? decodeURIComponent(String(from).slice(7)) : String(from);
    const found = resolveModule(process, {
      name: String(name),
      from: path,
      way: way === 'import' ? 'import' : 'require',
    });
    return 'codeless' in found
      ? { error: { code: 'NOT_SIMULATED', message: `code of npm package ${found.codeless}` } }
      : found;
  },
  link: ({ process, text }, [url]) => scan(process, decodeURIComponent(String(url).slice(7)), text).error,
  format: ({ process }, [path]) => formatOf(process, String(path), textOf(process, String(path)) ?? ''),
  file({ process, text: given }, [path]) {
    const name = String(path);
    if (given !== undefined && name.endsWith(EVALUATED)) return { text: given, format: 'module' };
    const text = textOf(process, name);
    if (text === undefined) return { error: { code: 'MODULE_NOT_FOUND', message: `Cannot find module '${name}'` } };
    const format = formatOf(process, name, text);
    return format === 'commonjs' ? { text, format, names: exportedNames(text) } : { text, format };
  },
};

function textOf(process: Process, path: string): string | undefined {
  const found = process.files.read(path);
  if (found.ok && found.value === undefined) process.notSimulated(`bytes of ${path} in node`);
  return found.ok ? (found.value ?? '') : undefined;
}

/** Lines of an env file. Source: Node's documentation of --env-file. */
export function parseEnv(text: string): Record<string, string> {
  const env: Record<string, string> = {};
  const line = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^#\r\n]*))/gm;
  for (const [, name = '', double, single, back, bare] of text.matchAll(line))
    env[name] = double?.replaceAll('\\n', '\n') ?? single ?? back ?? (bare ?? '').trim();
  return env;
}

/** The bytes of hex digits, two each. */
function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}
