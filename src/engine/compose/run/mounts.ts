import type { Container, HostConfig, MountSpec } from '../../docker/model.ts';
import { join } from '../load/paths.ts';
import type { FileMount, Project, ServiceConfig, VolumeMount } from '../model/project.ts';
import { failure, type Loaded } from '../value.ts';

/** A file that is put into a container before it starts. */
export interface Injected {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Why nothing can be put there; it is noticed when the container is made. */
  readonly problem?: string;
}

/** Mounts of a service's container, and files that are put into it. */
export interface Mounting {
  readonly hostConfig: Pick<HostConfig, 'Binds' | 'Mounts'>;
  readonly files: readonly Injected[];
  readonly warnings: readonly string[];
}

/** `source:target:rw,z`. Source: compose pkg/compose/create.go toBindString. */
function bindString(source: string, volume: VolumeMount): string {
  const options = [
    volume.read_only ? 'ro' : 'rw',
    ...(volume.bind?.selinux ? [volume.bind.selinux] : []),
    ...(volume.bind?.propagation ? [volume.bind.propagation] : []),
    ...(volume.volume?.nocopy ? ['nocopy'] : []),
  ];
  return `${source}:${volume.target ?? ''}:${options.join(',')}`;
}

function mountOf(volume: VolumeMount, source: string | undefined): MountSpec {
  const { tmpfs } = volume;
  return {
    Type: (volume.type ?? 'volume') as MountSpec['Type'],
    ...(source ? { Source: source } : {}),
    Target: volume.target ?? '',
    ...(volume.read_only ? { ReadOnly: true } : {}),
    ...(volume.type === 'bind' && volume.bind?.propagation
      ? { BindOptions: { Propagation: volume.bind.propagation } }
      : {}),
    ...(volume.type === 'volume'
      ? {
          VolumeOptions: {
            ...(volume.volume?.nocopy ? { NoCopy: true } : {}),
            ...(volume.volume?.subpath ? { Subpath: volume.volume.subpath } : {}),
          },
        }
      : {}),
    ...(tmpfs
      ? {
          TmpfsOptions: {
            ...(tmpfs.size === undefined ? {} : { SizeBytes: tmpfs.size }),
            ...(tmpfs.mode === undefined ? {} : { Mode: tmpfs.mode }),
          },
        }
      : {}),
  };
}

/** Volumes, secrets and configs of a service; `old`: the container that it takes the place of, whose anonymous volumes go on. */
export function mountsOf(project: Project, service: ServiceConfig, old: Container | undefined): Loaded<Mounting> {
  const binds: string[] = [];
  const mounts: MountSpec[] = [];
  for (const volume of service.volumes ?? []) {
    const inherited = volume.type === 'volume' && !volume.source ? inheritedAt(old, volume.target) : undefined;
    const named = volume.type === 'volume' && volume.source ? project.volumes[volume.source] : undefined;
    const source = named ? (named.name ?? volume.source) : (inherited ?? volume.source);
    const bind = volume.type === 'bind' && volume.bind?.create_host_path;
    // a volume that only is another name of a folder is asked for as a bind. Source: create.go buildContainerVolumes; recorded
    const folder = named?.driver_opts?.['o'] === 'bind' && named.driver_opts['device'] !== undefined;
    const plain = (volume.type === 'volume' && folder) || bind;
    if (plain) binds.push(bindString(source ?? '', volume));
    else mounts.push(mountOf(volume, source));
  }
  const targets = new Set((service.volumes ?? []).map(({ target }) => target));
  for (const mount of old?.mounts ?? [])
    if (mount.Type === 'volume' && mount.Name && !targets.has(mount.Destination) && isAnonymous(mount.Name))
      mounts.push({ Type: 'volume', Source: mount.Name, Target: mount.Destination });
  const files: Injected[] = [];
  const warnings: string[] = [];
  for (const [kind, all] of [
    ['secret', service.secrets ?? []],
    ['config', service.configs ?? []],
  ] as const)
    for (const file of all) {
      if (file.uid !== undefined || file.gid !== undefined || file.mode !== undefined)
        warnings.push(`${kind}s \`uid\`, \`gid\` and \`mode\` are not supported, they will be ignored`);
      const placed = place(project, kind, file);
      if (!placed.ok) return placed;
      if (placed.value.file) files.push(placed.value.file);
      if (placed.value.mount) mounts.push(placed.value.mount);
    }
  return {
    ok: true,
    value: {
      hostConfig: { Binds: binds.length > 0 ? binds : null, ...(mounts.length > 0 ? { Mounts: mounts } : {}) },
      files,
      warnings,
    },
  };
}

function isAnonymous(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

function inheritedAt(old: Container | undefined, target: string | undefined): string | undefined {
  return old?.mounts.find((mount) => mount.Type === 'volume' && mount.Destination === target)?.Name;
}

/** Source: create.go buildContainerSecretMounts, buildContainerConfigMounts; pkg/compose/secrets.go injectSecrets. */
function place(
  project: Project,
  kind: 'secret' | 'config',
  asked: FileMount,
): Loaded<{ file?: Injected; mount?: MountSpec }> {
  const { source = '' } = asked;
  const known = (kind === 'secret' ? project.secrets : project.configs)[source];
  if (!known) return { ok: true, value: {} };
  if (known.external) return failure(`unsupported external ${kind} ${source}`);
  const folder = kind === 'secret' ? '/run/secrets' : '/';
  const target = join(folder, asked.target ?? source);
  if (known.file !== undefined)
    return { ok: true, value: { mount: { Type: 'bind', Source: known.file, Target: target, ReadOnly: true } } };
  const variable = known.environment ?? '';
  const content = known.content ?? project.environment.get(variable);
  return {
    ok: true,
    value: {
      file: {
        path: target,
        content: content ?? '',
        ...(content === undefined
          ? { problem: `environment variable "${variable}" required by file "${known.name ?? source}" is not set` }
          : {}),
        mode: asked.mode ?? 0o444,
        uid: Number(asked.uid ?? 0) || 0,
        gid: Number(asked.gid ?? 0) || 0,
      },
    },
  };
}
