/**
 * What the Build and Layers tabs show of a build, in a chunk of its own. Left out: what the tabs need while none of this is loaded (the state of the views is in
 * use-build-look.ts, which the page imports by itself).
 */
export { BuildTab } from './build-tab.tsx';
export { LayersTab } from './layers/layers-view.tsx';
