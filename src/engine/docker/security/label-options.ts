import type { HostConfig } from '../model.ts';

/**
 * The options with SELinux labels off, as the daemon adds it for containers that share the host's processes or memory, or have
 * all rights, unless a label was asked for. Source: moby daemon/create.go generateSecurityOpt.
 */
export function withLabelOption(host: HostConfig): string[] | null {
  const { SecurityOpt, Privileged, IpcMode, PidMode } = host;
  const asked = (SecurityOpt ?? []).some((one) => one.split(/[=:]/)[0] === 'label');
  if (asked || !(Privileged || IpcMode === 'host' || PidMode === 'host')) return SecurityOpt;
  return [...(SecurityOpt ?? []), 'label=disable'];
}
