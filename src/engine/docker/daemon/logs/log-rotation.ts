import { parseSize } from '../../limits/size.ts';
import type { Container, LogEntry } from '../../model.ts';

/** Bytes of an entry in the file of the json-file driver besides its text: names, stream, a time with nanoseconds, the line end. */
const FRAME = `{"log":"","stream":"stdout","time":"2006-01-02T15:04:05.999999999Z"}\n`.length;

function bytesOf({ text }: LogEntry): number {
  const written = JSON.stringify(text).replaceAll(/[<>&]/g, '\\u0000');
  return FRAME - 2 + written.length;
}

/**
 * How many entries of a container's log are gone because its files were turned over: a file that has reached `max-size` is followed by a
 * new one, and `max-file` of them (1 when none is said) stay. Source: moby daemon/logger/loggerutils/logfile.go checkCapacityAndRotate; recorded,
 * run-logs2-y.
 */
export function rotatedAway({ hostConfig, logs }: Container): number {
  const { Type, Config } = hostConfig.LogConfig;
  const size = parseSize(Config['max-size'] ?? '');
  if (Type !== 'json-file' || Config['max-size'] === undefined || !size.ok || size.value <= 0) return 0;
  const starts = [0];
  let bytes = 0;
  logs.forEach((entry, at) => {
    if (bytes >= size.value) {
      starts.push(at);
      bytes = 0;
    }
    bytes += bytesOf(entry);
  });
  return starts.at(-Math.min(starts.length, Number(Config['max-file'] ?? 1))) ?? 0;
}
