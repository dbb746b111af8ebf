import { createWorld } from '../../engine/build/index.ts';
import { createMemo, summarise } from '../../engine/grade/index.ts';
import { shell } from '../../engine/shell/index.ts';
import type { FigureView, Workspace } from '../model.ts';
import { allImages, allPackages } from '../world-eager.ts';
import { buildDemo, fenceOptions } from './demo-build.ts';
import type { Fence } from './markdown.ts';

const world = createWorld(allImages, allPackages, shell);
const memo = createMemo();
const EMPTY: Workspace = { files: {}, context: [], build: {} };

/** Builds each block that asks for a drawing, in the order of the page; the page draws the result. */
export function drawFigures(
  fences: readonly Fence[],
  demos: Readonly<Record<string, Workspace>>,
): readonly FigureView[] {
  return fences.filter(isDrawn).map(({ code, attributes }) => {
    const workspace = attributes.demo === undefined ? EMPTY : (demos[attributes.demo] ?? EMPTY);
    const evidence = buildDemo({ world, memo, workspace }, `${code}\n`, fenceOptions(attributes));
    const { stages, edges, layers, image } = summarise(evidence, []);
    const draws = (['stages', 'layers'] as const).filter((kind) => attributes[kind]);
    return { title: attributes.title ?? 'Dockerfile', draws, stages, edges, layers, image };
  });
}

/** True for a block below which something is drawn. */
function isDrawn({ attributes }: Fence): boolean {
  return attributes.stages === true || attributes.layers === true;
}
