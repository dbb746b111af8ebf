import { describe, expect, it } from 'vitest';
import { layoutRails } from './layout.ts';
import { neighbour } from './neighbour.ts';
import { inOrder, levelsOf } from './order.ts';
import type { Box, Place, Rail, RailMap, Store } from './rails.ts';

const rail = (id: string): Rail => ({ id, title: id, note: '10.0.0.0/24', stroke: 'solid' });
const store = (id: string): Store => ({ id, title: id, note: 'volume', stroke: 'solid' });
const box = (id: string, rails: readonly string[] = [], stores: readonly string[] = []): Box => ({
  id,
  title: id,
  lines: ['image', 'running'],
  stroke: 'solid',
  taps: rails.map((one) => ({ rail: one, label: '10.0.0.2', note: '' })),
  ties: stores.map((one) => ({ store: one, label: `/${one}` })),
});

function meet(one: Place, other: Place): boolean {
  const across = one.x < other.x + other.width && other.x < one.x + one.width;
  return across && one.y <= other.y + other.height && other.y <= one.y + one.height;
}

/** web and api on front, api and db on back; a cache of its own, a volume that two have, one that nobody has. */
const SHOP: RailMap = {
  rails: [rail('front'), rail('back')],
  boxes: [
    box('db', ['back'], ['data']),
    box('web', ['front'], ['cache']),
    box('seed', [], ['data']),
    box('api', ['front', 'back']),
  ],
  stores: [store('data'), store('cache'), store('unused')],
};

describe('the order of boxes', () => {
  it('puts those on the same rails side by side, those without a rail last', () => {
    expect(inOrder(SHOP).map(({ id }) => id)).toEqual(['web', 'api', 'db', 'seed']);
  });

  it('keeps the order in which boxes were given where rails do not decide', () => {
    const boxes = [box('b', ['front']), box('a', ['front']), box('c')];
    expect(inOrder({ ...SHOP, boxes }).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });
});

describe('levels', () => {
  it('are shared by stretches that do not meet', () => {
    expect(
      levelsOf([
        [0, 10],
        [11, 20],
        [5, 15],
        [16, 30],
      ]),
    ).toEqual([0, 0, 1, 1]);
    expect(levelsOf([])).toEqual([]);
  });
});

describe('the layout of a map', () => {
  it('lays rails over their boxes, own stores below them, shared ones as a bar, unused ones last', () => {
    const { rails, boxes, stores, taps, ties, width, height } = layoutRails(SHOP);
    expect(rails).toEqual([
      { id: 'front', x: 0, y: 26, width: 396, height: 0 },
      { id: 'back', x: 192, y: 72, width: 396, height: 0 },
    ]);
    expect(boxes).toEqual([
      { id: 'web', x: 0, y: 128, width: 152, height: 72 },
      { id: 'api', x: 192, y: 128, width: 204, height: 72 },
      { id: 'db', x: 436, y: 128, width: 152, height: 72 },
      { id: 'seed', x: 628, y: 128, width: 152, height: 72 },
    ]);
    expect(stores).toEqual([
      { id: 'cache', x: 20, y: 230, width: 132, height: 44 },
      { id: 'data', x: 436, y: 312, width: 344, height: 44 },
      { id: 'unused', x: 0, y: 386, width: 152, height: 44 },
    ]);
    expect(taps.map((line) => [line.box, line.tap.rail, line.x, line.from, line.to])).toEqual([
      ['web', 'front', 20, 26, 128],
      ['api', 'front', 212, 26, 128],
      ['api', 'back', 304, 72, 128],
      ['db', 'back', 456, 72, 128],
    ]);
    expect(ties.map((line) => [line.box, line.tie.store, line.x, line.from, line.to, line.turn])).toEqual([
      ['web', 'cache', 6, 200, 252, 20],
      ['db', 'data', 442, 200, 312, undefined],
      ['seed', 'data', 634, 200, 312, undefined],
    ]);
    expect([width, height]).toEqual([780, 430]);
  });

  it('of nothing is empty, of one box without a rail that box', () => {
    expect(layoutRails({ rails: [], boxes: [], stores: [] })).toEqual({
      width: 0,
      height: 0,
      rails: [],
      boxes: [],
      stores: [],
      taps: [],
      ties: [],
    });
    expect(layoutRails({ rails: [], boxes: [box('one')], stores: [] })).toMatchObject({
      width: 152,
      height: 72,
      boxes: [{ id: 'one', x: 0, y: 0 }],
    });
  });

  it('shows rails that nobody is on, beside each other', () => {
    const { rails } = layoutRails({ rails: [rail('a'), rail('b')], boxes: [], stores: [] });
    expect(rails.map(({ x, y }) => [x > 0, y])).toEqual([
      [false, 26],
      [true, 26],
    ]);
  });

  it('of forty boxes lets none of them, no rail of a level and no bar of a level meet another', () => {
    const names = Array.from({ length: 40 }, (_, at) => `box${at}`);
    const map: RailMap = {
      rails: Array.from({ length: 8 }, (_, at) => rail(`rail${at}`)),
      boxes: names.map((name, at) =>
        box(name, [`rail${at % 8}`, `rail${(at * 3 + 1) % 8}`], [`own${at}`, `shared${at % 5}`]),
      ),
      stores: [
        ...names.map((_, at) => store(`own${at}`)),
        ...Array.from({ length: 5 }, (_, at) => store(`shared${at}`)),
      ],
    };
    const { rails, boxes, stores } = layoutRails(map);
    expect(boxes).toHaveLength(40);
    expect(stores).toHaveLength(45);
    const met = [rails, boxes, stores].flatMap((places) =>
      places.flatMap((one, at) => places.slice(at + 1).flatMap((other) => (meet(one, other) ? [[one, other]] : []))),
    );
    expect(met).toEqual([]);
  });
});

describe('arrow keys', () => {
  const layout = layoutRails(SHOP);
  const from = (kind: 'rail' | 'box' | 'store', id: string, key: string) => neighbour(layout, { kind, id }, key);

  it('lead along a row and to the nearest part of the next one', () => {
    expect(from('box', 'web', 'ArrowRight')).toEqual({ kind: 'box', id: 'api' });
    expect(from('box', 'db', 'Home')).toEqual({ kind: 'box', id: 'web' });
    expect(from('box', 'web', 'End')).toEqual({ kind: 'box', id: 'seed' });
    expect(from('rail', 'front', 'ArrowDown')).toEqual({ kind: 'rail', id: 'back' });
    expect(from('rail', 'back', 'ArrowDown')).toEqual({ kind: 'box', id: 'api' });
    expect(from('box', 'web', 'ArrowDown')).toEqual({ kind: 'store', id: 'cache' });
    expect(from('store', 'data', 'ArrowUp')).toEqual({ kind: 'store', id: 'cache' });
  });

  it('lead nowhere at an end, and other keys mean nothing', () => {
    expect(from('box', 'seed', 'ArrowRight')).toBeUndefined();
    expect(from('rail', 'front', 'ArrowUp')).toBeUndefined();
    expect(from('box', 'web', 'x')).toBeUndefined();
    expect(from('box', 'gone', 'ArrowLeft')).toBeUndefined();
  });
});
