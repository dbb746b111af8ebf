import type { Process } from '../../kernel/system.ts';

/** Takes apt's lock in a folder; false while somebody else has it. */
export function takeLock(process: Process, folder: string): boolean {
  return process.system.locks?.take(`${folder}/lock`, process.now) ?? true;
}

/** Lets the rest of the work take its time and gives the lock back at its end. */
export function worksLocked(process: Process, folder: string, ms: number): void {
  process.system.locks?.release(`${folder}/lock`, process.now + ms);
  process.takes(ms);
}

/**
 * What apt says when another holds the lock, and its exit code. The holder runs in another container, whose processes have no number in this one:
 * the kernel answers 0. Source: apt-pkg/contrib/fileutl.cc `GetLock`; Tecnativa/doodba issue 714 (builds side by side on one cache mount).
 */
export function held(process: Process, folder: string): number {
  process.err(
    `E: Could not get lock ${folder}/lock. It is held by process 0\nE: Unable to lock directory ${folder}/\n`,
  );
  return 100;
}
