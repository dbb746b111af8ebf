// Body of a function (host, compile, check, promise, modules): makes Node's world and answers what the runtime calls. `host` asks the
// simulated machine, `compile` turns text into a function, `modules` holds the functions of the other files here.
const cache = new Map();

const internal = {
  /** Evaluates text as a script of that name. */
  compile(text, file) {
    const made = compile(text, file);
    if ('error' in made) throw made.error;
    return made.value;
  },
  /** Reads text as a module without running it. */
  compileModule(text, file) {
    const made = check(text, file);
    if ('error' in made) throw made.error;
  },
  /** Errors that nobody caught in a promise. */
  rejections: new WeakSet(),
  /** State and value of a promise. */
  promise,
  /** Facts of this process; set by `start`. */
  facts: {},
  /** Asks the machine; arguments and answer travel as JSON. */
  host(op, ...args) {
    const answer = host(op, JSON.stringify(args));
    return answer === '' ? undefined : JSON.parse(answer);
  },
  /** Ends the program at once, whatever it would catch: the runtime interrupts this loop. */
  halt(op, ...args) {
    internal.host(op, ...args);
    for (;;);
  },
  /** Says that something is not modelled and ends the program; the learner is never blamed for it. */
  notSimulated(what) {
    internal.halt('notSimulated', what);
  },
  core: (name) => load(`core/${name}`),
  builtin: (name) => load(`modules/${name.replace(/[/_]/g, '-')}`),
  hasBuiltin: (name) => Object.hasOwn(modules, `modules/${name.replace(/[/_]/g, '-')}`),
};

function load(file) {
  const known = cache.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  cache.set(file, module);
  modules[file](module.exports, (name) => internal.core('loader').requireBuiltin(name), module, internal);
  return module.exports;
}

const loop = internal.core('loop');
internal.core('errors');
internal.core('globals');

return {
  /** Tells the process who it is. */
  start(json) {
    internal.facts = JSON.parse(json);
    loop.start(internal.facts);
    internal.core('globals').install();
  },
  deliver: (json) => loop.deliver(JSON.parse(json)),
  turn: () => loop.turn(),
  ticks: () => loop.ticks(),
  wait: () => JSON.stringify(loop.wait()),
  rejection: (promise, reason, handled) => loop.rejection(promise, reason, handled),
  moduleText: (name) => internal.core('modules').textOf(name),
};
