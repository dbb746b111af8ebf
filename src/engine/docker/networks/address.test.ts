import { describe, expect, it } from 'vitest';
import {
  contains,
  last,
  macOf,
  masked,
  overlaps,
  printAddress,
  printPrefix,
  readAddress,
  readPrefix,
} from './ipam/address.ts';

describe('an address', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::', '::'],
    ['::1', '::1'],
    ['fe80::', 'fe80::'],
    ['::ffff:10.0.0.1', '::ffff:a00:1'],
  ])('%s is printed as %s', (text, printed) => {
    const address = readAddress(text);
    expect(address && printAddress(address)).toBe(printed);
  });

  it.each(['10.0.0', '10.0.0.256', '10.0.0.01', 'banana', '1:2', '1::2::3', 'g::1', ''])('%s is none', (text) => {
    expect(readAddress(text)).toBeUndefined();
  });

  it('has a MAC made of its four bytes', () => {
    const address = readAddress('172.28.5.0');
    expect(address && macOf(address)).toBe('02:42:ac:1c:05:00');
  });
});

const read = (text: string): NonNullable<ReturnType<typeof readPrefix>> => {
  const prefix = readPrefix(text);
  if (!prefix) throw new Error(text);
  return prefix;
};

describe('a block', () => {
  it('begins at its first address and ends at its last', () => {
    expect(printPrefix(masked(read('10.10.0.5/16')))).toBe('10.10.0.0/16');
    expect(printAddress(last(read('10.10.0.5/16')))).toBe('10.10.255.255');
  });

  it('contains what lies within, of its own family', () => {
    const inside = readAddress('10.10.3.4');
    const outside = readAddress('10.11.0.0');
    expect(inside && contains(read('10.10.0.0/16'), inside)).toBe(true);
    expect(outside && contains(read('10.10.0.0/16'), outside)).toBe(false);
  });

  it('overlaps with larger and smaller ones, not with neighbours', () => {
    expect(overlaps(read('172.16.0.0/12'), read('172.17.0.0/16'))).toBe(true);
    expect(overlaps(read('172.17.0.0/16'), read('172.18.0.0/16'))).toBe(false);
    expect(overlaps(read('fd00::/64'), read('10.0.0.0/8'))).toBe(false);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.300/24'])('%s is none', (text) => {
    expect(readPrefix(text)).toBeUndefined();
  });
});
