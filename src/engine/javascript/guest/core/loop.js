// The event loop: one macrotask at a time, then the tick queue, then (in the runtime) promise jobs, then ticks again.
const timers = new Map();
const immediates = [];
const events = [];
const handlers = new Map();
let ticks = [];
let rejected = [];
let sequence = 0;
let now = 0;
let main;
let exiting = false;
let waitedFor = 0;
let staying = 0;

/** Runs one task; what it throws is the process's uncaught exception. */
function run(task) {
  try {
    task();
  } catch (error) {
    fatal(error, 'uncaughtException');
  }
  drain();
}

function drain() {
  while (ticks.length > 0) {
    const due = ticks;
    ticks = [];
    for (const { callback, args } of due) {
      try {
        callback(...args);
      } catch (error) {
        fatal(error, 'uncaughtException');
      }
    }
  }
}

function fatal(error, origin) {
  const { process } = internal;
  if (process.listenerCount('uncaughtException') > 0 && !exiting) {
    try {
      process.emit('uncaughtException', error, origin);
      return;
    } catch (again) {
      internal.core('fatal').report(again, origin);
      internal.halt('exit', 7);
    }
  }
  internal.core('fatal').report(error, origin);
  exit(1);
}

function exit(code) {
  const { process } = internal;
  if (!exiting) {
    exiting = true;
    process.exitCode = code;
    try {
      process.emit('exit', code);
    } catch (error) {
      internal.core('fatal').report(error, 'uncaughtException');
      internal.halt('exit', 1);
    }
  }
  internal.halt('exit', Number(process.exitCode ?? code) & 255);
}

function earliest(only) {
  let best;
  for (const timer of timers.values()) {
    if (only && !only(timer)) continue;
    if (!best || timer.due < best.due || (timer.due === best.due && timer.order < best.order)) best = timer;
  }
  return best;
}

function fire(timer) {
  timers.delete(timer.id);
  if (timer.repeat !== undefined) {
    timer.due = now + timer.repeat;
    timer.order = ++sequence;
    timers.set(timer.id, timer);
  }
  run(() => timer.callback.apply(timer.handle, timer.args));
}

function settleRejections() {
  if (rejected.length === 0) return false;
  const due = rejected.filter(({ handled }) => !handled);
  rejected = [];
  const { process } = internal;
  for (const { promise, reason } of due) {
    if (process.listenerCount('unhandledRejection') > 0) {
      run(() => process.emit('unhandledRejection', reason, promise));
      continue;
    }
    run(() => {
      throw internal.core('fatal').unhandled(reason);
    });
  }
  return due.length > 0;
}

/** Lets the process end: beforeExit may bring new work, exit may not. */
function finish() {
  const { process } = internal;
  if (internal.unsettledMain?.()) {
    process.exitCode ??= 13;
    exit(process.exitCode);
  }
  run(() => process.emit('beforeExit', process.exitCode ?? 0));
  if (alive()) return;
  exit(process.exitCode ?? 0);
}

function alive() {
  if (main || immediates.length > 0 || events.length > 0 || ticks.length > 0 || waitedFor > 0) return true;
  return earliest((timer) => timer.ref) !== undefined;
}

module.exports = {
  start(facts) {
    ({ now } = facts);
    main = () => internal.core('loader').runMain(facts);
  },
  now: () => internal.host('now'),
  nextTick: (callback, ...args) => ticks.push({ callback, args }),
  immediate(callback) {
    const entry = { callback };
    immediates.push(entry);
    return entry;
  },
  cancelImmediate(entry) {
    const at = immediates.indexOf(entry);
    if (at >= 0) immediates.splice(at, 1);
  },
  /** A timer that is due in `ms`; `repeat` makes it an interval. */
  timer({ callback, args, ms, repeat, handle }) {
    const id = ++sequence;
    const timer = { id, order: id, due: internal.host('now') + ms, callback, args, handle, ref: true };
    if (repeat !== undefined) timer.repeat = repeat;
    timers.set(id, timer);
    return timer;
  },
  cancelTimer: (timer) => timers.delete(timer.id),
  hasTimer: (timer) => timers.has(timer.id),
  refresh(timer, ms) {
    timer.due = internal.host('now') + ms;
    timer.order = ++sequence;
    timers.set(timer.id, timer);
  },
  /** Called with each event of that name that the machine delivers (network, signals, input). */
  on: (name, handler) => handlers.set(name, handler),
  /** Something outside keeps the process alive (a listening server, an open connection); answers how to stop that. */
  hold({ stays = false } = {}) {
    let held = true;
    waitedFor++;
    if (stays) staying++;
    return () => {
      if (held) waitedFor--;
      if (held && stays) staying--;
      held = false;
    };
  },
  deliver(input) {
    ({ now } = input);
    for (const event of input.events) events.push(event);
  },
  /** Runs one macrotask; false when nothing is due. */
  turn() {
    if (main) {
      const task = main;
      main = undefined;
      run(task);
      return true;
    }
    const event = events.shift();
    if (event) {
      run(() => handlers.get(event.name)?.(event));
      return true;
    }
    const timer = earliest();
    if (timer && timer.due <= now) {
      fire(timer);
      return true;
    }
    const immediate = immediates.shift();
    if (!immediate) return false;
    run(immediate.callback);
    return true;
  },
  /** Runs what process.nextTick was given and what nobody caught; true when there may be new promise jobs. */
  ticks() {
    if (ticks.length > 0) {
      drain();
      return true;
    }
    return settleRejections();
  },
  /** What the process waits for; ends it when there is nothing. */
  wait() {
    if (!alive()) finish();
    if (events.length > 0 || immediates.length > 0 || ticks.length > 0) return { until: now };
    const stays = staying > 0 || earliest((timer) => timer.ref && timer.repeat !== undefined) !== undefined;
    return { until: earliest()?.due, stays };
  },
  rejection(promise, reason, handled) {
    if (!handled) {
      rejected.push({ promise, reason, handled: false });
      return;
    }
    const known = rejected.find((entry) => entry.promise === promise);
    if (known) known.handled = true;
  },
  run,
  fatal,
  exit,
};
