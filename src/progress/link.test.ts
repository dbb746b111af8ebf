import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LINK_LIMIT, linkFragment, openFragment } from './link.ts';

async function fragmentOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return `#s=1.${Buffer.from(await new Response(packed).arrayBuffer()).toString('base64url')}`;
}

test('an attempt comes back as it went, modes and log included', async () => {
  const attempt = {
    files: { Dockerfile: { text: 'FROM a\r\n\0“ü”', mode: 0o644 }, 'bin/run.sh': { text: '', mode: 0o755 } },
    log: [
      {
        at: 12,
        terminal: 0,
        kind: 'command' as const,
        text: 'docker build .',
        files: { 'a.txt': null, 'b.txt': { text: 'b', mode: 0o600 } },
      },
    ],
  };
  const fragment = await linkFragment(attempt);
  expect(fragment).toMatch(/^#s=1\.[\w-]+$/);
  expect(await openFragment(fragment ?? '')).toEqual({ ok: true, attempt });
});

test('predictions do not travel with a link: the receiver is to make them', async () => {
  const files = { Dockerfile: { text: 'FROM a', mode: 0o644 } };
  const fragment = await linkFragment({ files, log: [], answers: { touch: ['a'] } });
  expect(await openFragment(fragment ?? '')).toEqual({ ok: true, attempt: { files, log: [] } });
});

test('an attempt too long for an address gives no link', async () => {
  let noise = '';
  for (let i = 0, x = 1; i < 60_000; i++) noise += String.fromCharCode(33 + ((x = (x * 48271) % 2147483647) % 90));
  expect(await linkFragment({ files: { Dockerfile: { text: noise, mode: 0o644 } }, log: [] })).toBeUndefined();
});

test('a fragment that unpacks to far more than it is long is refused', async () => {
  const bomb = await fragmentOf(new Uint8Array(20_000_000));
  expect(bomb.length).toBeLessThan(LINK_LIMIT);
  expect(await openFragment(bomb)).toEqual({
    ok: false,
    reason: 'The link unpacks to more than 2 MB and was not opened.',
  });
});

test.each([
  ['#s=2.abc', 'The link comes from a newer Drydock. Reload to get the newest version.'],
  ['#s=1.!!', 'The link is damaged: a part of it may be missing.'],
  ['#s=1.AAAA', 'The link is damaged: what it holds is no attempt.'],
  [`#s=1.${'A'.repeat(LINK_LIMIT)}`, 'The link is longer than Drydock writes them.'],
])('%.20s is refused with a reason', async (fragment, reason) => {
  expect(await openFragment(fragment)).toEqual({ ok: false, reason });
});

test.each([
  { f: { '../etc/passwd': 'x' } },
  { f: { '/abs': 'x' } },
  { f: { a: 7 } },
  { f: { a: ['x', 99999] } },
  { f: { a: 'x' }, l: [{ at: -1, terminal: 0, kind: 'command', text: '' }] },
  { f: [] },
])('data of a wrong form is refused: %j', async (value) => {
  const opened = await openFragment(await fragmentOf(new TextEncoder().encode(JSON.stringify(value))));
  expect(opened.ok).toBe(false);
});

test('whatever stands in an address, opening it never rejects', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 200 }), async (tail) => {
      expect(typeof (await openFragment(`#s=1.${tail}`)).ok).toBe('boolean');
    }),
  );
});
