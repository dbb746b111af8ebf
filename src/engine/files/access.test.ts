import { describe, expect, it } from 'vitest';
import { actingAs, changes, mayExecute, mayRead, mayWrite, overlay, plainLayer, stack } from './index.ts';
import type { Credentials } from './tree.ts';

const owner = { uid: 1000, gid: 1000 };
const node: Credentials = { ...owner, groups: [1000], umask: 0o022 };
const root: Credentials = { uid: 0, gid: 0, groups: [0], umask: 0o027 };
const base = stack([
  plainLayer({
    '/root/': { mode: 0o700 },
    '/root/.ssh/id': 'key',
    '/tmp/': { mode: 0o1777 },
    '/tmp/roots': 'x',
    '/app/': { owner },
    '/app/mine': { content: 'm', owner },
    '/app/secret': { content: 's', mode: 0o400 },
    '/app/group': { content: 'g', mode: 0o060, owner: { uid: 0, gid: 1000 } },
    '/bin/tool': { size: 5, mode: 0o755 },
    '/bin/data': { size: 5, mode: 0o644 },
  }),
]);

describe('permission tests', () => {
  it('read owner, group and others from the mode', () => {
    expect([mayRead(base, '/app/secret', node), mayRead(base, '/app/secret', root)]).toEqual([false, true]);
    expect([mayRead(base, '/app/group', node), mayWrite(base, '/app/group', node)]).toEqual([true, true]);
    expect([mayRead(base, '/root/.ssh/id', node), mayRead(base, '/root/.ssh/id', root)]).toEqual([false, true]);
  });
  it('need one x bit to execute, for root too', () => {
    expect([mayExecute(base, '/bin/tool', node), mayExecute(base, '/bin/data', root)]).toEqual([true, false]);
  });
  it('look at the folder for files that are not there', () => {
    expect([mayWrite(base, '/app/new', node), mayWrite(base, '/bin/new', node)]).toEqual([true, false]);
  });
});

describe('acting as somebody', () => {
  it('gives new files owner and umask', () => {
    const tree = overlay(base);
    const mine = actingAs(tree, () => node);
    mine.write('/app/f', { content: '' });
    mine.mkdir('/app/d/e', { parents: true });
    actingAs(tree, () => root).write('/r', { content: '' });
    expect(tree.stat('/app/f')).toMatchObject({ value: { mode: 0o644, uid: 1000, gid: 1000 } });
    expect(tree.stat('/app/d')).toMatchObject({ value: { mode: 0o755, uid: 1000 } });
    expect(tree.stat('/r')).toMatchObject({ value: { mode: 0o640, uid: 0 } });
  });
  it('refuses with EACCES and EPERM', () => {
    const mine = actingAs(overlay(base), () => node);
    expect(mine.write('/bin/x', {})).toEqual({ ok: false, errno: 'EACCES' });
    expect(mine.write('/bin/data', {})).toEqual({ ok: false, errno: 'EACCES' });
    expect(mine.read('/app/secret')).toEqual({ ok: false, errno: 'EACCES' });
    expect(mine.remove('/bin/data')).toEqual({ ok: false, errno: 'EACCES' });
    expect(mine.remove('/tmp/roots')).toEqual({ ok: false, errno: 'EPERM' });
    expect(mine.chmod('/bin/data', 0o777)).toEqual({ ok: false, errno: 'EPERM' });
    expect(mine.chown('/app/mine', { uid: 0, gid: 0 })).toEqual({ ok: false, errno: 'EPERM' });
    expect(mine.stat('/root/.ssh/id')).toEqual({ ok: false, errno: 'EACCES' });
    expect(mine.remove('/app/secret')).toEqual({ ok: true, value: undefined });
  });
  it('clears setuid on chown', () => {
    const tree = overlay(base);
    tree.chmod('/bin/tool', 0o4755);
    actingAs(tree, () => root).chown('/bin/tool', owner);
    expect(tree.stat('/bin/tool')).toMatchObject({ value: { mode: 0o755, uid: 1000 } });
  });
});

describe('changes', () => {
  it('names what was added, changed and removed, with sizes', () => {
    const tree = overlay(base);
    tree.write('/app/new', { content: 'four' });
    tree.chmod('/bin/tool', 0o700);
    tree.remove('/root', { recursive: true });
    const found = changes(base, tree);
    const short = (list: typeof found.added) => list.map(({ path, size }) => `${path} ${size}`);
    expect([short(found.added), short(found.changed), short(found.removed), found.size]).toEqual([
      ['/app/new 4'],
      ['/bin/tool 5'],
      ['/root 3'],
      9,
    ]);
  });
});
