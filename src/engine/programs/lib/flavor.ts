import type { Process } from '../../kernel/system.ts';

/** Points to the help, as GNU's commands do after a mistake, or prints BusyBox's usage (with `details`, the help on options); answers the status. */
export function usage(process: Process, status = 1, details = ''): number {
  if (!isBusybox(process)) {
    const prefix = /^(?:diff|cmp)$/.test(shortName(process)) ? `${process.name}: ` : '';
    process.err(`${prefix}Try '${process.name} --help' for more information.\n`);
    return status;
  }
  const name = shortName(process);
  process.err(`${busyboxBanner(process)}\n\nUsage: ${name}\n${details}`);
  return /^(?:sort|[ef]?grep)$/.test(name) ? 2 : 1;
}

/** The first line of every help of BusyBox. */
export function busyboxBanner(process: Process): string {
  return `BusyBox v${process.system.os.busybox ?? '1.37.0'} multi-call binary.`;
}

/** The name without folders: `ls` of `/bin/ls`. */
export function shortName(process: Process): string {
  return process.name.slice(process.name.lastIndexOf('/') + 1);
}

/** A process plays BusyBox's form of a command, built into ash or as an applet. */
export function isBusybox(process: Process): boolean {
  return process.flavor === 'busybox' || process.flavor === 'ash';
}

/** Prints GNU's or BusyBox's message. */
export function complain(process: Process, text: { gnu: string; busybox: string }): void {
  process.complain(isBusybox(process) ? text.busybox : text.gnu);
}

/** Says that operands are missing, as GNU or as BusyBox does; the status is 1. */
export function missingOperand(process: Process, text = 'missing operand'): number {
  if (!isBusybox(process)) process.complain(text);
  return usage(process);
}

/** Says that there is an operand too many. */
export function extraOperand(process: Process, operand: string): number {
  return missingOperand(process, `extra operand '${operand}'`);
}
