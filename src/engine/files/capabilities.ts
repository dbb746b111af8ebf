import type { Credentials } from './tree.ts';

/** Names without CAP_, by bit. Source: capabilities(7), include/uapi/linux/capability.h. */
export const CAPABILITIES: readonly string[] =
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'.split(
    ' ',
  );

/** A set of capabilities as a number, bit by bit; it has more than 32 bits, so no bit operators. */
export function maskOf(names: Iterable<string>): number {
  let mask = 0;
  for (const name of new Set(names)) {
    const bit = CAPABILITIES.indexOf(name);
    if (bit >= 0) mask += 2 ** bit;
  }
  return mask;
}

/** Whether a set has a capability. */
export function hasBit(mask: number, name: string): boolean {
  const bit = CAPABILITIES.indexOf(name);
  return bit >= 0 && Math.floor(mask / 2 ** bit) % 2 === 1;
}

/** Whether somebody may do what a capability allows: by the effective set, or, where nothing is known of one, as root. */
export function capable(who: Pick<Credentials, 'uid' | 'capabilities'>, name: string): boolean {
  return who.capabilities === undefined ? who.uid === 0 : hasBit(who.capabilities, name);
}

/** As /proc/PID/status prints a set: 16 hexadecimal digits. */
export function hexOf(mask: number): string {
  return mask.toString(16).padStart(16, '0');
}

/**
 * Credentials as execve leaves them: root has the whole bounding set, others nothing, since there is no ambient set. Source:
 * capabilities(7), "Capabilities and execution of programs by root".
 */
export function afterExec(who: Credentials): Credentials {
  const { bounding } = who;
  if (bounding === undefined) return who;
  const capabilities = who.uid === 0 ? bounding : 0;
  return who.capabilities === capabilities ? who : { ...who, capabilities };
}
