import type { System } from './system.ts';

/** The name that the kernel gives the machine (`hostname`, `uname -n`); undefined when neither the system nor /etc/hostname says one. */
export function nodeName({ hostname, tree }: System): string | undefined {
  if (hostname !== undefined) return hostname;
  const read = tree.read('/etc/hostname');
  return (read.ok ? read.value : undefined)?.trim() || undefined;
}
