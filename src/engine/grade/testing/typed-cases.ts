import type { Written } from './attempts.ts';

/** An attempt that typed these commands. Only tests and their cases import this module. */
export function typed(...commands: readonly string[]): Written {
  return { dockerfile: 'FROM scratch\n', typed: commands };
}
