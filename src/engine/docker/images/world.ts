import type { BaseImage, World } from '../../builder/index.ts';
import type { Daemon } from '../daemon/daemon.ts';
import type { Image } from '../model.ts';
import { catalogueConfigOf } from './config.ts';
import { familiarText, readReference, withTag, type Reference } from './reference.ts';
import { askRegistry, type Asked, lookupError, refusedError, resolveError, unknownHost } from './transfer/registry.ts';

const bases = new WeakMap<Image, BaseImage>();

/** An image of the host as FROM finds it. */
export function baseOf(image: Image, reference: string): BaseImage {
  const known = bases.get(image);
  if (known) return known.reference === reference ? known : { ...known, reference };
  const texts = image.history.filter(({ empty }) => !empty).map(({ createdBy }) => createdBy);
  const base: BaseImage = {
    reference,
    platform: image.platform,
    config: catalogueConfigOf(image.config, image.platform),
    tree: image.tree,
    createdBy: image.tree.layers.map((_, at) => texts.at(-1 - at) ?? ''),
    os: image.os,
    size: image.size,
    assumed: image.assumed,
  };
  bases.set(image, base);
  return base;
}

/** Worlds that builds have seen lately: what one remembers helps the next build of the same file, and a replay of the log. */
const KEPT = 8;
/** By what every world has its own of: it is another world as soon as its catalogue has grown. */
const worlds = new WeakMap<World['packages'], Map<string, World>>();

/** What may name an image in a Dockerfile: FROM, `from=` of COPY and RUN, and the variables that stand in them. */
const NAMES = /^[ \t]*(?:FROM|ARG)[ \t]+(.*)$|\bfrom=([^\s,]+)/gim;

/**
 * The world of a build on this host: images of its store first, then what a registry has. Builds whose names mean the same images share a world; `values`
 * are those of build arguments. `pull`: the store is not asked (--pull).
 */
export function hostWorld(
  daemon: Daemon,
  {
    dockerfile,
    values,
    pull,
  }: { readonly dockerfile: string; readonly values: readonly string[]; readonly pull: boolean },
): World {
  // without comments: `# escape=`` would join with the line below it
  const lines = dockerfile.replaceAll(/^[ \t]*#.*$/gm, '').replaceAll(/[\\`]\r?\n/g, ' ');
  const text = [...[...lines.matchAll(NAMES)].map(([, line, name]) => line ?? name), ...values].join('\n');
  const here = new Map<string, Image>();
  if (!pull)
    for (const image of daemon.store.images.values())
      for (const tag of image.tags) if (text.includes(lastPart(tag))) here.set(tag, image);
  const { packages } = daemon.world;
  const key = JSON.stringify([daemon.profile.name, pull, [...here].map(([tag, { id }]) => [tag, id]).toSorted()]);
  const known = worlds.get(packages) ?? new Map<string, World>();
  worlds.set(packages, known);
  // not the daemon itself: it would outlive its session
  const world = known.get(key) ?? makeWorld({ world: daemon.world, profile: daemon.profile }, here);
  known.delete(key);
  known.set(key, world);
  for (const old of known.keys()) if (known.size > KEPT) known.delete(old);
  return world;
}

/** `acme/app:v2` → `app`. */
function lastPart(tag: string): string {
  return tag.slice(tag.lastIndexOf('/') + 1).replace(/:.*$/, '');
}

function read(text: string): Reference | undefined {
  const found = readReference(text);
  return found.ok ? withTag(found.value) : undefined;
}

function makeWorld(daemon: Asked, here: ReadonlyMap<string, Image>): World {
  const { world } = daemon;
  const local = (text: string): Image | undefined => {
    const reference = read(text);
    return reference && here.get(familiarText(reference));
  };
  const asked = (text: string, platform = 'linux/amd64'): ReturnType<typeof askRegistry> => {
    const reference = read(text);
    return reference ? askRegistry(daemon, reference, platform) : { kind: 'denied' };
  };
  return {
    image(text, platform) {
      const image = local(text);
      if (image && image.platform === platform) return baseOf(image, text);
      const answer = asked(text, platform);
      return answer.kind === 'image' ? answer.image : undefined;
    },
    platforms: (text) => (asked(text).kind === 'image' ? world.platforms(text) : undefined),
    mayExist: (text) => asked(text).kind === 'not-simulated',
    missing(text) {
      const reference = read(text);
      const { kind } = asked(text);
      if (!reference) return undefined;
      return resolveError(daemon, reference, kind === 'image' ? 'unknown' : kind);
    },
    unreachable(address) {
      const [, scheme, host, port = scheme === 'https' ? '443' : '80'] =
        /^(https?):\/\/([^/:]+)(?::(\d+))?/.exec(address) ?? [];
      // nobody listens on the builder's own machine
      if (host === 'localhost' || host?.startsWith('127.'))
        return `Get ${JSON.stringify(address)}: ${refusedError(`${host}:${port}`)}`;
      if (host === undefined || !unknownHost(daemon, host)) return undefined;
      return `Get ${JSON.stringify(address)}: ${lookupError(daemon, host)}`;
    },
    near: (text) => world.near(text),
    standIn: (text) => (local(text) ? undefined : world.standIn(text)),
    packages: world.packages,
    shell: world.shell,
    get references() {
      return world.references;
    },
  };
}
