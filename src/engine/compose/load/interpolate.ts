import {
  invalid,
  isMapping,
  mapping,
  matches,
  quoted,
  sortedKeys,
  type Loaded,
  type Mapping,
  type Refused,
  type Value,
} from '../value.ts';
import { substitute, type Substitution } from './template.ts';

type Cast = (
  text: string,
) => { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: string };

const whole: (name: string) => Cast = (name) => (text) =>
  /^[-+]?\d+$/.test(text) && Number.isSafeInteger(Number(text))
    ? { ok: true, value: Number(text) }
    : {
        ok: false,
        why: `strconv.${name}: parsing ${quoted(text)}: ${/^[-+]?\d+$/.test(text) ? 'value out of range' : 'invalid syntax'}`,
      };

const toInt = whole('Atoi');
const toInt64 = whole('ParseInt');

const toFloat: Cast = (text) =>
  /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)
    ? { ok: true, value: Number(text) }
    : { ok: false, why: `strconv.ParseFloat: parsing ${quoted(text)}: invalid syntax` };

const toBoolean: Cast = (text) => {
  const word = text.toLowerCase();
  if (['true', 'y', 'yes', 'on'].includes(word)) return { ok: true, value: true };
  if (['false', 'n', 'no', 'off'].includes(word)) return { ok: true, value: false };
  return { ok: false, why: `invalid boolean: ${text}` };
};

/** What texts at a path become. Source: compose-go loader/interpolate.go interpolateTypeCastMapping. */
const CASTS: readonly (readonly [pattern: string, cast: Cast])[] = [
  ...'configs.[].mode deploy.replicas deploy.update_config.parallelism deploy.rollback_config.parallelism deploy.restart_policy.max_attempts deploy.placement.max_replicas_per_node healthcheck.retries ports.[].target scale secrets.[].mode ulimits.* ulimits.*.hard ulimits.*.soft'
    .split(' ')
    .map((path) => [`services.*.${path}`, toInt] as const),
  ...'cpu_count cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares oom_score_adj pids_limit'
    .split(' ')
    .map((path) => [`services.*.${path}`, toInt64] as const),
  ...'cpu_percent cpus deploy.update_config.max_failure_ratio deploy.rollback_config.max_failure_ratio'
    .split(' ')
    .map((path) => [`services.*.${path}`, toFloat] as const),
  ...'init healthcheck.disable oom_kill_disable privileged read_only stdin_open tty volumes.[].read_only volumes.[].volume.nocopy'
    .split(' ')
    .map((path) => [`services.*.${path}`, toBoolean] as const),
  ...'networks.*.external networks.*.internal networks.*.attachable networks.*.enable_ipv4 networks.*.enable_ipv6 volumes.*.external secrets.*.external configs.*.external'
    .split(' ')
    .map((path) => [path, toBoolean] as const),
];

/** What else interpolation tells: warnings of the log. */
export interface Interpolating extends Substitution {
  readonly warn: (message: string) => void;
}

/** Replaces variables everywhere in a file and makes numbers and booleans of texts where the schema wants them. */
export function interpolate(file: Mapping, how: Interpolating): Loaded<Mapping> {
  const problems: Refused[] = [];
  const value = walk(file, [], { how, problems });
  return problems[0] ?? { ok: true, value: value as Mapping };
}

function walk(value: Value, path: readonly string[], given: { how: Interpolating; problems: Refused[] }): Value {
  if (given.problems.length > 0) return value;
  if (typeof value === 'string') return scalar(value, path, given);
  if (Array.isArray(value)) return value.map((one) => walk(one, [...path, '[]'], given));
  if (isMapping(value))
    return mapping(sortedKeys(value).map((key) => [key, walk(value[key] ?? null, [...path, key], given)] as const));
  return value;
}

function scalar(
  text: string,
  path: readonly string[],
  { how, problems }: { how: Interpolating; problems: Refused[] },
): Value {
  const refuse = (message: string): Value => {
    problems.push(invalid(message));
    return text;
  };
  const where = path.join('.');
  const filled = text.includes('$') ? substitute(text, how) : ({ ok: true, value: text } as const);
  if (!filled.ok) {
    if (filled.kind === 'template')
      return refuse(
        `invalid interpolation format for ${where}.\nYou may need to escape any $ with another $.\n${filled.message}`,
      );
    return refuse(`error while interpolating ${where}: ${filled.message}`);
  }
  const cast = CASTS.find(([pattern]) => matches(path, pattern))?.[1];
  if (!cast) return filled.value;
  const made = cast(filled.value);
  if (!made.ok) return refuse(`error while interpolating ${where}: failed to cast to expected type: ${made.why}`);
  if (cast === toBoolean && !/^(?:true|false)$/i.test(filled.value))
    how.warn(`${quoted(filled.value)} for boolean is not supported by YAML 1.2, please use \`${String(made.value)}\``);
  return made.value;
}
