import type { Container } from '../model.ts';

type Attributes = Readonly<Record<string, string>>;

/** What was said of a container last: most of its events say the same. */
const said = new WeakMap<Container['config'], { readonly name: string; readonly attributes: Attributes }>();

/** What events say of a container beside its id: labels, image and name, by name. */
export function describe(container: Container): Attributes {
  const known = said.get(container.config);
  if (known?.name === container.name) return known.attributes;
  const attributes = attributesOf(container);
  said.set(container.config, { name: container.name, attributes });
  return attributes;
}

function attributesOf(container: Container): Attributes {
  const all = { ...container.config.Labels, image: container.config.Image, name: container.name };
  return Object.fromEntries(Object.entries(all).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
