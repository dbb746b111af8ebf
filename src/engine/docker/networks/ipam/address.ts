/** An IP address as a number, with its family. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** A block of addresses: `10.0.0.0/24`. The address need not be the first of the block. */
export interface Prefix {
  readonly address: Address;
  readonly bits: number;
}

/** Bits of an address. */
const WIDTH = { 4: 32, 6: 128 } as const;

/** Reads an address as Go's netip does: no leading zeros, no zone. Undefined when it is none. */
export function readAddress(text: string): Address | undefined {
  return text.includes(':') ? readSix(text) : readFour(text);
}

function readFour(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255))
    return undefined;
  return { family: 4, value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
}

function readSix(text: string): Address | undefined {
  const mapped = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const four = mapped ? readFour(mapped[2] ?? '') : undefined;
  if (mapped && !four) return undefined;
  const whole =
    mapped && four
      ? `${mapped[1] ?? ''}${(four.value >> 16n).toString(16)}:${(four.value & 0xffffn).toString(16)}`
      : text;
  const halves = whole.split('::');
  if (halves.length > 2) return undefined;
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups = [...left, ...right];
  if (groups.some((group) => !/^[\da-fA-F]{1,4}$/.test(group))) return undefined;
  if (halves.length === 1 ? groups.length !== 8 : groups.length > 7) return undefined;
  const all = [...left, ...Array.from({ length: 8 - groups.length }, () => '0'), ...right];
  return { family: 6, value: all.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n) };
}

/** Reads `address/bits`; undefined when it is none. */
export function readPrefix(text: string): Prefix | undefined {
  const match = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text);
  const address = match ? readAddress(match[1] ?? '') : undefined;
  const bits = Number(match?.[2]);
  return address && bits <= WIDTH[address.family] ? { address, bits } : undefined;
}

/** Prints an address in its canonical form (RFC 5952 for IPv6). */
export function printAddress({ family, value }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  const text = groups.join(':');
  const runs = [...text.matchAll(/(?:^|(?<=:))0(?::0)+(?=:|$)/g)];
  const longest = runs.reduce<RegExpMatchArray | undefined>(
    (best, run) => (best === undefined || run[0].length > best[0].length ? run : best),
    undefined,
  );
  if (!longest) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice((longest.index ?? 0) + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}

export function printPrefix({ address, bits }: Prefix): string {
  return `${printAddress(address)}/${bits}`;
}

/** The block with its first address. */
export function masked(prefix: Prefix): Prefix {
  return { address: first(prefix), bits: prefix.bits };
}

/** First address of the block. */
export function first({ address: { family, value }, bits }: Prefix): Address {
  const free = BigInt(WIDTH[family] - bits);
  return { family, value: (value >> free) << free };
}

/** Last address of the block. */
export function last(prefix: Prefix): Address {
  const { family, value } = first(prefix);
  return { family, value: value + sizeOf(prefix) - 1n };
}

/** How many addresses the block has. */
export function sizeOf({ address, bits }: Prefix): bigint {
  return 1n << BigInt(WIDTH[address.family] - bits);
}

export function contains(prefix: Prefix, { family, value }: Address): boolean {
  return family === prefix.address.family && value >= first(prefix).value && value <= last(prefix).value;
}

export function overlaps(one: Prefix, other: Prefix): boolean {
  return contains(one, first(other)) || contains(other, first(one));
}

/** MAC that Docker derives from an IPv4 address: 02:42 and its four bytes. Source: recorded, net-ip-assign. */
export function macOf({ value }: Address): string {
  const bytes = [24n, 16n, 8n, 0n].map((shift) => Number((value >> shift) & 255n));
  return [0x02, 0x42, ...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}
