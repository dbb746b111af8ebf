/**
 * Builds a Dockerfile with its context, images and cache into steps, layers, an image and a log, as BuildKit does. Doors of
 * their own, which the page loads when they are asked for: explain.ts (what would have kept a step cached) and snapshot.ts (what
 * a step sees). Left out: what an address holds that ADD downloads unless it is declared, members of archives that are not
 * known, other front ends (`# syntax=`), attestations, garbage collection of the cache, the network but for what the models of
 * package managers know.
 */
export { documentsOf } from './context/inline-documents.ts';
export { build } from './build.ts';
export { reason, type Reason } from './explain/reason.ts';
export { leaks, type Leak, type LeakPlace } from './analysis/leaks.ts';
export { prunedCache } from './cache/cache.ts';
export { readCacheOption } from './cache/cache-transfer.ts';
export { CORES, timeline, type Task, type Times } from './timing/timeline.ts';
export { waste, type Waste, type WastedFile } from './analysis/waste.ts';
export { createWorld, readReference } from './image/world.ts';
export { loaderPath, matchPlatform, normalPlatform } from './image/machine.ts';
export type { Catalogue, Contents, ImageFile, ImageRecord } from './image/image-file.ts';
export type { PackageFile, PackageFiles } from './image/packages.ts';
export type { CacheExport, CacheImport, CachePlace, ExportedCache } from './cache/cache-transfer.ts';
export type { Transfer } from './timing/transfers.ts';
export type { Cause, FileCause, LastBuild, LastStep, Recipe, ValueCause } from './explain/cause.ts';
export type {
  BaseImage,
  BuildCache,
  BuildError,
  BuildInput,
  BuildResult,
  CachedStep,
  Image,
  ImageLayer,
  StageResult,
  StepResult,
  World,
} from './result.ts';
export { isExcluded, parseIgnore } from '../dockerfile/index.ts';
