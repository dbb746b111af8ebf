import type { GraphEdge, Line } from './layout.ts';

/** Pixels above and below the base line of a label that other lines stay out of, and beside it. */
const ROOM = { above: 11, below: 3, beside: 5 };

type Stretch = readonly [readonly [number, number], readonly [number, number]];

/** The straight stretches of a line. */
function stretches({ points }: Line): Stretch[] {
  return points.slice(1).map((point, index) => [points[index] ?? point, point]);
}

/** Moves each label along its own line to the first place where no other line runs through it; one that has none stays. */
export function settleLabels(lines: readonly Line[], edges: readonly GraphEdge[], width: number): Line[] {
  const upright = lines.flatMap(stretches).filter(([[x1], [x2]]) => x1 === x2);
  return lines.map((line, index) => {
    const needs = edges[index]?.labelNeeds;
    if (needs === undefined) return line;
    const { x, y } = line.label;
    const inTheWay = upright
      .filter(([[, a], [, b]]) => Math.min(a, b) < y + ROOM.below && Math.max(a, b) > y - ROOM.above)
      .map(([[at]]) => at);
    const free = (from: number) => inTheWay.every((at) => at <= from - ROOM.beside || at >= from + needs + ROOM.beside);
    const along = stretches(line).filter(([[, a], [, b]]) => a === b && a > y && a - y < ROOM.above);
    const end = Math.min(width, Math.max(x + needs, ...along.flatMap(([[a], [b]]) => [a, b])));
    const places = [x, ...inTheWay.map((at) => at + ROOM.beside + 1).toSorted((a, b) => a - b)];
    const place = places.find((from) => from >= x && from + needs <= Math.max(end, x + needs) && free(from));
    return place === undefined ? line : { ...line, label: { x: place, y } };
  });
}
