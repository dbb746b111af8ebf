import type { Daemon } from '../daemon/daemon.ts';

/** Bytes of memory of the host, and those that its containers use now. */
export function hostMemory(daemon: Daemon): { readonly total: number; readonly used: number } {
  let used = 0;
  for (const { machine } of daemon.live.values()) {
    const { memory, files } = machine.processes.usage();
    used += memory + files;
  }
  return { total: daemon.profile.memory, used };
}
