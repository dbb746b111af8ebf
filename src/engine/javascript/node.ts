/**
 * Node: runs a program of the learner in an interpreter behind JsRuntime, with files, network, signals and clock of the machine.
 * Left out: npm packages' own code, worker threads, and modules without a model; those end with "not simulated".
 */
import { users } from '../files/accounts.ts';
import { nodeVersion } from '../toolchains/node/errors.ts';
import type { Process, Task } from '../kernel/system.ts';
import { newNodeHost } from './host.ts';
import type { JsFacts, JsLimits, JsMain, JsRuntime, JsStop } from '../kernel/js-runtime.ts';

/** Bounds of one program: about a million calls and turns of loops, 20,000 timers and events. */
const LIMITS: JsLimits = { interrupts: 100, tasks: 20_000 };

/** V8 and module ABI by major release. Source: nodejs/node doc/abi_version_registry.json and release notes. */
const RELEASES: Readonly<Record<number, { modules: string; v8: string; lts?: string }>> = {
  18: { modules: '108', v8: '10.2.154.26-node.36', lts: 'Hydrogen' },
  20: { modules: '115', v8: '11.3.244.8-node.33', lts: 'Iron' },
  22: { modules: '127', v8: '12.4.254.21-node.33', lts: 'Jod' },
  24: { modules: '137', v8: '13.6.233.10-node.28', lts: 'Krypton' },
};

/** What was typed: the words after `node` that are the program's, and options before it. */
export interface NodeCall {
  readonly main: JsMain;
  /** `process.argv` from the second word on. */
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  /** Variables of `--env-file`; those of the environment come first. */
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a program in Node's model until it ends; it stays in the process table while it waits. */
export function* runNode(process: Process, runtime: JsRuntime, call: NodeCall): Task {
  process.takes(150);
  const input = yield* wholeInput(process, call);
  const host = newNodeHost(process, { input, text: 'text' in call.main ? call.main.text : undefined });
  for (const [name, value] of Object.entries(call.env)) if (!process.env.has(name)) process.env.set(name, value);
  const instance = runtime.start(factsOf(process, call), host.api, LIMITS);
  try {
    for (;;) {
      const turn = instance.step(process.now, host.events());
      const drift = host.drift();
      if (drift > 0) yield* process.sleep(drift);
      if (host.deep) process.notSimulated('recursion as deep as Node allows');
      if (turn.exit !== undefined || turn.stopped) process.keepRunning(undefined);
      if (turn.exit !== undefined) return turn.exit;
      if (turn.stopped)
        return (turn.stopped === 'memory' ? outOfMemory(process, call) : undefined) ?? stopped(process, turn.stopped);
      if (turn.stays) process.keepRunning({ listens: host.sockets.ports(), local: host.sockets.localPorts() });
      yield host.wait(turn.until);
    }
  } finally {
    host.sockets.close();
    instance.kill();
  }
}

/** `readFileSync(0)` cannot wait for a pipe in the middle of a script: its input is read before. */
function* wholeInput(process: Process, { main }: NodeCall): Task<string> {
  const text = 'text' in main ? main.text : 'path' in main ? contentOf(process, main.path) : '';
  return /readFileSync\(\s*(?:0\b|["']\/dev\/stdin["']|process\.stdin\.fd)/.test(text) ? yield* process.readAll() : '';
}

function contentOf(process: Process, path: string): string {
  const found = process.files.read(path);
  return (found.ok ? found.value : undefined) ?? '';
}

const MESSAGES: Readonly<Record<JsStop, string>> = {
  steps: 'JavaScript that runs on without a pause',
  memory: 'JavaScript that needs more than 32 MB',
  stack: 'JavaScript nested deeper than the simulator follows',
};

const MB = 1024 * 1024;
/** Bytes at which the interpreter stops a program for want of memory (worker/quickjs). */
const INTERPRETER = 32 * MB;

/**
 * What becomes of a program that fills its heap: V8's own limit ends it, or the kernel, whichever is nearer; undefined where both are
 * farther than the interpreter follows. PID 1 cannot be ended by SIGABRT, abort(3) then makes it a fault. Source: recorded, lim-oom;
 * V8's default heap is half of the memory that a container may have (Heap::HeapSizeFromPhysicalMemory).
 */
function outOfMemory(process: Process, { execArgv }: NodeCall): number | undefined {
  const asked = [...execArgv, ...(process.env.get('NODE_OPTIONS') ?? '').split(' ')]
    .map((option) => /^--max[-_]old[-_]space[-_]size=(\d+)$/.exec(option)?.[1])
    .findLast((size) => size !== undefined);
  const limit = process.system.cgroup?.memory ?? Number.POSITIVE_INFINITY;
  const heap = asked === undefined ? limit / 2 : Number(asked) * MB;
  const free = process.freeMemory();
  if (Math.min(heap, free) > 1.5 * INTERPRETER) return undefined;
  if (free < heap) {
    process.hold(free + MB);
    return 137;
  }
  process.err(
    '\n<--- Last few GCs --->\n\n\n<--- JS stacktrace --->\n\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n----- Native stack trace -----\n\n',
  );
  return process.pid === 1 ? 139 : 134;
}

function stopped(process: Process, reason: JsStop): number {
  process.err(`stopped by the simulator: ${MESSAGES[reason]}\n`);
  process.notSimulated(MESSAGES[reason]);
  // V8 ends a program for want of memory by SIGABRT.
  return reason === 'memory' ? 134 : 137;
}

const ARCHITECTURES: Readonly<Record<string, string>> = { amd64: 'x64', arm64: 'arm64', arm: 'arm', '386': 'ia32' };

function factsOf(process: Process, call: NodeCall): JsFacts {
  const version = nodeVersion(process);
  const release = RELEASES[Number.parseInt(version, 10)] ?? RELEASES[22];
  const { uid, gid, groups, umask } = process.credentials;
  const user = users(process.system.tree).find((each) => each.uid === uid);
  const execPath = process.executable ?? '/usr/local/bin/node';
  return {
    now: process.now,
    main: call.main,
    version,
    ...release,
    arch: ARCHITECTURES[process.system.platform.split('/')[1] ?? 'amd64'] ?? 'x64',
    argv: [execPath, ...call.argv],
    execArgv: call.execArgv,
    execPath,
    env: Object.fromEntries(process.env),
    pid: process.pid,
    ppid: process.ppid,
    uid,
    gid,
    groups,
    umask,
    username: user?.name ?? '',
    home: user?.home ?? process.env.get('HOME') ?? '/',
    shell: user?.shell ?? '/bin/sh',
  };
}
