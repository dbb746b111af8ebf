import { digest } from '../base/digest.ts';
import { overlay, plainLayer, stack } from '../files/index.ts';
import type { Tree, WritableTree } from '../files/tree.ts';
import type { System } from './system.ts';

/** Trees of one machine that are filled when somebody looks. */
interface Made {
  readonly processTree: WritableTree;
  readonly cgroupTree: WritableTree;
}

/**
 * Mounts /dev, /proc and /sys as a container runtime does, where they are not mounted yet; they leave no trace in the
 * layer. Answers what takes them away again.
 */
export function mountRuntime({ tree, shm }: Pick<System, 'tree' | 'shm'>, machine: Made): () => void {
  const own = [
    ['/proc', machine.processTree],
    ['/sys/fs/cgroup', machine.cgroupTree],
  ] as const;
  const mounted = [...MOUNTS, ...own].filter(([path]) => !tree.stat(`${path}/.drydock`).ok);
  for (const [path, other] of mounted) tree.mount(path, other, { readonly: true });
  const memory = MEMORY.filter(() => mounted.some(([path]) => path === '/dev'));
  for (const [path, other] of memory)
    tree.mount(path, overlay(other, { limit: path === '/dev/shm' ? (shm ?? MEMORY_SIZE) : MEMORY_SIZE }));
  return () => {
    for (const [path] of [...mounted, ...memory].toReversed()) tree.unmount(path);
  };
}

/** What a container runtime mounts. `.drydock` marks them, so that nested runs do not mount again. */
const MOUNTS: ReadonlyMap<string, Tree> = new Map([
  ['/dev', devices()],
  ['/sys', stack([plainLayer({ '/.drydock': '', '/class/': '', '/firmware/': '', '/fs/cgroup/': '' })])],
]);

/** What lies in memory and takes writes of those who may. Source: containerd pkg/oci/mounts.go `defaultMounts`. */
const MEMORY: readonly (readonly [string, Tree])[] = [
  ['/dev', devices()],
  ['/dev/shm', stack([plainLayer({ '/': { mode: 0o1777 } })])],
];
/** Bytes of each. */
const MEMORY_SIZE = 65_536 * 1024;

function devices(): Tree {
  const device = { kind: 'char', mode: 0o666, uid: 0, gid: 0, size: 0, digest: digest('device') } as const;
  const tree = new Map(
    ['null', 'zero', 'full', 'random', 'urandom', 'tty'].map((name) => [`/${name}`, device] as const),
  );
  const folders = plainLayer({
    '/.drydock': '',
    '/fd': { link: '/proc/self/fd' },
    '/stdin': { link: '/proc/self/fd/0' },
    '/stdout': { link: '/proc/self/fd/1' },
    '/stderr': { link: '/proc/self/fd/2' },
    '/shm/': { mode: 0o1777 },
    '/pts/': '',
    '/ptmx': { link: 'pts/ptmx' },
    '/mqueue/': '',
  });
  return stack([folders, { id: digest('devices'), entries: tree, size: 0 }]);
}

/** What is in /sys/fs/cgroup before anybody looks. */
export function cgroupTree(): WritableTree {
  return overlay(CGROUP);
}

const CGROUP = stack([plainLayer({ '/.drydock': '' })]);

/** What is in /proc before anybody asks for processes (process-files.ts). */
export function processTree(): WritableTree {
  return overlay(PROC);
}

const PROC = proc();

function proc(): Tree {
  const files = {
    '/.drydock': '',
    // a runtime lays nothing over these two, so that nothing of the host is seen in them
    '/acpi/': '',
    '/timer_list': '',
    '/cpuinfo': 'processor\t: 0\n\nprocessor\t: 1\n\n',
    '/meminfo': 'MemTotal:        4026532 kB\nMemFree:         3012044 kB\nMemAvailable:    3520120 kB\n',
    '/self/fd/0': '',
    '/self/fd/1': '',
    '/self/fd/2': '',
    '/self/status': 'Name:\tsh\nState:\tR (running)\nPid:\t1\nPPid:\t0\n',
    '/1/comm': 'sh\n',
  };
  return stack([plainLayer(files)]);
}
