import { timeOf, wallSeconds } from '../../kernel/time/clock.ts';
import { readMoment } from '../lib/read-date.ts';
import { capable } from '../../files/index.ts';
import { errorText } from '../../kernel/errno.ts';
import { readOptions } from '../lib/options.ts';
import { complain, isBusybox, usage } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';
import { formatTime } from '../../kernel/time/strftime.ts';

const command: Command = {
  summary:
    'Prints the moment, which begins at 2026-11-24 08:00:00 UTC and goes on in virtual time; + formats, -u, -d, -r, -I, -R. There is one time zone.',
  gnu: {
    date: 'dfIRrsu date debug file iso-8601 resolution rfc-email rfc-3339 reference set utc universal',
  },
  example: `
$ date -u +%Y-%m-%d
2026-11-24
$ date -d @0 '+%F %T'
1970-01-01 00:00:00
$ date -d '2024-02-28 + 1 day'
! date: invalid date '2024-02-28 + 1 day'
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'uR',
      values: 'drDfs',
      long: {
        '--date=': 'd',
        '--utc': 'u',
        '--universal': 'u',
        '--reference=': 'r',
        '--iso-8601[=': 'I',
        '--rfc-email': 'R',
        '--set=': 's',
      },
      attached: 'I',
    });
    if (options.refused !== undefined) return options.refused;
    if (options.has('s') && !maySetClock(process)) {
      complain(process, {
        gnu: 'cannot set date: Operation not permitted',
        busybox: "can't set date: Operation not permitted",
      });
      // BusyBox goes on and prints the time that was to be set. Source: coreutils/date.c; recorded
      if (!isBusybox(process)) return 1;
    } else if (options.has('s') || options.has('f')) process.notSimulated('setting the clock with date');
    const format = options.rest.find((word) => word.startsWith('+'));
    const extra = options.rest.find((word) => !word.startsWith('+'));
    if (extra !== undefined) {
      complain(process, { gnu: `invalid date '${extra}'`, busybox: `invalid date '${extra}'` });
      return 1;
    }
    if (options.rest.filter((word) => word.startsWith('+')).length > 1) return usage(process);
    const moment = wanted(process, options.value('d') ?? options.value('s'), options.value('r'));
    if (moment === undefined) return 1;
    const wantedFormat = format?.slice(1) ?? preset(options.value('I'), options.has('R'));
    // strftime(3) of musl knows no fractions of a second.
    const known = isBusybox(process) ? wantedFormat.replaceAll('%N', '') : wantedFormat;
    process.out(`${formatTime(known, moment)}\n`);
    return 0;
  },
};
export default command;

/** Whether clock_settime(2) lets a process; where nothing is known of capabilities, root may. Source: capabilities(7), CAP_SYS_TIME. */
function maySetClock({ credentials }: Process): boolean {
  return capable(credentials, 'SYS_TIME');
}

/** What BusyBox reads after -d: no names of days, no spans, no zones (libbb/time.c parse_datestr). */
const BUSYBOX = /^(?:@-?\d+|\d{4}-\d\d?-\d\d?(?: \d\d?:\d\d(?::\d\d)?)?|\d\d?:\d\d(?::\d\d)?)$/;

function wanted(process: Process, text: string | undefined, file: string | undefined): number | undefined {
  const now = wallSeconds(process);
  if (file !== undefined) {
    const entry = process.files.stat(process.path(file));
    if (entry.ok) return timeOf(entry.value);
    const reason = errorText(entry.errno);
    complain(process, { gnu: `${file}: ${reason}`, busybox: `can't stat '${file}': ${reason}` });
    return undefined;
  }
  if (text === undefined) return now;
  const moment = isBusybox(process) && !BUSYBOX.test(text) ? undefined : readMoment(text, now);
  if (moment === undefined) process.complain(`invalid date '${text}'`);
  return moment;
}

function preset(iso: string | undefined, mail: boolean): string {
  if (mail) return '%a, %d %b %Y %H:%M:%S +0000';
  if (iso === undefined) return '%a %b %e %H:%M:%S UTC %Y';
  const times: Readonly<Record<string, string>> = {
    hours: 'T%H+00:00',
    minutes: 'T%H:%M+00:00',
    seconds: 'T%H:%M:%S+00:00',
    s: 'T%H:%M:%S+00:00',
    ns: 'T%H:%M:%S,%N+00:00',
  };
  return `%Y-%m-%d${times[iso] ?? ''}`;
}
