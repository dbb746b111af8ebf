const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/**
 * A number of bytes for prose: decimal units, three significant digits, a no-break space before the unit ("8.5 MB"), as
 * `docker images` counts. `≈` stands before it when `assumed`.
 */
export function formatBytes(bytes: number, assumed = false): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${assumed ? '≈\u00a0' : ''}${Number(value.toPrecision(3))}\u00a0${UNITS[unit] ?? 'TB'}`;
}

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A number of bytes as limits are given and `docker stats` counts them: binary units, three significant digits ("64 MiB"). */
export function formatBinary(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1023.5 && unit < BINARY.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Number(value.toPrecision(value >= 1000 ? 4 : 3))}\u00a0${BINARY[unit] ?? 'TiB'}`;
}

/** Minutes for prose: "12 min", "1 h 06". */
export function formatMinutes(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 60) return `${whole}\u00a0min`;
  return `${Math.floor(whole / 60)}\u00a0h\u00a0${String(whole % 60).padStart(2, '0')}`;
}

/** Milliseconds for prose: "0.4 s", "11.2 s". */
export function formatSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)}\u00a0s`;
}

/** Milliseconds of something that may take almost no time: "0 s", "<0.1 s", "11.2 s". */
export function formatDuration(ms: number): string {
  if (ms <= 0) return '0\u00a0s';
  return ms < 50 ? '<0.1\u00a0s' : formatSeconds(ms);
}

/** "1 file", "3 files": the number and its noun. */
export function count(amount: number, noun: string): string {
  return `${amount}\u00a0${noun}${amount === 1 ? '' : 's'}`;
}
