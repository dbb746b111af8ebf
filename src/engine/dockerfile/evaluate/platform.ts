import { quote } from '../go-text.ts';

/** What an image is made for, as containerd writes it: `linux/arm/v7`. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string;
  /** Of Windows: `windows(10.0.17763)/amd64`. */
  readonly osVersion?: string;
}

/** Where every build runs (golden/README.md: "linux/amd64, which is always the build platform"). */
export const BUILD_PLATFORM: Platform = { os: 'linux', architecture: 'amd64', variant: '' };

const COMPONENT = '^[A-Za-z0-9_.-]+$';
const SYSTEM = '^([A-Za-z0-9_-]+)(?:\\(([A-Za-z0-9_.%-]*)((?:\\+[A-Za-z0-9_.%-]+)*)\\))?$';
const SYSTEM_PATTERN = new RegExp(SYSTEM);
const COMPONENT_PATTERN = new RegExp(COMPONENT);
/** Go's list of operating systems and architectures (containerd/platforms database.go). */
const SYSTEMS = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos'.split(
    ' ',
  ),
);
const ARCHITECTURES = new Set(
  (
    '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ' +
    'ppc riscv riscv64 s390 s390x sparc sparc64 wasm'
  ).split(' '),
);

/** Reads `os[/arch[/variant]]` or a lone architecture; the error is in containerd's words. */
export function parsePlatform(text: string): Platform | { readonly failure: string } {
  const quoted = quote(text);
  if (text.includes('*')) return { failure: `${quoted}: wildcards not yet supported: invalid argument` };
  // SplitN(specifier, "/", 4) leaves further slashes in the fourth part, which then is an invalid component.
  const pieces = text.split('/');
  const parts = pieces.length > 4 ? [...pieces.slice(0, 3), pieces.slice(3).join('/')] : pieces;
  const [first = '', second, third, fourth] = parts;
  const system = SYSTEM_PATTERN.exec(first);
  if (!system)
    return {
      failure: `${quote(first)} is an invalid OS component of ${quoted}: OSAndVersion specifier component must match ${quote(SYSTEM)}: invalid argument`,
    };
  const wrong = parts.slice(1).find((part) => !COMPONENT_PATTERN.test(part));
  if (wrong !== undefined)
    return {
      failure: `${quote(wrong)} is an invalid component of ${quoted}: platform specifier component must match ${quote(COMPONENT)}: invalid argument`,
    };
  if (fourth !== undefined) return { failure: `${quoted}: cannot parse platform specifier: invalid argument` };
  if (second === undefined) return loneComponent(system[1] ?? '', quoted);
  const os = { os: normalSystem(system[1] ?? ''), ...(system[2] && { osVersion: system[2] }) };
  const { architecture, variant } = normalArchitecture(second, third ?? '');
  if (third === undefined) {
    const plain = architecture === 'arm' && variant === 'v7';
    return { ...os, architecture, variant: plain ? '' : variant };
  }
  return { ...os, architecture, variant: architecture === 'arm64' && !variant ? 'v8' : variant };
}

function loneComponent(word: string, quoted: string): Platform | { readonly failure: string } {
  const os = normalSystem(word);
  if (SYSTEMS.has(os)) return { os, architecture: BUILD_PLATFORM.architecture, variant: '' };
  const { architecture, variant } = normalArchitecture(word, '');
  if (ARCHITECTURES.has(architecture)) {
    const plain = architecture === 'arm' && variant === 'v7';
    return { os: BUILD_PLATFORM.os, architecture, variant: plain ? '' : variant };
  }
  return { failure: `${quoted}: unknown operating system or architecture: invalid argument` };
}

/** `linux/arm64`, `linux/arm/v7`. */
export function formatPlatform(platform: Platform): string {
  const os = platform.osVersion ? `${platform.os}(${platform.osVersion})` : platform.os;
  return [os, platform.architecture, platform.variant].filter((part) => part !== '').join('/');
}

/** The spelling used for comparing and in image files: `arm` is `arm/v7`, `arm64/v8` is `arm64`. */
export function normalizePlatform(platform: Platform): Platform {
  return { os: normalSystem(platform.os), ...normalArchitecture(platform.architecture, platform.variant) };
}

function normalSystem(os: string): string {
  const lower = os.toLowerCase();
  if (lower === '') return BUILD_PLATFORM.os;
  return lower === 'macos' ? 'darwin' : lower;
}

const ALIASES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
};

function normalArchitecture(name: string, kind: string): { architecture: string; variant: string } {
  const lower = name.toLowerCase();
  const architecture = Object.hasOwn(ALIASES, lower) ? (ALIASES[lower] ?? lower) : lower;
  const variant = kind.toLowerCase();
  if (architecture === 'i386') return { architecture: '386', variant: '' };
  if (architecture === 'armhf') return { architecture: 'arm', variant: 'v7' };
  if (architecture === 'armel') return { architecture: 'arm', variant: 'v6' };
  if (architecture === 'amd64') return { architecture, variant: variant === 'v1' ? '' : variant };
  if (architecture === 'arm64') {
    if (/^v?8(\.0)?$/.test(variant) && variant !== '8.0') return { architecture, variant: '' };
    return { architecture, variant: /^(9|9\.0|v9\.0)$/.test(variant) ? 'v9' : variant };
  }
  if (architecture === 'arm') {
    if (variant === '' || variant === '7') return { architecture, variant: 'v7' };
    return { architecture, variant: /^[568]$/.test(variant) ? `v${variant}` : variant };
  }
  return { architecture, variant };
}
