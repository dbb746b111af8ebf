/**
 * A byte count as `docker images` prints it: decimal units, four significant digits at most ("8.31MB", "1.2GB").
 * Source: docker/go-units size.go `HumanSizeWithPrecision(size, 3)`; Drydock puts a no-break space before the unit in
 * prose, which `formatBytes` does and `dockerSize` does not.
 */
export function dockerSize(bytes: number): string {
  const [value, unit] = scale(bytes);
  return `${value}${unit}`;
}

/** The same figure for prose: "8.31 MB" with a no-break space before the unit. */
export function formatBytes(bytes: number): string {
  const [value, unit] = scale(bytes);
  return `${value}\u00a0${unit}`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

function scale(bytes: number): [string, string] {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return [String(Number(value.toPrecision(3))), UNITS[unit] ?? 'PB'];
}

/** A whole number with commas between thousands, as in English: "4,908". `toLocaleString` loads the words of all languages first: 15 ms. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Bytes of "61MB", "1.5 GB", "300kB", "12" or "64MiB"; undefined when the text is no size. */
export function parseBytes(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b?\s*$/i.exec(text);
  if (!match) return undefined;
  const power = ' kmgt'.indexOf((match[2] || ' ').toLowerCase());
  return Math.round(Number(match[1]) * (match[3] ? 1024 : 1000) ** power);
}
