import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyOf, newMap, removeKey, setValue, valueOf, valuesOf, type SharedMap } from './shared-map.ts';

interface Value {
  readonly n: number;
}
/** A shared map and a plain one that went through the same. */
interface Pair {
  readonly shared: SharedMap<Value>;
  readonly plain: Map<string, Value>;
}

const KEYS = Array.from({ length: 40 }, (_, n) => `k${n}`);
const key = fc.constantFrom(...KEYS);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('set'), at: fc.nat(5), key, n: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove'), at: fc.nat(5), key, n: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('copy'), at: fc.nat(5), key, n: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('read'), at: fc.nat(5), key, n: fc.constant(0) }) },
);

function expectSame({ shared, plain }: Pair): void {
  expect(shared.size).toBe(plain.size);
  for (const name of KEYS) expect(valueOf(shared, name)).toBe(plain.get(name));
}

const filled = (count: number): SharedMap<Value> => {
  const map = newMap<Value>();
  for (let n = 0; n < count; n++) setValue(map, `k${n}`, { n });
  return map;
};

describe('a shared map', () => {
  it('and all its copies answer as plain maps, whatever was done to them', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const pairs: Pair[] = [{ shared: newMap(), plain: new Map() }];
        for (const { kind, at, key: name, n } of steps) {
          const pair = pairs[at % pairs.length];
          if (!pair) continue;
          const { shared, plain } = pair;
          if (kind === 'copy') {
            const copy = { shared: copyOf(shared), plain: new Map(plain) };
            if (pairs.length < 6) pairs.push(copy);
            else pairs[at] = copy;
          } else if (kind === 'set') {
            const value = { n };
            setValue(shared, name, value);
            plain.set(name, value);
          } else if (kind === 'remove') {
            removeKey(shared, name);
            plain.delete(name);
          } else valuesOf(shared);
        }
        for (const pair of pairs) expectSame(pair);
        for (const { shared, plain } of pairs) expect([...valuesOf(shared)].toSorted()).toEqual([...plain].toSorted());
      }),
      { numRuns: 400 },
    );
  });

  it('shares its body with a copy that changed little, and not with one that changed much', () => {
    const map = filled(1000);
    const little = copyOf(map);
    setValue(little, 'new', { n: 1 });
    expect(little.body).toBe(map.body);
    const much = copyOf(map);
    for (let n = 0; n < 200; n++) setValue(much, `new${n}`, { n });
    expect(much.body).not.toBe(map.body);
    expect([map.size, little.size, much.size]).toEqual([1000, 1001, 1200]);
  });

  it('keeps few changes beside the body over a thousand copies that add one each', () => {
    let map = filled(10);
    let most = 0;
    for (let n = 10; n < 1010; n++) {
      map = copyOf(map);
      setValue(map, `k${n}`, { n });
      most = Math.max(most, map.own?.size ?? 0);
    }
    expect(map.size).toBe(1010);
    expect(most).toBeLessThanOrEqual(64);
  });
});
