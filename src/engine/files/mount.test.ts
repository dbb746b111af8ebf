import { describe, expect, it } from 'vitest';
import { mountOf, overlay, plainLayer, sameFiles, seed, stack } from './index.ts';

describe('mounts of live trees', () => {
  it('are seen from both sides, whatever is mounted elsewhere, and bring along what lies below', () => {
    const host = overlay(stack([plainLayer({ '/work/src/a': 'one', '/data/': '' })]));
    host.mount('/proc', stack([plainLayer({ '/version': 'x' })]), { readonly: true });
    const volume = overlay(stack([]));
    host.mount('/work/src/vol', volume);
    const box = overlay(stack([plainLayer({ '/etc/x': '' })]));
    box.mount('/app', host, { from: '/work/src', readonly: false });
    expect(box.list('/app')).toEqual({ ok: true, value: ['a', 'vol'] });
    box.write('/app/b', { content: 'two' });
    host.write('/work/src/vol/c', { content: 'three' });
    expect(host.read('/work/src/b')).toEqual({ ok: true, value: 'two' });
    expect(box.read('/app/vol/c')).toEqual({ ok: true, value: 'three' });
    expect([...box.commit().entries.keys()]).toEqual([]);
  });

  it('show an empty folder, or the file as it was, once the other side took it away', () => {
    const host = overlay(stack([plainLayer({ '/src/a': 'one', '/file': 'kept' })]));
    const box = overlay(stack([]));
    box.mount('/app', host, { from: '/src' });
    box.mount('/file', host, { from: '/file', readonly: true, noexec: true });
    host.remove('/src', { recursive: true });
    host.remove('/file');
    expect(box.list('/app')).toEqual({ ok: true, value: [] });
    expect(box.read('/file')).toEqual({ ok: true, value: 'kept' });
    expect(box.write('/file', { content: 'x' })).toEqual({ ok: false, errno: 'EROFS' });
    expect([mountOf(box, '/file')?.noexec, mountOf(box, '/app')?.noexec, mountOf(box, '/')]).toEqual([
      true,
      false,
      undefined,
    ]);
  });

  it('keep the same files apart from each other, read-only in one view and writable in the other', () => {
    const box = overlay(stack([plainLayer({ '/etc/x': '' })]));
    const view = sameFiles(box);
    view.mount('/', sameFiles(box), { readonly: true });
    box.write('/new', { content: '1' });
    expect(view.read('/new')).toEqual({ ok: true, value: '1' });
    expect(view.write('/other', { content: '1' })).toEqual({ ok: false, errno: 'EROFS' });
  });

  it('take over a whole folder of an image without touching the image', () => {
    const image = stack([plainLayer({ '/data/': { mode: 0o700, owner: { uid: 5, gid: 6 } }, '/data/a': 'one' })]);
    const volume = overlay(stack([]));
    expect(seed(volume, '/', { source: image, from: '/data' })).toBe(true);
    volume.write('/a', { content: 'two' });
    expect([volume.read('/a'), image.read('/data/a')]).toEqual([
      { ok: true, value: 'two' },
      { ok: true, value: 'one' },
    ]);
    const root = volume.stat('/');
    expect(root.ok && [root.value.mode, root.value.uid, root.value.gid]).toEqual([0o700, 5, 6]);
    expect(seed(volume, '/', { source: image, from: '/nope' })).toBe(false);
  });
});
