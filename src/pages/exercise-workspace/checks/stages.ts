import type { EvidenceView } from '../../../engine/grade/view.ts';
import { count, formatBytes, formatDuration } from '../../../ui/format.ts';
import type { DrawnEdge, DrawnNode } from '../../../ui/graph/graph.tsx';

/** What a stage graph is drawn from: the view of an attempt, or a figure of a lesson. */
export type StagesView = Pick<EvidenceView, 'stages' | 'edges' | 'image'>;
type Stage = EvidenceView['stages'][number];
type Edge = EvidenceView['edges'][number];

/** Last parts of an image reference: `gcr.io/distroless/static-debian13:nonroot` → `distroless/static-debian13`. */
export function shortImage(reference: string): string {
  const path = reference.replace(/@sha256:.*$/, '').split('/');
  const parts = path.length > 1 && /[.:]|^localhost$/.test(path[0] ?? '') ? path.slice(1) : path;
  const short = parts.filter((part) => part !== 'library').join('/');
  return path.length > 1 ? short.replace(/:nonroot$/, '') : short;
}

interface Link {
  readonly from: string;
  readonly to: string;
  readonly copies: readonly Edge[];
  readonly base: boolean;
}

/** Edges between the same two nodes become one link: what is continued, and everything that is copied. */
function linksOf(edges: readonly Edge[]): readonly Link[] {
  const links = new Map<string, Link>();
  for (const edge of edges) {
    if (edge.kind === 'base' && typeof edge.from === 'string') continue; // base images stand in the box itself
    const [from, to] = [String(edge.from), String(edge.to)];
    const key = `${from}\n${to}`;
    const link = links.get(key) ?? { from, to, copies: [], base: false };
    links.set(key, edge.kind === 'base' ? { ...link, base: true } : { ...link, copies: [...link.copies, edge] });
  }
  return [...links.values()];
}

function labelOf({ copies }: Link): string | undefined {
  const [first] = copies;
  if (!first) return undefined;
  const size = copies.reduce((sum, edge) => sum + (edge.size ?? 0), 0);
  const paths = copies.flatMap((edge) => edge.paths);
  const what = paths.length === 1 ? paths[0] : paths.length ? count(paths.length, 'path') : 'files';
  return size > 0 ? `${what}, ${formatBytes(size)}` : what;
}

function nodeOf(stage: Stage, view: StagesView, times: boolean): DrawnNode {
  const { index, name, base, status, target, steps } = stage;
  const work = `${count(steps, 'step')}, ${status === 'cached' ? 'cached' : formatDuration(stage.ms)}`;
  const size = target && view.image ? `, ${formatBytes(view.image.size, view.image.assumed)}` : '';
  const drawn = { id: String(index), title: name, goal: target, ...(status === 'cached' ? { hatched: true } : {}) };
  if (status === 'failed')
    return { ...drawn, note: '· failed', line: times ? work : shortImage(base), stroke: 'struck' };
  if (target) return { ...drawn, note: `· target${size}`, line: times ? work : shortImage(base), stroke: 'double' };
  if (status === 'skipped') return { ...drawn, line: 'skipped, not needed', stroke: 'dashed' };
  const stroke = status === 'cached' ? 'thin' : 'solid';
  return { ...drawn, line: times ? work : `${shortImage(base)} · ${count(steps, 'step')}`, stroke };
}

/** The stage graph of a build as boxes and arrows; with `times`, each box says what its steps took. */
export function drawingOf(
  view: StagesView,
  times = false,
): { nodes: readonly DrawnNode[]; edges: readonly DrawnEdge[] } {
  const skipped = new Set(
    view.stages.filter((stage) => stage.status === 'skipped').map((stage) => String(stage.index)),
  );
  const links = linksOf(view.edges);
  const known = new Set(view.stages.map((stage) => String(stage.index)));
  const images = [...new Set(links.map((link) => link.from).filter((from) => !known.has(from)))];
  return {
    nodes: [
      ...images.map((image): DrawnNode => ({ id: image, title: shortImage(image), line: 'image', stroke: 'thin' })),
      ...view.stages.map((stage) => nodeOf(stage, view, times)),
    ],
    edges: links
      .filter((link) => known.has(link.to))
      .map((link): DrawnEdge => {
        const label = labelOf(link);
        const kind = link.copies.length ? 'down' : 'across';
        return { from: link.from, to: link.to, kind, dashed: skipped.has(link.to), ...(label ? { label } : {}) };
      }),
  };
}

/** The same in words, one sentence a stage. */
export function wordsOf(
  view: StagesView,
): readonly { readonly index: number; readonly name: string; readonly text: string }[] {
  const names = new Map(view.stages.map((stage) => [String(stage.index), stage.name]));
  const links = linksOf(view.edges);
  return view.stages.map((stage) => {
    const id = String(stage.index);
    const needed = links.filter((link) => link.from === id).map((link) => names.get(link.to) ?? link.to);
    const copies = links.filter((link) => link.to === id && link.copies.length);
    const from = /^\d+$/.test(stage.base) ? (names.get(stage.base) ?? stage.base) : stage.base;
    const parts = [
      `from ${from}`,
      ...copies.map((link) => `copies ${labelOf(link)} from ${names.get(link.from) ?? link.from}`),
      stage.status === 'skipped' ? 'skipped, nothing needs it' : `${stage.status}, ${count(stage.steps, 'step')}`,
    ];
    const size = view.image ? `, ${formatBytes(view.image.size, view.image.assumed)}` : '';
    const end = stage.target ? `target${size}` : needed.length ? `needed by ${[...new Set(needed)].join(', ')}` : '';
    return { index: stage.index, name: stage.name, text: `${parts.join('; ')}${end ? `; ${end}` : ''}.` };
  });
}
