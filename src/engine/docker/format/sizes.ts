const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

/** A number with so many significant digits, as C's `%.4g`. */
function general(value: number, digits: number): string {
  if (value === 0) return '0';
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < digits) return String(Number(value.toPrecision(digits)));
  return `${Number(mantissa)}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function scaled(bytes: number, base: number, last: number): [number, number] {
  let value = bytes;
  let unit = 0;
  while (value >= base && unit < last) {
    value /= base;
    unit++;
  }
  return [value, unit];
}

/** Bytes as docker prints them: decimal units, 4 significant digits unless fewer are asked for. Source: docker/go-units size.go. */
export function humanSize(bytes: number, digits = 4): string {
  const [value, unit] = scaled(bytes, 1000, DECIMAL.length - 1);
  return `${general(value, digits)}${DECIMAL[unit] ?? ''}`;
}

/** Bytes in binary units: `23.5GiB`. Source: docker/go-units size.go BytesSize. */
export function bytesSize(bytes: number, digits = 4): string {
  const [value, unit] = scaled(bytes, 1024, BINARY.length - 1);
  return `${general(value, digits)}${BINARY[unit] ?? ''}`;
}

/** Bytes in decimal units as many Go tools print them: `131 B`, `4.2 MB`, `83 MB`. Source: dustin/go-humanize bytes.go humanateBytes. */
export function humanBytes(bytes: number): string {
  if (bytes < 10) return `${bytes} B`;
  const unit = Math.min(Math.floor(Math.log10(bytes) / 3), DECIMAL.length - 1);
  const value = Math.floor((bytes / 1000 ** unit) * 10 + 0.5) / 10;
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${DECIMAL[unit]}`;
}
