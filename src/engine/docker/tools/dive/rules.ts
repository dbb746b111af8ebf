import type { Process } from '../../../kernel/index.ts';
import type { Given } from '../../cli/flags.ts';
import type { Analysis } from '../dive.ts';

/** Limits of a CI job; undefined: the rule is off. */
export interface Rules {
  /** 0 to 1. */
  readonly lowestEfficiency: Limit | undefined;
  /** Bytes. */
  readonly highestWastedBytes: Limit | undefined;
  /** 0 to 1. */
  readonly highestUserWastedPercent: Limit | undefined;
}

interface Limit {
  readonly text: string;
  readonly value: number;
}

/** How one rule came out. */
export interface RuleResult {
  readonly name: keyof Rules;
  readonly status: 'PASS' | 'FAIL' | 'SKIP';
  readonly message: string;
}

const DEFAULTS: Readonly<Record<keyof Rules, string>> = {
  lowestEfficiency: '0.9',
  highestWastedBytes: 'disabled',
  highestUserWastedPercent: '0.1',
};

/** Names in `.dive-ci`: those of the flags, and the older and newer ones with dashes. */
const KEYS: Readonly<Record<string, keyof Rules>> = {
  lowestefficiency: 'lowestEfficiency',
  lowestefficiencythreshold: 'lowestEfficiency',
  highestwastedbytes: 'highestWastedBytes',
  highestuserwastedpercent: 'highestUserWastedPercent',
};

const OFF = ['', 'disabled', 'off', 'false'];

/**
 * Rules as flags give them, or `.dive-ci` (a file of its own name with --ci-config), which goes before flags. Source: wagoodman/dive
 * cmd/dive/cli/internal/options/ci.go, ci_rules.go; command/ci/rules.go (v0.13).
 */
export function readRules(
  process: Process,
  given: Given,
): { readonly ok: true; readonly value: Rules } | { readonly ok: false; readonly message: string } {
  const file = process.files.read(process.path(given.value('ci-config') ?? '.dive-ci'));
  const texts: Record<keyof Rules, string> = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS) as (keyof Rules)[]) texts[name] = given.value(name) ?? texts[name];
  if (file.ok) Object.assign(texts, DEFAULTS, rulesOf(file.value ?? ''));
  const share = (name: 'lowestEfficiency' | 'highestUserWastedPercent') => limitOf(name, texts[name], readShare);
  const limits = {
    lowestEfficiency: share('lowestEfficiency'),
    highestWastedBytes: limitOf('highestWastedBytes', texts.highestWastedBytes, readBytes),
    highestUserWastedPercent: share('highestUserWastedPercent'),
  };
  const wrong = Object.values(limits).flatMap((limit) => (typeof limit === 'string' ? [limit] : []));
  if (wrong.length > 0) return { ok: false, message: wrong.join('\n') };
  return { ok: true, value: limits as Rules };
}

/** `name: value` lines of the YAML file; comments and what is not a rule are passed over. */
function rulesOf(text: string): Partial<Record<keyof Rules, string>> {
  const found: Partial<Record<keyof Rules, string>> = {};
  for (const [, key = '', value = ''] of text.matchAll(/^[ \t]*([\w-]+):[ \t]*([^#\n]*)/gm)) {
    const rule = KEYS[key.replaceAll('-', '').toLowerCase()];
    if (rule) found[rule] = value.trim().replace(/^(["'])(.*)\1$/, '$2');
  }
  return found;
}

function limitOf(
  name: keyof Rules,
  text: string,
  read: (text: string) => number | undefined,
): Limit | undefined | string {
  if (OFF.includes(text.trim().toLowerCase())) return undefined;
  const value = read(text);
  if (value === undefined) return `invalid ${name} config value, given ${JSON.stringify(text)}`;
  if (read === readShare && (value < 0 || value > 1))
    return `${name} config value is outside allowed range (0-1), given '${value.toFixed(6)}'`;
  return { text, value };
}

function readShare(text: string): number | undefined {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

const UNITS = ['b', 'kb', 'mb', 'gb', 'tb'];

/** Source: dustin/go-humanize bytes.go ParseBytes: decimal units, binary with an i. */
function readBytes(text: string): number | undefined {
  const [, figure = '', unit = ''] = /^([\d.,]+)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const value = Number(figure.replaceAll(',', ''));
  if (figure === '' || Number.isNaN(value)) return undefined;
  const name = unit.toLowerCase();
  if (name === '') return Math.floor(value);
  const binary = /^([kmgt])i(?:b)?$/.exec(name);
  const power = UNITS.indexOf(binary ? `${binary[1]}b` : name.length === 1 && name !== 'b' ? `${name}b` : name);
  return power === -1 ? undefined : Math.floor(value * (binary ? 1024 : 1000) ** power);
}

/** All three rules by name, in the order of the alphabet. */
export function ruleResults(rules: Rules, analysis: Analysis): readonly RuleResult[] {
  const { efficiency, wastedBytes, userWasted } = analysis;
  const { lowestEfficiency, highestWastedBytes, highestUserWastedPercent } = rules;
  return [
    judged('highestUserWastedPercent', highestUserWastedPercent, (limit) =>
      userWasted > limit
        ? `too many bytes wasted, relative to the user bytes added (%-user-wasted-bytes=${userWasted.toFixed(2)} > threshold=${limit})`
        : undefined,
    ),
    judged('highestWastedBytes', highestWastedBytes, (limit) =>
      wastedBytes > limit ? `too many bytes wasted (wasted-bytes=${wastedBytes} > threshold=${limit})` : undefined,
    ),
    judged('lowestEfficiency', lowestEfficiency, (limit) =>
      limit > efficiency
        ? `image efficiency is too low (efficiency=${efficiency.toFixed(2)} < threshold=${limit})`
        : undefined,
    ),
  ];
}

function judged(name: keyof Rules, limit: Limit | undefined, wrong: (limit: number) => string | undefined): RuleResult {
  if (!limit) return { name, status: 'SKIP', message: 'disabled' };
  const message = wrong(limit.value);
  return message === undefined ? { name, status: 'PASS', message: limit.text } : { name, status: 'FAIL', message };
}
