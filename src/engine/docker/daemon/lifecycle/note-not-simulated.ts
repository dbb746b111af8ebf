import type { NotSimulated } from '../../../base/diagnostic.ts';
import type { Container } from '../../model.ts';

interface Met {
  /** Of earlier lives. */
  readonly before: Set<string>;
  /** Of this one; it grows while the processes run. */
  now: readonly NotSimulated[];
}

const met = new WeakMap<Container, Met>();

/** Takes note of what the processes of a container that starts will meet that is not simulated. */
export function noteUnknown(container: Container, list: readonly NotSimulated[]): void {
  const known = met.get(container);
  for (const { what } of known?.now ?? []) known?.before.add(what);
  met.set(container, { before: known?.before ?? new Set(), now: list });
}

/** What the processes of a container have met so far that is not simulated, as short noun phrases. */
export function unknownOf(container: Container): readonly string[] {
  const known = met.get(container);
  return [...new Set([...(known?.before ?? []), ...(known?.now ?? []).map(({ what }) => what)])];
}
