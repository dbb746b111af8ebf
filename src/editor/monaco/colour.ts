/**
 * A CSS colour as browsers print computed values (`oklch(L C H / a)`, `rgb(r, g, b)`, `color(srgb r g b)`) in the
 * `#rrggbb[aa]` form that Monaco takes; undefined when the text is none of these.
 * Conversion: https://bottosson.github.io/posts/oklab/ and the sRGB transfer function of IEC 61966-2-1.
 */
export function hexOf(text: string): string | undefined {
  const match = /^(oklch|rgba?|color)\(\s*(?:srgb\s+)?([^)]*)\)$/.exec(text.trim());
  if (!match) return /^#[0-9a-f]{6}(?:[0-9a-f]{2})?$/i.test(text.trim()) ? text.trim() : undefined;
  const numbers = (match[2] ?? '')
    .split(/[\s,/]+/)
    .map((part) => (part.endsWith('%') ? parseFloat(part) / 100 : parseFloat(part)));
  const [a = 0, b = 0, c = 0, alpha = 1] = numbers.map((number) => (Number.isNaN(number) ? 0 : number));
  const channels =
    match[1] === 'oklch' ? fromOklch(a, b, c) : match[1] === 'color' ? [a, b, c] : [a / 255, b / 255, c / 255];
  return `#${[...channels, ...(alpha < 1 ? [alpha] : [])].map(byte).join('')}`;
}

/** True when the colour is nearer to black than to white. */
export function isDark(hex: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128;
}

function fromOklch(lightness: number, chroma: number, hue: number): number[] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((linear) => (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055));
}

function byte(channel: number): string {
  return Math.round(Math.max(0, Math.min(1, channel)) * 255)
    .toString(16)
    .padStart(2, '0');
}
