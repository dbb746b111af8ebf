// What Node prints of an error that nobody caught.
const errors = internal.core('errors');

/** The line with a mark below the place, as V8 prints it: where it was thrown, or where a file does not fit. */
function excerpt({ file, line, column, width = 1, tight = false }) {
  const text = errors.lineAt(file, line);
  if (text === undefined) return '';
  const indent = text.slice(0, Math.max(0, column - 1)).replace(/[^\t]/g, ' ');
  return `${file}:${line}\n${text}\n${indent}${'^'.repeat(width)}\n${tight ? '' : '\n'}`;
}

/** The `throw` that an error came from: in its own line, or where the variable is thrown that it was put into. */
function thrownAt(place) {
  const lines = errors.linesOf(place.file);
  const own = lines[place.line - 1] ?? '';
  const before = own.slice(0, place.column).lastIndexOf('throw ');
  if (before >= 0) return { ...place, column: before + 1 };
  const name = /([\w$]+)\s*=\s*new\b/.exec(own)?.[1];
  if (name === undefined) return place;
  const at = lines.findIndex((text, line) => line >= place.line - 1 && text.includes(`throw ${name}`));
  return at < 0 ? place : { file: place.file, line: at + 1, column: lines[at].indexOf('throw ') + 1 };
}

/** Where a text was thrown that is no error: the place is not known, so the program is searched for it. */
function searched(value) {
  for (const file of errors.files()) {
    const lines = errors.linesOf(file);
    const at = lines.findIndex((text) => /\bthrow\s/.test(text) && text.includes(String(value)));
    if (at >= 0) return { file, line: at + 1, column: lines[at].search(/\bthrow\s/) + 1 };
  }
  return undefined;
}

/** Where Node itself threw: the program's files have no part in it. */
const HEADS = {
  MODULE_NOT_FOUND: 'node:internal/modules/cjs/loader\n  throw err;\n  ^\n\n',
  ERR_MODULE_NOT_FOUND: 'node:internal/modules/esm/resolve\n    throw new ERR_MODULE_NOT_FOUND(\n          ^\n\n',
  ERR_UNHANDLED_REJECTION: 'node:internal/process/promises\n      new UnhandledPromiseRejection(reason);\n      ^\n\n',
};
function head(error, thrown) {
  if (HEADS[error?.code]) return HEADS[error.code];
  if (error?.syscall && error.path !== undefined) return 'node:fs\n    return binding\n           ^\n\n';
  if (error?.syscall) return "node:events\n      throw er; // Unhandled 'error' event\n      ^\n\n";
  const place = errors.placeOf(error);
  if (!place) return '';
  return excerpt(thrown && !(error instanceof SyntaxError) ? thrownAt(place) : place);
}

function text(error, thrown) {
  const isError = error instanceof Error || (error && typeof error === 'object' && typeof error.stack === 'string');
  const shown = internal.core('inspect').inspect(error, { colors: false });
  // Frames of Node itself are left out, so there may be none; the words stand without brackets all the same.
  if (isError) return `${head(error, thrown)}${shown.replace(/^\[([^\n]*)\](?=$| \{\n)/, '$1')}`;
  const place = searched(error);
  const where = place ? excerpt(place).replace(/\n$/, '') : 'Uncaught:\n';
  const words = typeof error === 'string' ? error : shown;
  return `\n${where}${words}\n(Use \`node --trace-uncaught ...\` to show where the exception was thrown)`;
}

module.exports = {
  report(error, origin) {
    if (error?.name === 'InternalError' && error.message === 'out of memory') internal.halt('outOfMemory');
    if (error instanceof RangeError && error.message === 'Maximum call stack size exceeded') internal.host('deep');
    internal.host(
      'err',
      `${text(error, origin === 'uncaughtException' && !internal.rejections.has(error))}\n\nNode.js v${internal.facts.version}\n`,
    );
  },
  /** What an unhandled rejection throws: the error itself, or one that names the reason. */
  unhandled(reason) {
    if (typeof reason === 'object' && reason !== null) internal.rejections.add(reason);
    if (reason instanceof Error) return reason;
    const isPlain = typeof reason === 'object' && reason !== null && !Array.isArray(reason);
    const shown = isPlain ? `#<${reason.constructor?.name ?? 'Object'}>` : String(reason);
    const error = new Error(
      `This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${shown}".`,
    );
    Object.defineProperty(error, 'name', { value: 'UnhandledPromiseRejection', configurable: true });
    error.stack = `UnhandledPromiseRejection: ${error.message}\n    at node:internal/process/promises`;
    error.code = 'ERR_UNHANDLED_REJECTION';
    return error;
  },
};
