// path: POSIX only.
const { check } = internal.core('errors');

function normalizeParts(path, absolute) {
  const parts = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push('..');
  }
  return parts.join('/');
}

const path = {
  sep: '/',
  delimiter: ':',
  normalize(text) {
    check('string', text, 'path');
    if (text === '') return '.';
    const absolute = text.startsWith('/');
    const body = normalizeParts(text, absolute);
    const slash = text.endsWith('/') && body !== '' ? '/' : '';
    if (body === '' && !absolute) return text.endsWith('/') ? './/' : '.';
    return `${absolute ? '/' : ''}${body}${slash}`;
  },
  isAbsolute: (text) => text.startsWith('/'),
  join(...parts) {
    for (const part of parts) check('string', part, 'path');
    const joined = parts.filter((part) => part !== '').join('/');
    return joined === '' ? '.' : path.normalize(joined);
  },
  resolve(...parts) {
    let at = '';
    for (const part of parts.toReversed()) {
      check('string', part, 'path');
      if (part === '') continue;
      at = at === '' ? part : `${part}/${at}`;
      if (part.startsWith('/')) break;
    }
    if (!at.startsWith('/')) at = `${internal.host('cwd')}/${at}`;
    return `/${normalizeParts(at, true)}`;
  },
  relative(from, to) {
    const start = path.resolve(from).split('/').filter(Boolean);
    const end = path.resolve(to).split('/').filter(Boolean);
    let same = 0;
    while (same < start.length && same < end.length && start[same] === end[same]) same++;
    return [...start.slice(same).map(() => '..'), ...end.slice(same)].join('/');
  },
  dirname(text) {
    check('string', text, 'path');
    if (text === '') return '.';
    const trimmed = text.replace(/(.)\/+$/, '$1');
    const at = trimmed.lastIndexOf('/');
    if (at < 0) return '.';
    return at === 0 ? '/' : trimmed.slice(0, at).replace(/(.)\/+$/, '$1');
  },
  basename(text, suffix = '') {
    check('string', text, 'path');
    const trimmed = text.replace(/\/+$/, '');
    const name = trimmed.slice(trimmed.lastIndexOf('/') + 1);
    return suffix !== '' && name.endsWith(suffix) && name !== suffix ? name.slice(0, -suffix.length) : name;
  },
  extname(text) {
    const name = path.basename(text);
    const at = name.lastIndexOf('.');
    return at <= 0 || /^\.+$/.test(name.slice(0, at + 1)) ? '' : name.slice(at);
  },
  parse(text) {
    const root = text.startsWith('/') ? '/' : '';
    const base = path.basename(text);
    const ext = path.extname(text);
    const dir = path.dirname(text);
    return {
      root,
      dir: dir === '.' && !text.startsWith('.') ? '' : dir,
      base,
      ext,
      name: ext ? base.slice(0, -ext.length) : base,
    };
  },
  format(parts) {
    const base =
      parts.base ?? `${parts.name ?? ''}${parts.ext ? (parts.ext.startsWith('.') ? parts.ext : `.${parts.ext}`) : ''}`;
    const dir = parts.dir ?? parts.root;
    if (!dir) return base;
    return dir === parts.root ? `${dir}${base}` : `${dir}/${base}`;
  },
  toNamespacedPath: (text) => text,
};
path.posix = path;
module.exports = path;
