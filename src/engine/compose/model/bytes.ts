const SIZES = 'bkmgtp';

/** Bytes of a size as people write it: `512m`, `1.5 GiB`; undefined: it is none. Source: docker/go-units RAMInBytes. */
export function readBytes(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)*|\.\d+) ?([kmgtp]?)(?:i?b)?$/i.exec(text);
  const number = Number(match?.[1]);
  if (!match || Number.isNaN(number)) return undefined;
  const power = match[2] ? SIZES.indexOf(match[2].toLowerCase()) : 0;
  return Math.trunc(number * 1024 ** power);
}
