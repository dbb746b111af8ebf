/** What a program in the interpreter asks of the machine around it. Both must never throw. */
export interface JsHost {
  /** A request by name with JSON values; the answer is a JSON value too, or undefined. */
  call(op: string, args: readonly unknown[]): unknown;
  /** The full name of the module that `from` imports as `specifier`. */
  resolve(specifier: string, from: string): string;
}

/** Bounds of one program. They count what is deterministic, never wall time. */
export interface JsLimits {
  /** Times that the interpreter asks whether it may go on: about every 10,000 calls and turns of loops. */
  readonly interrupts: number;
  /** Macrotasks: timers, events, immediates. */
  readonly tasks: number;
}

/** Something that happened outside and is handed to the program's event loop. */
export interface JsEvent {
  readonly name: string;
  readonly [fact: string]: unknown;
}

/** Why the interpreter ended a program. */
export type JsStop = 'steps' | 'memory' | 'stack';

/** What became of one step: the program has ended, was stopped, or waits. */
export interface JsTurn {
  readonly exit?: number;
  readonly stopped?: JsStop;
  /** Virtual ms at which it goes on by itself; undefined: only an event wakes it. */
  readonly until?: number;
  /** It keeps itself alive: an interval, a server that listens. */
  readonly stays?: boolean;
}

/** A program of JavaScript that has been started. */
export interface JsInstance {
  /** Runs until the program waits, with what happened since. `now` is virtual ms. */
  step(now: number, events: readonly JsEvent[]): JsTurn;
  /** Hands a signal (`SIGTERM`) to the handlers of the program at the next step. */
  signal(name: string): void;
  /** Ends the program and gives back what it held. */
  kill(): void;
}

/**
 * An interpreter of JavaScript in which Node's model runs (the files in guest/). Whoever makes a world brings one, loaded
 * only where a program needs it: `worker/quickjs` does.
 */
export interface JsRuntime {
  /** `facts` tell the guest who it is; plain JSON. */
  start(facts: JsFacts, host: JsHost, limits: JsLimits): JsInstance;
}

/** What the guest knows from the beginning. */
export interface JsFacts {
  readonly now: number;
  readonly main: JsMain;
  readonly [fact: string]: unknown;
}

/** What the command line asks for. */
export type JsMain = { readonly preload?: readonly string[]; readonly reporter?: 'tap' | 'spec' } & (
  | { readonly kind: 'commonjs' | 'module' | 'check'; readonly path: string }
  | { readonly kind: 'eval' | 'evalModule'; readonly text: string; readonly print: boolean }
  | { readonly kind: 'test'; readonly files: readonly string[] }
);

/** A runtime that may not be there yet; who needs one and finds none notes that, and the run is repeated with it. */
export interface JsSlot {
  readonly runtime: JsRuntime | undefined;
  /** Told when a program would have needed it. */
  wanted(): void;
}
