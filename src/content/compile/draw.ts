import { createWorld } from '../../engine/builder/index.ts';
import { createMemo } from '../../engine/grade/index.ts';
import { shellWithJavaScript } from './javascript.ts';
import type { FigureView, Workspace } from '../model.ts';
import { allImages, allPackages } from '../world-eager.ts';
import { buildFigure, computedFigure } from './computed-figure.ts';
import { contentError } from './front-matter.ts';
import { isDrawn } from './markdown.ts';
import type { Fence } from './markdown.ts';
import { evidenceOf } from './place.ts';
import type { Building } from './place.ts';

const world = createWorld(allImages, allPackages, await shellWithJavaScript());
const memo = createMemo();

/** What stands for a computed block, or below a block that asks for a drawing, by the block's place. The page draws the result. */
export function drawFigures(
  fences: readonly Fence[],
  demos: Readonly<Record<string, Workspace>>,
): ReadonlyMap<number, FigureView> {
  const building: Building = { world, memo, fences, demos };
  const figures = new Map<number, FigureView>();
  for (const [at, fence] of fences.entries()) {
    const figure = orSayWhere(fence, () => figureOf(building, fence));
    if (figure) figures.set(at, figure);
  }
  return figures;
}

function figureOf(building: Building, fence: Fence): FigureView | undefined {
  if (fence.computed) return computedFigure(building, fence, fence.computed);
  if (!isDrawn(fence)) return undefined;
  const { attributes } = fence;
  const draws = (['stages', 'layers', 'timeline'] as const).filter((kind) => attributes[kind]);
  return buildFigure(evidenceOf(building, fence), { title: attributes.title ?? 'Dockerfile', draws });
}

function orSayWhere<T>(fence: Fence, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof Error && error.name === 'ContentError')
      throw contentError(`${fence.line}: ${fence.language} ${error.message}`);
    throw error;
  }
}
