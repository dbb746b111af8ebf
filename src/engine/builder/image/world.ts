import type { Shell } from '../../kernel/system.ts';
import type { Layer } from '../../files/index.ts';
import type { BaseImage, World } from '../result.ts';
import { baseImage, type LayerCache } from './base-image.ts';
import type { Catalogue, ImageFile, ImageRecord } from './image-file.ts';
import { matchPlatform } from './machine.ts';
import { packageSource, type PackageFiles } from './packages.ts';

/**
 * The known images and packages, and the shell that plays programs. An image outside the catalogue is never invented: below docker.io/library the official
 * names are a closed list, so any other name there does not exist (`mayExist` is false and a build fails as BuildKit
 * fails); everything else may exist, and the build says "not simulated". For a tag that Drydock lacks of a repository it has, the
 * nearest one of the same major version and variant stands in, labelled as assumed (`nginx:1.29-alpine`: `nginx:alpine`), for
 * one without a version the newest of its variant (`golang:latest`, `nginx:stable-alpine`); the release of Debian in a tag is
 * left out of account (`golang:1.26-bookworm`: `golang:1.26`). Without such a one it "may exist" too, since tags come and go. `name:tag@digest` reads as its tag; a digest alone is not known.
 */
export function createWorld(catalogue: Catalogue, packages: PackageFiles, shell: Shell): World {
  const layers = layersOf(catalogue);
  const images = new Map<string, BaseImage | undefined>();
  const official = new Set(catalogue.official);
  let references: readonly string[] | undefined;
  const find = (reference: string): Found | undefined => findTag(catalogue, reference);
  return {
    image(reference, platform) {
      const key = `${reference} ${platform}`;
      if (images.has(key)) return images.get(key);
      const made = makeImage(find(reference), { reference, platform, catalogue, layers });
      images.set(key, made);
      return made;
    },
    platforms: (reference) => find(reference)?.record.platforms,
    mayExist(reference) {
      const { repository } = readReference(reference);
      const name = /^docker\.io\/library\/([^/]+)$/.exec(repository)?.[1];
      return name === undefined || official.has(name);
    },
    near: (reference) => nearTags(catalogue, reference),
    standIn(reference) {
      const { repository } = readReference(reference);
      const tag = find(reference)?.standIn;
      return tag === undefined ? undefined : `${shortName(repository)}:${tag}`;
    },
    packages: packageSource(packages),
    shell,
    get references() {
      return (references ??= allReferences(catalogue));
    },
  };
}

const caches = new WeakMap<Catalogue['parts'], LayerCache>();

/** The page's catalogue grows by repositories, and each time there is a new world: the layers made so far stay. */
function layersOf({ parts }: Catalogue): LayerCache {
  const known = caches.get(parts) ?? new Map<string, Layer>();
  caches.set(parts, known);
  return known;
}

interface Found {
  readonly file: ImageFile;
  readonly record: ImageRecord;
  /** The tag whose figures are taken, when the one asked for is not known. */
  readonly standIn?: string;
}

function makeImage(
  found: Found | undefined,
  what: { reference: string; platform: string; catalogue: Catalogue; layers: LayerCache },
): BaseImage | undefined {
  const system = found?.file.systems[found.record.system];
  const platform = found && matchPlatform(found.record.platforms, what.platform);
  if (!found || !system || !platform) return undefined;
  const image = baseImage({ ...what, record: found.record, system, platform }, what.layers);
  return found.standIn === undefined ? image : { ...image, assumed: true };
}

/** A full reference in its parts; `latest` when there is no tag, no tag when there is only a digest. */
export function readReference(reference: string): { repository: string; tag: string | undefined } {
  const [name = '', digest] = reference.split('@');
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  const repository = colon === -1 ? name : name.slice(0, colon);
  const tag = colon === -1 ? (digest === undefined ? 'latest' : undefined) : name.slice(colon + 1);
  return { repository: fullName(repository), tag };
}

/** `node` → `docker.io/library/node`. Source: distribution/reference normalize.go. */
function fullName(repository: string): string {
  const first = repository.split('/')[0] ?? '';
  if (!repository.includes('/')) return `docker.io/library/${repository}`;
  return first.includes('.') || first.includes(':') || first === 'localhost' ? repository : `docker.io/${repository}`;
}

/** The name as people write it. */
function shortName(repository: string): string {
  return repository.replace(/^docker\.io\/(library\/)?/, '');
}

function findTag(catalogue: Catalogue, reference: string): Found | undefined {
  const { repository, tag } = readReference(reference);
  const file = catalogue.repositories[repository];
  if (!file || tag === undefined || repository === 'docker.io/library/scratch') return undefined;
  const record = file.tags[tag] ?? Object.values(file.tags).find((one) => one.aliases?.includes(tag));
  return record ? { file, record } : standInFor(file, tag);
}

interface Version {
  readonly major: number;
  readonly minor: number;
  /** `-alpine`, `-slim`; versions of the distribution left out. */
  readonly variant: string;
}

/** `1.29-alpine3.22` taken apart; a tag without a number (`alpine`, `latest`) has the version that its record states. */
function versionOf(tag: string, stated: string | undefined): Version | undefined {
  const own = /^v?(\d+)(?:\.(\d+))?(?:\.\d+)*(-.+)?$/.exec(tag);
  const told = own ?? (/^[a-z]/.test(tag) ? /^(\d+)(?:\.(\d+))?/.exec(stated ?? '') : null);
  if (!told) return undefined;
  const variant = own ? (own[3] ?? '') : tag === 'latest' ? '' : `-${tag}`;
  return { major: Number(told[1]), minor: Number(told[2] ?? 0), variant: plainVariant(variant) };
}

/** Releases of distributions in a tag make no other variant: `-slim-bookworm`, `-bookworm-slim` and `-slim` are one. */
function plainVariant(variant: string): string {
  return variant
    .replace(/(alpine)[\d.]+/, '$1')
    .replaceAll(/-(?:trixie|bookworm|bullseye|buster|jammy|noble)(?=-|$)/g, '');
}

/** The variant of a tag without a version: nothing for `latest`, `-alpine` for `stable-alpine3.22`; undefined for other words. */
function loose(tag: string): string | undefined {
  const rest = plainVariant(`-${tag}`).replace(/^-(?:latest|stable|lts|current|mainline)(?=-|$)/, '');
  return /^(?:-alpine|-slim|-otel|-perl)*$/.test(rest) ? rest : undefined;
}

/** The known tag of the same major version and variant with the nearest minor version; without a version the newest. */
function standInFor(file: ImageFile, tag: string): Found | undefined {
  const wanted = /^v?\d/.test(tag) ? versionOf(tag, undefined) : undefined;
  const variant = wanted?.variant ?? loose(tag);
  if (variant === undefined) return undefined;
  const fitting = Object.entries(file.tags).flatMap(([name, record]) =>
    [name, ...(record.aliases ?? [])].flatMap((one) => {
      const version = versionOf(one, record.version);
      if (version?.variant !== variant || (wanted && version.major !== wanted.major)) return [];
      const distance = wanted ? Math.abs(version.minor - wanted.minor) : -(version.major * 1000 + version.minor);
      return [{ one, record, distance }];
    }),
  );
  const nearest = fitting.toSorted(
    (a, b) => a.distance - b.distance || a.one.length - b.one.length || (a.one < b.one ? -1 : 1),
  )[0];
  return nearest && { file, record: nearest.record, standIn: nearest.one };
}

function tagsOf(file: ImageFile): string[] {
  return Object.entries(file.tags).flatMap(([tag, record]) => [tag, ...(record.aliases ?? [])]);
}

function allReferences(catalogue: Catalogue): string[] {
  return Object.entries(catalogue.repositories)
    .filter(([repository]) => repository !== 'docker.io/library/scratch')
    .flatMap(([repository, file]) => tagsOf(file).map((tag) => `${shortName(repository)}:${tag}`))
    .toSorted();
}

/** Tags of the same repository, those that share the longest beginning or end first; else repositories of a like name. */
function nearTags(catalogue: Catalogue, reference: string): string[] {
  const { repository, tag = 'latest' } = readReference(reference);
  const file = catalogue.repositories[repository];
  if (!file) return nearRepositories(catalogue, repository);
  return tagsOf(file)
    .map((one) => ({ one, score: alike(one, tag) }))
    .toSorted((a, b) => b.score - a.score || (a.one < b.one ? -1 : 1))
    .slice(0, 5)
    .map(({ one }) => `${shortName(repository)}:${one}`);
}

function nearRepositories(catalogue: Catalogue, repository: string): string[] {
  const wanted = shortName(repository);
  return Object.keys(catalogue.repositories)
    .map(shortName)
    .filter((name) => alike(name, wanted) * 2 > wanted.length)
    .toSorted((a, b) => alike(b, wanted) - alike(a, wanted))
    .slice(0, 5);
}

/** Length of the common beginning and end of two words. */
function alike(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start++;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return start + end;
}
