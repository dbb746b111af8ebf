/** Cut to so many characters, the last one an ellipsis. Source: docker/cli formatter/displayutils.go Ellipsis. */
export function ellipsis(text: string, length: number): string {
  const characters = Array.from(text);
  if (characters.length <= length) return text;
  return length <= 3 ? characters.slice(0, length).join('') : `${characters.slice(0, length - 1).join('')}…`;
}

/** The first 12 digits of an id. Source: docker/docker pkg/stringid TruncateID. */
export function shortId(id: string): string {
  return id.slice(id.indexOf(':') + 1).slice(0, 12);
}

/** A text in Go's quotes. Source: Go strconv.Quote. */
export function goQuote(text: string): string {
  return JSON.stringify(text)
    .replace(/\\u00([01][0-9a-f])/g, (_all, hex: string) =>
      hex === '07' ? String.raw`\a` : hex === '0b' ? String.raw`\v` : String.raw`\x${hex}`,
    )
    .replaceAll('\u007f', String.raw`\x7f`);
}

const split = (text: string): string[] => text.match(/\d+|\D/g) ?? [];

/** Order in which `network2` comes before `network10`. Source: fvbommel/sortorder NaturalLess. */
export function naturally(one: string, other: string): number {
  const left = split(one);
  const right = split(other);
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const a = left[at] ?? '';
    const b = right[at] ?? '';
    if (a === b) continue;
    if (/^\d/.test(a) && /^\d/.test(b)) {
      const difference = Number(a) - Number(b);
      if (difference !== 0) return difference;
      return a.length - b.length;
    }
    return a < b ? -1 : 1;
  }
  return left.length - right.length;
}
