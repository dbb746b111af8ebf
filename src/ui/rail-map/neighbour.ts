import type { Picked, Place, RailLayout } from './rails.ts';

/**
 * The part of a map that an arrow key leads to: left and right within a row, up and down to the nearest part of the row above or below,
 * Home and End to the ends of the row. Undefined when the key means nothing here.
 */
export function neighbour(layout: RailLayout, from: Picked, key: string): Picked | undefined {
  const rows = rowsOf(layout);
  const row = rows.findIndex((parts) => parts.some((one) => one.kind === from.kind && one.place.id === from.id));
  const parts = rows[row];
  const at = parts?.findIndex((one) => one.place.id === from.id) ?? -1;
  const here = parts?.[at];
  if (!parts || !here) return undefined;
  const found =
    beside(parts, at, key) ??
    (key === 'ArrowDown' || key === 'ArrowUp' ? nearest(rows[row + (key === 'ArrowDown' ? 1 : -1)], here) : undefined);
  return found && { kind: found.kind, id: found.place.id };
}

interface Part {
  readonly kind: Picked['kind'];
  readonly place: Place;
}

/** Parts by the height at which they stand, each row from left to right. */
function rowsOf({ rails, boxes, stores }: RailLayout): readonly (readonly Part[])[] {
  const all: readonly Part[] = [
    ...rails.map((place) => ({ kind: 'rail' as const, place })),
    ...boxes.map((place) => ({ kind: 'box' as const, place })),
    ...stores.map((place) => ({ kind: 'store' as const, place })),
  ];
  const heights = [...new Set(all.map(({ place }) => place.y))].toSorted((one, other) => one - other);
  return heights.map((y) =>
    all.filter(({ place }) => place.y === y).toSorted((one, other) => one.place.x - other.place.x),
  );
}

function beside(parts: readonly Part[], at: number, key: string): Part | undefined {
  if (key === 'ArrowRight') return parts[at + 1];
  if (key === 'ArrowLeft') return parts[at - 1];
  if (key === 'Home') return parts[0];
  return key === 'End' ? parts.at(-1) : undefined;
}

function nearest(parts: readonly Part[] | undefined, { place }: Part): Part | undefined {
  return parts?.toSorted(
    (one, other) => Math.abs(middle(one.place) - middle(place)) - Math.abs(middle(other.place) - middle(place)),
  )[0];
}

/** A wide bar is entered at its beginning. */
function middle({ x, width }: Place): number {
  return x + Math.min(width, 200) / 2;
}
