import { EvalFlags, JSException, JSValueHandle, QuickJS } from 'quickjs-wasi';

/** What the machine asks of whoever runs a program in it. */
export interface Asked {
  call(op: string, args: readonly unknown[]): unknown;
  resolve(specifier: string, from: string): string;
  /** Whether the program must stop now. */
  interrupted(): boolean;
}

/** Memory of an interpreter at rest. */
export interface Image {
  readonly memory: Uint8Array;
  readonly stackPointer: number;
}

/** Functions of guest/core/boot.js. */
type Entry = 'start' | 'deliver' | 'turn' | 'ticks' | 'wait' | 'rejection' | 'moduleText';

/** An interpreter with Node's model in it. */
export interface Machine {
  /** The memory before any program. */
  readonly fresh: Image;
  /** Calls a function of the model; text in, a plain value out. Throws what the guest throws. */
  call(entry: Entry, text?: string): unknown;
  /** Runs promise jobs until none is left. Throws when a job was stopped. */
  jobs(): void;
  /** Bytes of its memory, which never shrinks. */
  readonly size: number;
  save(): Image;
  restore(image: Image): void;
}

/** Bytes that one program may hold. */
const MEMORY = 32_000_000;
/** Bytes of stack: with more, the stack of the page's own engine could end first (measured with deeply nested JSON). */
const STACK = 64 * 1024;
/**
 * Bytes of heap that are free in the copy that every program begins with: more than the programs of the course take. What a program takes beyond is
 * lost to the next one, since a memory never shrinks and the allocator goes on at its end (wasi-libc's `sbrk`); and a memory that grows makes the
 * page's own engine collect garbage.
 */
const ROOM = 1_500_000;

/** Clock and chance of the interpreter itself stand still; programs see those of the model. */
const still = (memory: WebAssembly.Memory) => ({
  clock_time_get(_clock: number, _precision: bigint, pointer: number) {
    new DataView(memory.buffer).setBigUint64(pointer, 0n, true);
    return 0;
  },
  random_get(pointer: number, length: number) {
    new Uint8Array(memory.buffer, pointer, length).fill(42);
    return 0;
  },
  fd_write: () => 0,
});

/** Makes an interpreter and evaluates the model in it. */
export async function createMachine(
  wasm: BufferSource | WebAssembly.Module,
  guest: Readonly<Record<string, string>>,
  asked: Asked,
): Promise<Machine> {
  const entries = new Map<Entry, JSValueHandle>();
  const enter = (entry: Entry, ...args: readonly JSValueHandle[]): JSValueHandle => {
    const handle = entries.get(entry);
    if (!handle) throw new Error(`the guest has no ${entry}`);
    return vm.callFunction(handle, vm.undefined, ...args);
  };
  const vm: QuickJS = await QuickJS.create({
    wasm,
    memoryLimit: MEMORY,
    maxStackSize: STACK,
    timezoneOffset: 0,
    wasi: still,
    interruptHandler: () => asked.interrupted(),
    onUnhandledRejection(promise, reason, handled) {
      if (entries.size > 0) enter('rejection', promise, reason, handled ? vm.true : vm.false).dispose();
    },
    moduleLoader: {
      normalize: (from, specifier) => asked.resolve(specifier, from),
      load: (name) => textOf(enter('moduleText', vm.newString(name))),
    },
  });
  boot(vm, guest, { asked, entries });
  vm.evalCode(`new ArrayBuffer(${ROOM})`, 'node:internal/room').dispose();
  const fresh = save(vm);
  const grounds: Grounds = { top: fresh.memory.length, from: fresh.memory.length };
  return {
    fresh,
    call(entry, given) {
      return vm.withScope(() => {
        const args = given === undefined ? [] : [vm.newString(given)];
        return vm.dump(enter(entry, ...args));
      });
    },
    jobs: () => void vm.withScope(() => vm.executePendingJobs()),
    get size() {
      return insides(vm).memory.buffer.byteLength;
    },
    save: () => save(vm),
    restore: (image) => restore(vm, image, grounds),
  };
}

interface Booting {
  readonly asked: Asked;
  readonly entries: Map<Entry, JSValueHandle>;
}

/** Evaluates the texts of the model; what they ask of the machine comes in by functions of these names. */
function boot(vm: QuickJS, guest: Readonly<Record<string, string>>, { asked, entries }: Booting): void {
  const host = vm.newFunction('host', (op, args) => {
    const answer = asked.call(textOf(op), JSON.parse(textOf(args)) as unknown[]);
    return vm.newString(answer === undefined ? '' : JSON.stringify(answer));
  });
  const compile = vm.newFunction('compile', (source, file) =>
    compiled(vm, { text: textOf(source), file: textOf(file) }),
  );
  const check = vm.newFunction('check', (source, file) =>
    compiled(vm, { text: textOf(source), file: textOf(file), module: true }),
  );
  const promise = vm.newFunction('promise', (given) => stateOf(vm, given));
  const modules = vm.newObject();
  for (const [name, source] of Object.entries(guest)) {
    if (name === 'core/boot') continue;
    const wrapped = `(function (exports, require, module, internal) {${source}\n})`;
    vm.setProp(modules, name, vm.evalCode(wrapped, `node:internal/${name}`));
  }
  const start = vm.evalCode(
    `(function (host, compile, check, promise, modules) {${guest['core/boot'] ?? ''}\n})`,
    'node:internal/boot',
  );
  const api = vm.callFunction(start, vm.undefined, host, compile, check, promise, modules);
  for (const name of ['start', 'deliver', 'turn', 'ticks', 'wait', 'rejection', 'moduleText'] as const)
    entries.set(name, api.getProp(name));
  // Cached values of the interpreter's own class must lie in the memory that is copied.
  void [vm.global, vm.undefined, vm.null, vm.true, vm.false];
}

function textOf(handle: JSValueHandle | undefined): string {
  const value: unknown = handle?.vm.dump(handle);
  return typeof value === 'string' ? value : '';
}

/** The value of a script, or the error as it was thrown: the library would hand on a copy. */
function compiled(vm: QuickJS, source: { text: string; file: string; module?: boolean }): JSValueHandle {
  const made = vm.newObject();
  try {
    if (source.module) vm.compile(source.text, source.file, EvalFlags.TYPE_MODULE);
    else vm.setProp(made, 'value', vm.evalCode(source.text, source.file));
  } catch (error) {
    if (!(error instanceof JSException)) throw error;
    vm.setProp(made, 'error', error.handle);
  }
  return made;
}

const STATES = ['pending', 'fulfilled', 'rejected'] as const;

function stateOf(vm: QuickJS, promise: JSValueHandle | undefined): JSValueHandle {
  const made = vm.newObject();
  const state = promise?.promiseState ?? 0;
  vm.setProp(made, 'state', vm.newString(STATES[state] ?? 'pending'));
  if (promise && state !== 0)
    vm.setProp(made, 'value', new JSValueHandle(vm, insides(vm).qjs_promise_result(promise.ptr)));
  return made;
}

function save(vm: QuickJS): Image {
  const { memory, stackPointer } = vm.snapshot();
  return { memory, stackPointer };
}

/** What lies below the library's own interface: its memory is copied and put back between programs. */
function insides(vm: QuickJS): ReturnType<QuickJS['_getExports']> {
  return vm['_getExports']();
}

/** Where the program in a memory can have written: below `top`, which was the end of its image, and from `from` on, which was the end of the memory. */
interface Grounds {
  top: number;
  from: number;
}

/** Puts a memory in place; one that has grown since keeps its size, cleared where the program before has been. */
function restore(vm: QuickJS, image: Image, grounds: Grounds): void {
  const exports = insides(vm);
  const short = image.memory.length - exports.memory.buffer.byteLength;
  if (short > 0) exports.memory.grow(Math.ceil(short / 65_536));
  const memory = new Uint8Array(exports.memory.buffer);
  memory.fill(0, image.memory.length, grounds.top);
  memory.fill(0, Math.max(image.memory.length, grounds.from));
  memory.set(image.memory);
  exports['__stack_pointer'].value = image.stackPointer;
  Object.assign(grounds, { top: image.memory.length, from: memory.length });
}
