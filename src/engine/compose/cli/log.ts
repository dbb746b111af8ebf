import { rfc3339Seconds } from '../../docker/format/times.ts';
import { quoted } from '../value.ts';

/** A warning as logrus prints it without a terminal; `now` is the host's virtual time. Source: sirupsen/logrus text_formatter.go. */
export function warningLine(now: number, message: string): string {
  const plain = /^[a-zA-Z0-9\-._/@^+]+$/.test(message);
  return `time="${rfc3339Seconds(now)}" level=warning msg=${plain ? message : quoted(message)}\n`;
}
