/**
 * What the build views show beyond the build itself: rebuilds and their causes, the file systems of steps and layers, builds
 * after an edit that is not made. Left out: whatever `summarise` has told with the build already.
 */
export { listingOf, sceneOf } from './listing.ts';
export { explainOf, rebuildOf } from './rebuild.ts';
export { whatIf } from './what-if.ts';
