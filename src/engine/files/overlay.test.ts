import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changes, emptyTree, fingerprint, layerBetween, overlay, plainLayer, stack, type Tree } from './index.ts';
import { layerOf } from './layer.ts';

const base = stack([
  plainLayer({
    '/etc/passwd': 'root:x:0:0\n',
    '/usr/bin/ls': { size: 1000, mode: 0o755 },
    '/bin': { link: 'usr/bin' },
    '/tmp/': { dir: true, mode: 0o1777 },
    '/app/node_modules': { bulk: { files: 100, size: 5000 } },
    '/dev/null': { size: 0 },
  }),
]);

const snapshot = (tree: Tree): string[] => [...tree.walk('/')].map(([path, entry]) => `${path} ${fingerprint(entry)}`);

describe('reading', () => {
  it('resolves links of folders and files', () => {
    expect(base.resolve('/bin/ls')).toEqual({ ok: true, value: '/usr/bin/ls' });
    expect(base.stat('/bin', { follow: false })).toMatchObject({ value: { kind: 'symlink', target: 'usr/bin' } });
    expect(base.list('/bin')).toEqual({ ok: true, value: ['ls'] });
    expect(base.stat('/bin/../../etc/./passwd')).toMatchObject({ ok: true });
  });
  it('answers with the errno the kernel gives', () => {
    expect(base.stat('/nope')).toEqual({ ok: false, errno: 'ENOENT' });
    expect(base.stat('/etc/passwd/x')).toEqual({ ok: false, errno: 'ENOTDIR' });
    expect(base.stat('/etc/passwd/')).toEqual({ ok: false, errno: 'ENOTDIR' });
    expect(base.list('/etc/passwd')).toEqual({ ok: false, errno: 'ENOTDIR' });
    expect(base.read('/etc')).toEqual({ ok: false, errno: 'EISDIR' });
    expect(base.stat(`/${'x'.repeat(5000)}`)).toEqual({ ok: false, errno: 'ENAMETOOLONG' });
    const loop = overlay(base);
    loop.symlink('/a', 'b');
    loop.symlink('/b', 'a');
    expect(loop.stat('/a')).toEqual({ ok: false, errno: 'ELOOP' });
  });
  it('counts bytes of files and bulk folders once', () => {
    expect(base.size('/app')).toBe(5000);
    expect(base.size()).toBe(1000 + 5000 + 11);
  });
  it('knows that bytes of a sized file are not modelled', () => {
    expect(base.read('/usr/bin/ls')).toEqual({ ok: true, value: undefined });
    expect(base.read('/dev/null')).toEqual({ ok: true, value: '' });
  });
});

describe('writing', () => {
  it('keeps mode and owner of a file that is written again', () => {
    const tree = overlay(base);
    tree.chmod('/etc/passwd', 0o600);
    tree.chown('/etc/passwd', { uid: 5, gid: 6 });
    tree.write('/etc/passwd', { content: 'x' });
    expect(tree.stat('/etc/passwd')).toMatchObject({ value: { mode: 0o600, uid: 5, gid: 6, size: 1, content: 'x' } });
    expect(base.read('/etc/passwd')).toEqual({ ok: true, value: 'root:x:0:0\n' });
  });
  it('writes through links, also dangling ones', () => {
    const tree = overlay(base);
    tree.symlink('/app/link', 'made');
    expect(tree.write('/app/link', { content: 'x' })).toEqual({ ok: true, value: undefined });
    expect(tree.read('/app/made')).toEqual({ ok: true, value: 'x' });
  });
  it('refuses what the kernel refuses', () => {
    const tree = overlay(base);
    expect(tree.write('/no/file', {})).toEqual({ ok: false, errno: 'ENOENT' });
    expect(tree.write('/etc', {})).toEqual({ ok: false, errno: 'EISDIR' });
    expect(tree.mkdir('/etc')).toEqual({ ok: false, errno: 'EEXIST' });
    expect(tree.mkdir('/etc', { parents: true })).toEqual({ ok: true, value: undefined });
    expect(tree.mkdir('/etc/passwd/x', { parents: true })).toEqual({ ok: false, errno: 'ENOTDIR' });
    expect(tree.remove('/etc')).toEqual({ ok: false, errno: 'ENOTEMPTY' });
    expect(tree.rename('/etc', '/etc/inner')).toEqual({ ok: false, errno: 'EINVAL' });
    expect(tree.link('/x', '/etc')).toEqual({ ok: false, errno: 'EPERM' });
    expect(tree.commit().entries.size).toBe(0);
  });
  it('answers EROFS on a read-only tree', () => {
    expect(overlay(base, { readonly: true }).write('/x', {})).toEqual({ ok: false, errno: 'EROFS' });
    expect(overlay(base, { readonly: true }).remove('/etc', { recursive: true })).toEqual({
      ok: false,
      errno: 'EROFS',
    });
  });
  it('shares the content of hard links', () => {
    const tree = overlay(base);
    tree.write('/one', { content: 'a' });
    tree.link('/two', '/one');
    tree.write('/two', { content: 'longer' });
    expect(tree.read('/one')).toEqual({ ok: true, value: 'longer' });
    expect(tree.commit().size).toBe(6);
    tree.remove('/two');
    tree.write('/one', { content: 'b' });
    expect([...tree.commit().entries.keys()]).toEqual(['/one']);
  });
});

describe('commit', () => {
  it('holds only what was touched, whiteouts and whole files after a change of mode', () => {
    const tree = overlay(base);
    tree.chmod('/usr/bin/ls', 0o700);
    tree.remove('/etc', { recursive: true });
    tree.mkdir('/a/b', { parents: true });
    const layer = tree.commit();
    expect([...layer.entries].map(([path, entry]) => [path, entry?.size ?? null])).toEqual([
      ['/a', 0],
      ['/a/b', 0],
      ['/etc', null],
      ['/usr/bin/ls', 1000],
    ]);
    expect(layer.size).toBe(1000);
    expect(stack([...base.layers, layer]).stat('/etc')).toEqual({ ok: false, errno: 'ENOENT' });
  });
  it('counts a rewrite with the same content as a change', () => {
    const tree = overlay(base);
    tree.write('/etc/passwd', { content: 'root:x:0:0\n' });
    expect([...tree.commit().entries.keys()]).toEqual(['/etc/passwd']);
  });
  it('makes a folder opaque that replaced another one', () => {
    const tree = overlay(base);
    tree.remove('/etc', { recursive: true });
    tree.mkdir('/etc');
    tree.write('/etc/new', { content: '' });
    const layer = tree.commit();
    expect(layer.opaque).toEqual(new Set(['/etc']));
    expect(stack([...base.layers, layer]).list('/etc')).toEqual({ ok: true, value: ['new'] });
  });
  it('gives nothing for files made and removed', () => {
    const tree = overlay(base);
    tree.write('/tmp/x', { content: 'x' });
    tree.remove('/tmp/x');
    expect(tree.commit().entries.size).toBe(0);
  });
});

describe('mounts', () => {
  it('are seen, written and left out of the layer', () => {
    const tree = overlay(base);
    const cache = overlay(emptyTree());
    tree.mount('/root/.npm', cache);
    expect(tree.write('/root/.npm/x', { content: 'x' })).toEqual({ ok: true, value: undefined });
    expect(tree.list('/root')).toEqual({ ok: true, value: ['.npm'] });
    expect(cache.read('/x')).toEqual({ ok: true, value: 'x' });
    expect(tree.remove('/root/.npm', { recursive: true })).toEqual({ ok: false, errno: 'EBUSY' });
    expect(tree.rename('/root/.npm/x', '/etc/x')).toEqual({ ok: false, errno: 'EXDEV' });
    tree.unmount('/root/.npm');
    expect(tree.stat('/root')).toEqual({ ok: false, errno: 'ENOENT' });
    expect(tree.commit().entries.size).toBe(0);
  });
  it('keep a folder that was made for them and then written', () => {
    const tree = overlay(base);
    tree.mount('/run/secrets/token', stack([plainLayer({ '/t': 'secret' })]), { from: '/t' });
    tree.write('/run/note', { content: 'n' });
    expect(tree.read('/run/secrets/token')).toEqual({ ok: true, value: 'secret' });
    expect(tree.write('/run/secrets/token', { content: 'x' })).toEqual({ ok: false, errno: 'EROFS' });
    expect([...tree.walk('/run')].map(([path]) => path)).toEqual([
      '/run',
      '/run/note',
      '/run/secrets',
      '/run/secrets/token',
    ]);
    tree.unmount('/run/secrets/token');
    expect([...tree.commit().entries.keys()]).toEqual(['/run', '/run/note']);
  });
  it('of another tree refuse writes', () => {
    const tree = overlay(base);
    tree.mount('/src', base, { from: '/etc' });
    expect(tree.read('/src/passwd')).toEqual({ ok: true, value: 'root:x:0:0\n' });
    expect(tree.write('/src/new', {})).toEqual({ ok: false, errno: 'EROFS' });
  });
});

describe('layers', () => {
  it('have an id that depends on entries, not on their order', () => {
    const one = plainLayer({ '/a': 'x', '/b': { size: 3 } });
    expect(plainLayer({ '/b': { size: 3 }, '/a': 'x' }).id).toBe(one.id);
    expect(plainLayer({ '/b': { size: 4 }, '/a': 'x' }).id).not.toBe(one.id);
    expect(layerOf(one.entries).id).toBe(one.id);
  });
  it('are read once: the same list gives the same tree', () => {
    expect(stack(base.layers)).toBe(base);
  });
  it('stay fast with 300 of them', () => {
    let layers = base.layers;
    for (let count = 0; count < 300; count++) {
      const tree = overlay(stack(layers));
      tree.write(`/app/file${count}`, { content: String(count) });
      layers = [...layers, tree.commit()];
    }
    const names = stack(layers).list('/app');
    expect(names.ok && names.value.length).toBe(301);
  });
});

// ---- properties -------------------------------------------------------------------------------
type Model = Map<string, string | null>;
const name = fc.constantFrom('a', 'b', 'c');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
const operation = fc.oneof(
  fc.record({ op: fc.constant('write' as const), path, text: fc.string({ maxLength: 3 }) }),
  fc.record({ op: fc.constant('mkdir' as const), path }),
  fc.record({ op: fc.constant('remove' as const), path }),
  fc.record({ op: fc.constant('rename' as const), path, to: path }),
);

const parent = (at: string): string => at.slice(0, at.lastIndexOf('/'));

/** What a plain map of path → text (null = folder) says happens. */
function applyToModel(model: Model, what: { op: string; path: string; text?: string; to?: string }): void {
  const folder = (at: string): boolean => at === '' || model.get(at) === null;
  const below = (at: string): string[] => [...model.keys()].filter((key) => key === at || key.startsWith(`${at}/`));
  const at = what.path;
  if (what.op === 'write' && folder(parent(at)) && model.get(at) !== null) model.set(at, what.text ?? '');
  if (what.op === 'mkdir' && folder(parent(at)) && !model.has(at)) model.set(at, null);
  if (what.op === 'remove') for (const key of below(at)) model.delete(key);
  if (what.op !== 'rename' || what.to === undefined || !model.has(at) || !folder(parent(what.to))) return;
  const { to } = what;
  const isFolder = model.get(at) === null;
  if (at === to || (isFolder && to.startsWith(`${at}/`)) || at.startsWith(`${to}/`)) return;
  if (model.has(to) && ((model.get(to) === null) !== isFolder || below(to).length > 1)) return;
  const moved = below(at).map((key) => [to + key.slice(at.length), model.get(key) ?? null] as const);
  for (const key of below(at)) model.delete(key);
  for (const [key, value] of moved) model.set(key, value);
}

function applyToTree(tree: ReturnType<typeof overlay>, what: { op: string; path: string; text?: string; to?: string }) {
  if (what.op === 'write') tree.write(what.path, { content: what.text ?? '' });
  if (what.op === 'mkdir') tree.mkdir(what.path);
  if (what.op === 'remove') tree.remove(what.path, { recursive: true });
  if (what.op === 'rename' && what.to !== undefined) tree.rename(what.path, what.to);
}

const seen = (tree: Tree): [string, string | null][] =>
  [...tree.walk('/')].slice(1).map(([at, entry]) => [at, entry.kind === 'dir' ? null : (entry.content ?? '')]);
const known = (model: Model): [string, string | null][] => [...model];
const sorted = (list: [string, string | null][]) => list.toSorted(([a], [b]) => (a < b ? -1 : 1));

describe('for any operations', () => {
  const steps = fc.array(fc.array(operation, { maxLength: 8 }), { maxLength: 4 });
  it('what is committed and read again is what was written', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const model: Model = new Map();
        let layers = emptyTree().layers;
        for (const operations of all) {
          const tree = overlay(stack(layers));
          for (const what of operations) {
            applyToTree(tree, what);
            applyToModel(model, what);
          }
          expect(sorted(seen(tree))).toEqual(sorted(known(model)));
          layers = [...layers, tree.commit()];
          expect(snapshot(stack(layers))).toEqual(snapshot(tree));
        }
      }),
      { numRuns: 300 },
    );
  });
  it('a difference applied to the old tree gives the new one', () => {
    fc.assert(
      fc.property(fc.array(operation), fc.array(operation), (first, second) => {
        const before = overlay(emptyTree());
        for (const what of first) applyToTree(before, what);
        const old = stack([before.commit()]);
        const after = overlay(emptyTree());
        for (const what of second) applyToTree(after, what);
        const fresh = stack([after.commit()]);
        expect(snapshot(stack([...old.layers, layerBetween(old, fresh)]))).toEqual(snapshot(fresh));
        const same = changes(fresh, fresh);
        expect(same.added.length + same.changed.length + same.removed.length).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
  it('the same operations give the same layer id', () => {
    fc.assert(
      fc.property(fc.array(operation), (operations) => {
        const run = (): string => {
          const tree = overlay(base);
          for (const what of operations) applyToTree(tree, what);
          return tree.commit().id;
        };
        expect(run()).toBe(run());
      }),
      { numRuns: 300 },
    );
  });
});
