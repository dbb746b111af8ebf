import type { Flag } from '../cli/flags.ts';
import type { Ulimit } from '../model.ts';
import { parseSize, nanoCpus, parseInteger } from './size.ts';

/**
 * Why a flag of limits does not take a value: what pflag prints after `invalid argument "x" for "--f" flag: `. Undefined for
 * every other flag. Source: docker/cli opts (MemBytes, NanoCPUs, UlimitOpt, WeightdeviceOpt, ThrottledeviceOpt), run without a daemon.
 */
export function limitFlag(flag: Pick<Flag, 'name' | 'type'>, value: string): string | undefined {
  if (flag.name === 'memory-swap' && value === '-1') return undefined;
  if (flag.type === 'bytes') return reason(parseSize(value));
  if (flag.type === 'decimal') return reason(nanoCpus(value));
  if (flag.type === 'ulimit') {
    const read = readUlimit(value);
    return typeof read === 'string' ? read : undefined;
  }
  if (flag.name === 'blkio-weight-device') return weightOf(value);
  if (/^device-(?:read|write)-(?:bps|iops)$/.test(flag.name)) return rateOf(value, flag.name.endsWith('bps'));
  if (flag.name === 'device-cgroup-rule' && !/^[acb] (?:\d+|\*):(?:\d+|\*) [rwm]{1,3}$/.test(value))
    return `invalid device cgroup format '${value}'`;
  if (flag.name === 'sysctl') return sysctlOf(value);
  return undefined;
}

function reason(read: ReturnType<typeof parseSize>): string | undefined {
  return read.ok ? undefined : read.message;
}

const ULIMITS = new Set(
  'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' '),
);

/** `nofile=512:4096`; a text says why it is none. Source: docker/go-units ulimit.go ParseUlimit. */
export function readUlimit(text: string): Ulimit | string {
  const cut = text.indexOf('=');
  if (cut === -1) return `invalid ulimit argument: ${text}`;
  const name = text.slice(0, cut);
  if (!ULIMITS.has(name)) return `invalid ulimit type: ${name}`;
  const values = text.slice(cut + 1).split(':');
  if (values.length > 2)
    return `too many limit value arguments - ${values.join(':')}, can only have up to two, \`soft[:hard]\``;
  const hard = values[1] === undefined ? undefined : parseInteger(values[1]);
  if (typeof hard === 'string') return hard;
  const soft = parseInteger(values[0] ?? '');
  if (typeof soft === 'string') return soft;
  const top = hard ?? soft;
  const must = 'ulimit soft limit must be less than or equal to hard limit: ';
  if (top !== -1 && soft === -1) return `${must}soft: -1 (unlimited), hard: ${top}`;
  if (top !== -1 && soft > top) return `${must}${soft} > ${top}`;
  return { Name: name, Hard: top, Soft: soft };
}

function weightOf(text: string): string | undefined {
  const [path = '', weight] = text.split(/:(.*)/s);
  if (path === '' || weight === undefined) return `bad format: ${text}`;
  if (!path.startsWith('/dev/')) return `bad format for device path: ${text}`;
  const number = parseInteger(weight, 'ParseUint');
  const good = typeof number === 'number' && (number === 0 || (number >= 10 && number <= 1000));
  return good ? undefined : `invalid weight for device: ${text}`;
}

function rateOf(text: string, bytes: boolean): string | undefined {
  const [path = '', rate] = text.split(/:(.*)/s);
  if (path === '' || rate === undefined) return `bad format: ${text}`;
  if (!path.startsWith('/dev/')) return `bad format for device path: ${text}`;
  const form = bytes
    ? '<device-path>:<number>[<unit>]. Number must be a positive integer. Unit is optional and can be kb, mb, or gb'
    : '<device-path>:<number>. Number must be a positive integer';
  const good = bytes ? parseSize(rate).ok : typeof parseInteger(rate, 'ParseUint') === 'number';
  return good ? undefined : `invalid rate for device: ${text}. The correct format is ${form}`;
}

const SYSCTLS = new Set(
  'kernel.msgmax kernel.msgmnb kernel.msgmni kernel.sem kernel.shmall kernel.shmmax kernel.shmmni kernel.shm_rmid_forced'.split(
    ' ',
  ),
);

/** Source: docker/cli opts/opts.go ValidateSysctl. */
function sysctlOf(text: string): string | undefined {
  const [name = '', value] = text.split(/=(.*)/s);
  const allowed = SYSCTLS.has(name) || name.startsWith('net.') || name.startsWith('fs.mqueue.');
  return allowed && value !== undefined ? undefined : `sysctl '${text}' is not allowed`;
}
