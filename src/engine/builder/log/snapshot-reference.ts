import { digestOf } from '../../base/digest.ts';

/** BuildKit's name for a snapshot in messages; the real one is random, ours follows from what it names. */
export function snapshotRef(...parts: readonly string[]): string {
  const hex = digestOf(...parts).slice('sha256:'.length);
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `9${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  const letters = BigInt(`0x${hex}`).toString(36).padStart(25, '0').slice(0, 25);
  return `${groups.join('-')}::${letters}`;
}
