import type { BuildResult } from '../../builder/index.ts';
import type { Daemon } from '../daemon/daemon.ts';
import type { Image } from '../model.ts';
import { baseImage } from './base-image.ts';
import { imageOfBuild } from './image-from-build.ts';
import { keepImage, setTag } from './tags.ts';

/** The image that the target of a build stands on, through all stages; undefined after FROM scratch. */
export function baseOfBuild(daemon: Daemon, { evaluation: { stages } }: BuildResult): Image | undefined {
  let root = stages.find(({ isTarget }) => isTarget);
  while (root?.baseStage !== undefined) root = stages[root.baseStage];
  return root && root.baseName !== 'scratch' && root.context === undefined
    ? baseImage(daemon, root.baseName, root.platform)
    : undefined;
}

/** Puts the image of a build that was made elsewhere into the store of a host under a name; undefined when the build has none. */
export function keepBuilt(daemon: Daemon, result: BuildResult, name: string): Image | undefined {
  const { image: built } = result;
  if (!built) return undefined;
  const base = baseOfBuild(daemon, result);
  const image = keepImage(daemon, imageOfBuild({ result, built, base, times: new Map(), labels: {}, now: daemon.now }));
  setTag(daemon, image, name);
  return image;
}
