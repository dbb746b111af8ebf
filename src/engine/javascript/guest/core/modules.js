// Texts of ES modules: files with import.meta filled in, and stand-ins for Node's modules, CommonJS files and JSON.
const errors = internal.core('errors');
const loader = internal.core('loader');

const KEY = 'globalThis[Symbol.for("nodejs.internal")]';
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const RESERVED = new Set(
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof let new null return super switch this throw true try typeof var void while with yield await'.split(' '),
); // prettier-ignore

/** What the texts below call; hidden under a symbol. */
Object.defineProperty(globalThis, Symbol.for('nodejs.internal'), {
  value: {
    builtin: loader.requireBuiltin,
    commonjs: (path) => loader.loadFile(path, undefined).exports,
    json: (path) => loader.loadFile(path, undefined).exports,
    fail(json) {
      const problem = JSON.parse(json);
      throw problem.syntax ? new SyntaxError(problem.message) : loader.resolutionError(problem);
    },
    meta(meta, url) {
      const filename = decodeURIComponent(url.slice('file://'.length));
      Object.assign(meta, {
        dirname: filename.slice(0, filename.lastIndexOf('/')) || '/',
        filename,
        resolve(name) {
          if (loader.isBuiltin(name)) return name.startsWith('node:') ? name : `node:${name}`;
          const found = internal.host('resolve', name, url, 'import');
          if (found.error) throw loader.resolutionError(found.error);
          return found.builtin ?? `file://${found.path}`;
        },
        url,
      });
    },
  },
});

function stand(get, names) {
  const named = names.filter((name) => IDENTIFIER.test(name) && !RESERVED.has(name));
  const lines = named.map((name) => `export const ${name} = __from[${JSON.stringify(name)}];`);
  return [`const __from = ${get};`, 'export default __from;', ...lines].join('\n');
}

/** Names that a file imports from modules without a model: nobody else knows them. */
const wanted = new Map();
function note(text) {
  for (const [, names, from] of text.matchAll(
    /\bimport\s+(?:[\w$]+\s*,\s*)?\{([^}]*)\}\s*from\s*["'](?:node:)?([\w/]+)["']/g,
  )) {
    const known = wanted.get(from) ?? new Set();
    for (const part of names.split(',')) {
      const name = part.trim().split(/\s+as\s+/)[0];
      if (name && name !== 'default') known.add(name);
    }
    wanted.set(from, known);
  }
}

/** Imported names of a module without a model: each says so when it is used. */
function unmodelled(bare) {
  const names = [...(wanted.get(bare) ?? [])];
  const lines = names.map(
    (name) =>
      `export const ${name} = new Proxy(function () {}, { get: (_, key) => (typeof key === 'symbol' ? undefined : __from.x), apply: () => __from.x, construct: () => __from.x });`,
  );
  return [`const __from = ${KEY}.builtin(${JSON.stringify(bare)});`, 'export default __from;', ...lines].join('\n');
}

function builtinText(name) {
  const bare = name.replace(/^node:/, '');
  if (!internal.hasBuiltin(bare)) return unmodelled(bare);
  const real = loader.requireBuiltin(name);
  return stand(`${KEY}.builtin(${JSON.stringify(name)})`, Object.keys(real));
}

module.exports = {
  /** The text of module `name`, an address or the name of one of Node's own. */
  textOf(name) {
    if (loader.isBuiltin(name)) return builtinText(name);
    if (name.startsWith('drydock-missing:'))
      return `${KEY}.fail(${JSON.stringify(name.slice('drydock-missing:'.length))});`;
    const path = name.slice('file://'.length);
    const found = internal.host('file', path);
    if (found.error) return `${KEY}.fail(${JSON.stringify(JSON.stringify(found.error))});`;
    if (found.format === 'json') return `export default ${KEY}.json(${JSON.stringify(path)});`;
    if (found.format === 'commonjs') return stand(`${KEY}.commonjs(${JSON.stringify(path)})`, found.names);
    const prefix = `${KEY}.meta(import.meta,${JSON.stringify(name)});`;
    note(found.text);
    errors.remember(name, found.text, prefix.length);
    return prefix + (found.text.startsWith('#!') ? `//${found.text.slice(2)}` : found.text);
  },
};
