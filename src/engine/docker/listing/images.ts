import { context } from '../format/context.ts';
import { humanSize } from '../format/sizes.ts';
import { shortId } from '../format/text.ts';
import { goTime, humanDuration } from '../format/times.ts';
import type { Struct } from '../format/value.ts';
import { familiarName, readReference } from '../images/reference.ts';
import type { Image } from '../model.ts';

/** Headings of `docker images`. Source: docker/cli formatter/image.go. */
export const IMAGE_HEADINGS = {
  ID: 'IMAGE ID',
  Repository: 'REPOSITORY',
  Tag: 'TAG',
  Digest: 'DIGEST',
  CreatedSince: 'CREATED',
  CreatedAt: 'CREATED AT',
  Size: 'SIZE',
  Containers: 'CONTAINERS',
  VirtualSize: 'SIZE',
  SharedSize: 'SHARED SIZE',
  UniqueSize: 'UNIQUE SIZE',
} as const;

/** One name of an image; `<none>` where it has none. */
export interface ImageName {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

const NONE = '<none>';

/** The names that an image is listed under: its tags, or none. With `digests` each digest of a tag is one more. */
export function namesOf({ tags, digests }: Pick<Image, 'tags' | 'digests'>, shown: { digests: boolean }): ImageName[] {
  const known = digests.flatMap((text) => {
    const read = readReference(text);
    return read.ok ? [{ repository: familiarName(read.value), digest: read.value.digest ?? NONE }] : [];
  });
  const tagged = tags.flatMap((text) => {
    const read = readReference(text);
    if (!read.ok || read.value.tag === undefined) return [];
    const { tag } = read.value;
    const repository = familiarName(read.value);
    const own = shown.digests ? known.filter((one) => one.repository === repository) : [];
    return own.length === 0
      ? [{ repository, tag, digest: NONE }]
      : own.map(({ digest }) => ({ repository, tag, digest }));
  });
  const others = known
    .filter(({ repository }) => !tagged.some((one) => one.repository === repository))
    .map(({ repository, digest }) => ({ repository, tag: NONE, digest }));
  const all = [...tagged, ...others];
  return all.length > 0 ? all : [{ repository: NONE, tag: NONE, digest: NONE }];
}

/** Bytes that an image shares with others, and its containers; only `system df` knows. */
export interface ImageUsage {
  readonly shared: number;
  readonly containers: number;
}

/** An image under one of its names as a row of `docker images`. */
export function imageRow(
  image: Image,
  name: ImageName,
  how: { readonly truncate: boolean; readonly now: number; readonly usage?: ImageUsage },
): Struct {
  const { usage } = how;
  return context('*formatter.imageContext', {
    ID: how.truncate ? shortId(image.id) : image.id,
    Repository: name.repository,
    Tag: name.tag,
    Digest: name.digest,
    CreatedSince: () => `${humanDuration(how.now - image.created)} ago`,
    CreatedAt: () => goTime(Math.floor(image.created / 1000) * 1000),
    Size: () => humanSize(image.size, 3),
    Containers: usage ? String(usage.containers) : 'N/A',
    VirtualSize: () => humanSize(image.size),
    SharedSize: usage ? humanSize(usage.shared) : 'N/A',
    UniqueSize: usage ? humanSize(image.size - usage.shared) : 'N/A',
  });
}
