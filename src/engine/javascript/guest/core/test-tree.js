// The tree of tests, and running it.
const report = internal.core('test-report');

const newHooks = () => ({ before: [], after: [], beforeEach: [], afterEach: [] });

class Suite {
  constructor(name, parent, options = {}) {
    Object.assign(this, { name, parent, options, children: [], hooks: newHooks(), type: 'suite', queue: [] });
  }
  get depth() {
    return this.parent ? this.parent.depth + 1 : -1;
  }
  add({ name, run, options }) {
    const entry = new Test(name, this, { ...options, run });
    this.children.push(entry);
    return this.schedule(entry);
  }
  addSuite({ name, run, options }) {
    const suite = new Suite(name, this, options);
    this.children.push(suite);
    if (run && !options.skip) {
      const before = state.at;
      state.at = suite;
      try {
        suite.defined = run(suite);
      } catch (error) {
        suite.error = error;
      }
      state.at = before;
    }
    return this.schedule(suite);
  }
  schedule(entry) {
    entry.promise = new Promise((resolve) => (entry.settle = resolve));
    return entry.promise;
  }
  async run() {
    await this.defined;
    report.begin(this);
    if (this.options.skip) return this.end();
    for (const act of this.hooks.before) await this.guard(act);
    await runAll(this);
    for (const act of this.hooks.after) await this.guard(act);
    return this.end();
  }
  async guard(act) {
    try {
      await act();
    } catch (error) {
      this.error ??= error;
    }
  }
  get failed() {
    return this.error !== undefined || this.children.some((child) => child.failed && !child.options.todo);
  }
  end() {
    report.end(this);
    this.settle?.();
  }
}

/** Runs children as they are added, also while others run. */
async function runAll(parent) {
  const only = parent.children.some((child) => child.options.only) && internal.facts.main.only;
  for (let at = 0; at < parent.children.length; at++) {
    const child = parent.children[at];
    if (only && !child.options.only) continue;
    child.number = ++parent.count;
    await child.run();
  }
}
Suite.prototype.count = 0;

function hooksOf(parent, kind) {
  const own = parent ? parent.hooks[kind] : [];
  const above = parent?.parent ? hooksOf(parent.parent, kind) : [];
  return kind === 'beforeEach' ? [...above, ...own] : [...own, ...above];
}

class Test extends Suite {
  constructor(name, parent, options) {
    super(name, parent, options);
    this.type = 'test';
    this.notes = [];
  }
  context() {
    const { mock } = internal.core('test-mock');
    return {
      name: this.name,
      test: (...args) => this.sub(args),
      diagnostic: (text) => void this.notes.push(text),
      skip: (reason) => void Object.assign(this.options, { skip: reason ?? true }),
      todo: (reason) => void Object.assign(this.options, { todo: reason ?? true }),
      before: (act) => this.hooks.before.push(act),
      after: (act) => this.hooks.after.push(act),
      beforeEach: (act) => this.hooks.beforeEach.push(act),
      afterEach: (act) => this.hooks.afterEach.push(act),
      plan: () => undefined,
      mock,
      assert: internal.builtin('assert').strict,
      signal: new (internal.core('abort').AbortController)().signal,
    };
  }
  async sub(args) {
    const name = args.find((arg) => typeof arg === 'string') ?? '<anonymous>';
    const run = args.find((arg) => typeof arg === 'function');
    const options = args.find((arg) => typeof arg === 'object' && arg !== null) ?? {};
    const entry = new Test(name, this, { ...options, run });
    if (this.count === 0) report.begin(this);
    this.children.push(entry);
    entry.number = ++this.count;
    await entry.run();
  }
  async run() {
    const started = internal.host('now');
    if (!this.options.skip && this.options.run) await this.perform();
    if (!this.error && this.children.some((child) => child.failed))
      this.error = report.subtests(this.children.filter((child) => child.failed).length);
    this.duration = internal.host('now') - started;
    if (this.count === 0) report.begin(this);
    this.end();
  }
  async perform() {
    try {
      for (const act of hooksOf(this.parent, 'beforeEach')) await act();
      await limited(this.call(), this.options.timeout);
    } catch (error) {
      this.error = error ?? new Error('test failed');
    }
    for (const act of [...this.hooks.after, ...hooksOf(this.parent, 'afterEach')]) await this.guard(act);
  }
  /** The body; one that takes a second parameter is done when it calls it. */
  call() {
    const { run } = this.options;
    const context = this.context();
    if (run.length < 2) return run(context);
    return new Promise((resolve, reject) => run(context, (error) => (error ? reject(error) : resolve())));
  }
}

function limited(promise, ms) {
  if (!ms || ms === Infinity) return promise;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`test timed out after ${ms}ms`)), ms);
    Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

const root = new Suite('', undefined);
const state = { at: root, begun: false };

/** A file of `node --test`: what it prints comes first, a file without tests counts as one. */
async function runFile(path) {
  const before = root.children.length;
  let error;
  try {
    await (internal.host('format', path) === 'module'
      ? import(`file://${path}`)
      : internal.core('loader').loadFile(path, undefined));
  } catch (failure) {
    error = failure;
    internal.host('out', report.commented(internal.core('inspect').inspect(failure)));
  }
  if (error || root.children.length === before)
    root.add({ name: path, options: {}, run: () => { if (error) throw report.fileError(); } }); // prettier-ignore
}

async function main(files) {
  if (files) for (const file of files) await runFile(file);
  for (const act of root.hooks.before) await act();
  report.head();
  await runAll(root);
  for (const act of root.hooks.after) await act();
  report.summary(root);
  if (root.failed) internal.process.exitCode = 1;
}

module.exports = {
  Suite,
  current: () => state.at,
  /** The first test of a program starts the report once its file has been read. */
  begin(files) {
    if (state.begun) return;
    state.begun = true;
    if (files) void main(files);
    else setImmediate(() => void main());
  },
};
