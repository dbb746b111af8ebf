import type { PackageFacts, Process } from '../../system.ts';

/** `curl=8.14.*`: another version than the listed one may or may not be on the mirrors. */
export function reportPin(process: Process, text: string, found: readonly (PackageFacts | undefined)[]): void {
  const [name = '', pin] = text.split('=');
  const version = found.find((facts) => facts?.name === name)?.version;
  if (pin === undefined || version === undefined || version === pin) return;
  if (!pin.endsWith('*') || !version.startsWith(pin.slice(0, -1))) process.notSimulated(`version ${pin} of ${name}`);
}
