import { clean } from '../../files/index.ts';
import { refused, type Result } from '../daemon/daemon.ts';
import type { Container, Mount } from '../model.ts';
import type { Opened } from './local-driver.ts';

/** The folder of an opened volume that a mount shows: all of it, or what `volume-subpath` names. Probed on Engine 26.1.5. */
export function subpathOf(opened: Opened, { hostConfig }: Container, mount: Mount): Result<string> {
  const spec = (hostConfig.Mounts ?? []).find(
    ({ Target, Type }) => Type === 'volume' && clean(Target) === mount.Destination,
  );
  const subpath = spec?.VolumeOptions?.Subpath ?? '';
  if (subpath === '') return { ok: true, value: opened.from };
  const folder = clean(`${opened.from}/${subpath}`);
  if (opened.tree.stat(folder).ok) return { ok: true, value: folder };
  const path = `${mount.Source}${clean(`/${subpath}`)}`;
  return refused(`cannot access path ${path}: lstat ${path}: no such file or directory`);
}
