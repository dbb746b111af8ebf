import { digestOf } from '../../base/digest.ts';
import type { BaseImage } from '../../builder/index.ts';
import type { Image } from '../model.ts';
import { configOfCatalogue } from './config.ts';

/** Age of what is pulled, in ms before the host's time began. Assumed: the catalogue knows no dates. */
const AGE = 30 * 24 * 3_600_000;

const known = new WeakMap<BaseImage, Image>();

/** An image of the catalogue as the daemon keeps it after a pull, with neither tags nor digests yet. Its id follows from what it is made of. */
export function imageOfCatalogue(base: BaseImage): Image {
  const made = known.get(base) ?? makeImage(base);
  known.set(base, made);
  return { ...made, tags: [], digests: [] };
}

function makeImage(base: BaseImage): Image {
  const layers = base.tree.layers.map(({ id }) => id);
  const config = configOfCatalogue(base.config);
  const history = base.createdBy.map((createdBy, at) => ({
    createdBy,
    created: -AGE,
    size: base.tree.layers[at]?.size ?? 0,
    comment: 'buildkit.dockerfile.v0',
    empty: false,
  }));
  return {
    id: digestOf('image', JSON.stringify(config), base.platform, ...layers),
    tags: [],
    digests: [],
    created: -AGE,
    config,
    tree: base.tree,
    os: base.os,
    platform: base.platform,
    size: base.size,
    history: history.toReversed(),
    layers,
    assumed: base.assumed,
  };
}

/** Digest of the manifest that a registry has of an image. */
export function manifestDigest(image: Pick<Image, 'id'>): string {
  return digestOf('manifest', image.id);
}
