/**
 * What the editor knows of a Dockerfile: completion, hover, go to, quick fixes, outline; pure functions of text, plan and
 * world, offsets in and out. Left out: renaming, formatting, paths inside other stages and images.
 */
export { complete } from './complete.ts';
export { definition } from './definition.ts';
export { fixesAt } from './fixes.ts';
export { hover } from './hover.ts';
export { outline } from './outline.ts';
export type { BuiltStep, ImageFacts, Source } from './source.ts';
/** Images of the catalogue as people write them, for completion. */
export { references } from '../../content/references.ts';
