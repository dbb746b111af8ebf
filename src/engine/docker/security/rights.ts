import type { Rights } from '../../kernel/index.ts';
import type { HostConfig } from '../model.ts';
import { refused, type Result } from '../daemon/daemon.ts';
import { refusals, verifyProfile } from './seccomp.ts';
import { daemonOptions } from './security-options.ts';

/** What the kernel allows the processes of a container. Its options have been verified when it was created. */
export function rightsOf(hostConfig: HostConfig): Rights {
  const read = daemonOptions(hostConfig.SecurityOpt ?? []);
  const options = read.ok ? read.value : undefined;
  const profile = options?.seccomp;
  const filtered = profile === undefined ? !hostConfig.Privileged : profile !== 'unconfined';
  const answers = filtered && profile !== undefined ? refusals(profile) : undefined;
  const sysctls = Object.entries(hostConfig.Sysctls ?? {}).map(
    ([name, value]) => [name.replaceAll('.', '/'), shown(value)] as const,
  );
  const host = hostConfig.NetworkMode === 'host' ? [['net/ipv4/ip_unprivileged_port_start', '1024'] as const] : [];
  return {
    noNewPrivileges: options?.noNewPrivileges ?? false,
    seccomp: filtered ? 2 : 0,
    refuses: (call) => answers?.(call),
    sysctls: new Map([...host, ...sysctls]),
    root: { readonly: hostConfig.ReadonlyRootfs },
    privileged: hostConfig.Privileged,
  };
}

/** Whether somebody gave a seccomp profile of their own. */
export function ownProfile(hostConfig: HostConfig): boolean {
  const read = daemonOptions(hostConfig.SecurityOpt ?? []);
  const profile = read.ok ? read.value.seccomp : undefined;
  return profile !== undefined && profile !== 'unconfined';
}

/** Options that the runtime refuses when a container starts. */
export function verifyRights(hostConfig: HostConfig): Result {
  const read = daemonOptions(hostConfig.SecurityOpt ?? []);
  if (!read.ok) return read;
  const devices = verifyDevices(hostConfig);
  return devices.ok ? verifyProfile(read.value.seccomp) : devices;
}

/** Device files that a host has; it has neither sound nor graphics. Source: /dev of the host of the recordings. */
const DEVICES =
  /^\/dev\/(?:null|zero|full|u?random|tty\d*|ttyS0|console|ptmx|fuse|kvm|kmsg|mem|loop(?:-control|\d)|net(?:\/tun)?|shm|vda\d?|vsock|hwrng|pts|fd|std(?:in|out|err)|cpu|input)\/?$/;

/** Devices and graphics cards that are asked for and are not there. Source: moby daemon/oci_linux.go, daemon/devices.go. */
function verifyDevices({ Devices, Extra, Privileged }: HostConfig): Result {
  const missing = Privileged ? undefined : Devices.find(({ PathOnHost }) => !DEVICES.test(PathOnHost));
  if (missing)
    return refused(
      `error gathering device information while adding custom device ${JSON.stringify(missing.PathOnHost)}: no such file or directory`,
    );
  return Extra['DeviceRequests'] === undefined
    ? { ok: true, value: undefined }
    : refused('could not select device driver "" with capabilities: [[gpu]]');
}

/** Several numbers are shown with tabs between them. */
function shown(value: string): string {
  return /^-?\d+(?:\s+-?\d+)+$/.test(value.trim()) ? value.trim().split(/\s+/).join('\t') : value;
}
