import { quote } from '../go-text.ts';
import type {
  ArgInstruction,
  CommandInstruction,
  EnvInstruction,
  HealthcheckInstruction,
  LabelInstruction,
  WordsInstruction,
} from '../syntax.ts';
import { shellOf, withEnv, withLabel } from './config.ts';
import type { Config } from './config.ts';
import { expandAll, expandWord, NOT_IN_ENV, remember } from './context.ts';
import type { Context } from './context.ts';
import { buildArg } from './global-args.ts';
import { formatDuration } from './go-values.ts';
import { getKey, setKey } from './persistent-map.ts';
import { COST_OF_PORT, TOO_LARGE } from './limits.ts';
import { parsePort } from './ports.ts';
import { isFailure } from './state.ts';
import type { Failure } from './state.ts';
import { expandIn } from './words.ts';

/** Instructions that only change the image's config. Each returns what is wrong, if anything. */

/** ENV and LABEL; every value sees the environment before the line. */
export function setPairs(context: Context, instruction: EnvInstruction | LabelInstruction): Failure | undefined {
  const pairs: [name: string, value: string][] = [];
  for (const pair of instruction.pairs) {
    const words = expandAll(context, [pair.key.value, pair.value.value]);
    if (isFailure(words)) return words;
    pairs.push([words[0] ?? '', words[1] ?? '']);
  }
  const { state } = context;
  context.expanded['keys'] = pairs.map(([name]) => name);
  for (const [name, value] of pairs) {
    if (instruction.kind === 'label') state.config = withLabel(state.config, name, value);
    else {
      state.env = setKey(state.env, name, value);
      state.config = withEnv(state.config, name, value);
      state.hidden.delete(name);
    }
  }
  const text = pairs.map(([name, value]) => `${name}=${value}`).join(' ');
  remember(context, { createdBy: `${instruction.kind.toUpperCase()} ${text}`, empty: true });
  return undefined;
}

/** ARG: --build-arg, then the default, then the global ARG of that name. */
export function declareArgs(context: Context, instruction: ArgInstruction): Failure | undefined {
  const texts: string[] = [];
  const keys: string[] = [];
  context.expanded['keys'] = keys;
  for (const { key, value: standard } of instruction.args) {
    keys.push(key);
    const value = argValue(context, key, standard);
    if (isFailure(value)) return value;
    const { state } = context;
    if (value !== undefined && !NOT_IN_ENV.has(key)) {
      state.env = setKey(state.env, key, value);
      if (getKey(state.config.env, key) !== undefined) state.hidden.add(key);
    }
    const order = getKey(state.args, key)?.order ?? state.args.size;
    state.args = setKey(state.args, key, { order, value });
    texts.push(value === undefined ? key : `${key}=${value}`);
  }
  remember(context, { createdBy: `ARG ${texts.join(' ')}`, empty: true });
  return undefined;
}

function argValue(context: Context, key: string, standard: string | undefined): string | undefined | Failure {
  const given = buildArg(context.session, key);
  if (given !== undefined) return given;
  return standard === undefined ? getKey(context.session.globalArgs, key) : expandWord(context, standard);
}

/** CMD and ENTRYPOINT. ENTRYPOINT clears a CMD that this stage did not set itself. */
export function setCommand(context: Context, instruction: CommandInstruction): undefined {
  const { state } = context;
  const words = instruction.command.map((token) => token.value);
  const args = instruction.form === 'shell' ? [...shellOf(state.config), words.join(' ')] : words;
  if (instruction.kind === 'shell') {
    state.config = { ...state.config, shell: words };
    remember(context, { createdBy: `SHELL [${words.join(' ')}]`, empty: true });
    return;
  }
  if (instruction.kind === 'cmd') {
    state.config = { ...state.config, cmd: args };
    state.cmdSet = true;
  } else {
    state.config = { ...state.config, entrypoint: args, cmd: state.cmdSet ? state.config.cmd : undefined };
  }
  const quoted = args.map(quote).join(' ');
  remember(context, { createdBy: `${instruction.kind.toUpperCase()} [${quoted}]`, empty: true });
}

/** HEALTHCHECK; never expanded. */
export function setHealthcheck(context: Context, instruction: HealthcheckInstruction): undefined {
  const { test, interval, timeout, startPeriod, startInterval, retries } = instruction;
  const { state } = context;
  const healthcheck = {
    test,
    retries,
    intervalMs: interval,
    timeoutMs: timeout,
    startPeriodMs: startPeriod,
    startIntervalMs: startInterval,
  };
  state.config = { ...state.config, healthcheck };
  const times =
    `Interval:${formatDuration(interval)} Timeout:${formatDuration(timeout)} ` +
    `StartPeriod:${formatDuration(startPeriod)} StartInterval:${formatDuration(startInterval)}`;
  const createdBy = `HEALTHCHECK {Test:[${test.join(' ')}] ${times} Retries:${retries}}`;
  remember(context, { createdBy, empty: true });
}

/**
 * EXPOSE: words, which are sorted as they stand in the file, are expanded and then split. Undefined variables are not
 * reported here, unlike everywhere else (golden mis-arg-before-from-used).
 */
export function exposePorts(context: Context, instruction: WordsInstruction): Failure | undefined {
  const { session, state } = context;
  const words: string[] = [];
  for (const word of instruction.words.map((token) => token.value)) {
    const expansion = expandIn(session, word, { env: state.env, words: true });
    if (expansion.error !== undefined) return { failure: expansion.error };
    words.push(...expansion.words.map((each) => each.value));
  }
  const ports: string[] = [];
  const readable: string[] = [];
  context.expanded['words'] = readable;
  for (const word of words) {
    const result = parsePort(word);
    if (!isFailure(result) || !result.early) readable.push(word);
    if (isFailure(result)) return { failure: result.failure };
    session.budget -= result.length * COST_OF_PORT;
    if (session.budget < 0) return { failure: TOO_LARGE };
    ports.push(...result);
  }
  let known = state.config.ports;
  for (const port of ports) if (getKey(known, port) === undefined) known = setKey(known, port, true);
  state.config = { ...state.config, ports: known };
  remember(context, { createdBy: `EXPOSE [${ports.join(' ')}]`, empty: true });
  return undefined;
}

/** VOLUME. */
export function addVolumes(context: Context, instruction: WordsInstruction): Failure | undefined {
  const paths = expandAll(
    context,
    instruction.words.map((token) => token.value),
  );
  if (isFailure(paths)) return paths;
  if (paths.includes('')) return { failure: 'VOLUME specified can not be an empty string' };
  const { state } = context;
  let volumes = state.config.volumes;
  for (const path of paths) volumes = setKey(volumes, path, true);
  state.config = { ...state.config, volumes };
  remember(context, { createdBy: `VOLUME [${paths.join(' ')}]`, empty: true });
  return undefined;
}

/** USER, STOPSIGNAL and MAINTAINER: one value each; MAINTAINER's is in the history only. */
export function setWord(context: Context, value: string, change: (config: Config) => Config): void {
  const { state, command } = context;
  state.config = change(state.config);
  remember(context, { createdBy: `${command.instruction.kind.toUpperCase()} ${value}`, empty: true });
}
