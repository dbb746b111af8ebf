import { setTime, timeOf, wallSeconds } from '../../kernel/time/clock.ts';
import { readMoment, readStamp } from '../lib/read-date.ts';
import { errorText } from '../../kernel/errno.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { complain, isBusybox, missingOperand, usage } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Makes empty files and sets their times: -c, -t, -d, -r; -a and -m change the one time there is.',
  gnu: {
    touch: 'acdfhmrt no-create date no-dereference reference time',
  },
  example: `
$ touch /tmp/a /tmp/b; ls /tmp
a
b
$ touch -t 202001010000 /tmp/old; [ /tmp/a -nt /tmp/old ] && echo newer
newer
$ touch /none/a
! touch: cannot touch '/none/a': No such file or directory
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'acmfh',
      values: 'trd',
      busybox: 'cd:r:t:hamf',
      long: { '--no-create': 'c', '--date=': 'd', '--reference=': 'r', '--no-dereference': 'h' },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.rest.length === 0) return missingOperand(process, 'missing file operand');
    const time = wantedTime(process, options);
    if (typeof time === 'number' && Number.isNaN(time)) return 1;
    let status = 0;
    for (const name of options.rest) if (!touch(process, name, { create: !options.has('c'), time })) status = 1;
    return status;
  },
};
export default command;

/** The time to set; undefined for now, not a number after a complaint. */
function wantedTime(process: Process, options: Options): number | undefined {
  const now = wallSeconds(process);
  const file = options.value('r');
  if (file !== undefined) {
    const entry = process.files.stat(process.path(file));
    if (entry.ok) return timeOf(entry.value);
    const text = errorText(entry.errno);
    complain(process, { gnu: `failed to get attributes of '${file}': ${text}`, busybox: `${file}: ${text}` });
    return Number.NaN;
  }
  const stamp = options.value('t');
  const date = options.value('d');
  if (stamp === undefined && date === undefined) return undefined;
  const time = stamp === undefined ? readMoment(date ?? '', now) : readStamp(stamp);
  if (time !== undefined) return time;
  const text = stamp ?? date ?? '';
  if (isBusybox(process) || stamp === undefined)
    process.complain(isBusybox(process) ? `invalid date '${text}'` : `invalid date format '${text}'`);
  else {
    process.complain(`invalid date format '${text}'`);
    usage(process);
  }
  return Number.NaN;
}

function touch(process: Process, name: string, how: { create: boolean; time: number | undefined }): boolean {
  const path = process.path(name);
  const known = process.files.stat(path);
  if (!known.ok && !how.create) return true;
  let made = known.ok
    ? known.value.kind === 'char'
      ? ({ ok: true, value: undefined } as const)
      : process.files.chmod(path, known.value.mode)
    : process.files.write(path, { content: '' });
  // Somebody else's file with the w bit may be touched to the present.
  if (known.ok && !made.ok && made.errno === 'EPERM' && known.value.kind === 'file')
    made = process.files.write(path, { content: known.value.content ?? '' });
  if (made.ok) {
    const entry = process.files.stat(path);
    if (entry.ok && how.time !== undefined) setTime(entry.value, how.time);
    return true;
  }
  const text = errorText(made.errno === 'EPERM' ? 'EACCES' : made.errno);
  if (made.errno === 'EISDIR')
    complain(process, { gnu: `setting times of '${name}': No such file or directory`, busybox: `${name}: ${text}` });
  else complain(process, { gnu: `cannot touch '${name}': ${text}`, busybox: `${name}: ${text}` });
  return false;
}
