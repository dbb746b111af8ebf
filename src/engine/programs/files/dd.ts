import { errorText } from '../../kernel/errno.ts';
import { isBusybox, usage } from '../lib/flavor.ts';
import { sourceOf, type Source } from '../lib/text-source.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Copies blocks: if= of= bs= ibs= obs= count= skip= seek= conv=notrunc,sync,lcase,ucase status=. The time is the virtual one.',
  example: `
$ printf hello | dd bs=1 count=2 2>/dev/null; echo
he
$ dd if=/dev/zero of=/tmp/z bs=1k count=2 status=none; stat -c %s /tmp/z
2048
$ dd if=/none
! dd: failed to open '/none': No such file or directory
`,
  *run(process, args) {
    const given = new Map<string, string>();
    for (const arg of args) {
      const [, key = '', value = ''] = /^([a-z]+)=(.*)$/s.exec(arg) ?? [];
      if (!KEYS.has(key)) {
        if (arg === '--') continue;
        if (!isBusybox(process)) process.complain(`unrecognized operand '${arg}'`);
        return usage(process);
      }
      given.set(key, value);
    }
    const plan = planOf(process, given);
    if (!plan) return 1;
    const name = given.get('if');
    const source = name === undefined ? stdin(process) : sourceOf(process, name);
    if ('errno' in source) return cannotOpen(process, name ?? '', source.errno);
    if (name === '/dev/zero' && isPlain(plan)) {
      const status = fill(process, plan);
      if (status !== undefined) return status;
    }
    return yield* copy(process, source, plan);
  },
};
export default command;

const KEYS = new Set([
  'if',
  'of',
  'bs',
  'ibs',
  'obs',
  'count',
  'skip',
  'seek',
  'conv',
  'status',
  'iflag',
  'oflag',
  'cbs',
]);

const BUSYBOX_CONVERSIONS = new Set(['notrunc', 'sync', 'noerror', 'fsync', 'swab']);
const CONVERSIONS = new Set([
  ...BUSYBOX_CONVERSIONS,
  'ucase',
  'lcase',
  'fdatasync',
  'excl',
  'nocreat',
  'sparse',
  'ascii',
  'ebcdic',
  'block',
  'unblock',
]);

interface Plan {
  readonly size: number;
  readonly count: number;
  readonly skip: number;
  readonly seek: number;
  readonly to: string | undefined;
  readonly conversions: ReadonlySet<string>;
  readonly status: string;
}

function stdin(process: Process): Source {
  return { name: '-', read: () => process.read() };
}

function cannotOpen(process: Process, name: string, errno: Parameters<typeof errorText>[0]): number {
  const text = errorText(errno);
  process.complain(isBusybox(process) ? `can't open '${name}': ${text}` : `failed to open '${name}': ${text}`);
  return 1;
}

const UNITS: Readonly<Record<string, number>> = {
  c: 1,
  w: 2,
  b: 512,
  kB: 1000,
  k: 1024,
  K: 1024,
  KiB: 1024,
  MB: 1e6,
  M: 1_048_576,
  MiB: 1_048_576,
  GB: 1e9,
  G: 1_073_741_824,
  GiB: 1_073_741_824,
};

/** `2k`, `4x512`; not a number when it is none. */
function sizeOf(text: string): number {
  const parts = text.split('x').map((part) => {
    const match = /^(\d+)([a-zA-Z]*)$/.exec(part);
    const unit = match?.[2] === '' ? 1 : UNITS[match?.[2] ?? ''];
    return match && unit !== undefined ? Number(match[1]) * unit : Number.NaN;
  });
  return parts.reduce((product, part) => product * part, 1);
}

function planOf(process: Process, given: ReadonlyMap<string, string>): Plan | undefined {
  const numbers = new Map<string, number>();
  for (const key of ['bs', 'ibs', 'obs', 'count', 'skip', 'seek']) {
    const text = given.get(key);
    if (text === undefined) continue;
    const value = sizeOf(text);
    if (Number.isNaN(value) || (key.endsWith('bs') && value === 0)) {
      process.complain(isBusybox(process) ? `invalid number '${text}'` : `invalid number: '${text}'`);
      return undefined;
    }
    numbers.set(key, value);
  }
  const conversions = new Set((given.get('conv') ?? '').split(',').filter(Boolean));
  const known = isBusybox(process) ? BUSYBOX_CONVERSIONS : CONVERSIONS;
  for (const name of conversions)
    if (!known.has(name)) {
      process.complain(isBusybox(process) ? `invalid argument '${name}' to 'conv'` : `invalid conversion: '${name}'`);
      if (!isBusybox(process)) usage(process);
      return undefined;
    }
  return {
    size: numbers.get('bs') ?? numbers.get('ibs') ?? 512,
    count: numbers.get('count') ?? Number.POSITIVE_INFINITY,
    skip: numbers.get('skip') ?? 0,
    seek: (numbers.get('seek') ?? 0) * (numbers.get('bs') ?? numbers.get('obs') ?? 512),
    to: given.get('of'),
    conversions,
    status: given.get('status') ?? '',
  };
}

/** Whether blocks go into a file as they are. */
function isPlain({ to, conversions, seek }: Plan): boolean {
  return to !== undefined && conversions.size === 0 && seek === 0 && !/^\/dev\/(?!shm\/)/.test(to);
}

/** Zeros of this many bytes are known by their number alone. */
const MANY = 1_048_576;

/** Many zeros into a file, until it is full; undefined: few, or without an end. */
function fill(process: Process, plan: Plan): number | undefined {
  const path = process.path(plan.to ?? '');
  const opened = process.files.write(path, { content: '' });
  if (!opened.ok) return cannotOpen(process, plan.to ?? '', opened.errno);
  const room = process.files.room(path);
  const wanted = plan.count * plan.size;
  if (wanted < MANY || (!Number.isFinite(wanted) && room === undefined)) return undefined;
  const size = Math.min(wanted, room ?? wanted);
  const left = Math.max(0, Math.floor(process.freeMemory()));
  const killed = isInMemory(process, path) && size > left;
  const written = process.files.write(path, { size: killed ? left : size });
  if (!written.ok) return cannotOpen(process, plan.to ?? '', written.errno);
  if (killed) {
    // one page more than there is
    process.hold(4096);
    return 137;
  }
  if (size === wanted) report(process, plan, { bytes: size });
  else full(process, plan, size);
  return size === wanted ? 0 : 1;
}

/** Says that there was no room for a block; what went before is written. */
function full(process: Process, plan: Plan, bytes: number): void {
  process.complain(`error writing '${plan.to ?? ''}': ${errorText('ENOSPC')}`);
  report(process, plan, { bytes, full: true });
}

/** Whether a file lies in memory, which its control group pays for. */
function isInMemory(process: Process, path: string): boolean {
  const real = process.files.resolve(path);
  return real.ok && process.system.cgroup?.inMemory(real.value) === true;
}

/** Where nothing is kept of what is written. */
const SINKS = /^\/dev\/(?:null|zero|stdout|tty)$/;
/** Bytes after which the memory is counted again. */
const PIECE = 262_144;

function* copy(process: Process, source: Source, plan: Plan): Task {
  const { size, conversions } = plan;
  const from = plan.skip * size;
  const until = from + plan.count * size;
  let seen = 0;
  let taken = 0;
  let told = PIECE;
  const parts: string[] = [];
  const silent = plan.to !== undefined && SINKS.test(process.path(plan.to));
  const old = plan.to === undefined ? undefined : process.files.read(process.path(plan.to));
  const before = old?.ok ? (old.value ?? '') : '';
  if (plan.to !== undefined && plan.to !== '/dev/stdout' && !process.path(plan.to).startsWith('/dev/')) {
    const opened = process.files.write(process.path(plan.to), { content: conversions.has('notrunc') ? before : '' });
    if (!opened.ok) return cannotOpen(process, plan.to, opened.errno);
  }
  const memory = plan.to !== undefined && isInMemory(process, process.path(plan.to));
  while (seen < until) {
    const piece = yield* source.read();
    if (piece === undefined) break;
    const part = piece.slice(Math.max(0, from - seen), until - seen);
    seen += piece.length;
    taken += part.length;
    if (taken >= told) {
      told = taken + PIECE;
      // its buffer is one block; what goes to a file in memory is there too
      if (!process.hold(memory ? taken : Math.min(taken, size))) yield { ready: () => false };
    }
    const changed = conversions.has('ucase')
      ? part.toUpperCase()
      : conversions.has('lcase')
        ? part.toLowerCase()
        : part;
    if (plan.to === undefined || plan.to === '/dev/stdout') process.out(changed);
    else if (!silent) parts.push(changed);
  }
  process.hold(0);
  const short = taken % size;
  if (conversions.has('sync') && short > 0) {
    const zeros = '\0'.repeat(size - short);
    if (plan.to === undefined) process.out(zeros);
    else parts.push(zeros);
  }
  const failed = plan.to === undefined ? 0 : finish(process, plan, { made: parts.join(''), before });
  if (failed !== 'full') report(process, plan, { bytes: taken });
  return failed === 0 ? 0 : 1;
}

function finish(process: Process, plan: Plan, text: { made: string; before: string }): number | 'full' {
  const path = process.path(plan.to ?? '');
  if (SINKS.test(path)) return 0;
  const { made, before } = text;
  const kept = plan.conversions.has('notrunc') ? before : '';
  const head = before.slice(0, plan.seek).padEnd(plan.seek, '\0');
  const content = plan.seek > 0 || kept !== '' ? head + made + kept.slice(plan.seek + made.length) : made;
  const written = process.files.write(path, { content });
  if (written.ok) return 0;
  if (written.errno === 'ENOSPC') {
    const room = process.files.room(path) ?? 0;
    process.files.write(path, { content: content.slice(0, room) });
    full(process, plan, Math.min(room, content.length));
    return 'full';
  }
  process.complain(`error writing '${plan.to ?? ''}': ${errorText(written.errno)}`);
  return 1;
}

/** Where it was full, one block more was read, and BusyBox leaves the last line out. Recorded, vol-tmpfs. */
function report(process: Process, plan: Plan, done: { readonly bytes: number; readonly full?: boolean }): void {
  if (plan.status === 'none') return;
  const { bytes } = done;
  const whole = Math.floor(bytes / plan.size);
  const part = bytes % plan.size > 0 && !done.full ? 1 : 0;
  process.err(`${whole + (done.full ? 1 : 0)}+${part} records in\n${whole}+${part} records out\n`);
  if (plan.status === 'noxfer' || (done.full && isBusybox(process))) return;
  // No virtual time passes while bytes are copied; the rate is left out.
  const unit = `${bytes} byte${bytes === 1 ? '' : 's'}`;
  process.err(isBusybox(process) ? `${bytes} bytes (${bytes}B) copied, 0.000000 seconds\n` : `${unit} copied, 0 s\n`);
}
