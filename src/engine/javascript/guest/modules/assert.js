// assert: messages as Node 20 words them.
const { inspect } = internal.core('inspect');
const { same } = internal.core('equality');
const errors = internal.core('errors');

const { HEADS, difference, messageOf, shown } = internal.core('assert-message');

class AssertionError extends Error {
  constructor(options) {
    const { message, actual, expected, operator } = options;
    super(message === undefined ? messageOf(options) : String(message));
    this.generatedMessage = options.generated ?? message === undefined;
    this.code = 'ERR_ASSERTION';
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    Object.defineProperty(this, 'name', {
      value: 'AssertionError',
      enumerable: false,
      configurable: true,
      writable: true,
    });
    this.stack = this.stack.replace(/^Error(?=:|$)/m, 'AssertionError [ERR_ASSERTION]');
  }
}

function fails(options, message) {
  if (message instanceof Error) throw message;
  // Node 20.19 and later in its line put the values below a message of one's own.
  if (typeof message === 'string' && options.operator === 'strictEqual' && internal.facts.version.startsWith('20.')) {
    const generated = messageOf(options);
    if (generated.startsWith(`${HEADS.strictEqual}\n\n`))
      throw new AssertionError({
        ...options,
        message: message + generated.slice(HEADS.strictEqual.length),
        generated: false,
      });
  }
  if (message === undefined) throw new AssertionError(options);
  throw new AssertionError({ ...options, message, generated: false });
}

/** The call as the program's text has it: `assert(x > 1)`. */
function callText() {
  const error = new Error('where');
  const place = errors.placeOf(error) ?? (error.stack && errors.placeOf(error));
  const line = place && errors.lineAt(place.file, place.line);
  const found = line && /\bassert[\w.]*\(.*\)/.exec(line)?.[0];
  if (!found) return undefined;
  let depth = 0;
  for (let at = 0; at < found.length; at++) {
    if (found[at] === '(') depth++;
    if (found[at] === ')' && --depth === 0) return found.slice(0, at + 1);
  }
  return found;
}

function ok(...args) {
  const [value, message] = args;
  if (value) return;
  if (args.length === 0)
    fails({
      actual: undefined,
      expected: true,
      operator: '==',
      message: 'No value argument passed to `assert.ok()`',
      generated: true,
    });
  if (message !== undefined) fails({ actual: value, expected: true, operator: '==' }, message);
  const call = callText();
  const text = call
    ? `The expression evaluated to a falsy value:\n\n  ${call}\n`
    : `The expression evaluated to a falsy value:\n\n  assert(${shown(value)})\n`;
  fails({ actual: value, expected: true, operator: '==', message: text, generated: true });
}
const assert = (...args) => ok(...args);

/** Whether an error is the one that was wanted: a class, a pattern, a function or an object of properties. */
function matches(error, wanted, message) {
  if (wanted instanceof RegExp) {
    if (!wanted.test(String(error)))
      fails(
        {
          actual: error,
          expected: wanted,
          operator: 'throws',
          message: `The input did not match the regular expression ${wanted}. Input:\n\n${shown(String(error))}\n`,
          generated: true,
        },
        message,
      );
    return;
  }
  if (typeof wanted === 'function') {
    if (wanted.prototype !== undefined && error instanceof wanted) return;
    if (Error.isPrototypeOf(wanted) || wanted === Error) throw error;
    if (wanted.call({}, error) !== true)
      fails(
        {
          actual: error,
          expected: wanted,
          operator: 'throws',
          message: `The ${wanted.name ? `"${wanted.name}" ` : ''}validation function is expected to return "true". Received ${shown(wanted.call({}, error))}\n\nCaught error:\n\n${error}`,
          generated: true,
        },
        message,
      );
    return;
  }
  for (const key of [...Object.keys(wanted), ...(wanted instanceof Error ? ['name', 'message'] : [])]) {
    const good =
      wanted[key] instanceof RegExp && typeof error[key] === 'string'
        ? wanted[key].test(error[key])
        : same(error[key], wanted[key], true);
    if (good) continue;
    const pick = Object.fromEntries(
      Object.keys(wanted)
        .filter((name) => name in error)
        .map((name) => [name, error[name]]),
    );
    fails(
      {
        actual: pick,
        expected: wanted,
        operator: 'throws',
        message: `${HEADS.deepStrictEqual}\n+ actual - expected\n\n${difference(shown(pick), shown({ ...wanted })).join('\n')}`,
        generated: true,
      },
      message,
    );
  }
}

function judge(outcome, wanted, message, kind) {
  const given = typeof wanted === 'string' ? { message: wanted } : { wanted, message };
  if (!outcome.thrown) {
    const name = given.wanted?.name ? ` (${given.wanted.name})` : '';
    const text = kind === 'rejects' ? 'rejection' : 'exception';
    fails({
      actual: undefined,
      expected: given.wanted,
      operator: kind,
      message: `Missing expected ${text}${name}${given.message ? `: ${given.message}` : '.'}`,
      generated: given.message === undefined,
    });
  }
  if (given.wanted !== undefined) matches(outcome.error, given.wanted, given.message);
}

function unwanted(error, message, operator) {
  const text = typeof message === 'string' ? `: ${message}` : '.';
  const what = operator === 'doesNotReject' ? 'rejection' : 'exception';
  fails({
    actual: error,
    expected: undefined,
    operator,
    message: `Got unwanted ${what}${text}\nActual message: "${error?.message}"`,
    generated: true,
  });
}

function attempt(act) {
  errors.check('function', act, 'fn');
  try {
    act();
    return { thrown: false };
  } catch (error) {
    return { thrown: true, error };
  }
}
async function settle(promise) {
  try {
    await (typeof promise === 'function' ? promise() : promise);
    return { thrown: false };
  } catch (error) {
    return { thrown: true, error };
  }
}

const compare = (operator, holds) => (actual, expected, message) => {
  if (!holds(actual, expected)) fails({ actual, expected, operator }, message);
};

Object.assign(assert, {
  ok,
  AssertionError,
  equal: compare('==', (left, right) => left == right || (left !== left && right !== right)), // eslint-disable-line eqeqeq
  notEqual: compare('!=', (left, right) => left != right), // eslint-disable-line eqeqeq
  strictEqual: compare('strictEqual', Object.is),
  notStrictEqual: compare('notStrictEqual', (left, right) => !Object.is(left, right)),
  deepEqual: compare('deepEqual', (left, right) => same(left, right, false)),
  notDeepEqual: compare('notDeepEqual', (left, right) => !same(left, right, false)),
  deepStrictEqual: compare('deepStrictEqual', (left, right) => same(left, right, true)),
  notDeepStrictEqual: compare('notDeepStrictEqual', (left, right) => !same(left, right, true)),
  throws: (act, wanted, message) => judge(attempt(act), wanted, message, 'throws'),
  doesNotThrow(act, ...rest) {
    const { thrown, error } = attempt(act);
    if (thrown) unwanted(error, rest.at(-1), 'doesNotThrow');
  },
  rejects: async (promise, wanted, message) => judge(await settle(promise), wanted, message, 'rejects'),
  async doesNotReject(promise, ...rest) {
    const { thrown, error } = await settle(promise);
    if (thrown) unwanted(error, rest.at(-1), 'doesNotReject');
  },
  match(text, pattern, message) {
    if (typeof text === 'string' && pattern.test(text)) return;
    fails(
      {
        actual: text,
        expected: pattern,
        operator: 'match',
        message: `The input did not match the regular expression ${pattern}. Input:\n\n${shown(text)}\n`,
        generated: true,
      },
      message,
    );
  },
  doesNotMatch(text, pattern, message) {
    if (!pattern.test(text)) return;
    fails(
      {
        actual: text,
        expected: pattern,
        operator: 'doesNotMatch',
        message: `The input was expected to not match the regular expression ${pattern}. Input:\n\n${shown(text)}\n`,
        generated: true,
      },
      message,
    );
  },
  fail(message) {
    if (message instanceof Error) throw message;
    throw new AssertionError({ message: message ?? 'Failed', operator: 'fail', generated: message === undefined });
  },
  ifError(value) {
    if (value === null || value === undefined) return;
    const text = typeof value === 'object' && typeof value.message === 'string' ? value.message : inspect(value);
    throw new AssertionError({
      actual: value,
      expected: null,
      operator: 'ifError',
      message: `ifError got unwanted exception: ${text}`,
      generated: true,
    });
  },
});
const strict = Object.assign((...args) => ok(...args), assert, {
  equal: assert.strictEqual,
  notEqual: assert.notStrictEqual,
  deepEqual: assert.deepStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
});
strict.strict = strict;
assert.strict = strict;
module.exports = assert;
