import type { Rights } from '../../shell/index.ts';
import type { HostConfig } from '../model.ts';
import type { Result } from '../daemon/daemon.ts';
import { refusals, verifyProfile } from './seccomp.ts';
import { daemonOptions } from './security-options.ts';

/** What the kernel allows the processes of a container. Its options have been verified when it was created. */
export function rightsOf(hostConfig: HostConfig): Rights {
  const read = daemonOptions(hostConfig.SecurityOpt ?? []);
  const options = read.ok ? read.value : undefined;
  const profile = options?.seccomp;
  const filtered = profile === undefined ? !hostConfig.Privileged : profile !== 'unconfined';
  const refused = filtered && profile !== undefined ? refusals(profile) : undefined;
  const sysctls = Object.entries(hostConfig.Sysctls ?? {}).map(
    ([name, value]) => [name.replaceAll('.', '/'), shown(value)] as const,
  );
  const host = hostConfig.NetworkMode === 'host' ? [['net/ipv4/ip_unprivileged_port_start', '1024'] as const] : [];
  return {
    noNewPrivileges: options?.noNewPrivileges ?? false,
    seccomp: filtered ? 2 : 0,
    refuses: (call) => refused?.(call),
    sysctls: new Map([...host, ...sysctls]),
    root: { readonly: hostConfig.ReadonlyRootfs },
    privileged: hostConfig.Privileged,
  };
}

/** Options that the runtime refuses when a container starts. */
export function verifyRights(hostConfig: HostConfig): Result {
  const read = daemonOptions(hostConfig.SecurityOpt ?? []);
  if (!read.ok) return read;
  return verifyProfile(read.value.seccomp);
}

/** Several numbers are shown with tabs between them. */
function shown(value: string): string {
  return /^-?\d+(?:\s+-?\d+)+$/.test(value.trim()) ? value.trim().split(/\s+/).join('\t') : value;
}
