// Errors as V8 and Node word them: messages of the engine are translated when the error is made, stacks hold the
// program's own frames (frames of Node itself differ from version to version and are left out).
const { WORDS, SYNTAX } = internal.core('error-words');

const sources = new Map();
/** Characters that were put before the first line of a file. */
const prefixes = new Map();

const LIMIT = 10;
Error.stackTraceLimit = 60;

/** The line of an error's file, and the text from the place of the error on. */
function lineAt(file, line) {
  return sources.get(file)?.split('\n')[line - 1];
}

/** Column of a site as V8 counts it: the interpreter's own may stand on the blanks before. */
function column(site) {
  const file = site.getFileName();
  const at = site.getColumnNumber() - (site.getLineNumber() === 1 ? (prefixes.get(file) ?? 0) : 0);
  const blank = /^\s*/.exec((lineAt(file, site.getLineNumber()) ?? '').slice(Math.max(0, at - 1)));
  return Math.max(1, at) + blank[0].length;
}

/** Where V8 puts an error that was made by `new`, or the first place in its line that its words speak of. */
function placeIn(error, site, message) {
  const text = lineAt(site.getFileName(), site.getLineNumber()) ?? '';
  const at = column(site);
  const key = /^cannot (?:read|set) property '(.*)' of/s.exec(message)?.[1];
  const found = (pattern, from = 0) => {
    const match = pattern.exec(text.slice(from));
    return match ? from + match.index + match[0].length : -1;
  };
  if (key !== undefined) {
    const next = found(new RegExp(`(?:\\.|\\[\\s*["'\`]?)(?=${key.replace(/[^\w$]/g, '\\$&')})`), at - 1);
    return next < 0 ? at : next + 1;
  }
  if (message.endsWith('is read-only')) return Math.max(at, found(/[^=!<>](?==(?!=))/, at - 1) + 1);
  if (/^Cannot convert undefined or null to object$/.test(message) && /\{\s*[\w$]/.test(text))
    return found(/\{\s*(?=[\w$])/) + 1;
  if (/^invalid redefinition/.test(message)) return text.slice(0, at - 1).search(/[\w$]+\s*$/) + 1 || at;
  const name = error.constructor?.name;
  // The interpreter's place of a call is that of its last argument; V8's is the name that is called.
  const called =
    name === 'AssertionError' ? [...text.slice(0, at).matchAll(/\bassert(?:\.\w+)*(?=\()/g)].at(-1) : undefined;
  if (called) return called.index + called[0].lastIndexOf('.') + 2;
  const made = name ? text.lastIndexOf(`new ${name}`, at) : -1;
  return made < 0 ? at : made + 1;
}

const IN_ARRAY = new Set(
  'map forEach filter reduce reduceRight some every find findIndex findLast flatMap sort from'.split(' '),
);
function native(name) {
  if (IN_ARRAY.has(name)) return `    at Array.${name} (<anonymous>)`;
  if (name === 'parse' || name === 'stringify') return `    at JSON.${name} (<anonymous>)`;
  if (name === 'Promise') return '    at new Promise (<anonymous>)';
  return undefined;
}

function frame(site, at) {
  const file = site.getFileName();
  const name = site.getFunctionName();
  if (!file) return name ? native(name) : undefined;
  if (file.startsWith('node:')) return undefined;
  const place = `${file}:${site.getLineNumber()}:${at ?? column(site)}`;
  if (name === '__module') return `    at Object.<anonymous> (${place})`;
  return name && name !== '<anonymous>' && name !== '<eval>' ? `    at ${name} (${place})` : `    at ${place}`;
}

function heading(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}

const seen = new WeakSet();
const places = new WeakMap();

/** Frames that V8 does not have: constructors of a class of errors, the parser's own. */
function relevant(error, sites) {
  const name = error?.constructor?.name;
  let from = 0;
  if (error instanceof SyntaxError && sites[0] && !sites[0].getFunctionName()) from = 1;
  if (!name || NATIVE_ERRORS.has(name)) return sites.slice(from);
  while (sites[from]?.getFunctionName() === name) from++;
  return sites.slice(from);
}
const NATIVE_ERRORS = new Set(
  'Error TypeError RangeError ReferenceError SyntaxError EvalError URIError AggregateError'.split(' '),
);

/** A program that throws in a loop: after so many errors they are no longer looked at closely. */
const MANY = 1000;
let made = 0;
let phase = 1;

function prepare(error, given) {
  if (++made > MANY) {
    // Making an error is much work that the interpreter's own count of steps does not see.
    if (made % 50 === 0) internal.host('work');
    // An interrupt in here would be lost; turns of varying number let it fall elsewhere.
    phase = (phase * 1103 + 12_345) % 65_537;
    for (let turns = phase % 17; turns > 0; turns--);
    return '';
  }
  const sites = Array.isArray(given) ? given : [];
  const kept = relevant(error, sites);
  let first;
  if (error && typeof error === 'object' && !seen.has(error)) {
    seen.add(error);
    const site = (kept.length < sites.length && error instanceof SyntaxError ? sites : kept).find(
      (each) => each.getFileName() && !each.getFileName().startsWith('node:'),
    );
    if (site) {
      first = {
        file: site.getFileName(),
        line: site.getLineNumber(),
        column: placeIn(error, site, String(error.message)),
        site,
      };
      places.set(error, first);
    }
    translate(error, sites);
    missingExport(error);
    endOfInput(error, first);
  }
  const frames = kept
    .map((site) => frame(site, site === first?.site ? first.column : undefined))
    .filter((line) => line !== undefined);
  return [heading(error), ...frames.slice(0, LIMIT)].join('\n');
}

/** An import of a name that its module does not have: where it stands, and the module as it is written there. */
function missingExport(error) {
  const wanted = /^The requested module '(.*)' does not provide an export named '(.*)'$/.exec(error.message);
  if (!wanted) return;
  for (const [file, text] of sources) {
    const found = new RegExp(
      `import\\s*(?:[\\w$]+\\s*,\\s*)?\\{[^}]*\\b${wanted[2]}\\b[^}]*\\}\\s*from\\s*(["'])(.*?)\\1`,
    ).exec(text);
    if (!found || !wanted[1].endsWith(found[2].replace(/^[./]+/, ''))) continue;
    error.message = `The requested module '${found[2]}' does not provide an export named '${wanted[2]}'`;
    const at = text.indexOf(wanted[2], found.index);
    const before = text.slice(0, at).split('\n');
    places.set(error, {
      file,
      line: before.length,
      column: before.at(-1).length + 1,
      width: wanted[2].length,
      tight: true,
    });
    return;
  }
}

/** A file that is not closed: the parser stops behind its end, at what was put around it. */
function endOfInput(error, place) {
  if (!(error instanceof SyntaxError) || !place) return;
  const lines = sources.get(place.file)?.split('\n');
  if (!lines) return;
  if (place.line > lines.length) Object.assign(place, { line: lines.length, column: lines.at(-1).length + 1 });
  if (place.line === lines.length && place.column > lines.at(-1).length) {
    place.width = 0;
    if (/^Unexpected (?:token '[)}]'|end)/.test(error.message)) error.message = 'Unexpected end of input';
  }
}
Error.prepareStackTrace = prepare;

/** The expression that ends where a call or property access failed: `a.b` of `a.b()`. */
function expressionAt(site) {
  const text = lineAt(site.getFileName(), site.getLineNumber());
  if (text === undefined) return undefined;
  let start = column(site) - 1;
  const tail = /^[.?]*\s*[\w$#]*/.exec(text.slice(start))?.[0] ?? '';
  const end = start + tail.length;
  while (start > 0 && /[\w$.#?\]]/.test(text[start - 1])) {
    if (text[start - 1] === ']') {
      const open = text.lastIndexOf('[', start - 1);
      if (open < 0) break;
      start = open;
    } else start--;
  }
  const found = text
    .slice(start, end)
    .trim()
    .replace(/^new\s+/, '');
  return found === '' || /^(?:throw|return|await|new)$/.test(found) ? undefined : found;
}

function translate(error, sites) {
  const { message } = error;
  if (typeof message !== 'string') return;
  const site = sites.find((each) => each.getFileName());
  if (message === 'not a function' || message === 'not a constructor') {
    const what = site && expressionAt(site);
    if (what) error.message = `${what} is ${message.replace('not a', 'not a')}`;
    return;
  }
  if (message === 'value is not iterable') {
    const what =
      site && /\bof\s+([\w$.]+)|\.\.\.([\w$.]+)/.exec(lineAt(site.getFileName(), site.getLineNumber()) ?? '');
    if (what) error.message = `${what[1] ?? what[2]} is not iterable`;
    return;
  }
  if (message === 'Cannot convert undefined or null to object' && site && !site.getFileName().startsWith('node:')) {
    const what = /\{\s*([\w$]+)[^}]*\}\s*=\s*([\w$.]+)/.exec(lineAt(site.getFileName(), site.getLineNumber()) ?? '');
    if (what && !/Object\.\w+\(/.test(lineAt(site.getFileName(), site.getLineNumber())))
      error.message = `Cannot destructure property '${what[1]}' of '${what[2]}' as it is ${what[2] === 'null' ? 'null' : 'undefined'}.`;
    return;
  }
  const line = site ? (lineAt(site.getFileName(), site.getLineNumber()) ?? '') : '';
  const rest = site ? line.slice(Math.max(0, (places.get(error)?.column ?? column(site)) - 1)) : '';
  for (const [pattern, say] of error instanceof SyntaxError ? SYNTAX : WORDS) {
    const match = pattern.exec(message);
    if (!match) continue;
    error.message = say(match[1], match[2] ?? /[\w$]+/.exec(rest)?.[0] ?? '', line, rest);
    return;
  }
}

/** An error with a code, as Node's own modules throw it. */
function coded(Base, code, message) {
  const error = new Base(message);
  error.code = code;
  Object.defineProperty(error, 'name', { value: Base.name, enumerable: false, configurable: true, writable: true });
  error.stack = error.stack.replace(/^[^\n]*/, () => `${Base.name} [${code}]: ${message}`);
  return error;
}

const ARTICLES = {
  function: 'of type function',
  string: 'of type string',
  object: 'of type object',
  number: 'of type number',
};
/** Throws ERR_INVALID_ARG_TYPE unless `value` is of that type. */
function check(type, value, name) {
  if (typeof value === type) return;
  throw coded(
    TypeError,
    'ERR_INVALID_ARG_TYPE',
    `The "${name}" argument must be ${ARTICLES[type]}. Received ${received(value)}`,
  );
}
function received(value) {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value === 'object')
    return value.constructor?.name ? `an instance of ${value.constructor.name}` : 'an object';
  const shown =
    typeof value === 'string' ? `'${value.length > 28 ? `${value.slice(0, 25)}...` : value}'` : String(value);
  return `type ${typeof value} (${shown})`;
}

/** Numbers and words of errno. Source: libuv, include/uv/errno.h and src/unix. */
const ERRNO = {
  EPERM: [1, 'operation not permitted'], ENOENT: [2, 'no such file or directory'], ESRCH: [3, 'no such process'],
  EBADF: [9, 'bad file descriptor'], EACCES: [13, 'permission denied'], EBUSY: [16, 'resource busy or locked'],
  EEXIST: [17, 'file already exists'], EXDEV: [18, 'cross-device link not permitted'], ENOTDIR: [20, 'not a directory'],
  EISDIR: [21, 'illegal operation on a directory'], EINVAL: [22, 'invalid argument'], ENOSPC: [28, 'no space left on device'],
  EROFS: [30, 'read-only file system'], EPIPE: [32, 'broken pipe'], ENAMETOOLONG: [36, 'name too long'],
  ENOTEMPTY: [39, 'directory not empty'], ELOOP: [40, 'too many symbolic links encountered'],
  EADDRINUSE: [98, 'address already in use'], EADDRNOTAVAIL: [99, 'address not available'],
  ECONNRESET: [104, 'connection reset by peer'], ETIMEDOUT: [110, 'connection timed out'],
  ECONNREFUSED: [111, 'connection refused'], EHOSTUNREACH: [113, 'host is unreachable'],
}; // prettier-ignore

/** An error of a system call: `ENOENT: no such file or directory, open '/x'`. */
function system(code, syscall, { path, dest } = {}) {
  const [number, words] = ERRNO[code] ?? [0, 'unknown error'];
  const where = path === undefined ? '' : ` '${path}'${dest === undefined ? '' : ` -> '${dest}'`}`;
  const error = new Error(`${code}: ${words}, ${syscall}${where}`);
  Object.assign(error, { errno: -number, code, syscall });
  if (path !== undefined) error.path = path;
  if (dest !== undefined) error.dest = dest;
  return error;
}

/** An error of a connection or a listener. */
function network(code, syscall, { address, port, words = false } = {}) {
  const [number, text] = ERRNO[code] ?? [0, 'unknown error'];
  const what = words ? `: ${text}` : '';
  const error = new Error(`${syscall} ${code}${what} ${address}${port === undefined ? '' : `:${port}`}`);
  Object.assign(error, { code, errno: -number, syscall, address });
  if (port !== undefined) error.port = port;
  return error;
}

module.exports = {
  check, coded, lineAt, network, received, system, ERRNO,
  files: () => [...sources.keys()],
  linesOf: (file) => sources.get(file)?.split('\n') ?? [],
  /** Where an error was made, in the program's own files. */
  placeOf: (error) => (error && typeof error === 'object' ? places.get(error) : undefined),
  /** Remembers the text of a file, for messages and the excerpt above them. */
  remember(file, text, prefix = 0) {
    sources.set(file, text);
    prefixes.set(file, prefix);
  },
}; // prettier-ignore
