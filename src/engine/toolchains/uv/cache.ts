import { digestOf } from '../../base/digest.ts';
import type { Process } from '../../kernel/system.ts';

/** A distribution as uv's cache and a site hold it. */
export interface Distribution {
  readonly name: string;
  readonly version: string;
  readonly downloadBytes: number;
  readonly installedBytes: number;
  readonly files: number;
}

export interface UvCache {
  readonly folder: string;
  holds(one: Distribution): boolean;
  keep(one: Distribution): void;
}

/** `--cache-dir`, UV_CACHE_DIR, then `$XDG_CACHE_HOME/uv`, `~/.cache/uv`. Source: uv's documentation, "Caching". */
export function cacheFolder(process: Process, flag: string | undefined): string {
  const home = (process.env.get('HOME') ?? '/root').replace(/\/$/, '');
  const shared = process.env.get('XDG_CACHE_HOME') ?? `${home}/.cache`;
  return process.path(flag ?? (process.env.get('UV_CACHE_DIR') || `${shared}/uv`)).replace(/\/$/, '');
}

interface Wish {
  readonly folder: string;
  /** `--no-cache`: uv uses a folder that it deletes at the end. */
  readonly none: boolean;
  /** Where files are installed. */
  readonly site: string;
  /** `--link-mode`, UV_LINK_MODE. */
  readonly linkMode: string;
}

/**
 * The cache of one run. uv unpacks into it and links the files into the environment, so that on one file system they take
 * their bytes once; across file systems, as with a cache mount, it copies and warns. Source of the rule and the text:
 * astral-sh/uv crates/uv-install-wheel/src/linker.rs, uv's documentation, "Using uv in Docker".
 */
export function openCache(process: Process, { folder, none, site, linkMode }: Wish): UvCache {
  if (none) return { folder, holds: () => false, keep: () => undefined };
  const apart = linkMode === 'copy' || !linksTo(process, { folder, site, linkMode });
  const pathOf = ({ name, version }: Distribution): string =>
    `${folder}/archive-v0/${digestOf('uv', name, version).slice(7, 19)}`;
  return {
    folder,
    holds: (one) => process.files.stat(pathOf(one)).ok,
    keep(one) {
      process.files.mkdir(`${folder}/archive-v0`, { parents: true });
      process.files.write(pathOf(one), {
        bulk: { files: one.files, size: apart ? one.installedBytes : 0 },
        digest: digestOf('uv archive', one.name, one.version, String(apart)),
      });
    },
  };
}

/** Tries a hard link from the cache to the site. */
function linksTo(process: Process, { folder, site, linkMode }: Omit<Wish, 'none'>): boolean {
  const [from, to] = [`${folder}/.probe`, `${site}/.probe`];
  process.files.mkdir(folder, { parents: true });
  process.files.mkdir(site, { parents: true });
  process.files.write(from, { content: '' });
  const linked = process.files.link(to, from);
  process.files.remove(from);
  process.files.remove(to);
  if (linked.ok || linked.errno !== 'EXDEV') return true;
  if (linkMode === '')
    process.err(
      'warning: Failed to hardlink files; falling back to full copy. This may lead to degraded performance.\n         If the cache and target directories are on different filesystems, hardlinking may not be supported.\n         If this is intentional, set `export UV_LINK_MODE=copy` or use `--link-mode=copy` to suppress this warning.\n',
    );
  return false;
}
