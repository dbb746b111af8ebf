/** An image name as written, taken apart; `undefined` for one that holds a variable. */
export function imageReference(
  text: string,
): { name: string; tag: string | undefined; digest: string | undefined } | undefined {
  if (text.includes('$')) return undefined;
  const [rest = '', digest] = text.split('@', 2);
  // a colon before the last slash belongs to the registry's port
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  return colon === -1
    ? { name: rest, tag: undefined, digest }
    : { name: rest.slice(0, colon), tag: rest.slice(colon + 1), digest };
}
