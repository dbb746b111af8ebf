/** A platform taken apart: `linux/arm/v7`. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** `linux/arm64/v8` and the like in the form that images are compared in: `linux/arm64`, `linux/arm/v7`. */
export function normalPlatform(platform: string): string {
  const [os = 'linux', arch = 'amd64', variant] = platform.toLowerCase().split('/');
  const architecture = ARCHITECTURES[arch] ?? arch;
  if (architecture === 'arm') return `${os}/arm/${variant ?? 'v7'}`;
  return variant && variant !== 'v8' && architecture !== 'amd64'
    ? `${os}/${architecture}/${variant}`
    : `${os}/${architecture}`;
}

const ARCHITECTURES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  i386: '386',
};

export function readPlatform(platform: string): Platform {
  const [os = 'linux', architecture = 'amd64', variant] = normalPlatform(platform).split('/');
  return { os, architecture, ...(variant ? { variant } : {}) };
}

/**
 * The platform of an image that serves a request, or undefined. An ARM processor runs what was made for older ones
 * (containerd platforms/compare.go: v7 takes v6 and v5).
 */
export function matchPlatform(offered: readonly string[], wanted: string): string | undefined {
  const have = new Set(offered.map(normalPlatform));
  if (offered.includes('any')) return normalPlatform(wanted);
  const first = normalPlatform(wanted);
  const arm = /^(.*\/arm\/v)(\d)$/.exec(first);
  const takes = [first];
  if (arm) for (let version = Number(arm[2]) - 1; version >= 5; version--) takes.push(`${arm[1]}${version}`);
  return takes.find((platform) => have.has(platform));
}

interface Names {
  /** `uname -m`. */
  readonly machine: string;
  /** Debian's multiarch folder. */
  readonly triplet: string;
  /** Path of glibc's dynamic loader as programs name it. */
  readonly loader: string;
}

const NAMES: Readonly<Record<string, Names>> = {
  amd64: { machine: 'x86_64', triplet: 'x86_64-linux-gnu', loader: '/lib64/ld-linux-x86-64.so.2' },
  arm64: { machine: 'aarch64', triplet: 'aarch64-linux-gnu', loader: '/lib/ld-linux-aarch64.so.1' },
  arm: { machine: 'armhf', triplet: 'arm-linux-gnueabihf', loader: '/lib/ld-linux-armhf.so.3' },
  '386': { machine: 'i386', triplet: 'i386-linux-gnu', loader: '/lib/ld-linux.so.2' },
  ppc64le: { machine: 'powerpc64le', triplet: 'powerpc64le-linux-gnu', loader: '/lib64/ld64.so.2' },
  riscv64: { machine: 'riscv64', triplet: 'riscv64-linux-gnu', loader: '/lib/ld-linux-riscv64-lp64d.so.1' },
  s390x: { machine: 's390x', triplet: 's390x-linux-gnu', loader: '/lib/ld64.so.1' },
};

function namesOf(architecture: string): Names {
  const unknown = `${architecture}-linux-gnu`;
  return NAMES[architecture] ?? { machine: architecture, triplet: unknown, loader: '/lib/ld-linux.so.1' };
}

/**
 * Path of the dynamic loader that a program needs; undefined for a static one. Source: the glibc and musl ABI names
 * (`ld-linux-x86-64.so.2`, `ld-musl-x86_64.so.1`).
 */
export function loaderPath(architecture: string, libc: 'static' | 'glibc' | 'musl'): string | undefined {
  if (libc === 'static') return undefined;
  const { machine, loader } = namesOf(architecture);
  return libc === 'glibc' ? loader : `/lib/ld-musl-${machine}.so.1`;
}

/** Words in braces that the image files use for what differs between processors. */
export function machineWords(architecture: string): Record<string, string> {
  const { machine, triplet, loader } = namesOf(architecture);
  const name = loader.slice(loader.lastIndexOf('/') + 1);
  const inLib64 = loader.startsWith('/lib64');
  return {
    machine,
    triplet,
    loadername: name,
    loaderlink: `/usr${loader}`,
    loadertarget: `${inLib64 ? '../lib/' : ''}${triplet}/${name}`,
  };
}
