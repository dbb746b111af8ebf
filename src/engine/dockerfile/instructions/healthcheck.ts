import { parseDuration, parseInt32 } from '../go-numbers.ts';
import { quote, upper } from '../go-text.ts';
import { checkFlags, needsOne } from '../reader.ts';
import type { FlagSet, InstructionReader, Reading } from '../reader.ts';
import type { HealthcheckInstruction, Node } from '../syntax.ts';

const durations = ['interval', 'timeout', 'start-period', 'start-interval'] as const;
const flags = {
  interval: 'text',
  timeout: 'text',
  'start-period': 'text',
  'start-interval': 'text',
  retries: 'text',
} as const;

const MILLISECOND = 1_000_000n;

/** Milliseconds of a duration flag, 0 when it is not there; a text is a mistake. */
function milliseconds(checked: FlagSet, name: string): number | string {
  const value = checked.get(name)?.value;
  if (!value) return 0;
  const duration = parseDuration(value);
  if (typeof duration === 'string') return duration;
  if (duration !== 0n && duration < MILLISECOND) return `Interval "${name}" cannot be less than 1ms`;
  return Number(duration) / 1e6;
}

function readCheck(node: Node, test: readonly string[], checked: FlagSet): Reading {
  const times: number[] = [];
  for (const name of durations) {
    const time = milliseconds(checked, name);
    if (typeof time === 'string') return time;
    times.push(time);
  }
  const [interval = 0, timeout = 0, startPeriod = 0, startInterval = 0] = times;
  const retries = parseInt32(checked.get('retries')?.value || '0');
  if (typeof retries === 'string') return retries;
  if (retries < 0) return `--retries cannot be negative (${retries})`;
  return { kind: 'healthcheck', node, test, interval, timeout, startPeriod, startInterval, retries };
}

const healthcheck: InstructionReader = {
  name: 'healthcheck',
  form: 'health',
  flags,
  read(node) {
    const [first, ...rest] = node.args;
    if (!first) return needsOne('HEALTHCHECK');
    const type = upper(first.value);
    if (type === 'NONE') {
      // Flags in front of NONE are not looked at.
      if (rest.length) return 'HEALTHCHECK NONE takes no arguments';
      const none = { interval: 0, timeout: 0, startPeriod: 0, startInterval: 0, retries: 0 };
      return { kind: 'healthcheck', node, test: ['NONE'], ...none } satisfies HealthcheckInstruction;
    }
    const checked = checkFlags(node, flags);
    if (typeof checked === 'string') return checked;
    if (type !== 'CMD') return `Unknown type ${quote(type)} in HEALTHCHECK (try CMD)`;
    if (rest.length === 0) return 'Missing command after HEALTHCHECK CMD';
    return readCheck(node, [node.json ? 'CMD' : 'CMD-SHELL', ...rest.map(({ value }) => value)], checked);
  },
};

export default [healthcheck];
