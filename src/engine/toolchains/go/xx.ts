import type { Process } from '../../kernel/system.ts';

const MACHINES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64', arm: 'armv7l', '386': 'i386' };

/** What TARGETPLATFORM names, or TARGETOS and TARGETARCH, or the machine at hand: as tonistiigi/xx reads them. */
export function targetParts(process: Process): {
  readonly os: string;
  readonly arch: string;
  readonly variant: string;
  readonly machine: string;
  readonly cross: boolean;
} {
  const own = process.system.platform.split('/')[1] ?? 'amd64';
  const [os, arch, variant] = (process.env.get('TARGETPLATFORM') ?? '').split('/');
  const name = arch || process.env.get('TARGETARCH') || own;
  return {
    os: os || process.env.get('TARGETOS') || 'linux',
    arch: name,
    variant: variant ?? process.env.get('TARGETVARIANT') ?? '',
    machine: MACHINES[name] ?? name,
    cross: name !== own,
  };
}
