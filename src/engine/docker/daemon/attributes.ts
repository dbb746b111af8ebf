import type { Container } from '../model.ts';

/** What events say of a container beside its id: labels, image and name, by name. */
export function describe(container: Container): Record<string, string> {
  const all = { ...container.config.Labels, image: container.config.Image, name: container.name };
  return Object.fromEntries(Object.entries(all).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
