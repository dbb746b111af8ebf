import { clean, dirname, type WritableTree } from '../../files/index.ts';
import { done, refused, type Daemon, type Result } from '../daemon/daemon.ts';
import { mergedPath } from './store.ts';

/** What the runtime is to lay over a path. */
export interface Wanted {
  /** As the mount is asked for: destinations need not be absolute. */
  readonly destination: string;
  /** What messages name as its source. */
  readonly source: string;
  readonly tree: WritableTree;
  readonly from: string;
  readonly readonly: boolean;
  readonly noexec?: boolean;
  readonly nosuid?: boolean;
  /** Of a tmpfs: what the kernel is given. */
  readonly memory?: { readonly flags: number; readonly data: string };
}

const SHIM =
  'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ';
/** Added by the engine where the words below are in a message. Source: moby daemon/errors.go translateContainerdStartErr. */
const HINT =
  ': Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type';

function failed(wanted: Wanted, why: string): Result {
  const text = `${SHIM}error mounting ${JSON.stringify(wanted.source)} to rootfs at ${JSON.stringify(wanted.destination)}: ${why}: unknown`;
  return refused(why.includes('not a directory') ? `${text}${HINT}` : text);
}

/**
 * Makes the mount point and mounts, as runc does; the mount point stays in what lies below. Source: runc 1.1
 * libcontainer/rootfs_linux.go; recorded, vol-bind, vol-tmpfs, and probed on Engine 26.1.5.
 */
export function mountOver(daemon: Daemon, files: WritableTree, wanted: Wanted): Result {
  const place = clean(`/${wanted.destination}`);
  if (place === '/')
    return refused(`${SHIM}open /proc/sys/net/ipv4/ip_unprivileged_port_start: no such file or directory: unknown`);
  const inner = wanted.tree.stat(wanted.from);
  const destination = `create mount destination for ${wanted.destination} mount: `;
  if (!inner.ok) {
    const why = inner.errno === 'ENOTDIR' ? 'not a directory' : 'no such file or directory';
    return failed(wanted, `${destination}bind mount source stat: stat ${wanted.source}: ${why}`);
  }
  const shielded = kernelFiles(place, mergedPath(daemon, place), wanted.destination);
  if (shielded !== undefined) return failed(wanted, `${destination}${shielded}`);
  const isFile = inner.value.kind !== 'dir';
  const found = files.stat(place);
  const merged = (): string => mergedPath(daemon, place);
  if (found.ok && (found.value.kind === 'dir') === isFile) {
    if (wanted.memory) return failed(wanted, kernelRefusal(wanted, 'not a directory', found.value.mode));
    if (isFile)
      return failed(
        wanted,
        `mount ${wanted.source}:${wanted.destination} (via /proc/self/fd/6), flags: 0x5000: not a directory`,
      );
    return failed(wanted, `${destination}cannot mkdir in ${merged()}: not a directory`);
  }
  if (!found.ok) {
    const made = isFile ? makeFile(files, place) : files.mkdir(place, { parents: true });
    if (!made.ok && made.errno === 'EROFS')
      return failed(
        wanted,
        `${destination}${isFile ? 'create target of file bind-mount: mknod regular file' : 'mkdirat'} ${merged()}: read-only file system`,
      );
    if (!made.ok) return failed(wanted, `${destination}cannot mkdir in ${merged()}: not a directory`);
  }
  files.mount(place, wanted.tree, {
    readonly: wanted.readonly,
    from: wanted.from,
    ...(wanted.noexec ? { noexec: true } : {}),
    ...(wanted.nosuid ? { nosuid: true } : {}),
  });
  return done;
}

/** Files of /proc that runc lets be hidden by a mount. Source: runc 1.1 libcontainer/rootfs_linux.go checkProcMount. */
const PROC_FILES =
  /^\/proc\/(?:cpuinfo|diskstats|meminfo|stat|swaps|uptime|loadavg|slabinfo|net\/dev|sys\/kernel\/ns_last_pid|sys\/crypto\/fips_enabled)$/;
/** Folders that the kernel has in /sys. */
const SYS_FOLDERS = /^\/sys(?:$|\/(?:block|bus|class|dev|devices|firmware|fs|hypervisor|kernel|module|power)(?:\/|$))/;

/** Why nothing may be mounted over a place of /proc, or made in /sys. */
function kernelFiles(place: string, merged: string, destination: string): string | undefined {
  if (/^\/sys(?:\/|$)/.test(place) && !SYS_FOLDERS.test(place)) return `mkdirat ${merged}: read-only file system`;
  if (!/^\/proc(?:\/|$)/.test(place) || PROC_FILES.test(place)) return undefined;
  const why = place === '/proc' ? 'not of type proc' : 'inside /proc';
  return `check proc-safety of ${destination} mount: ${JSON.stringify(merged)} cannot be mounted because it is ${why}`;
}

function makeFile(files: WritableTree, place: string): ReturnType<WritableTree['mkdir']> {
  const folder = files.mkdir(dirname(place), { parents: true });
  const there = folder.ok || folder.errno === 'EEXIST';
  return there ? files.write(place, { content: '', mode: 0o755 }) : folder;
}

/** What mount(2) says to a tmpfs; the mode of a place that is there is handed on unless options name one. */
export function kernelRefusal(wanted: Wanted, why: string, mode: number | undefined): string {
  const { flags, data } = wanted.memory ?? { flags: 0, data: '' };
  const own = mode === undefined || /(?:^|,)mode=/.test(data) ? '' : `mode=${mode.toString(8).padStart(4, '0')}`;
  const all = [own, data].filter((one) => one !== '').join(',');
  return `mount ${wanted.source}:${wanted.destination} (via /proc/self/fd/6), flags: 0x${flags.toString(16)}${all === '' ? '' : `, data: ${all}`}: ${why}`;
}

/** Refuses a tmpfs whose options the kernel does not take. */
export function refuseMemory(files: WritableTree, wanted: Wanted): Result {
  const found = files.stat(clean(`/${wanted.destination}`));
  return failed(wanted, kernelRefusal(wanted, 'invalid argument', found.ok ? found.value.mode : undefined));
}
