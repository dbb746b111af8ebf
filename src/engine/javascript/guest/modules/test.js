// node:test: tests run one after the other; reports as TAP (before Node 23) or spec.
const { Suite, begin, current } = internal.core('test-tree');

/** Where a test is declared: `file:line:column`. */
function here() {
  const error = new Error('here');
  const place = error.stack && internal.core('errors').placeOf(error);
  return place && `${place.file.replace(/^file:\/\//, '')}:${place.line}:${place.column}`;
}

function parsed(args) {
  const name = args.find((arg) => typeof arg === 'string');
  const run = args.find((arg) => typeof arg === 'function');
  const options = args.find((arg) => typeof arg === 'object' && arg !== null) ?? {};
  return { name: name ?? (run?.name || '<anonymous>'), run, options: { location: here(), ...options } };
}

function test(...args) {
  begin();
  return current().add(parsed(args));
}
function describe(...args) {
  begin();
  return current().addSuite(parsed(args));
}
const withOption =
  (make, option) =>
  (...args) => {
    const { name, run, options } = parsed(args);
    return make(name, { ...options, [option]: true }, run ?? (() => undefined));
  };
for (const make of [test, describe])
  for (const option of ['skip', 'todo', 'only']) make[option] = withOption(make, option);
const hook = (kind) => (run) => {
  begin();
  current().hooks[kind].push(run);
};

Object.assign(test, {
  test,
  it: test,
  describe,
  suite: describe,
  before: hook('before'),
  after: hook('after'),
  beforeEach: hook('beforeEach'),
  afterEach: hook('afterEach'),
  mock: internal.core('test-mock').mock,
  run: () => internal.notSimulated('run of node module test'),
  /** `node --test FILE…` */
  runFiles(files) {
    begin(files);
  },
  Suite,
});
Object.defineProperty(test, 'runFiles', { enumerable: false });
Object.defineProperty(test, 'Suite', { enumerable: false });
module.exports = test;
