// module: createRequire and what is built in.
const loader = internal.core('loader');

module.exports = class extends loader.Module {};
Object.defineProperty(module.exports, 'name', { value: 'Module' });
Object.assign(module.exports, {
  Module: module.exports,
  builtinModules: internal.core('left-out').all,
  isBuiltin: (name) => loader.isBuiltin(name),
  createRequire(from) {
    const text = String(from);
    return loader.requireFor(text.startsWith('file://') ? decodeURIComponent(text.slice(7)) : text);
  },
});
