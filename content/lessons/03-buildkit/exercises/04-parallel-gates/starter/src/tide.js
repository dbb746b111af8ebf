/** Height in metres from one high water to the next, `hours` after it. */
export function height(hours, { high, low }) {
  const middle = (high + low) / 2;
  return middle + ((high - low) / 2) * Math.cos((2 * Math.PI * hours) / 12.42);
}
