/**
 * Builds a Dockerfile with its context, images and cache into steps, layers, an image and a log, as BuildKit does. Left
 * out: see the list at `build` in build.ts.
 */
export { build } from './build.ts';
export { createWorld, readReference } from './image/world.ts';
export { loaderPath, matchPlatform, normalPlatform } from './image/machine.ts';
export type { Catalogue, Contents, ImageFile, ImageRecord } from './image/image-file.ts';
export type { PackageFile, PackageFiles } from './image/packages.ts';
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
