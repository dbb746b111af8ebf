import { clean } from '../../files/index.ts';
import { done, refused, type Daemon, type Result } from '../daemon/daemon.ts';
import type { MountSpec } from '../model.ts';
import { isMode, isWritable, PROPAGATIONS, propagationOf } from './modes.ts';
import { mountTmpfs } from './tmpfs-options.ts';

/** A bind of `-v` or a mount of `--mount`, as the daemon reads it. */
export interface Point {
  readonly spec: MountSpec;
  readonly destination: string;
  /** As typed after the second colon. */
  readonly mode: string;
}

/**
 * One of HostConfig.Binds: `source:target[:mode]`. Refused in the daemon's words. Source: moby volume/mounts/linux_parser.go
 * ParseMountRaw; recorded, vol-v-errors.
 */
export function readBind(daemon: Daemon, raw: string, driver: string): Result<Point> {
  const invalid = `invalid volume specification: '${raw}'`;
  const [source = '', target = '', mode = '', ...more] = raw.split(':');
  const parts = raw.split(':').length;
  if (source === '' || more.length > 0 || (parts === 2 && isMode(target))) return refused(invalid);
  if (!isMode(mode)) return refused(`invalid mode: ${mode}`);
  const propagation = propagationOf(mode);
  const nocopy = mode.split(',').includes('nocopy');
  const isBind = source.startsWith('/');
  const spec: MountSpec = {
    Type: isBind ? 'bind' : 'volume',
    Source: source,
    Target: target,
    ...(isWritable(mode) ? {} : { ReadOnly: true }),
    ...(propagation === undefined ? {} : { BindOptions: { Propagation: propagation } }),
    ...(nocopy || (driver !== '' && !isBind)
      ? { VolumeOptions: { ...(nocopy ? { NoCopy: true } : {}), DriverConfig: driver === '' ? {} : { Name: driver } } }
      : {}),
  };
  const verified = verifyMount(daemon, spec, false);
  if (!verified.ok) return refused(`${invalid}: ${verified.message}`);
  return { ok: true, value: { spec, destination: clean(target), mode } };
}

/**
 * Whether a mount can be made, `--mount` as typed; with `exists` the source of a bind mount must be there. Refused in the daemon's
 * words. Source: the same file, validateMountConfigImpl; recorded, vol-mount-errors.
 */
export function verifyMount(daemon: Daemon, spec: MountSpec, exists: boolean): Result {
  const problem = targetProblem(spec.Target) ?? VERIFY[spec.Type]?.(spec) ?? undefined;
  const refuse = (why: string): Result => refused(`invalid mount config for type "${spec.Type}": ${why}`);
  if (problem !== undefined) return refuse(problem);
  if (!VERIFY[spec.Type]) return refuse('mount type unknown');
  if (spec.Type === 'bind' && exists && !daemon.hostTree.stat(spec.Source ?? '').ok)
    return refuse(`bind source path does not exist: ${spec.Source ?? ''}`);
  return done;
}

function targetProblem(target: string): string | undefined {
  if (target === '') return 'field Target must not be empty';
  if (isRoot(target)) return "invalid specification: destination can't be '/'";
  return absoluteProblem(target);
}

function isRoot(path: string): boolean {
  return path.startsWith('/') && clean(path) === '/';
}

function absoluteProblem(path: string): string | undefined {
  return path.startsWith('/') ? undefined : `invalid mount path: '${path}' mount path must be absolute`;
}

/** A target of `--tmpfs`. */
export function verifyTmpfsTarget(target: string): Result {
  const problem = isRoot(target) ? "invalid specification: destination can't be '/'" : absoluteProblem(target);
  return problem === undefined ? done : refused(problem);
}

const VERIFY: Readonly<Record<string, ((spec: MountSpec) => string | undefined) | undefined>> = {
  bind({ Source = '', BindOptions, VolumeOptions }) {
    if (Source === '') return 'field Source must not be empty';
    const propagation = BindOptions?.['Propagation'];
    if (typeof propagation === 'string' && propagation !== '' && !PROPAGATIONS.has(propagation))
      return `invalid propagation mode: ${propagation}`;
    if (VolumeOptions) return 'field VolumeOptions must not be specified';
    return absoluteProblem(Source);
  },
  volume({ Source = '', BindOptions, VolumeOptions, ReadOnly }) {
    if (BindOptions) return 'field BindOptions must not be specified';
    const subpath = VolumeOptions?.Subpath ?? '';
    if (subpath !== '' && Source === '') return 'must not set Subpath when using anonymous volumes';
    if (subpath !== '' && !isLocal(subpath)) return 'subpath must be a relative path within the volume';
    if (ReadOnly && Source === '') return 'must not set ReadOnly mode when using anonymous volumes';
    return undefined;
  },
  tmpfs({ Source = '', BindOptions }) {
    if (BindOptions) return 'field BindOptions must not be specified';
    return Source === '' ? undefined : 'field Source must not be specified';
  },
};

/** Go's filepath.IsLocal: relative, and never above where it begins. */
function isLocal(path: string): boolean {
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return false;
  }
  return !path.startsWith('/');
}

/** What `--tmpfs` would be given for a mount of type tmpfs. */
export function tmpfsOptionsOf(spec: MountSpec): string {
  return mountTmpfs(spec.TmpfsOptions, spec.ReadOnly === true);
}
