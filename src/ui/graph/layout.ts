import { settleLabels } from './labels.ts';

export interface GraphNode {
  readonly id: string;
  /** Stands at the lower left, as the thing everything else is for. */
  readonly goal?: boolean;
  /** Pixels its text needs; a box alone in its row gives them, up to the width of two columns. */
  readonly needs?: number;
}
/** `across`: drawn rightwards where there is room; `down`: always downwards. Nodes come in an order without back edges. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'across' | 'down';
  /** Pixels its label needs, so that it can be moved out of the way of other lines. */
  readonly labelNeeds?: number;
}
export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Line {
  /** Corners, in order; each pair shares x or y. */
  readonly points: readonly (readonly [number, number])[];
  readonly label: { readonly x: number; readonly y: number };
}
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  /** One for each edge, in the order given. */
  readonly lines: readonly Line[];
}

const BOX = { width: 152, wide: 204, height: 56 };
const GAP = { column: 48, track: 20, row: 18, lane: 12 };
const MOST = 2 * BOX.width + GAP.column;
const COLUMNS = 2;

interface Cell {
  row: number;
  column: number;
}

/** Rows by dependency: a node stands below what it copies from, and beside what it continues when that place is free. */
function place(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  const taken = new Map<number, Set<number>>();
  const incoming = new Map<string, GraphEdge[]>();
  for (const edge of edges) incoming.set(edge.to, [...(incoming.get(edge.to) ?? []), edge]);
  for (const node of nodes) {
    const wishes = (incoming.get(node.id) ?? []).flatMap((edge) => {
      const cell = cells.get(edge.from);
      return cell ? [{ cell, kind: edge.kind }] : [];
    });
    const beside = wishes.find((wish) => wish.kind === 'across')?.cell;
    let row = Math.max(0, ...wishes.map(({ cell, kind }) => cell.row + (kind === 'down' ? 1 : 0)));
    const free = (at: number, column: number) => column < COLUMNS && !taken.get(at)?.has(column);
    let column = 0;
    if (beside && beside.row === row && free(row, beside.column + 1)) column = beside.column + 1;
    else {
      if (beside && beside.row === row) row++;
      while (!free(row, 0) && !free(row, 1)) row++;
      column = free(row, 0) ? 0 : 1;
    }
    cells.set(node.id, { row, column });
    taken.set(row, (taken.get(row) ?? new Set()).add(column));
  }
  goalToTheLeft(nodes, cells);
  return cells;
}

/** Swaps the goal with its left neighbour unless that would turn an arrow between them around. */
function goalToTheLeft(nodes: readonly GraphNode[], cells: Map<string, Cell>): void {
  const goal = nodes.find((node) => node.goal);
  const cell = goal && cells.get(goal.id);
  if (!cell || cell.column === 0) return;
  const alone = ![...cells.values()].some((other) => other.row === cell.row && other.column < cell.column);
  if (alone) cell.column = 0;
}

/** Where the boxes and the right-angled lines of a graph go; no line crosses a box. */
export function layoutGraph(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Layout {
  const cells = place(nodes, edges);
  const rows = Math.max(0, ...[...cells.values()].map((cell) => cell.row + 1));
  const at = (id: string): Cell => cells.get(id) ?? { row: 0, column: 0 };
  const straight = (edge: GraphEdge) => edge.kind === 'across' && at(edge.from).row === at(edge.to).row;
  const tracks = Array.from({ length: rows }, () => 0);
  // Every line gets a track of its own in the gap below its source; one that passes rows also gets one above its end.
  const plans = edges.map((edge) => {
    if (straight(edge)) return undefined;
    const [from, to] = [at(edge.from), at(edge.to)];
    const leave = tracks[from.row] ?? 0;
    tracks[from.row] = leave + 1;
    if (to.row - from.row <= 1) return { leave, arrive: undefined };
    const arrive = tracks[to.row - 1] ?? 0;
    tracks[to.row - 1] = arrive + 1;
    return { leave, arrive };
  });
  const tops: number[] = [];
  let height = 0;
  for (let row = 0; row < rows; row++) {
    tops.push(height);
    height += BOX.height + (row < rows - 1 ? GAP.row + GAP.track * Math.max(1, tracks[row] ?? 0) : 0);
  }
  const crowded = new Set([...cells.values()].filter((cell) => cell.column > 0).map((cell) => cell.row));
  const boxes = nodes.map((node): Box => {
    const { row, column } = at(node.id);
    const width = crowded.has(row) ? BOX.width : Math.min(MOST, Math.max(BOX.wide, node.needs ?? 0));
    return { id: node.id, x: column * (BOX.width + GAP.column), y: tops[row] ?? 0, width, height: BOX.height };
  });
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const right = Math.max(0, ...boxes.map((box) => box.x + box.width));
  const ports = portsOf(edges, straight);
  let lanes = 0;
  const lines = edges.map((edge, index): Line => {
    const [from, to, plan] = [byId.get(edge.from), byId.get(edge.to), plans[index]];
    if (!from || !to) return { points: [], label: { x: 0, y: 0 } };
    if (!plan) return across(from, to);
    const x2 = to.x + ports.arrive(index);
    const straightDown = plan.arrive === undefined && from.x + ports.leave(index) === x2;
    // lines that turn leave beside the places where lines arrive, so that no two of them share a stretch
    const x1 = from.x + ports.leave(index) + (straightDown ? 0 : 10);
    const y1 = from.y + from.height + GAP.row / 2 + GAP.track * (plan.leave + 0.5);
    if (plan.arrive === undefined)
      return down(from, to, { x1, x2, y: y1, shared: (tracks[at(edge.from).row] ?? 0) > 1 });
    const lane = right + GAP.lane * ++lanes;
    const y2 = (tops[at(edge.to).row - 1] ?? 0) + BOX.height + GAP.row / 2 + GAP.track * (plan.arrive + 0.5);
    const points = [
      [x1, from.y + from.height],
      [x1, y1],
      [lane, y1],
      [lane, y2],
      [x2, y2],
      [x2, to.y],
    ] as const;
    return { points, label: { x: Math.min(x2, lane) + 8, y: y2 - 6 } };
  });
  const width = right + GAP.lane * (lanes ? lanes + 1 : 0);
  return { width, height, boxes, lines: settleLabels(lines, edges, width) };
}

function across(from: Box, to: Box): Line {
  const y = from.y + from.height / 2;
  const [x1, x2] = [from.x + from.width, to.x];
  return {
    points: [
      [x1, y],
      [x2, y],
    ],
    label: { x: x1 + 4, y: y - 8 },
  };
}

/** Where a line goes down; `shared`: other lines have their labels in the same gap, each above its own track. */
interface Drop {
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
  readonly shared: boolean;
}

function down(from: Box, to: Box, { x1, x2, y, shared }: Drop): Line {
  if (x1 === x2)
    return {
      points: [
        [x1, from.y + from.height],
        [x1, to.y],
      ],
      label: { x: x1 + 12, y: shared ? y - 6 : y + 4 },
    };
  const points = [
    [x1, from.y + from.height],
    [x1, y],
    [x2, y],
    [x2, to.y],
  ] as const;
  return { points, label: { x: Math.min(x1, x2) + 12, y: y - 6 } };
}

/** Where lines leave and enter: the first at 76 px, the middle of a narrow box, the others beside it. */
function portsOf(edges: readonly GraphEdge[], straight: (edge: GraphEdge) => boolean) {
  const used = new Map<string, number>();
  const take = (key: string) => {
    const nth = used.get(key) ?? 0;
    used.set(key, nth + 1);
    const step = Math.ceil(nth / 2) * (nth % 2 ? 1 : -1);
    return 76 + Math.max(-60, Math.min(60, step * 20));
  };
  const offsets = edges.map((edge) => (straight(edge) ? [0, 0] : [take(`from ${edge.from}`), take(`to ${edge.to}`)]));
  return {
    leave: (index: number) => offsets[index]?.[0] ?? 76,
    arrive: (index: number) => offsets[index]?.[1] ?? 76,
  };
}
