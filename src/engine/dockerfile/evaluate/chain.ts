/** An immutable list that grows at its end and shares what came before: a stage inherits its base's history for free. */
export interface Chain<T> {
  readonly before: Chain<T> | undefined;
  readonly item: T;
}

/** The items in order. */
export function chainItems<T>(chain: Chain<T> | undefined): T[] {
  const items: T[] = [];
  for (let link = chain; link; link = link.before) items.push(link.item);
  return items.toReversed();
}
