import type {
  JsEvent,
  JsFacts,
  JsHost,
  JsInstance,
  JsLimits,
  JsRuntime,
  JsStop,
  JsTurn,
} from '../../kernel/js-runtime.ts';
import { createMachine, type Asked, type Image, type Machine } from './interpreter.ts';

/** A program; its memory is kept apart while another one runs. */
interface Program {
  readonly host: JsHost;
  readonly limits: JsLimits;
  image: Image;
  interrupts: number;
  tasks: number;
  exit: number | undefined;
  stopped: JsStop | undefined;
  readonly signals: JsEvent[];
}

/** One interpreter for all programs: its memory is that of the program in turn. */
interface Bench {
  machine: Machine;
  /** A new machine, made because the memory of the old one has grown. */
  spare: Machine | undefined;
  renew: () => void;
  turn: { program: Program | undefined };
}

/** Bytes of memory after which a machine is replaced: a greedy program makes it grow for good. */
const WORN = 48_000_000;

/**
 * The runtime over the bytes of `quickjs-wasi/quickjs.wasm` and the texts of Node's model. The model is evaluated once;
 * every program begins with a copy of that memory, so that nothing of one program reaches another.
 */
export async function createJavaScript(
  wasm: BufferSource | WebAssembly.Module,
  guest: Readonly<Record<string, string>>,
): Promise<JsRuntime> {
  const turn: Bench['turn'] = { program: undefined };
  const module = wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm);
  const asked: Asked = {
    call: (op, args) => (turn.program ? call(turn.program, op, args) : undefined),
    resolve: (specifier, from) => turn.program?.host.resolve(specifier, from) ?? specifier,
    interrupted: () => turn.program !== undefined && interrupted(turn.program),
  };
  const make = (): Promise<Machine> => createMachine(module, guest, asked);
  let making = false;
  const bench: Bench = {
    machine: await make(),
    spare: undefined,
    turn,
    renew() {
      if (making || bench.machine.size < WORN) return;
      making = true;
      void make().then((machine) => {
        making = false;
        bench.spare = machine;
        return undefined;
      });
    },
  };
  return { start: (facts, host, limits) => start(bench, facts, { host, limits }) };
}

/** What the guest asks of the machine; what ends the program is noted here, and the next interrupt ends it. */
function call(program: Program, op: string, args: readonly unknown[]): unknown {
  switch (op) {
    case 'exit':
      program.exit = Number(args[0]);
      return undefined;
    case 'notSimulated':
      program.host.call(op, args);
      program.exit = 0;
      return undefined;
    case 'work':
      program.interrupts++;
      return undefined;
    case 'outOfMemory':
      program.stopped = 'memory';
      return undefined;
    default:
      // A program that has ended prints nothing more while it is being unwound.
      return program.exit === undefined && program.stopped === undefined ? program.host.call(op, args) : undefined;
  }
}

function interrupted(program: Program): boolean {
  if (program.exit !== undefined || program.stopped !== undefined) return true;
  if (++program.interrupts <= program.limits.interrupts) return false;
  program.stopped = 'steps';
  return true;
}

function start(bench: Bench, facts: JsFacts, given: { host: JsHost; limits: JsLimits }): JsInstance {
  const program: Program = {
    ...given,
    image: bench.machine.fresh,
    interrupts: 0,
    tasks: 0,
    exit: undefined,
    stopped: undefined,
    signals: [],
  };
  let begun = false;
  return {
    step(now, events) {
      enter(bench, program);
      const input = JSON.stringify({ now, events: [...program.signals.splice(0), ...events] });
      return guarded(program, () => {
        if (!begun) bench.machine.call('start', JSON.stringify(facts));
        begun = true;
        bench.machine.call('deliver', input);
        return run(bench.machine, program);
      });
    },
    signal: (name) => void program.signals.push({ name: 'signal', signal: name }),
    kill() {
      if (bench.turn.program === program) bench.turn.program = undefined;
      program.image = bench.machine.fresh;
      bench.renew();
    },
  };
}

/** Puts the program's memory in place; all machines are made alike, so that any of them can take it. */
function enter(bench: Bench, program: Program): void {
  const { turn } = bench;
  if (turn.program === program) return;
  if (turn.program) turn.program.image = bench.machine.save();
  bench.machine = bench.spare ?? bench.machine;
  bench.spare = undefined;
  bench.machine.restore(program.image);
  turn.program = program;
}

/** Macrotasks until nothing is due; after each, promise jobs and ticks until there are none. */
function run(machine: Machine, program: Program): JsTurn {
  for (;;) {
    const ran = machine.call('turn') === true;
    do machine.jobs();
    while (machine.call('ticks') === true);
    if (!ran) return JSON.parse(String(machine.call('wait'))) as JsTurn;
    if (++program.tasks <= program.limits.tasks) continue;
    program.stopped = 'steps';
    return {};
  }
}

/** The end of a program unwinds the interpreter by an error that nobody can catch. */
function guarded(program: Program, act: () => JsTurn): JsTurn {
  let turn: JsTurn = {};
  try {
    turn = act();
  } catch (error) {
    if (program.exit === undefined && program.stopped === undefined) program.stopped = stopOf(error);
  }
  if (program.exit !== undefined) return { exit: program.exit };
  return program.stopped === undefined ? turn : { stopped: program.stopped };
}

/** Errors that are none of the program's: the interpreter had no memory, or the page's own stack came to its end. */
function stopOf(error: unknown): JsStop {
  const text = error instanceof Error ? error.message : String(error);
  if (/out of memory|unreachable|out of bounds/i.test(text)) return 'memory';
  if (/call stack|too much recursion/i.test(text)) return 'stack';
  throw error;
}
