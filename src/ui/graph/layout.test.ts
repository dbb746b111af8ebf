import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutGraph, type GraphEdge, type GraphNode, type Layout } from './layout.ts';

function crossings({ boxes, lines }: Layout): number {
  let found = 0;
  for (const { points } of lines)
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1]!, points[i]!];
      const [left, right] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
      const [top, bottom] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
      for (const box of boxes)
        if (right > box.x && left < box.x + box.width && bottom > box.y && top < box.y + box.height) found++;
    }
  return found;
}

test('a stage stands beside the one it continues and below the one it copies from', () => {
  const nodes = [{ id: 'builder' }, { id: 'lint' }, { id: 'final', goal: true }];
  const edges: GraphEdge[] = [
    { from: 'builder', to: 'lint', kind: 'across' },
    { from: 'builder', to: 'final', kind: 'down' },
  ];
  expect(layoutGraph(nodes, edges)).toEqual({
    width: 352,
    height: 150,
    boxes: [
      { id: 'builder', x: 0, y: 0, width: 152, height: 56 },
      { id: 'lint', x: 200, y: 0, width: 152, height: 56 },
      { id: 'final', x: 0, y: 94, width: 204, height: 56 },
    ],
    lines: [
      {
        points: [
          [152, 28],
          [200, 28],
        ],
        label: { x: 156, y: 20 },
      },
      {
        points: [
          [76, 56],
          [76, 94],
        ],
        label: { x: 88, y: 79 },
      },
    ],
  });
});

test('a label moves along its line until no other line runs through it', () => {
  const nodes = ['source', 'vet', 'test', 'build', 'checked'].map((id) => ({ id }));
  const edges: GraphEdge[] = [
    { from: 'source', to: 'vet', kind: 'across' },
    { from: 'source', to: 'test', kind: 'across' },
    { from: 'source', to: 'build', kind: 'across' },
    { from: 'vet', to: 'checked', kind: 'down', labelNeeds: 49 },
    { from: 'test', to: 'checked', kind: 'down', labelNeeds: 56 },
    { from: 'build', to: 'checked', kind: 'down', labelNeeds: 130 },
  ];
  const { lines } = layoutGraph(nodes, edges);
  const upright = lines.flatMap(({ points }) => points.slice(1).map((point, at) => [points[at]!, point] as const));
  const through = lines.map(({ label: { x, y } }, index) =>
    upright.filter(
      ([[x1, y1], [x2, y2]]) =>
        x1 === x2 &&
        x1 > x &&
        x1 < x + (edges[index]?.labelNeeds ?? 0) &&
        Math.min(y1, y2) < y &&
        Math.max(y1, y2) > y - 9,
    ),
  );
  expect(through).toEqual(edges.map(() => []));
  const unsettled = layoutGraph(
    nodes,
    edges.map(({ labelNeeds: _none, ...edge }) => edge),
  );
  expect(lines.map(({ label }) => label.x)).not.toEqual(unsettled.lines.map(({ label }) => label.x));
});

test('a line past a row in between goes around it', () => {
  const nodes = [{ id: 'a' }, { id: 'b' }, { id: 'c', goal: true }];
  const edges: GraphEdge[] = [
    { from: 'a', to: 'b', kind: 'down' },
    { from: 'b', to: 'c', kind: 'down' },
    { from: 'a', to: 'c', kind: 'down' },
  ];
  const layout = layoutGraph(nodes, edges);
  expect(crossings(layout)).toBe(0);
  expect(layout.lines[2]?.points).toHaveLength(6);
});

test('whatever the graph: no line crosses a box, no box lies on another, every corner is a right angle', () => {
  const graphs = fc.integer({ min: 1, max: 14 }).chain((size) =>
    fc.record({
      nodes: fc.constant(Array.from({ length: size }, (_, i): GraphNode => ({ id: String(i), goal: i === size - 1 }))),
      edges: fc.array(
        fc
          .tuple(fc.nat(size - 1), fc.nat(size - 1), fc.constantFrom('across', 'down'))
          .map(([a, b, kind]): GraphEdge => ({
            from: String(Math.min(a, b)),
            to: String(Math.max(a, b)),
            kind: kind as 'down',
          })),
        { maxLength: 20 },
      ),
    }),
  );
  fc.assert(
    fc.property(graphs, ({ nodes, edges }) => {
      const layout = layoutGraph(
        nodes,
        edges.filter((edge) => edge.from !== edge.to),
      );
      expect(crossings(layout)).toBe(0);
      const places = layout.boxes.map((box) => `${box.x} ${box.y}`);
      expect(new Set(places).size).toBe(places.length);
      for (const { points } of layout.lines)
        for (let i = 1; i < points.length; i++)
          expect(points[i]![0] === points[i - 1]![0] || points[i]![1] === points[i - 1]![1]).toBe(true);
    }),
  );
});
