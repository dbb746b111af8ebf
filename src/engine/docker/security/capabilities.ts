import { CAPABILITIES, maskOf } from '../../files/index.ts';
import { refused, type Result } from '../daemon/daemon.ts';
import type { HostConfig } from '../model.ts';

/** What a container gets unless asked otherwise. Source: moby daemon/pkg/oci/caps/defaults.go; recorded, sec-status (a80425fb). */
const DEFAULT: readonly string[] =
  'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'.split(
    ' ',
  );

/** Names as the kernel has them, without CAP_; `ALL` stays. Refused as the daemon does. Source: moby caps/utils.go NormalizeLegacyCapabilities. */
export function readCapabilities(names: readonly string[]): Result<readonly string[]> {
  const read: string[] = [];
  for (const name of names) {
    const upper = name.toUpperCase();
    const bare = upper.replace(/^CAP_/, '');
    if (upper !== 'ALL' && !CAPABILITIES.includes(bare))
      return refused(`unknown capability: ${JSON.stringify(`CAP_${bare}`)}`);
    read.push(upper === 'ALL' ? 'ALL' : bare);
  }
  return { ok: true, value: read };
}

/** What the daemon says to names that are no capabilities, before it creates a container. */
export function verifyCapabilities(config: Pick<HostConfig, 'CapAdd' | 'CapDrop'>): Result {
  for (const key of ['CapAdd', 'CapDrop'] as const) {
    const read = readCapabilities(config[key] ?? []);
    if (!read.ok) return refused(`invalid ${key}: ${read.message}`);
  }
  return { ok: true, value: undefined };
}

/** The bounding set of a container, as a mask (files/capabilities.ts); `lacks`: what the host itself does not have. Source: moby caps/utils.go TweakCapabilities. */
export function boundingSet(
  config: Pick<HostConfig, 'CapAdd' | 'CapDrop' | 'Privileged'>,
  lacks: readonly string[] = [],
): number {
  const everything = CAPABILITIES.filter((name) => !lacks.includes(name));
  if (config.Privileged) return maskOf(everything);
  const adds = known(config.CapAdd);
  const drops = known(config.CapDrop);
  if (adds.includes('ALL')) return maskOf(everything.filter((name) => !drops.includes(name)));
  if (drops.includes('ALL')) return maskOf(adds);
  return maskOf([...DEFAULT.filter((name) => !drops.includes(name)), ...adds]);
}

function known(given: readonly string[] | null): readonly string[] {
  const read = readCapabilities(given ?? []);
  return read.ok ? read.value : [];
}
