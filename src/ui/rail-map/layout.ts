import { inOrder, levelsOf } from './order.ts';
import {
  CHARACTER,
  type Box,
  type Place,
  type Rail,
  type RailLayout,
  type RailMap,
  type Store,
  type TapLine,
  type TieLine,
} from './rails.ts';

/** Distances of the drawing in px; heights of text are those of its faces. */
const BOX = { least: 152, most: 240, height: 72, gap: 40 };
const RAIL = { title: 16, line: 26, pitch: 46, below: 56 };
const STORE = { label: 30, height: 44, gap: 8, indent: 14, apart: 16 };
const TAP = { first: 20, gap: 16, least: 76, most: 148 };
/** From the edge of a box to its trunk, and to the taps of a box without labels. */
const TRUNK = 6;

interface Column {
  readonly box: Box;
  readonly x: number;
  readonly width: number;
  /** Room of each tap's label. */
  readonly rooms: readonly number[];
  /** Room that a label has to the right of its box. */
  readonly beside: number;
}

/** Where everything of a map stands. The same map always leads to the same drawing. */
export function layoutRails(map: RailMap): RailLayout {
  const columns = columnsOf(map);
  const { rails, height: boxTop } = placeRails(map.rails, columns);
  const boxes = columns.map(({ box, x, width }) => ({ id: box.id, x, y: boxTop, width, height: BOX.height }));
  const below = columns.length > 0 ? boxTop + BOX.height : Math.max(0, boxTop - RAIL.below);
  const stores = placeStores(map.stores, columns, below);
  const last = columns.at(-1);
  const wide = Math.max(last ? last.x + last.width : 0, ...rails.map(({ x, width }) => x + width));
  return {
    width: Math.ceil(Math.max(wide, ...stores.places.map(({ x, width }) => x + width))),
    height: Math.ceil(Math.max(below, stores.bottom)),
    rails,
    boxes,
    stores: stores.places,
    taps: tapsOf(columns, rails, boxTop),
    ties: stores.ties,
  };
}

function columnsOf(map: RailMap): readonly Column[] {
  let x = 0;
  return inOrder(map).map((box, at) => {
    const rooms = box.taps.map(({ label, note }) =>
      Math.min(TAP.most, Math.max(TAP.least, label.length * CHARACTER.mono, note.length * CHARACTER.text)),
    );
    const taps = rooms.reduce((sum, room) => sum + room + TAP.gap, TAP.first);
    const text = Math.max(box.title.length * CHARACTER.name, ...box.lines.map((line) => line.length * CHARACTER.text));
    const width = Math.ceil(Math.max(taps, Math.min(BOX.most, Math.max(BOX.least, text + 24))));
    const column = { box, x, width, rooms, beside: at < map.boxes.length - 1 ? BOX.gap - 8 : 0 };
    x += width + BOX.gap;
    return column;
  });
}

/** Where the line of each tap runs down. */
function tapsAt({ x, rooms }: Column): readonly number[] {
  let at = x + TAP.first;
  return rooms.map((room) => {
    const here = at;
    at += room + TAP.gap;
    return here;
  });
}

/** Rails over the boxes that are on them, at levels at which they do not meet; `height`: the top of the boxes. */
function placeRails(rails: readonly Rail[], columns: readonly Column[]): { rails: readonly Place[]; height: number } {
  let free = 0;
  const stretches = rails.map(({ id, title, note }): readonly [number, number] => {
    const on = columns.filter(({ box }) => box.taps.some(({ rail }) => rail === id));
    const words = title.length * CHARACTER.name + (note.length + 2) * CHARACTER.mono;
    const [first] = on;
    const last = on.at(-1);
    const from = first ? first.x : free;
    const to = Math.max(from + words, last ? last.x + last.width : 0);
    // rails without boxes stand beside each other on a level of their own
    if (!first) free = to + BOX.gap;
    return [from, to + BOX.gap / 2];
  });
  const levels = levelsOf(stretches);
  const count = Math.max(0, ...levels.map((level) => level + 1));
  const places = rails.map(({ id }, at) => {
    const [from, to] = stretches[at] ?? [0, 0];
    const width = to - from - BOX.gap / 2;
    return { id, x: from, y: RAIL.line + (levels[at] ?? 0) * RAIL.pitch, width, height: 0 };
  });
  if (count === 0) return { rails: places, height: 0 };
  return { rails: places, height: RAIL.line + (count - 1) * RAIL.pitch + RAIL.below };
}

function tapsOf(columns: readonly Column[], rails: readonly Place[], boxTop: number): readonly TapLine[] {
  return columns.flatMap((column) => {
    const xs = tapsAt(column);
    return column.box.taps.flatMap((tap, at) => {
      const rail = rails.find(({ id }) => id === tap.rail);
      const x = xs[at] ?? column.x;
      return rail ? [{ box: column.box.id, tap, x, from: rail.y, to: boxTop, room: column.rooms[at] ?? 0 }] : [];
    });
  });
}

interface Stores {
  readonly places: readonly Place[];
  readonly ties: readonly TieLine[];
  readonly bottom: number;
}

/** Stores of one box hang below it; those of several are bars below all of them. */
function placeStores(stores: readonly Store[], columns: readonly Column[], top: number): Stores {
  const users = (id: string): readonly Column[] =>
    columns.filter(({ box }) => box.ties.some(({ store }) => store === id));
  const own = stores.filter(({ id }) => users(id).length === 1);
  const shared = stores.filter(({ id }) => users(id).length > 1);
  const hung = columns.map((column) => hang(column, own, top));
  const below = Math.max(top, ...hung.map(({ bottom }) => bottom));
  const bars = placeBars(shared, { users, top: below });
  const lowest = Math.max(below, ...bars.map(({ y, height }) => y + height));
  const loose = placeLoose(
    stores.filter(({ id }) => users(id).length === 0),
    { top: lowest, last: columns.at(-1) },
  );
  return {
    places: [...hung.flatMap(({ places }) => places), ...bars, ...loose],
    ties: [...hung.flatMap(({ ties }) => ties), ...barTies(columns, bars, top)],
    bottom: Math.max(lowest, ...loose.map(({ y, height }) => y + height)),
  };
}

/** Stores that nobody has stand in rows at the bottom, no wider than what stands above. */
function placeLoose(
  stores: readonly Store[],
  { top, last }: { readonly top: number; readonly last: Column | undefined },
): readonly Place[] {
  const across = Math.max(2, Math.floor(((last ? last.x + last.width : 0) + STORE.apart) / (BOX.least + STORE.apart)));
  return stores.map(({ id }, at) => ({
    id,
    x: (at % across) * (BOX.least + STORE.apart),
    y: top + STORE.label + Math.floor(at / across) * (STORE.height + STORE.gap),
    width: BOX.least,
    height: STORE.height,
  }));
}

function hang(column: Column, own: readonly Store[], top: number): Stores {
  const places: Place[] = [];
  const ties: TieLine[] = [];
  let y = top;
  for (const tie of column.box.ties) {
    const store = own.find(({ id }) => id === tie.store);
    if (!store) continue;
    const x = column.x + TRUNK;
    const known = places.find(({ id }) => id === store.id);
    const at = known ?? {
      id: store.id,
      x: column.x + TRUNK + STORE.indent,
      y: y + STORE.label,
      width: column.width - TRUNK - STORE.indent,
      height: STORE.height,
    };
    if (!known) {
      places.push(at);
      y = at.y + STORE.height + STORE.gap;
    }
    ties.push({
      box: column.box.id,
      tie,
      x,
      from: top,
      to: at.y + STORE.height / 2,
      turn: at.x,
      label: [at.x, at.y - 8],
      room: column.width - TRUNK - STORE.indent + column.beside,
    });
  }
  // several paths of one store: only the first has room for its label
  return { places, ties: ties.filter(({ to }, at) => ties.findIndex((one) => one.to === to) === at), bottom: y };
}

interface Bars {
  readonly users: (id: string) => readonly Column[];
  readonly top: number;
}

function placeBars(stores: readonly Store[], { users, top }: Bars): readonly Place[] {
  const stretches = stores.map(({ id }): readonly [number, number] => {
    const all = users(id);
    const last = all.at(-1);
    return [all[0]?.x ?? 0, last ? last.x + last.width : 0];
  });
  const levels = levelsOf(stretches);
  return stores.map(({ id }, at) => {
    const [from, to] = stretches[at] ?? [0, 0];
    const y = top + STORE.label + (levels[at] ?? 0) * (STORE.height + STORE.label + STORE.gap);
    return { id, x: from, y, width: to - from, height: STORE.height };
  });
}

/** Lines from boxes straight down to their bars. */
function barTies(columns: readonly Column[], bars: readonly Place[], top: number): readonly TieLine[] {
  return columns.flatMap(({ box, x, width, beside }) =>
    bars.flatMap((bar): readonly TieLine[] => {
      const tie = box.ties.find(({ store }) => store === bar.id);
      if (!tie) return [];
      const label = [x + TRUNK + STORE.indent, bar.y - 8] as const;
      const room = width - TRUNK - STORE.indent + beside;
      return [{ box: box.id, tie, x: x + TRUNK, from: top, to: bar.y, turn: undefined, label, room }];
    }),
  );
}
