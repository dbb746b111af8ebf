/**
 * A map that is copied by whoever changes it, at little cost: copies share one body and have what they changed beside it. So a folder of
 * a thousand files that each step of a build adds one file to is not copied a thousand times. Keys come in no particular order.
 */
export interface SharedMap<V extends object> {
  /** Not changed any more once it is `lent`. */
  body: Map<string, V>;
  lent: boolean;
  /** What stands in place of the body's values; undefined: the key is gone. */
  own: Map<string, V | undefined> | undefined;
  size: number;
}

/** An empty map. */
export function newMap<V extends object>(): SharedMap<V> {
  return { body: new Map(), lent: false, own: undefined, size: 0 };
}

/** A copy: neither sees what is changed in the other from now on. */
export function copyOf<V extends object>(map: SharedMap<V>): SharedMap<V> {
  if (map.size <= SMALL) return { body: new Map(valuesOf(map)), lent: false, own: undefined, size: map.size };
  map.lent = true;
  return { body: map.body, lent: true, own: map.own && new Map(map.own), size: map.size };
}

/** Bodies up to this size are copied: that is quicker than two look-ups ever after. */
const SMALL = 8;

/** The value of a key, if there is one. */
export function valueOf<V extends object>({ body, own }: SharedMap<V>, key: string): V | undefined {
  if (own) {
    const value = own.get(key);
    if (value !== undefined || own.has(key)) return value;
  }
  return body.get(key);
}

/** Sets the value of a key. */
export function setValue<V extends object>(map: SharedMap<V>, key: string, value: V): void {
  change(map, key, value);
}

/** Takes a key away, if it is there. */
export function removeKey<V extends object>(map: SharedMap<V>, key: string): void {
  if (valueOf(map, key) !== undefined) change(map, key, undefined);
}

function change<V extends object>(map: SharedMap<V>, key: string, value: V | undefined): void {
  const there = valueOf(map, key) !== undefined;
  map.size += (value === undefined ? 0 : 1) - (there ? 1 : 0);
  if (map.lent) {
    map.own ??= new Map();
    map.own.set(key, value);
    // With a body of n and copies after every change, n steps cost the least when they fold after as many as the root of n.
    if (map.own.size ** 2 > 4 * map.body.size) valuesOf(map);
  } else if (value === undefined) map.body.delete(key);
  else map.body.set(key, value);
}

/** Everything in it, as a map that may be read until the next change. */
export function valuesOf<V extends object>(map: SharedMap<V>): ReadonlyMap<string, V> {
  if (!map.own) return map.body;
  const body = new Map(map.body);
  for (const [key, value] of map.own)
    if (value === undefined) body.delete(key);
    else body.set(key, value);
  map.body = body;
  map.lent = false;
  map.own = undefined;
  return body;
}
