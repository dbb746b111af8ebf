import { refused, type Result } from '../daemon/daemon.ts';

const UNITS = 'kmgtp';

/** Reads `512m`, `0.5g`, `64 MiB` as binary bytes; refused in the words of go-units. Source: docker/go-units size.go RAMInBytes. */
export function parseSize(text: string): Result<number> {
  const at = Math.max(...[...'0123456789. '].map((letter) => text.lastIndexOf(letter)));
  const invalid = refused(`invalid size: '${text}'`);
  if (at === -1) return invalid;
  const number = text.slice(0, text[at] === ' ' ? at : at + 1);
  const suffix = text.slice(at + 1);
  if (!/^\+?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(number)) return invalid;
  const size = Number(number);
  if (suffix === '') return { ok: true, value: Math.trunc(size) };
  const bad = refused(`invalid suffix: '${suffix.length > 3 ? suffix : suffix.toLowerCase()}'`);
  const match = /^(?:b|([kmgtp])(?:b|ib)?)$/.exec(suffix.toLowerCase());
  if (!match) return bad;
  const power = match[1] === undefined ? 0 : UNITS.indexOf(match[1]) + 1;
  return { ok: true, value: Math.trunc(size * 1024 ** power) };
}
