import { clean, isWithin, sameEntry, type Tree } from '../../../files/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import type { Container } from '../../model.ts';
import { beginningOf } from '../../volumes/init-layer.ts';
import { mountpointOf } from '../../volumes/local-driver.ts';
import { listed } from '../reachability/phrases.ts';
import type { MountPoint } from './points.ts';
import type { Looked, PlaceFact } from './story.ts';
import { hostPath, isWritable } from './phrases.ts';

/** What is good to know of a path and what holds it, in the order in which one asks. */
export function factsOf(daemon: Daemon, looked: Looked): readonly PlaceFact[] {
  return [
    ['What it is', entryWords(looked)],
    ['On the host', whereOnHost(daemon, looked)],
    ['Writing', writing(looked)],
    ['Who else has it', sharing(daemon, looked)],
    ['First content', beginning(daemon, looked)],
    ['It hides', hiding(daemon, looked)],
    ['After docker stop', afterStop(looked)],
    ['After docker rm', afterRemoval(daemon, looked)],
  ].flatMap(([term = '', text]) => (text === undefined ? [] : [{ term, text }]));
}

const KINDS = { file: 'file', dir: 'folder', symlink: 'link', fifo: 'pipe', char: 'device' } as const;

function entryWords({ entry }: Looked): string | undefined {
  if (!entry) return undefined;
  const { kind, mode, uid, gid, size } = entry;
  const bytes = kind === 'file' ? `, ${size.toLocaleString('en')} bytes` : '';
  return `${KINDS[kind]}, mode ${mode.toString(8).padStart(4, '0')}, owner ${uid}:${gid}${bytes}`;
}

function whereOnHost({ store }: Daemon, looked: Looked): string | undefined {
  const { holder, real } = looked;
  if (holder.kind === 'bind') return `\`${hostPath(looked)}\``;
  if (holder.kind !== 'volume') return undefined;
  const { source, target } = holder.mount;
  if (store.volumes.get(source)?.options) return 'Mounted from elsewhere.';
  return `\`${mountpointOf(source)}${real.slice(target.length)}\``;
}

function writing(looked: Looked): string | undefined {
  if (looked.holder.kind === 'kernel') return undefined;
  const { over, container, holder } = looked;
  const last = over.at(-1);
  if (!isWritable(looked))
    return last ? `Nobody may: ${last.target} is read-only.` : 'Nobody may: the container runs with --read-only.';
  if (holder.kind === 'image') return 'Yes: a copy goes into the container’s own layer.';
  return container.hostConfig.ReadonlyRootfs && last
    ? 'Yes, whoever has the permissions, though the rest is read-only (--read-only).'
    : 'Yes, whoever has the permissions.';
}

/** Others that mount the same volume, or a path of the host that contains or lies within the same. */
function sharing(daemon: Daemon, { container, holder }: Looked): string | undefined {
  if (holder.kind !== 'volume' && holder.kind !== 'bind') return undefined;
  const { source } = holder.mount;
  const others = [...daemon.store.containers.values()].filter(
    (one) =>
      one !== container &&
      one.mounts.some((mount) =>
        holder.kind === 'volume'
          ? mount.Type === 'volume' && mount.Name === source
          : mount.Type === 'bind' && (isWithin(mount.Source, source) || isWithin(source, mount.Source)),
      ),
  );
  const words = others.map((one) => {
    const reads = one.mounts.some(({ Name, Source, RW }) => (Name === source || Source === source) && !RW);
    return `${one.name}${reads ? ' (read-only)' : ''}`;
  });
  const host = holder.kind === 'bind' ? ['the host'] : [];
  return listed([...host, ...words]) || 'nobody';
}

function imageAt(container: Container, path: string): Tree | undefined {
  const tree = beginningOf(container.image);
  return tree.stat(path).ok ? tree : undefined;
}

/** Whether an empty volume got the image's files when the container was made. Source: docs.docker.com, volumes, "Populate a volume using a container". */
function beginning(daemon: Daemon, { container, holder, real, entry }: Looked): string | undefined {
  if (holder.kind !== 'volume') return undefined;
  const { target, source } = holder.mount;
  if (!copies(container, target)) return 'Nothing was copied: nocopy was asked for.';
  const image = imageAt(container, real);
  if (!imageAt(container, target)) return 'The image has nothing at that place.';
  if (!image || !entry) return 'The image does not have it: it was made since.';
  const before = image.stat(real);
  if (!before.ok) return undefined;
  if (real === target) {
    const names = image.list(target);
    const volume = daemon.store.volumes.get(source);
    const same = (names.ok ? names.value : []).filter((name) => isSame(image, volume?.tree, { target, name }));
    return same.length === 0
      ? 'The volume was not empty, or the image has nothing there: nothing of the image is in it.'
      : `Copied from the image when the volume was empty: ${listed(same.slice(0, 6))}${same.length > 6 ? '…' : ''}.`;
  }
  return sameEntry(before.value, entry)
    ? 'As in the image: copied when the volume was empty and a container was made.'
    : 'The image has another one: the volume has its own.';
}

function isSame(image: Tree, volume: Tree | undefined, { target, name }: { target: string; name: string }): boolean {
  const one = image.stat(`${target}/${name}`, { follow: false });
  const other = volume?.stat(`/${name}`, { follow: false });
  return one.ok && other?.ok === true && sameEntry(one.value, other.value);
}

function copies({ hostConfig }: Container, target: string): boolean {
  const spec = (hostConfig.Mounts ?? []).find((one) => clean(one.Target) === target);
  const bind = (hostConfig.Binds ?? []).find((one) => clean(one.split(':')[1] ?? '') === target);
  return spec?.VolumeOptions?.NoCopy !== true && !(bind?.split(':')[2] ?? '').split(',').includes('nocopy');
}

/** Files of the image that a mount lies over. A volume that got them all hides nothing. */
function hiding(daemon: Daemon, { container, over }: Looked): string | undefined {
  const mount: MountPoint | undefined = over.at(-1);
  if (!mount || mount.type === 'kernel' || mount.type === 'docker') return undefined;
  const image = imageAt(container, mount.target);
  if (!image) return undefined;
  const names = image.list(mount.target);
  if (!names.ok) return `The file \`${mount.target}\` of the image.`;
  const volume = mount.type === 'volume' ? daemon.store.volumes.get(mount.source)?.tree : undefined;
  const hidden = names.value.filter((name) => !isSame(image, volume, { target: mount.target, name }));
  if (hidden.length === 0) return undefined;
  const shown = hidden.slice(0, 6).map((name) => `\`${name}\``);
  return `What the image has in ${mount.target}: ${listed(shown)}${hidden.length > 6 ? ` and ${hidden.length - 6} more` : ''}.`;
}

function afterStop({ holder, entry }: Looked): string | undefined {
  if (!entry && holder.kind !== 'own') return undefined;
  if (holder.kind === 'tmpfs') return 'Gone.';
  return holder.kind === 'kernel' ? 'Made anew at the next start.' : 'Still there.';
}

function afterRemoval({ store }: Daemon, { container, holder, entry }: Looked): string | undefined {
  if (!entry && holder.kind !== 'own') return undefined;
  switch (holder.kind) {
    case 'own':
      return holder.change === 'removed'
        ? 'A new container has it again: the mark goes with the own layer.'
        : 'Gone, with the container’s own layer.';
    case 'bind':
      return 'Still there: it belongs to the host.';
    case 'volume': {
      if (!store.volumes.get(holder.mount.source)?.anonymous) return 'Still there, until docker volume rm.';
      return container.hostConfig.AutoRemove
        ? 'Gone: --rm takes anonymous volumes along.'
        : 'Still there, but nothing names it; docker rm -v takes it along.';
    }
    case 'image':
      return 'Still in the image.';
    case 'tmpfs':
    case 'kernel':
      return 'Gone.';
    default:
      return 'Gone, with the container’s own layer.';
  }
}
